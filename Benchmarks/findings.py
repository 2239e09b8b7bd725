#!/usr/bin/env python3
"""What share of a corpus's captures has findings, and which.

    python3 Benchmarks/findings.py .build/release/bulkhead FOLDER [--attacks]

FOLDER holds a folder a theme. Without --attacks: all themes but `attack-*` and `malformed`, with each finding of
medium or above and the share of captures by their worst finding. With it: the themes `attack-*`, with every
finding's kind and first packet, and the captures without any.
"""
import collections
import json
import os
import subprocess
import sys

SEVERITIES = ["info", "low", "medium", "high", "critical"]


def captures(folder, attacks):
    for theme in sorted(os.listdir(folder)):
        if theme == "malformed" or theme.startswith("attack-") != attacks:
            continue
        for name in sorted(os.listdir(os.path.join(folder, theme))):
            if name.endswith((".pcap", ".pcapng", ".cap")):
                yield os.path.join(theme, name)


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    binary, folder, attacks = sys.argv[1], sys.argv[2], "--attacks" in sys.argv[3:]
    worst = collections.Counter()
    with_medium = unreadable = 0
    for capture in captures(folder, attacks):
        done = subprocess.run(
            [binary, "inspect", os.path.join(folder, capture), "--format", "json", "--registry", "none"],
            capture_output=True)
        if done.returncode == 1:
            print("%s\tcannot be read: %s" % (capture, done.stderr.decode().strip()))
            unreadable += 1
            continue
        findings = json.loads(done.stdout)["findings"]
        ranks = [SEVERITIES.index(finding["severity"]) for finding in findings]
        worst[SEVERITIES[max(ranks)] if ranks else "none"] += 1
        with_medium += SEVERITIES.index("medium") in ranks
        for finding, rank in zip(findings, ranks):
            if attacks or rank >= SEVERITIES.index("medium"):
                print("%s\t%s\t%s\t%d" % (
                    capture, finding["severity"], finding["kind"], finding["evidence"][0]["packet"]))
        if attacks and not findings:
            print("%s\t-\t-\t-" % capture)
    count = sum(worst.values())
    print("%d captures, %d more that cannot be read; by their worst finding: %s" % (
        count, unreadable, ", ".join("%d %s" % (worst[name], name) for name in ["none"] + SEVERITIES)))
    print("a finding of medium in %d, %.2f %%" % (with_medium, 100 * with_medium / max(1, count)))


if __name__ == "__main__":
    main()
