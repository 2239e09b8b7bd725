"""The office's tools: monitoring, file servers, downloads, logins, names and times, a scan that is declared."""
import gzip
import hashlib
import io
import os
import random
import shutil
import subprocess
import tarfile
import time

from tools_control import MODBUS_SERVER, certificate, finished, wait


HEADS = {"docx": b"PK\x03\x04", "zip": b"PK\x03\x04", "jpg": b"\xff\xd8\xff\xe0", "pdf": b"%PDF-1.7\n"}


def mixed_folder(path, count, seed=7):
    """Files as an office has them: texts, tables, drawings, pictures, archives; half of them dense as cipher text."""
    source = random.Random(seed)
    words = "valve motor press order shift report pump drive torque limit value line part batch".split()
    for number in range(count):
        kind = ("txt", "csv", "docx", "dwg", "jpg", "zip", "pdf", "xml")[number % 8]
        folder = os.path.join(path, ("orders", "drawings", "reports/2026", "recipes")[number % 4])
        os.makedirs(folder, exist_ok=True)
        size = source.choice((300, 2_000, 9_000, 40_000, 150_000))
        if kind in ("txt", "csv", "xml"):
            text = " ".join(source.choice(words) for _ in range(size // 6)).encode()
            content = b"<x>" + text if kind == "xml" else text
        elif kind == "dwg":
            content = b"AC1032" + b"".join(source.randrange(4_000).to_bytes(4, "little") for _ in range(size // 4))
        else:
            content = HEADS[kind] + gzip.compress(source.randbytes(size))
        with open(os.path.join(folder, "%s-%03d.%s" % (source.choice(words), number, kind)), "wb") as file:
            file.write(content)


# Monitoring

def snmp(segment, seconds):
    devices = [segment.host("switch%d" % number) for number in (1, 2, 3)]
    poller = segment.host("poller", 90)
    for device in devices:
        device.write("snmpd.conf", "agentaddress udp:161\nrocommunity lesen-7 \nrocommunity public \n"
                     "createUser watch SHA Kn4rr-Welle-7 AES Kn4rr-Welle-8\nrouser watch priv\n"
                     "sysLocation hall 2\nsysContact plant@plant.example\n")
        device.start("snmpd", "-f", "-Lo", "-C", "-c", os.path.join(device.folder, "snmpd.conf"), "-p",
                     os.path.join(device.folder, "pid"), env=dict(os.environ, SNMP_PERSISTENT_DIR=device.folder))
        device.waits_for(161, "u")
    end, turn = time.monotonic() + seconds, 0
    secure = ["-v3", "-l", "authPriv", "-u", "watch", "-a", "SHA", "-A", "Kn4rr-Welle-7", "-x", "AES", "-X",
              "Kn4rr-Welle-8"]
    while time.monotonic() < end:
        for device in devices:
            community = ["-v2c", "-c", "public" if turn % 3 == 0 else "lesen-7"]
            login = secure if turn % 2 else community
            poller.run("snmpget", *login, device.address, "1.3.6.1.2.1.1.3.0", "1.3.6.1.2.1.1.5.0")
            poller.run("snmpwalk" if turn % 4 else "snmpbulkwalk", *login, device.address, "1.3.6.1.2.1.2")
            if turn == 0:
                poller.run("snmpwalk", "-v1", "-c", "lesen-7", device.address, "1.3.6.1.2.1.1")
        turn += 1
        time.sleep(5)


def web(segment, seconds):
    """A dashboard that asks for values every other second, plain and over TLS; an agent that reports every ten."""
    server, panel, agent = segment.host("server"), segment.host("panel", 50), segment.host("agent", 51)
    site = os.path.join(server.folder, "site")
    os.makedirs(site)
    with open(os.path.join(site, "values.json"), "w") as file:
        file.write('{"line1": {"speed": 41.2, "temperature": 71.9}}')
    web_server(server, site)
    end, turn = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        panel.run("curl", "-sS", "--max-time", "5", "http://%s/values.json?t=%d" % (server.address, turn))
        if turn % 2 == 0:
            panel.run("curl", "-sS", "-k", "--max-time", "5", "https://%s/values.json" % server.address)
        if turn % 5 == 0:
            agent.run("curl", "-sS", "--max-time", "5", "-X", "POST", "-H", "Content-Type: application/json", "-d",
                      '{"host": "agent", "load": %.2f}' % random.random(), "http://%s/report" % server.address)
        turn += 1
        time.sleep(2)


def web_server(host, site):
    certificate(host)
    files = [os.path.join(host.folder, name) for name in ("server.pem", "server.key")]
    host.python(WEB_SERVER, site, *files)
    host.waits_for(443)


WEB_SERVER = """
import http.server, ssl, sys, threading, os
os.chdir(sys.argv[1])
class Site(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(200); self.send_header("Content-Length", "2"); self.end_headers(); self.wfile.write(b"ok")
plain = http.server.ThreadingHTTPServer(("", 80), Site)
threading.Thread(target=plain.serve_forever, daemon=True).start()
secure = http.server.ThreadingHTTPServer(("", 443), Site)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[2], sys.argv[3])
secure.socket = context.wrap_socket(secure.socket, server_side=True)
secure.serve_forever()
"""


# Files

USER = "bulkhead-bench"


def samba_server(segment, protocols):
    server = segment.host("files")
    for folder in ("share", "private", "lock", "state", "cache", "pid"):
        os.makedirs(os.path.join(server.folder, folder))
    os.chmod(os.path.join(server.folder, "share"), 0o777)
    server.write("smb.conf", """[global]
server role = standalone server
%s
smb ports = 445
private dir = {0}/private
lock directory = {0}/lock
state directory = {0}/state
cache directory = {0}/cache
pid directory = {0}/pid
log file = {0}/smbd.log
disable netbios = yes
load printers = no
passdb backend = tdbsam:{0}/private/passdb.tdb
ntlm auth = ntlmv2-only
[backup]
path = {0}/share
read only = no
force user = root
""".replace("{0}", server.folder) % protocols)
    subprocess.run(
        ["useradd", "-M", "-s", "/usr/sbin/nologin", USER], check=False, stderr=subprocess.DEVNULL)
    done = subprocess.run(
        server.command("smbpasswd", "-c", os.path.join(server.folder, "smb.conf"), "-s", "-a", USER),
        input=b"Kn4rr-7-Welle\nKn4rr-7-Welle\n", capture_output=True)
    if done.returncode != 0:
        raise RuntimeError("smbpasswd: " + done.stderr.decode()[-200:])
    server.start("smbd", "--foreground", "--no-process-group", "-s", os.path.join(server.folder, "smb.conf"))
    server.waits_for(445)
    return server


def smbclient(host, server, commands, extra=()):
    return host.run("smbclient", "//%s/backup" % server.address, "-U", USER + "%Kn4rr-7-Welle", *extra, "-c",
                    "; ".join(commands), timeout=300)


def samba(segment, seconds):
    """A backup of a folder, again with what changed, back to another host; CAD saves; logs that turn over."""
    server = samba_server(segment, "server min protocol = SMB2")
    backup, cad = segment.host("backup", 50), segment.host("cad", 51)
    work_with_files(server, backup, cad, [], 400, 20)


def smb1(segment, seconds):
    server = samba_server(segment, "server min protocol = NT1\nserver max protocol = NT1")
    backup, cad = segment.host("backup", 50), segment.host("cad", 51)
    work_with_files(server, backup, cad, ["--option=client min protocol=NT1", "-m", "NT1"], 160, 10)


def work_with_files(server, backup, cad, extra, count, saves):
    source = os.path.join(backup.folder, "source")
    mixed_folder(source, count)
    everything = ["recurse on", "prompt off"]
    smbclient(backup, server, everything + ["lcd " + source, "mput *"], extra)
    # What changed since yesterday is written over: a third of the files, some grown, some packed.
    for number, (folder, _, names) in enumerate(os.walk(source)):
        for name in sorted(names)[number % 3::3]:
            with open(os.path.join(folder, name), "ab") as file:
                file.write(random.randbytes(700))
    smbclient(backup, server, everything + ["lcd " + source, "mput *"], extra)
    target = os.path.join(cad.folder, "target")
    os.makedirs(target)
    smbclient(cad, server, everything + ["lcd " + target, "mget *"], extra)
    # Generations: yesterday's become .bak, as many backup programs do it; logs turn over.
    orders = sorted(os.listdir(os.path.join(source, "orders")))[:60]
    smbclient(backup, server, ["cd orders"] + ["rename %s %s.bak" % (name, name) for name in orders], extra)
    smbclient(backup, server, everything + ["lcd %s/orders" % source, "cd orders", "mput *"], extra)
    smbclient(backup, server, ["cd orders"] + ["del %s.bak" % name for name in orders], extra)
    # A drawing is saved: beside, away, in its place.
    drawing = cad.write("part.dwg", b"AC1032" + random.randbytes(60_000))
    commands = ["mkdir work", "cd work", "put %s part.dwg" % drawing]
    for _ in range(saves):
        commands += ["put %s part.tmp" % drawing, "del part.bak", "rename part.dwg part.bak",
                     "rename part.tmp part.dwg"]
    smbclient(cad, server, commands, extra)


def rsync(segment, seconds):
    server, client = segment.host("mirror"), segment.host("client", 50)
    share, source = os.path.join(server.folder, "share"), os.path.join(client.folder, "source")
    os.makedirs(share)
    mixed_folder(source, 300)
    server.write(
        "rsyncd.conf", "use chroot = no\nuid = root\ngid = root\n[backup]\npath = %s\nread only = no\n" % share)
    server.start("rsync", "--daemon", "--no-detach", "--config", os.path.join(server.folder, "rsyncd.conf"))
    server.waits_for(873)
    ssh_server(server)
    key(client, server)
    shell = " ".join(ssh_command(client))
    for turn in range(3):
        client.run("rsync", "-a", "--delete", source + "/", "rsync://%s/backup/" % server.address)
        client.run("rsync", "-az", "-e", shell, source + "/", "root@%s:%s/" % (server.address, share + "-ssh"))
        mixed_folder(source, 40, seed=turn)
        time.sleep(2)


# Downloads

def apt(segment, seconds):
    """A host updates itself from a mirror on the internet: names, lists, packages, among them a big one."""
    router, host = segment.host("router", 1), segment.host("host", 50)
    names = segment.host("names", 53)
    mirror = segment.beyond(router, "mirror", "151.101.86.132")
    site = os.path.join(mirror.folder, "site")
    os.makedirs(os.path.join(site, "pool"))
    packages = []
    for number in range(12):
        content = package("tool%d" % number, random.choice((20_000, 200_000, 1_500_000)) if number else 30_000_000)
        path = "pool/tool%d_1.0_all.deb" % number
        with open(os.path.join(site, path), "wb") as file:
            file.write(content)
        packages.append(
            control_file("tool%d" % number) + "Filename: ./%s\nSize: %d\nSHA256: %s\n" % (
                path, len(content), hashlib.sha256(content).hexdigest()))
    with open(os.path.join(site, "Packages"), "w") as file:
        file.write("\n".join(packages))
    web_server(mirror, site)
    dnsmasq(names, "address=/updates.plant.example/%s" % mirror.address)
    root = os.path.join(host.folder, "root")
    for folder in ("lists/partial", "archives/partial", "etc/preferences.d", "etc/trusted.gpg.d", "dpkg"):
        os.makedirs(os.path.join(root, folder))
    open(os.path.join(root, "dpkg/status"), "w").close()
    # Names are resolved in the namespace by its own resolv.conf.
    etc = os.path.join("/etc/netns", host.namespace)
    os.makedirs(etc, exist_ok=True)
    try:
        with open(os.path.join(etc, "resolv.conf"), "w") as file:
            file.write("nameserver %s\n" % names.address)
        host.write("root/etc/sources.list", "deb [trusted=yes] http://updates.plant.example/ ./\n")
        options = ["-o", "Dir::State::lists=%s/lists" % root, "-o", "Dir::Cache::archives=%s/archives" % root, "-o",
                   "Dir::Etc::sourcelist=%s/etc/sources.list" % root, "-o", "Dir::Etc::sourceparts=-", "-o",
                   "Dir::State::status=%s/dpkg/status" % root, "-o", "Dir::Cache::pkgcache=", "-o",
                   "Dir::Cache::srcpkgcache=", "-o", "APT::Sandbox::User=root", "-o", "Acquire::Languages=none", "-o",
                   "Acquire::http::Proxy=false", "-o", "Acquire::http::Proxy::updates.plant.example=DIRECT"]
        clean = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
        host.run("apt-get", *options, "update", env=clean)
        host.run("apt-get", *options, "download", *["tool%d" % number for number in range(12)], env=clean, timeout=300)
        for turn in range(max(3, seconds // 20)):
            for url in ("http://updates.plant.example/pool/tool1_1.0_all.deb",
                        "https://updates.plant.example/pool/tool%d_1.0_all.deb" % (turn % 12)):
                host.run("curl", "-sS", "-k", "--noproxy", "*", "-O", url)
            time.sleep(15)
    finally:
        shutil.rmtree(etc)


def control_file(name):
    return "Package: %s\nVersion: 1.0\nArchitecture: all\nMaintainer: Plant\nDescription: a tool\n" % name


def package(name, size):
    """A Debian package: an archive of a version, a control and a data archive."""
    def archive(files):
        content = io.BytesIO()
        with tarfile.open(fileobj=content, mode="w:gz") as tar:
            for path, octets in files:
                entry = tarfile.TarInfo(path)
                entry.size = len(octets)
                tar.addfile(entry, io.BytesIO(octets))
        return content.getvalue()
    members = [("debian-binary", b"2.0\n"),
               ("control.tar.gz", archive([("./control", control_file(name).encode())])),
               ("data.tar.gz", archive([("./usr/share/%s" % name, random.randbytes(size))]))]
    content = b"!<arch>\n"
    for member, octets in members:
        content += ("%-16s%-12d%-6d%-6d%-8s%-10d`\n" % (member, 0, 0, 0, "100644", len(octets))).encode() + octets
        content += b"\n" * (len(octets) % 2)
    return content


# Logins

def ssh_server(host):
    os.makedirs("/run/sshd", exist_ok=True)
    host.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "hostkey")
    host.write("authorized", "")
    host.write("sshd_config", "Port 22\nHostKey {0}/hostkey\nPidFile {0}/sshd.pid\nAuthorizedKeysFile {0}/authorized\n"
               "PermitRootLogin yes\nStrictModes no\nUsePAM no\nPasswordAuthentication yes\n"
               "Subsystem sftp internal-sftp\n".replace("{0}", host.folder))
    host.start("/usr/sbin/sshd", "-D", "-e", "-f", os.path.join(host.folder, "sshd_config"))
    host.waits_for(22)


def key(client, server):
    client.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "key")
    with open(os.path.join(client.folder, "key.pub")) as file:
        server.write("authorized", file.read())


def ssh_command(client):
    return ["ssh", "-i", os.path.join(client.folder, "key"), "-o", "StrictHostKeyChecking=no", "-o",
            "UserKnownHostsFile=/dev/null", "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes"]


def ssh(segment, seconds):
    """Roll-out by key to two hosts every ten seconds, a copy by sftp, an administrator who mistypes twice."""
    hosts = [segment.host("node%d" % number) for number in (1, 2)]
    manager, stranger = segment.host("manager", 50), segment.host("admin", 51)
    for host in hosts:
        ssh_server(host)
        key_exists = os.path.exists(os.path.join(manager.folder, "key"))
        if not key_exists:
            key(manager, host)
        else:
            with open(os.path.join(manager.folder, "key.pub")) as file:
                host.write("authorized", file.read(), 0o644)
    stranger.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "key")
    for _ in range(2):
        stranger.run(*ssh_command(stranger), "root@" + hosts[0].address, "true", check=False)
    big = manager.write("image.bin", random.randbytes(8_000_000))
    end, turn = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        for host in hosts:
            manager.run(*ssh_command(manager), "root@" + host.address, "uname -a; cat /proc/meminfo")
        if turn % 3 == 0:
            manager.run("sftp", *ssh_command(manager)[1:], "-b", manager.write("batch", "put %s %s/image.bin\n" % (
                big, hosts[0].folder)), "root@" + hosts[0].address)
        turn += 1
        time.sleep(10)


FTP_SERVER = """
import sys
from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler
from pyftpdlib.servers import FTPServer
users = DummyAuthorizer()
users.add_user("cnc", "Kn4rr-7-Welle", sys.argv[1], perm="elradfmwMT")
FTPHandler.authorizer = users
FTPServer(("0.0.0.0", 21), FTPHandler).serve_forever()
"""


def ftp(segment, seconds):
    """A machine fetches its programs and leaves its logs."""
    server, machine = segment.host("server"), segment.host("cnc", 50)
    share = os.path.join(server.folder, "share")
    mixed_folder(share, 40)
    server.python(FTP_SERVER, share)
    server.waits_for(21)
    names = [os.path.relpath(os.path.join(folder, name), share)
             for folder, _, found in os.walk(share) for name in found]
    end, turn = time.monotonic() + seconds, 0
    log = machine.write("log.txt", "shift report\n" * 4_000)
    while time.monotonic() < end:
        site = "ftp://cnc:Kn4rr-7-Welle@%s/" % server.address
        machine.run("curl", "-sS", "--max-time", "20", site)
        machine.run("curl", "-sS", "--max-time", "20", "-o", "program", site + names[turn % len(names)])
        active = ["-P", "-"] if turn % 2 else []
        machine.run("curl", "-sS", "--max-time", "20", *active, "-T", log, site + "log-%d.txt" % turn)
        turn += 1
        time.sleep(5)


# Names, addresses, times

def dnsmasq(host, *lines):
    host.write("dnsmasq.conf", "no-daemon\nno-resolv\nno-hosts\nuser=root\nbind-interfaces\ninterface=eth0\n"
               "dhcp-leasefile=%s/leases\n%s\n" % (host.folder, "\n".join(lines)))
    host.start("dnsmasq", "--keep-in-foreground", "--conf-file=" + os.path.join(host.folder, "dnsmasq.conf"))
    host.waits_for(53, "u")


def names(segment, seconds):
    server = segment.host("server")
    clients = [segment.host("client%d" % number, 50 + number) for number in range(3)]
    network = segment.network
    dnsmasq(server, "dhcp-range=%s100,%s140,2m" % (network, network), "dhcp-option=3," + server.address,
            "domain=plant.example", *["address=/host%d.plant.example/%s%d" % (n, network, 60 + n) for n in range(30)])
    server.write("chrony.conf", "local stratum 8\nallow all\ncmdport 0\npidfile %s/chrony.pid\n" % server.folder)
    server.start("chronyd", "-x", "-d", "-f", os.path.join(server.folder, "chrony.conf"))
    for client in clients:
        client.write(
            "chrony.conf", "server %s iburst minpoll 2 maxpoll 4\ncmdport 0\nport 0\npidfile %s/chrony.pid\n"
            % (server.address, client.folder))
        client.start("chronyd", "-x", "-d", "-f", os.path.join(client.folder, "chrony.conf"))
    clients[2].start("udhcpc", "-f", "-i", "eth0", "-s", "/bin/true", "-x", "hostname:client2")
    script = DNS_CLIENT
    queries = [client.python(script, server.address, seconds) for client in clients[:2]]
    wait(queries, seconds + 30)
    finished(queries)


DNS_CLIENT = """
import random, socket, struct, sys, time
end = time.monotonic() + float(sys.argv[2])
while time.monotonic() < end:
    name = random.choice(["host%d.plant.example" % random.randrange(34), "ntp.plant.example"])
    question = b"".join(bytes([len(part)]) + part.encode() for part in name.split(".")) + b"\\0"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as query:
        query.settimeout(1)
        query.sendto(struct.pack(">6H", random.randrange(65536), 0x0100, 1, 0, 0, 0) + question
                     + struct.pack(">2H", random.choice([1, 28]), 1), (sys.argv[1], 53))
        try: query.recv(2048)
        except TimeoutError: pass
    time.sleep(random.uniform(0.2, 2))
"""


# A scan that the owner declared

def nmap(segment, seconds):
    web_host, controller = segment.host("web"), segment.host("plc")
    scanner = segment.host("scanner", 99)
    site = os.path.join(web_host.folder, "site")
    os.makedirs(site)
    web_server(web_host, site)
    ssh_server(web_host)
    controller.python(MODBUS_SERVER)
    controller.waits_for(502)
    network = segment.network
    scanner.run("nmap", "-n", "-sn", network + "0/24", timeout=200)
    hosts = [web_host.address, controller.address]
    scanner.run("nmap", "-n", "-sS", "-T4", "-p1-1024,4840,44818", "-O", *hosts, timeout=300)
    scanner.run("nmap", "-n", "-sV", "--script", "default,modbus-discover", "-p22,80,102,443,502", *hosts,
                timeout=300)
    scanner.run("nmap", "-n", "-sU", "--top-ports", "20", "--max-retries", "1", web_host.address, timeout=300)
