"""A segment of a plant: hosts in network namespaces at one hub, and a tap that sees every frame."""
import os
import signal
import subprocess
import time

SEGMENTS = []
# Beginnings of hardware addresses of makers whose devices stand in plants.
MAKERS = ["00:1b:1b", "00:0e:8c", "00:80:f4", "3c:52:82", "b8:ca:3a", "00:1d:9c"]


def end_all():
    for segment in list(SEGMENTS):
        segment.end()


class Host:
    """A host of a segment: a network namespace with one interface."""

    def __init__(self, segment, name, address, number):
        self.segment, self.name, self.address = segment, name, address
        self.namespace = "%s-%s" % (segment.prefix, name)
        self.folder = os.path.join(segment.folder, name)
        os.makedirs(self.folder, exist_ok=True)
        self.mac = "%s:%02x:%02x:%02x" % (MAKERS[number % len(MAKERS)], segment.number, 0x20, number)

    def command(self, *command):
        return ["ip", "netns", "exec", self.namespace, *map(str, command)]

    def run(self, *command, check=True, timeout=120, **options):
        """Runs a command to its end; its words are kept in the host's folder."""
        done = subprocess.run(
            self.command(*command), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=timeout,
            cwd=options.pop("cwd", self.folder), stdin=subprocess.DEVNULL, **options)
        with open(os.path.join(self.folder, "log"), "ab") as log:
            log.write(("\n$ %s -> %d\n" % (" ".join(map(str, command)), done.returncode)).encode() + done.stdout)
        if check and done.returncode != 0:
            raise RuntimeError("%s: %s" % (command[0], done.stdout.decode(errors="replace")[-300:]))
        return done

    def start(self, *command, **options):
        """Starts a server or a client that runs until the segment ends."""
        log = open(os.path.join(self.folder, os.path.basename(str(command[0])) + ".log"), "ab")
        process = subprocess.Popen(
            self.command(*command), stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            cwd=options.pop("cwd", self.folder), start_new_session=True, **options)
        self.segment.processes.append(process)
        return process

    def python(self, script, *arguments):
        """The script under the Python with the modules, as a program that runs until the segment ends."""
        path = self.write("script-%d.py" % len(self.segment.processes), script)
        return self.start(self.segment.modules, path, *arguments)

    def write(self, name, text, mode=0o644):
        path = os.path.join(self.folder, name)
        with open(path, "wb" if isinstance(text, bytes) else "w") as file:
            file.write(text)
        os.chmod(path, mode)
        return path

    def waits_for(self, port, transport="t", seconds=30):
        """Until something listens on the port."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            done = subprocess.run(self.command("ss", "-ln" + transport), capture_output=True, text=True)
            if any(line.split()[3].endswith(":%d" % port) for line in done.stdout.splitlines()[1:]):
                return
            time.sleep(0.2)
        raise RuntimeError("nothing listens on port %d of %s" % (port, self.name))


class Segment:
    def __init__(self, name, network, folder, modules):
        self.number = int(network.split(".")[1])
        self.prefix = "bh%d-%s" % (os.getpid(), name)
        self.hub = self.prefix + "-hub"
        self.folder, self.modules = folder, modules
        self.hosts, self.processes = [], []
        self.network = network
        self.recorder = None
        os.makedirs(folder, exist_ok=True)
        SEGMENTS.append(self)
        self.netns("add", self.hub)
        # A bridge that forgets where hosts are is a hub: the tap sees every frame once.
        self.inside("ip", "link", "add", "hub", "type", "bridge", "ageing_time", "0", "mcast_snooping", "0")
        self.inside("ip", "link", "add", "tap", "type", "veth", "peer", "name", "tapport")
        self.inside("sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1")
        for link in ("hub", "tap", "tapport"):
            self.inside("ip", "link", "set", link, "up")
        self.inside("ip", "link", "set", "tapport", "master", "hub")

    @staticmethod
    def netns(*command):
        subprocess.run(["ip", "netns", *command], check=True)

    def inside(self, *command):
        subprocess.run(["ip", "netns", "exec", self.hub, *command], check=True)

    def host(self, name, address=None):
        """A host at the hub; `address` is the last octet, or a whole one behind the segment's router."""
        number = len(self.hosts)
        address = self.network + str(address or 10 + number)
        host = Host(self, name, address, number)
        port = "port%d" % number
        self.netns("add", host.namespace)
        self.hosts.append(host)
        self.inside("ip", "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", host.namespace)
        self.inside("ip", "link", "set", port, "master", "hub", "up")
        for command in (
            ["sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1"],
            ["ip", "link", "set", "eth0", "address", host.mac],
            ["ethtool", "-K", "eth0", "tx", "off", "sg", "off", "tso", "off", "gso", "off"],
            ["ip", "address", "add", address + "/24", "dev", "eth0"],
            ["ip", "link", "set", "eth0", "up"],
            ["ip", "link", "set", "lo", "up"],
        ):
            subprocess.run(host.command(*command), check=True, stdout=subprocess.DEVNULL)
        return host

    def beyond(self, router, name, address):
        """A host on the internet, behind the router, which forwards to it."""
        number = len(self.hosts)
        host = Host(self, name, address, number)
        self.netns("add", host.namespace)
        self.hosts.append(host)
        link = "wan%d" % number
        first = address.rsplit(".", 1)[0] + ".1"
        subprocess.run(
            router.command("ip", "link", "add", link, "type", "veth", "peer", "name", "eth0", "netns", host.namespace),
            check=True)
        for owner, command in (
            (router, ["ip", "address", "add", first + "/24", "dev", link]),
            (router, ["ip", "link", "set", link, "up"]),
            (router, ["sysctl", "-qw", "net.ipv4.ip_forward=1"]),
            (host, ["ip", "address", "add", address + "/24", "dev", "eth0"]),
            (host, ["ip", "link", "set", "eth0", "up"]),
            (host, ["ip", "link", "set", "lo", "up"]),
            (host, ["ip", "route", "add", "default", "via", first]),
        ):
            subprocess.run(owner.command(*command), check=True, stdout=subprocess.DEVNULL)
        for other in self.hosts:
            if other not in (host, router) and other.address.startswith(self.network):
                subprocess.run(other.command("ip", "route", "add", "default", "via", router.address), check=False)
        return host

    def record(self):
        path = os.path.join(self.folder, "capture.pcap")
        with open(os.path.join(self.folder, "tcpdump.log"), "wb") as log:
            self.recorder = subprocess.Popen(
                ["ip", "netns", "exec", self.hub, "tcpdump", "-Z", "root", "-U", "-s", "0", "-B", "65536", "-i", "tap",
                 "-w", path], stdout=log, stderr=log, start_new_session=True)
        deadline = time.monotonic() + 10
        while not os.path.exists(path) and time.monotonic() < deadline:
            time.sleep(0.1)

    def end(self):
        """Ends what was started here, clients before the recorder, and takes the namespaces away."""
        if self not in SEGMENTS:
            return
        SEGMENTS.remove(self)
        for process in reversed(self.processes):
            self.stop(process)
        time.sleep(0.5)
        if self.recorder:
            self.stop(self.recorder, signal.SIGINT)
        for namespace in [host.namespace for host in self.hosts] + [self.hub]:
            # Servers that went into the background are in the namespace still.
            found = subprocess.run(["ip", "netns", "pids", namespace], capture_output=True, text=True)
            for number in found.stdout.split():
                try:
                    os.kill(int(number), signal.SIGKILL)
                except ProcessLookupError:
                    pass
            subprocess.run(["ip", "netns", "del", namespace], check=False)

    @staticmethod
    def stop(process, how=signal.SIGTERM):
        if process.poll() is not None:
            return
        try:
            os.killpg(process.pid, how)
            process.wait(5)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            process.kill()
            process.wait(5)
