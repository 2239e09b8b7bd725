"""What real tools do on a segment: one scenario a name, with the protocols that it speaks."""
import tools_control as control
import tools_office as office


class Scenario:
    """`work(segment, seconds)` does it.

    `speaks` are the protocols that must be named, `may_speak` those that may; `scanner` is the last octet of the host
    that the owner declares as a scanner; the limits are what the tools themselves do wrong, or nobody names."""

    def __init__(self, work, speaks, may_speak=(), scanner=None, unknown_limit=0, malformed_limit=0):
        self.work, self.speaks, self.may_speak = work, set(speaks), set(may_speak)
        self.scanner, self.unknown_limit, self.malformed_limit = scanner, unknown_limit, malformed_limit


ALL = {
    "modbus": Scenario(control.modbus, ["modbus"]),
    # python-snap7 3.3: its server's answer to SZL 0x0011 ends too early, its client's request for the state
    # of the CPU holds no item. Wireshark calls both malformed too.
    "s7": Scenario(control.s7, ["tpkt", "cotp", "s7comm"], malformed_limit=2),
    "opcua": Scenario(control.opcua, ["opcua"]),
    "mqtt": Scenario(control.mqtt, ["mqtt", "tls"]),
    "snmp": Scenario(office.snmp, ["snmp"]),
    "samba": Scenario(office.samba, ["nbss", "smb2"], ["smb", "ntlmssp", "dcerpc"]),
    "smb1": Scenario(office.smb1, ["nbss", "smb"], ["ntlmssp", "dcerpc"]),
    "rsync": Scenario(office.rsync, ["ssh", "rsync"]),
    "apt": Scenario(office.apt, ["http", "tls", "dns"]),
    "web": Scenario(office.web, ["http", "tls"]),
    "ssh": Scenario(office.ssh, ["ssh"]),
    "ftp": Scenario(office.ftp, ["ftp"], ["ftp-data"]),
    "names": Scenario(office.names, ["dns", "dhcp", "ntp"]),
    "nmap": Scenario(
        office.nmap, ["http", "ssh", "modbus"],
        ["snmp", "dns", "tls", "s7comm", "cotp", "tpkt", "enip", "rpc", "portmap", "nbss", "smb", "smb2", "ntp",
         "nbns", "dhcp", "udp", "ssdp", "isakmp", "tftp", "sip", "rdp", "x11", "ldap", "ntlmssp", "dcerpc", "mdns",
         "syslog", "tds", "kerberos", "ike"],
        scanner=99, unknown_limit=1_000_000),
}



def network(name):
    """The first three octets of the scenario's addresses."""
    return "10.%d.7." % (40 + list(ALL).index(name))
