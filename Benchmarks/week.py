"""A labelled week of the simulated plant with 40 attacks, the same without them, and a judge of what was told.

    week.py make FOLDER --bulkhead PROGRAM [--recordings FOLDER]
    week.py judge LABELS FINDINGS [--learned RFC3339]

The judge reads a line of JSON for each finding or case: {"told": RFC 3339 in packet time, "kind", "severity",
"assets": [addresses], "first": RFC 3339}; the finding lines of `bulkhead inspect --format jsonl` will do."""
import argparse
import csv
import json
import os
import subprocess
import sys
from datetime import datetime, timedelta

# One packet is enough: told within this many seconds.
ENOUGH_SECONDS = 10
# Kind and times; learning takes Monday to Wednesday, so the attacks come from Thursday on.
ATTACKS = [
    ("s7-stop", ["Thu 02:10", "Sat 03:30"]), ("s7-download", ["Thu 19:40"]), ("clock-change", ["Fri 04:20"]),
    ("modbus-office-write", ["Thu 10:15", "Sun 11:00"]), ("modbus-unit-scan", ["Fri 13:05"]),
    ("modbus-function-scan", ["Fri 15:20"]), ("address-scan", ["Thu 21:10"]), ("port-scan", ["Sat 02:40"]),
    ("dcp-rename", ["Fri 10:30"]), ("cip-reset", ["Sat 05:10"]), ("ads-stop", ["Fri 01:15"]),
    ("firmware-update", ["Sun 16:30"]), ("arp-spoofing", ["Fri 09:10"]), ("internet-beacon", ["Sun 04:00"]),
    ("opcua-anonymous-write", ["Thu 14:45"]), ("ransomware", ["Sun 01:30"]),
    ("after-hours-login", ["Thu 23:50", "Sun 03:12"]), ("new-engineering-laptop", ["Thu 11:20"]),
    ("unknown-device", ["Fri 12:10"]), ("slow-brute-force", ["Sat 22:00"]),
    ("fast-brute-force", ["Thu 16:05"]),
    ("after-hours-download", ["Fri 23:10"]), ("setpoint-out-of-range", ["Thu 13:30", "Fri 17:45"]),
    ("stopped-poll", ["Sun 08:00"]), ("changed-period", ["Fri 11:00"]), ("mass-read", ["Thu 18:30"]),
    ("outbound-volume", ["Sun 13:00"]), ("program-upload", ["Sat 12:20"]), ("rogue-dhcp", ["Fri 14:00"]),
    ("rogue-dns", ["Fri 16:10"]), ("disabled-account", ["Thu 09:05"]), ("shared-account", ["Fri 08:40"]),
    ("vendor-outside-visit", ["Sun 18:15"]), ("panel-on-internet", ["Thu 15:40"]),
    ("new-conversation", ["Fri 18:30"]), ("historian-write", ["Sat 15:00"]),
]
NOISE = [("gateway-failover", "Sat 20:00"), ("encrypted-backup", "Thu 20:30"), ("drawing-saves", "Fri 10:05")]
ORDERS = [
    {"id": "WO-1", "person": "e.weber", "work": "download", "target": "press-plc", "from": "Tue 09:00",
     "to": "Tue 12:00", "at": "Tue 09:40"},
    {"id": "WO-2", "person": "e.weber", "work": "download", "target": "mill-plc", "from": "Thu 22:00",
     "to": "Thu 23:00", "at": "Thu 22:20"},
]


def scenario(with_attacks, recordings):
    """A recording stands in for the made attack of its kind, and benign ones are noise of their own."""
    entries, of_tools = [], {entry["kind"]: entry for entry in recordings if entry["is"] == "attack"}
    if with_attacks:
        for kind, times in ATTACKS:
            for time in times:
                entry = {"id": "A%02d" % (len(entries) + 1), "is": "attack", "kind": kind, "at": time}
                entries.append({**of_tools[kind], **entry} if kind in of_tools else entry)
    entries += [{"id": "N%02d" % (number + 1), "is": "benign", "kind": kind, "at": time}
                for number, (kind, time) in enumerate(NOISE)]
    entries += [{**entry, "id": "R%02d-%s" % (number + 1, day[:3]), "at": day}
                for number, entry in enumerate(entry for entry in recordings if entry["is"] == "benign")
                for day in ["%s %02d:%02d" % (name, 7 + number % 12, 3 * number % 60)
                            for name in ("Mon", "Tue", "Wed", "Thu", "Fri")]]
    return {"scenario": 1, "start": "2026-03-02", "zone": {"name": "Europe/Berlin", "utcOffset": "+01:00"},
            "calendar": {"workOrders": ORDERS}, "entries": entries}


