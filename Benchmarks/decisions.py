#!/usr/bin/env python3
"""What a decision costs: Bulkhead's engine beside cedarpy's, on the same policies, entities and requests.

    ./dev bench decisions [--rounds N] [--record]

A user's role, an asset's zone, the factors of the sign-in and the hour decide. The policies name role, action and
zone in their heads, first thing in their conditions, or behind other conditions, where no index helps. cedarpy (from
PyPI: cedarpy 4.12.2) gets its policies and entities parsed beforehand; its own figure for the decision alone is taken,
without Python's part. In the same run every decision is held against the naive evaluator's and against cedarpy's.

Of several rounds the best counts, for other programs only ever add to it.

Ends with 1 where a decision differs, where a limit of Thresholds/decisions.tsv is passed, or where 10,000 policies
that name what they are for take more than twice the time of 20. --record writes the allocations anew; times are
targets and stay.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import cedarpy

THRESHOLDS = pathlib.Path(__file__).parent / "Thresholds" / "decisions.tsv"
RUNS = [(count, naming) for naming in ("head", "condition") for count in (20, 100, 1000, 10000)]
RUNS += [(20, "nowhere"), (100, "nowhere"), (1000, "nowhere")]


def thresholds():
    """Limits by the run and the figure."""
    limits = {}
    for line in THRESHOLDS.read_text(encoding="utf-8").splitlines():
        run, figure, limit = line.split("\t")
        limits[run, figure] = float(limit)
    return limits


def record(measured):
    """Writes the allocations with a tenth to spare, and leaves the times."""
    lines = []
    for (run, figure), limit in thresholds().items():
        if figure == "allocations" and run in measured:
            limit = measured[run][figure] * 1.1 + 0.1
        lines.append(f"{run}\t{figure}\t{limit:.1f}\n")
    THRESHOLDS.write_text("".join(lines), encoding="utf-8")


def own(program, folder, count, naming, rounds):
    """Bulkhead's figures; the texts stand in the folder afterwards."""
    rounds = max(3, rounds // 4) if naming == "nowhere" else rounds
    run = subprocess.run(
        [program, folder, str(count), naming, str(rounds)], check=True, capture_output=True, text=True)
    return {name: float(value) for name, value in (line.split("\t") for line in run.stdout.splitlines())}


def peer(folder, count, naming):
    """cedarpy's time for a decision in microseconds, the best of three rounds, and how many are not Bulkhead's."""
    policies = cedarpy.PolicySet.from_str((folder / "policies.cedar").read_text(encoding="utf-8"))
    entities = cedarpy.Entities.from_json_str((folder / "entities.json").read_text(encoding="utf-8"))
    requests = json.loads((folder / "requests.json").read_text(encoding="utf-8"))
    answers = (folder / "answers.txt").read_text(encoding="utf-8").splitlines()
    if count >= 1000:
        requests, answers = requests[:200], answers[:200]
    differing, best = 0, (float("inf"), float("inf"))
    for _ in range(3):
        times, results = [], []
        for request in requests:
            results.append(cedarpy.is_authorized(request, policies, entities))
            times.append(results[-1].metrics["authz_duration_micros"])
        times.sort()
        best = min(best[0], times[len(times) // 2]), min(best[1], times[len(times) * 99 // 100])
    for result, answer in zip(results, answers):
        words = answer.split(" ")
        reasons = {word for word in words[1:] if not word.startswith("!")}
        errors = [word for word in words[1:] if word.startswith("!")]
        differing += (
            result.allowed != (words[0] == "allow") or set(result.diagnostics.reasons) != reasons
            or len(result.diagnostics.errors) != len(errors))
    return best[0], best[1], differing


def main():
    """Measures, prints and judges."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the built DecisionBenchmark")
    parser.add_argument("--rounds", type=int, default=20, help="how often each of 2,000 requests is asked")
    parser.add_argument("--record", action="store_true", help="write the thresholds of allocations anew")
    options = parser.parse_args()
    measured, complaints = {}, []
    print(f"{'policies named in':18}{'policies':>9}{'p50 us':>9}{'p99 us':>9}{'allocations':>12}"
          f"{'cedarpy p50':>13}{'p99':>8}{'naive differs':>15}{'cedarpy differs':>17}")
    for count, naming in RUNS:
        run = f"{naming} {count}"
        with tempfile.TemporaryDirectory(prefix="bulkhead-decisions-") as name:
            folder = pathlib.Path(name)
            figures = own(options.program, name, count, naming, options.rounds)
            p50, p99, differing = peer(folder, count, naming)
        measured[run] = figures
        print(f"{naming:18}{count:9}{figures['p50'] / 1000:9.2f}{figures['p99'] / 1000:9.2f}"
              f"{figures['allocations']:12.1f}{p50:13}{p99:8}{figures['naive']:15.0f}{differing:17}", flush=True)
        if figures["naive"] or differing:
            complaints.append(f"{run}: decisions differ")
        if not 0.1 <= figures["allowed"] / 2000 <= 0.9:
            complaints.append(f"{run}: {figures['allowed']:.0f} of 2000 allowed, too one-sided to say anything")
    if options.record:
        record(measured)
    for (run, figure), limit in thresholds().items():
        if measured[run][figure] > limit:
            complaints.append(f"{run}: {figure} {measured[run][figure]:.1f}, more than {limit:.1f}")
    for naming in ("head", "condition"):
        growth = measured[f"{naming} 10000"]["p50"] / measured[f"{naming} 20"]["p50"]
        print(f"{naming}: 10,000 policies take {growth:.2f} times as long as 20")
        if growth > 2:
            complaints.append(f"{naming}: the cost grows with the policies")
    for complaint in complaints:
        print(f"FAILS: {complaint}")
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main()
