#!/usr/bin/env python3
"""Replays captures into a wire of its own, and measures what listens there: packets lost, processor seconds.

    live.py --bulkhead PATH [--speeds 50000,100000,top] [--runs N] CAPTURE…

The wire is a veth pair in a network namespace that is made for the run, IPv6 off. Bulkhead listens first, then
Suricata where it is installed: one worker, no rules, checksums not checked, its parsers for control protocols on.
'replay' is the processor time from when the program listens until it has taken the last packet, 'whole' that of
the whole run, reading its rules or writing its report included. The kernel's own work at the sender's is no
part of either. Machines are noisy: the load is printed, and ratios are to be quoted rather than seconds.
Needs root and tcpreplay. Exit 1 where a program failed, or where Bulkhead lost a packet.
"""
import argparse
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

NAMESPACE = "bulkhead-bench-%d" % os.getpid()
TAP, WIRE = "tap0", "wire0"
TICKS = os.sysconf("SC_CLK_TCK")


def inside(*command, **options):
    return subprocess.run(["ip", "netns", "exec", NAMESPACE, *command], check=True, **options)


def make_wire(mtu):
    subprocess.run(["ip", "netns", "add", NAMESPACE], check=True)
    inside("sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1", "net.ipv6.conf.default.disable_ipv6=1")
    inside("ip", "link", "add", TAP, "mtu", str(mtu), "type", "veth", "peer", "name", WIRE, "mtu", str(mtu))
    inside("ip", "link", "set", TAP, "up")
    inside("ip", "link", "set", WIRE, "up")


def longest_frame(capture):
    """The longest frame of a classic pcap, in octets."""
    longest = 0
    with open(capture, "rb") as file:
        head = file.read(24)
        order = "little" if head[:4] in (b"\xd4\xc3\xb2\xa1", b"\x4d\x3c\xb2\xa1") else "big"
        while len(record := file.read(16)) == 16:
            octets = int.from_bytes(record[8:12], order)
            longest = max(longest, octets)
            file.seek(octets, 1)
    return longest


def suricata_configuration(folder):
    """Debian's configuration with the control protocols' parsers on."""
    text = open("/etc/suricata/suricata.yaml").read()
    for protocol in ("modbus", "dnp3", "enip"):
        text = re.sub(r"(\n    %s:\n(?:.*\n)*?\s+enabled: )no" % protocol, r"\g<1>yes", text, count=1)
    path = os.path.join(folder, "suricata.yaml")
    with open(path, "w") as file:
        file.write(text)
    return path


class Listener:
    """A program that captures from the tap."""

    def __init__(self, command, folder):
        self.output = open(os.path.join(folder, "output"), "wb+")
        self.process = subprocess.Popen(
            ["ip", "netns", "exec", NAMESPACE, *command], stdout=self.output, stderr=subprocess.STDOUT)
        self.pid = self.process.pid
        deadline = time.monotonic() + 120
        while not self.listens():
            if time.monotonic() > deadline or self.process.poll() is not None:
                sys.exit("live.py: %s does not listen: %s" % (command[0], self.text()[-400:]))
            time.sleep(0.05)
        time.sleep(0.5)
        self.before = self.seconds()

    def listens(self):
        try:
            with open("/proc/%d/net/packet" % self.pid) as file:
                return any(line.split()[4] != "0" and line.split()[5] == "1" for line in list(file)[1:])
        except OSError:
            return False

    def seconds(self):
        with open("/proc/%d/stat" % self.pid) as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def finish(self):
        """Waits until the program rests, ends it; gives replay and whole seconds."""
        last = -1.0
        while (now := self.seconds()) - last > 0.02:
            last = now
            time.sleep(1)
        replay = now - self.before
        self.process.send_signal(signal.SIGINT)
        _, status, usage = os.wait4(self.pid, 0)
        self.process.returncode = os.waitstatus_to_exitcode(status)
        return replay, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, self.process.returncode

    def text(self):
        """The output's beginning and end: the whole report would make this program, and so the next child, big."""
        self.output.flush()
        self.output.seek(0)
        head = self.output.read(4_096)
        rest = self.output.seek(0, os.SEEK_END) - len(head)
        self.output.seek(-min(max(rest, 0), 65_536), os.SEEK_END)
        return (head + self.output.read()).decode(errors="replace")