def make(options):
    recordings = []
    if options.recordings:
        with open(os.path.join(options.recordings, "index.json")) as file:
            for entry in json.load(file)["recordings"]:
                laid = entry["entry"]
                laid["recording"] = os.path.abspath(os.path.join(options.recordings, laid["recording"]))
                recordings.append(laid)
    os.makedirs(options.folder, exist_ok=True)
    for name, with_attacks in (("week", True), ("calm", False)):
        path = os.path.join(options.folder, name)
        with open(path + ".json", "w") as file:
            json.dump(scenario(with_attacks, recordings), file, indent=1)
        subprocess.run(
            [options.bulkhead, "plant", "make", "--days", "7", "--scenario", path + ".json", "--out",
             path + ".pcap", "--labels", path + ".csv", "--logs", path + ".log", "--calendar",
             os.path.join(options.folder, "calendar.json")], check=True)
        print("%s.pcap: %.0f MB" % (path, os.path.getsize(path + ".pcap") / 1e6))


def moment(text):
    # datetime knows microseconds; what is finer is cut.
    head, _, fraction = text.rstrip("Z").partition(".")
    return datetime.fromisoformat(head) + timedelta(microseconds=int((fraction + "000000")[:6]))


def read_findings(path):
    with open(path) as file:
        lines = [json.loads(text) for text in file]
    # What inspect tells names devices by ids, and their addresses in a line of their own.
    addresses = {end: {address for kind in line["addresses"].values() for address in kind}
                 for line in lines if line.get("type") == "asset" for end in line["endpoints"] + [line["id"]]}
    findings, seen = [], set()
    for number, line in enumerate(lines, 1):
        if line.get("type", "finding") not in ("finding", "case"):
            continue
        # A finding that is told again, settled or worse, was told the first time.
        if line.get("id", number) in seen:
            continue
        seen.add(line.get("id", number))
        parties = set()
        for asset in line["assets"]:
            parties |= {asset.partition("@")[0]} | addresses.get(asset, set())
        told = line.get("told") or line.get("first")
        if told is None:
            raise SystemExit("%s, line %d: neither 'told' nor 'first'" % (path, number))
        findings.append({"told": moment(told), "first": moment(line.get("first") or told),
                         "kind": line["kind"], "severity": line["severity"], "assets": parties})
    return sorted(findings, key=lambda finding: finding["told"])


def judge(options):
    with open(options.labels) as file:
        attacks = [row for row in csv.DictReader(file) if row["is"] == "attack"]
    findings = read_findings(options.findings)
    claimed, found = set(), 0
    print("%-5s %-24s %-9s %8s  %s" % ("id", "kind", "result", "seconds", "told as"))
    for row in attacks:
        hostile = moment(row["deed_time"] or row["first_time"])
        window = int(row["window_seconds"]) or ENOUGH_SECONDS
        begin = moment(row["first_time"])
        end = max(moment(row["last_time"] or row["first_time"]), hostile) + timedelta(seconds=window)
        parties = {row["actor"], *row["targets"].split()}
        mine = [place for place, finding in enumerate(findings)
                if begin <= finding["told"] <= end and parties & finding["assets"]]
        claimed.update(mine)
        # Told of the attack itself: not before its first hostile packet, by its own actor.
        after = [place for place in mine if findings[place]["told"] >= hostile]
        seconds = (findings[after[0]]["told"] - hostile).total_seconds() if after else None
        in_time = seconds is not None and seconds <= window
        found += in_time
        print("%-5s %-24s %-9s %8s  %s" % (
            row["id"], row["kind"], "found" if in_time else "late" if after else "MISSED",
            "" if seconds is None else "%.1f" % seconds,
            ", ".join(sorted({findings[place]["kind"] for place in after}))[:80]))
    print("\n%d of %d attacks found in time, of %d kinds" % (
        found, len(attacks), len({row["kind"] for row in attacks})))
    learned = moment(options.learned) if options.learned else None
    benign = [finding for place, finding in enumerate(findings)
              if place not in claimed and finding["severity"] != "info"
              and (learned is None or finding["told"] >= learned)]
    days = {}
    for finding in benign:
        days.setdefault(finding["told"].date(), []).append(finding)
    for day in sorted(days):
        print("%s: %d benign alarms" % (day, len(days[day])))
    grave = [finding for finding in benign if finding["severity"] in ("high", "critical")]
    print("benign alarms: %d, of which high or critical: %d" % (len(benign), len(grave)))
    for finding in grave:
        print("  %s %s %s %s" % (
            finding["told"], finding["severity"], finding["kind"], sorted(finding["assets"])))
    return 0 if found >= len(attacks) * 38 / 40 and not grave else 1


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    jobs = parser.add_subparsers(dest="job", required=True)
    maker = jobs.add_parser("make")
    maker.add_argument("folder")
    maker.add_argument("--bulkhead", required=True)
    maker.add_argument("--recordings")
    judging = jobs.add_parser("judge")
    judging.add_argument("labels")
    judging.add_argument("findings")
    judging.add_argument("--learned", help="benign alarms are counted from here on")
    options = parser.parse_args()
    return make(options) if options.job == "make" else judge(options)


if __name__ == "__main__":
    sys.exit(main())
