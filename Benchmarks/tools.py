#!/usr/bin/env python3
"""Traffic of real tools, inspected: what a plant's normal work must not be accused of.

    sudo ./dev bench tools [--seconds 120] [--only snmp,samba] [--keep FOLDER [--reuse]]

Each scenario is a segment of its own: hosts in network namespaces at one hub, with addresses and hardware
addresses of their own, and a tap that sees every frame. Real servers and clients work on it for the time given;
tcpdump records; `bulkhead inspect` reads the recording. All segments run at once and nothing leaves them.

Fails where a finding of medium or above stands, where a message is called malformed, where a protocol that the
scenario speaks is not named, or one is named that it does not speak.
Needs root, and the packages that `./dev bench tools` installs.
"""
import argparse
import collections
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import traceback

import tools_office as office
import tools_scenarios as scenarios
from tools_segment import Segment, end_all

SEVERITIES = ["info", "low", "medium", "high", "critical"]
LINK = {"arp", "icmp", "icmpv6"}  # what every segment speaks beside its own protocols


class Result:
    def __init__(self, name):
        self.name = name
        self.faults = []
        self.line = ""
        self.details = []


def run(name, scenario, options, folder, result):
    """Records one scenario; what its tools complain of is a fault of the bench."""
    print("tools.py: %s begins" % name, file=sys.stderr)
    segment = Segment(name, scenarios.network(name), os.path.join(folder, name), options.modules)
    try:
        segment.record()
        scenario.work(segment, options.seconds)
    except Exception:  # the bench goes on with the others
        result.faults.append("did not run: " + traceback.format_exc(limit=-2).strip().replace("\n", " | "))
    finally:
        segment.end()


def inspect(name, scenario, options, folder, result):
    capture = os.path.join(folder, name, "capture.pcap")
    command = [options.bulkhead, "inspect", capture, "--format", "json"]
    if scenario.scanner:
        owner = os.path.join(folder, name, "owner.csv")
        with open(owner, "w") as file:
            file.write("address,role\n%s%d,scanner\n" % (scenarios.network(name), scenario.scanner))
        command += ["--assets", owner]
    done = subprocess.run(command, capture_output=True)
    if done.returncode != 0:
        result.faults.append("inspect exits with %d: %s" % (done.returncode, done.stderr.decode()[:200]))
        return
    report = json.loads(done.stdout)
    named = {row["name"]: row for row in report["protocols"]}
    spoken = set(named) - LINK
    counts = collections.Counter(finding["severity"] for finding in report["findings"])
    result.line = "%-10s %8d  %-32s %s" % (
        name, report["coverage"]["packets"], " ".join("%d %s" % (counts[s], s) for s in SEVERITIES if counts[s])
        or "none", " ".join(sorted(spoken)))
    for finding in report["findings"]:
        line = "%s %s: %s" % (finding["severity"], finding["kind"], finding["title"])
        result.details.append(line)
        if SEVERITIES.index(finding["severity"]) >= SEVERITIES.index("medium"):
            result.faults.append("%s (packet %d)" % (line, finding["evidence"][0]["packet"]))
    malformed = sum(row["malformed"] for row in report["protocols"])
    if malformed > scenario.malformed_limit:
        result.faults.append("%d malformed messages" % malformed)
    for missing in sorted(scenario.speaks - spoken):
        result.faults.append("%s is spoken and not named" % missing)
    for foreign in sorted(spoken - scenario.speaks - scenario.may_speak):
        result.faults.append("%s is named and not spoken" % foreign)
    if report["coverage"]["unknownProtocolPackets"] > scenario.unknown_limit:
        result.faults.append("%d packets of no known protocol" % report["coverage"]["unknownProtocolPackets"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bulkhead", required=True)
    parser.add_argument("--modules", required=True, help="a Python with the packages of tools-modules.txt")
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--only", default="")
    parser.add_argument("--keep", help="a folder for the recordings")
    parser.add_argument("--reuse", action="store_true", help="inspect what lies in --keep, without recording")
    options = parser.parse_args()
    random.seed(7)
    chosen = [name for name in options.only.split(",") if name] or list(scenarios.ALL)
    folder = options.keep or tempfile.mkdtemp()
    results = {name: Result(name) for name in chosen}
    if not options.reuse:
        threads = [
            threading.Thread(target=run, args=(name, scenarios.ALL[name], options, folder, results[name]))
            for name in chosen]
        try:
            for thread in threads:
                thread.start()
                time.sleep(0.5)
            for thread in threads:
                thread.join()
        finally:
            end_all()
            subprocess.run(["userdel", office.USER], check=False, stderr=subprocess.DEVNULL)
    print("%-10s %8s  %-32s %s" % ("scenario", "packets", "findings", "protocols"))
    for name in chosen:
        inspect(name, scenarios.ALL[name], options, folder, results[name])
        print(results[name].line or name)
        for line in results[name].details:
            print("           " + line)
        for fault in results[name].faults:
            print("           FAULT " + fault)
    if not options.keep:
        shutil.rmtree(folder)
    sys.exit(1 if any(result.faults for result in results.values()) else 0)


if __name__ == "__main__":
    main()