def bulkhead_counts(listener):
    text = listener.text()
    packets = re.search(r'"format":"live".*?"packets":(\d+)', text, re.DOTALL)
    dropped = re.search(r'"kernelDroppedPackets":(\d+)', text)
    return (int(packets[1]), int(dropped[1])) if packets and dropped else (None, None)


def suricata_counts(listener):
    # What it says at its end: packets, those it dropped among them.
    found = re.search(r"%s: packets: (\d+), drops: (\d+)" % TAP, listener.text())
    if not found:
        return None, None
    return int(found[1]) - int(found[2]), int(found[2])


def replay(capture, speed):
    """Sends the capture; gives the packets sent and those a second."""
    rate = ["--topspeed"] if speed == "top" else ["--pps=%s" % speed]
    text = inside("tcpreplay", "-K", "-i", WIRE, *rate, capture, capture_output=True, text=True).stdout
    sent = int(re.search(r"Successful packets:\s+(\d+)", text)[1])
    return sent, float(re.search(r"([\d.]+) pps", text)[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bulkhead", required=True)
    parser.add_argument("--speeds", default="50000,100000,top")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("captures", nargs="+")
    options = parser.parse_args()
    faults = []
    folder = tempfile.mkdtemp()
    programs = [
        ("bulkhead", [options.bulkhead, "inspect", "--interface", TAP, "--format", "json"], bulkhead_counts)]
    if shutil.which("suricata"):
        programs.append(
            ("suricata",
             ["suricata", "-c", suricata_configuration(folder), "--af-packet=" + TAP, "--runmode", "single",
              "-k", "none", "-S", "/dev/null", "-l", folder], suricata_counts))
    # Room for a VLAN tag beside the longest frame; what no Ethernet carries cannot be sent, and is not counted.
    make_wire(min(9_018, max(1_500, max(map(longest_frame, options.captures)) - 14 + 4)))
    try:
        for capture in options.captures:
            print("%s, load %.1f" % (os.path.basename(capture), os.getloadavg()[0]))
            print("  %-9s %8s %9s %10s %8s %8s %8s %9s" % (
                "", "speed", "pps", "packets", "lost", "replay s", "whole s", "peak MiB"))
            for speed in options.speeds.split(","):
                seconds = {}
                for name, command, counts in programs * options.runs:
                    listener = Listener(command, folder)
                    sent, rate = replay(capture, speed)
                    replay_seconds, whole, peak, status = listener.finish()
                    packets, dropped = counts(listener)
                    lost = sent - packets if packets is not None else None
                    if status != 0 or packets is None:
                        faults.append("%s exits with %d at %s" % (name, status, speed))
                    if name == "bulkhead" and lost:
                        faults.append("bulkhead lost %d of %s at %s" % (lost, capture, speed))
                    if name == "bulkhead" and lost is not None and lost != dropped:
                        faults.append("bulkhead lost %d and says %d" % (lost, dropped))
                    seconds.setdefault(name, []).append((replay_seconds, whole))
                    print("  %-9s %8s %9.0f %10d %8s %8.2f %8.2f %9.0f" % (
                        name, speed, rate, sent, lost, replay_seconds, whole, peak), flush=True)
                if len(seconds) == 2:
                    ratio = [
                        statistics.median(row[i] for row in seconds["bulkhead"])
                        / max(0.01, statistics.median(row[i] for row in seconds["suricata"])) for i in (0, 1)]
                    print("  bulkhead / suricata %8s: replay %.2f, whole %.2f" % (speed, *ratio), flush=True)
    finally:
        subprocess.run(["ip", "netns", "del", NAMESPACE], check=False)
        shutil.rmtree(folder)
    for fault in faults:
        print("live.py: " + fault, file=sys.stderr)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
