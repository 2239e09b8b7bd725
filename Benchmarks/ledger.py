"""What the ledger promises, held against a disk that fails, and what it costs.

    python3 Benchmarks/ledger.py faults  --driver PATH --bulkhead PATH [--sample N]
    python3 Benchmarks/ledger.py rates   --driver PATH --bulkhead PATH [--entries N]
    python3 Benchmarks/ledger.py peers   --driver PATH --bulkhead PATH

faults  fails and kills the writer at every system call of its way (strace), writes short (a shim that is built
        here), limits the size of a file, fills a small file system: no acknowledged entry may be lost, and the tree
        must verify and go on. Each answer's fdatasync is looked up in a trace.
rates   appends entries beside as many plain batched writes with fsync, and verifies them.
peers   proofs both ways with PyPI's pymerkle, after translating their form.

Exit status: 0 kept, 1 broken, 2 wrong usage, 77 a tool is missing.
"""
import argparse
import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

# Calls by which the writer changes files or asks for their durability, and those by which it looks.
CHANGING = ["openat", "pwrite64", "fdatasync", "fsync", "renameat", "mkdirat", "unlinkat", "flock"]
LOOKING = ["newfstatat", "fstat", "pread64", "getdents64", "close"]
SHIM = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/types.h>
#include <unistd.h>
/* Every write of files takes seven octets at most. */
ssize_t pwrite(int file, const void *octets, size_t count, off_t at) {
  static ssize_t (*next)(int, const void *, size_t, off_t);
  if (!next) next = (ssize_t (*)(int, const void *, size_t, off_t))dlsym(RTLD_NEXT, "pwrite");
  return next(file, octets, count > 7 ? 7 : count, at);
}
ssize_t pwrite64(int file, const void *octets, size_t count, off_t at) { return pwrite(file, octets, count, at); }
"""


class Broken(Exception):
    """A promise that was not kept."""


class Bench:
    def __init__(self, arguments):
        self.driver = os.path.abspath(arguments.driver)
        self.bulkhead = os.path.abspath(arguments.bulkhead)
        self.scratch = tempfile.mkdtemp(prefix="bulkhead-ledger-")
        self.key, self.witness_key = self.run([self.driver, "keys"]).stdout.split()

    def run(self, command, **more):
        return subprocess.run(command, capture_output=True, text=True, timeout=600, check=False, **more)

    def folder(self, name):
        return os.path.join(self.scratch, name)

    def verify(self, ledger, *more):
        return self.run([self.bulkhead, "ledger", "verify", ledger, "--key", self.key, *more])

    def must_verify(self, ledger, why):
        verdict = self.verify(ledger)
        if verdict.returncode != 0:
            raise Broken(f"{why}: {verdict.stdout}{verdict.stderr}")
        return int(re.search(r"whole: (\d+) entries", verdict.stdout)[1])

    def entries(self, ledger):
        out = self.run([self.bulkhead, "ledger", "export", ledger])
        if out.returncode != 0:
            raise Broken(f"export: {out.stderr}")
        return [json.loads(line) for line in out.stdout.splitlines()]


def acknowledged(output):
    """Index to the order that stands in the entry, for every entry that was answered for."""
    answers = {}
    for first, last, order in re.findall(r"^ack (\d+) (\d+) order (\d+)$", output, re.M):
        for index in range(int(first), int(last) + 1):
            answers[index] = int(order) + index - int(first)
    return answers


def hold(bench, ledger, output, why):
    """No acknowledged entry is lost, the tree verifies after opening, and the ledger goes on."""
    answers = acknowledged(output)
    if "\nack " in output.partition("failed:")[2]:
        raise Broken(f"{why}: an answer after a failed call: {output}")
    if os.path.exists(os.path.join(ledger, "checkpoint")):
        again = bench.run([bench.driver, "append", ledger, "3", "3"])
        if again.returncode != 0:
            raise Broken(f"{why}: cannot be opened again: {again.stdout}{again.stderr}")
        answers.update(acknowledged(again.stdout))
        size = bench.must_verify(ledger, why)
        entries = bench.entries(ledger)
        if len(entries) != size:
            raise Broken(f"{why}: {len(entries)} entries of {size}")
        for index, order in answers.items():
            if index >= size or entries[index]["reason"] != f"order {order}":
                raise Broken(f"{why}: entry {index} was acknowledged and is not there")
    elif answers:
        raise Broken(f"{why}: no checkpoint, and entries were acknowledged")


def workload(bench, base, name):
    """A copy of a ledger with 250 entries: appending fills a tile, so that every kind of call is made."""
    ledger = bench.folder(name)
    shutil.rmtree(ledger, ignore_errors=True)
    shutil.copytree(base, ledger, symlinks=True)
    return ledger


def append_command(bench, ledger):
    return [bench.driver, "append", ledger, "12", "3"]


def traced(bench, ledger, calls, injection, when_open):
    """Appends under strace: from the process's first call on, or from when the ledger is open.

    strace counts the calls of each thread for itself. The second way is for those of the writer's thread, which are
    hidden behind the many that the main thread makes until then.
    """
    trace = bench.folder("trace")
    options = ["strace", "-f", "-e", f"trace={','.join(calls)}", "-o", trace]
    if injection:
        options += ["-e", f"inject={injection}"]
    if not when_open:
        run = bench.run([*options, "-qq", *append_command(bench, ledger)])
        return run.stdout, run.returncode
    with subprocess.Popen([*append_command(bench, ledger), "1", "wait"], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True) as writer:
        opened = writer.stdout.readline()
        with subprocess.Popen([*options, "-p", str(writer.pid)], stderr=subprocess.PIPE, text=True) as tracer:
            if "attached" not in tracer.stderr.readline():
                writer.kill()
                raise Broken("strace could not attach")
            try:
                output, _ = writer.communicate("\n", timeout=60)
            except BrokenPipeError:
                output = writer.stdout.read()
            tracer.communicate()
        return opened + output, writer.wait()


def count_calls(bench, base, when_open):
    """How often each call is made on the way."""
    traced(bench, workload(bench, base, "count"), CHANGING + LOOKING, None, when_open)
    counts = {}
    with open(bench.folder("trace"), encoding="utf-8", errors="replace") as lines:
        for line in lines:
            call = re.match(r"\d+ +(\w+)\(", line)
            if call:
                counts[call[1]] = counts.get(call[1], 0) + 1
    return counts


def check_trace(bench, base):
    """The data's and the checkpoint's fdatasync, and the folder's fsync, stand before each answer."""
    ledger = workload(bench, base, "traced")
    trace = bench.folder("trace")
    calls = "openat,pwrite64,fdatasync,fsync,renameat,write"
    run = bench.run(["strace", "-f", "-qq", "-y", "-e", f"trace={calls}", "-o", trace, *append_command(bench, ledger)])
    answers = 0
    data = checkpoint = renamed = folder = False
    written, synced = set(), set()
    with open(trace, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            name = re.search(r"\((\d+)<([^>]*)>", line)
            where = name[2] if name else ""
            done = re.search(r"= (-?\d+)", line)
            if "pwrite64(" in line and ledger in where:
                written.add(where)
            elif "fdatasync(" in line and done and done[1] == "0":
                synced.add(where)
                data |= "/tile/" in where
                checkpoint |= where.endswith("checkpoint.new")
            elif "renameat(" in line:
                if not data or written - synced:
                    raise Broken(f"the checkpoint was put in its place before its data was durable: {line}")
                renamed = checkpoint
            elif "fsync(" in line and where == ledger:
                folder = renamed
            elif '"ack ' in line:
                if not (data and checkpoint and renamed and folder) or written - synced:
                    raise Broken(f"an answer before all was durable: {line}")
                answers += 1
                data = checkpoint = renamed = folder = False
                written, synced = set(), set()
    if answers != 4 or run.returncode != 0:
        raise Broken(f"the trace has {answers} answers: {run.stdout}{run.stderr}")
    print(f"trace     {answers} answers, each behind the fdatasync of data and checkpoint and the folder's fsync")


def inject(bench, base, sample, when_open):
    counts = count_calls(bench, base, when_open)
    runs = failed = killed = stopped = 0
    for call, count in counts.items():
        error = "ENOSPC" if call in ("openat", "mkdirat", "pwrite64") else "EIO"
        kinds = [("kill", "signal=KILL", "")]
        if call != "close":
            # From this call on the disk stays broken, as disks do; or it is well again at once, and lies.
            kinds += [("fail", f"error={error}", "+"), ("fail once", f"error={error}", "")]
        step = max(1, count // sample) if sample else 1
        for kind, how, more in kinds:
            for when in range(1, count + 1, step):
                ledger = workload(bench, base, "faulty")
                output, status = traced(bench, ledger, [call], f"{call}:{how}:when={when}{more}", when_open)
                hold(bench, ledger, output, f"{call} {when} of {count}, {kind}")
                runs += 1
                if kind == "kill":
                    killed += status != 0
                else:
                    failed += status != 0
                    stopped += "failed:" in output
    if killed == 0 or failed == 0 or stopped == 0:
        raise Broken(f"nothing was broken: {killed} killed, {failed} failed, {stopped} told")
    calls = ", ".join(f"{count} {call}" for call, count in sorted(counts.items()))
    print(f"strace    {'once it is open' if when_open else 'from its start on'}: {runs} runs over {calls}")
    print(f"          {killed} killed, {failed} failed ({stopped} with a reason of the ledger's); "
          "no acknowledged entry lost, none answered for after a failure, each tree verifies and goes on", flush=True)


def short_writes(bench, base):
    source, shim = bench.folder("shim.c"), bench.folder("shim.so")
    with open(source, "w", encoding="utf-8") as file:
        file.write(SHIM)
    built = bench.run(["cc", "-shared", "-fPIC", "-o", shim, source, "-ldl"])
    if built.returncode != 0:
        raise Broken(f"the shim cannot be built: {built.stderr}")
    ledger = workload(bench, base, "short")
    run = bench.run(append_command(bench, ledger), env={**os.environ, "LD_PRELOAD": shim})
    answers = acknowledged(run.stdout)
    if run.returncode != 0 or len(answers) != 12:
        raise Broken(f"short writes: {run.stdout}{run.stderr}")
    hold(bench, ledger, run.stdout, "short writes")
    trace = bench.folder("trace")
    ledger = workload(bench, base, "short")
    bench.run(["strace", "-f", "-qq", "-E", f"LD_PRELOAD={shim}", "-e", "trace=pwrite64", "-o", trace,
               *append_command(bench, ledger)])
    with open(trace, encoding="utf-8", errors="replace") as lines:
        writes = sum("pwrite64(" in line for line in lines)
    if writes < 100:
        raise Broken(f"the shim was not asked: {writes} writes")
    print(f"short     {writes} writes of seven octets at most; every entry acknowledged is there")


def file_limit(bench, base):
    runs = cut = 0
    for limit in [1, 4, 16, 64, 83, 84, 85, 86, 100]:
        ledger = workload(bench, base, "limit")
        # In KiB; the signal that comes with it is ignored, so that the call fails.
        run = bench.run(["bash", "-c", f"trap '' XFSZ; ulimit -f {limit}; exec \"$@\"", "bash",
                         *append_command(bench, ledger)])
        hold(bench, ledger, run.stdout, f"RLIMIT_FSIZE {limit} KiB")
        runs += 1
        cut += run.returncode != 0
    if cut == 0 or cut == runs:
        raise Broken(f"RLIMIT_FSIZE cut {cut} of {runs} runs")
    print(f"limit     RLIMIT_FSIZE at {runs} sizes, {cut} of them cut the writer off; nothing lost")


def full_disk(bench, base):
    """In a mount namespace of its own: nothing of it is seen outside, and it ends with the process."""
    if os.geteuid() != 0:
        print("full      left out: a mount namespace needs root")
        return
    runs = full = 0
    for kib in range(320, 1_320, 100):
        kept = bench.folder("full")
        shutil.rmtree(kept, ignore_errors=True)
        place = bench.folder("mount")
        os.makedirs(place, exist_ok=True)
        script = (f"mount -t tmpfs -o size={kib}k tmpfs {place} && cp -a {base} {place}/ledger && "
                  f"{bench.driver} append {place}/ledger 400 5; status=$?; cp -a {place}/ledger {kept}; exit $status")
        run = bench.run(["unshare", "--mount", "--propagation", "private", "sh", "-c", script])
        if not os.path.isdir(kept):
            raise Broken(f"full disk: {run.stdout}{run.stderr}")
        hold(bench, kept, run.stdout, f"a disk of {kib} KiB")
        runs += 1
        full += "No space left" in run.stdout
    if full == 0:
        raise Broken("no disk became full")
    print(f"full      {runs} small file systems, {full} became full on the way; nothing acknowledged was lost")


def faults(bench, sample):
    if not shutil.which("strace"):
        print("strace is not installed: apt-get install strace")
        sys.exit(77)
    base = bench.folder("base")
    bench.run([bench.driver, "create", base])
    made = bench.run([bench.driver, "append", base, "250", "125"])
    if made.returncode != 0:
        raise Broken(made.stdout)
    check_trace(bench, base)
    inject(bench, base, sample, when_open=True)
    inject(bench, base, sample, when_open=False)
    short_writes(bench, base)
    file_limit(bench, base)
    full_disk(bench, base)


def rates(bench, entries):
    ledger = bench.folder("rates")
    bench.run([bench.driver, "create", ledger])
    print(f"{entries} entries, four callers, each waiting for its batch")
    first = 0
    for batch in (100, 1000, 4000):
        count = entries if batch == 1000 else max(entries // 10, batch)
        run = bench.run([bench.driver, "append", ledger, str(count), str(batch), "4"])
        figures = re.search(r"appended (\d+) in ([\d.]+) s, longest wait ([\d.]+) s, peak memory (\d+)", run.stdout)
        plain = bench.run([bench.driver, "plain", bench.folder("plain"), str(count), str(batch)])
        beside = re.search(r"in ([\d.]+) s", plain.stdout)
        if not figures or not beside:
            raise Broken(run.stdout[-500:] + plain.stdout)
        rate, other = count / float(figures[2]), count / float(beside[1])
        print(f"batches of {batch:5}  {rate:9,.0f} a second durable, proved and signed; plain writes with fsync "
              f"{other:9,.0f}; longest wait {float(figures[3]) * 1000:.0f} ms; {int(figures[4]) / 1024:.0f} MiB")
        # What waits behind four batches of 4,000 waits for four checkpoints: the promise is about the middle one.
        if batch == 1000 and (rate < 10_000 or float(figures[3]) > 1):
            raise Broken("fewer than 10,000 entries a second, or one waited for its checkpoint more than a second")
        if int(figures[4]) > 64 * 1024:
            raise Broken("memory above 64 MiB")
        first += count
    one = bench.run([bench.driver, "append", ledger, "200", "1"])
    figures = re.search(r"in ([\d.]+) s", one.stdout)
    print(f"one by one        {200 / float(figures[1]):9,.0f} a second")
    os.sync()
    begun = time.monotonic()
    one = bench.run([bench.driver, "append", ledger, "1", "1"])
    peak = int(re.search(r"memory (\d+)", one.stdout)[1])
    print(f"opening with {first + 200:,} entries and one more  {time.monotonic() - begun:.3f} s, {peak / 1024:.0f} MiB")
    begun = time.monotonic()
    verdict = bench.run(["/usr/bin/env", "python3", "-c", TIMED, bench.bulkhead, "ledger", "verify", ledger,
                         "--key", bench.key])
    taken = time.monotonic() - begun
    print(f"verify            {taken:.2f} s, {int(verdict.stderr.split()[-1]) / 1024:.0f} MiB: {verdict.stdout.strip()}")
    if verdict.returncode != 0 or taken > 10 * max(1, (first + 201) / 1_000_000):
        raise Broken(f"verify: {taken:.1f} s, {verdict.stderr}")


TIMED = ("import resource, subprocess, sys; status = subprocess.call(sys.argv[1:]); "
         "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr); sys.exit(status)")


def sha(octets):
    return hashlib.sha256(octets).digest()


def node(left, right):
    return sha(b"\x01" + left + right)


def read_proof(text):
    """Index, path, size and root of a tlog-proof, and the entry in it."""
    head, _, note = text.partition("\n\n")
    lines = head.split("\n")
    entry = base64.b64decode(lines[1].split()[1])
    path = [base64.b64decode(line) for line in lines[3:]]
    checkpoint = note.split("\n")
    return int(lines[2].split()[1]), path, int(checkpoint[1]), base64.b64decode(checkpoint[2]), entry


def peers(bench):
    try:
        import pymerkle
        from pymerkle.core import _inclusion_path_layout
    except ImportError:
        print("pymerkle is not installed: pip install pymerkle==7.0.0")
        sys.exit(77)
    checked = refused = 0
    for size in (1, 2, 3, 7, 64, 255, 256, 257, 700, 1025):
        ledger = bench.folder(f"peer-{size}")
        bench.run([bench.driver, "create", ledger])
        bench.run([bench.driver, "append", ledger, str(size), "256"])
        tree = pymerkle.InmemoryTree(algorithm="sha256")
        for entry in bench.run([bench.bulkhead, "ledger", "export", ledger]).stdout.splitlines():
            tree.append_entry(entry.encode())
        for index in sorted({0, 1, size // 3, size // 2, size - 2, size - 1} & set(range(size))):
            out = bench.folder("proof")
            bench.run([bench.bulkhead, "ledger", "prove", str(index), "--ledger", ledger, "--out", out])
            with open(out, encoding="utf-8") as file:
                text = file.read()
            found, path, whole, root, entry = read_proof(text)
            leaf = sha(b"\x00" + entry)
            if (found, whole, root) != (index, size, tree.get_root()):
                raise Broken(f"entry {index} of {size}: the roots differ")
            # Ours to theirs: its path begins with the leaf's own hash, it counts from one, and it says for each
            # hash on which side it stands, which follows from index and size alone.
            rule, _ = _inclusion_path_layout(index + 1, size)
            theirs = pymerkle.InclusionProof("sha256", True, size, index + 1, rule, [leaf] + path)
            pymerkle.verify_inclusion(leaf, root, theirs, index=index + 1, size=size)
            for place in range(len(path)):
                wrong = pymerkle.InclusionProof(
                    "sha256", True, size, index + 1, rule, [leaf] + path[:place] + [sha(b"x")] + path[place + 1:])
                try:
                    pymerkle.verify_inclusion(leaf, root, wrong)
                    raise Broken(f"entry {index} of {size}: pymerkle takes a wrong hash")
                except pymerkle.InvalidProof:
                    refused += 1
            # Theirs to ours: without the leaf's own hash, and the rule is left out. Bulkhead's command judges.
            path = tree.prove_inclusion(index + 1, size).path[1:]
            head, _, note = text.partition("\n\n")
            for change in (None, *range(len(path))):
                hashes = [sha(b"x") if place == change else digest for place, digest in enumerate(path)]
                made = head.split("\n")[:3] + [base64.b64encode(digest).decode() for digest in hashes]
                with open(out, "w", encoding="utf-8") as file:
                    file.write("\n".join(made) + "\n\n" + note)
                status = bench.verify(out).returncode
                if status != (0 if change is None else 2):
                    raise Broken(f"entry {index} of {size}: verify says {status} of pymerkle's proof")
                refused += change is not None
            checked += 1
    print(f"pymerkle  {checked} proofs of inclusion hold both ways, {refused} with a wrong hash are refused")
    consistency(bench, pymerkle)


def root_of(leaves):
    if len(leaves) == 1:
        return leaves[0]
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return node(root_of(leaves[:half]), root_of(leaves[half:]))


def consistency(bench, pymerkle):
    from pymerkle.core import _consistency_path_layout
    size = 257
    ledger = bench.folder(f"peer-{size}")
    tree = pymerkle.InmemoryTree(algorithm="sha256")
    leaves = []
    for entry in bench.run([bench.bulkhead, "ledger", "export", ledger]).stdout.splitlines():
        tree.append_entry(entry.encode())
        leaves.append(sha(b"\x00" + entry.encode()))
    checked = refused = 0
    pairs = [(old, new) for new in (2, 3, 7, 8, 13, 64, 256, 257) for old in range(1, new) if old < 20 or old > new - 9]
    for old, new in pairs:
        made = bench.run([bench.driver, "consistency", ledger, str(old), str(new)])
        ours = [base64.b64decode(line) for line in made.stdout.split()]
        # Ours to theirs: RFC 6962 stops at the largest subtree that the old tree ends with, pymerkle goes down to
        # the leaf behind it. What it wants beyond our hashes comes from the tiles, and must hash to ours.
        rule, subset, ranges = _consistency_path_layout(old, new)
        path = [root_of(leaves[start:end]) for start, end in ranges]
        theirs = pymerkle.ConsistencyProof("sha256", True, new, old, rule, subset, path)
        pymerkle.verify_consistency(root_of(leaves[:old]), root_of(leaves[:new]), theirs, old, new)
        if to_rfc(old, new, dict(zip(ranges, path))) != ours:
            raise Broken(f"consistency of {old} and {new}: the hashes differ")
        # Theirs to ours: folded to the subtrees that RFC 6962 names. The driver judges, by Bulkhead's own code.
        proof = tree.prove_consistency(old, new)
        hashes = to_rfc(old, new, dict(zip(ranges, proof.path)))
        for change in (None, *range(len(hashes))):
            given = [sha(b"x") if place == change else digest for place, digest in enumerate(hashes)]
            judged = bench.run([bench.driver, "judge", str(old), str(new),
                                *(base64.b64encode(digest).decode() for digest in
                                  (tree.get_root(old), tree.get_root(new), *given))])
            if judged.stdout.strip() != ("holds" if change is None else "refused"):
                raise Broken(f"consistency of {old} and {new}: {judged.stdout}")
            refused += change is not None
        checked += 1
    print(f"pymerkle  {checked} proofs of consistency hold both ways, {refused} with a wrong hash are refused")


def to_rfc(old, new, known):
    """The hashes of RFC 6962's proof, section 2.1.2, from those of pymerkle's, which may be of smaller runs."""
    def fold(start, end):
        if (start, end) in known:
            return known[start, end]
        half = 1 << (end - start - 1).bit_length() - 1
        return node(fold(start, start + half), fold(start + half, end))

    def proof(start, end, whole):
        if end == old:
            return [] if whole else [fold(start, end)]
        middle = start + (1 << (end - start - 1).bit_length() - 1)
        if old <= middle:
            return proof(start, middle, whole) + [fold(middle, end)]
        return proof(middle, end, False) + [fold(start, middle)]

    return proof(0, new, True)


def main():
    parser = argparse.ArgumentParser(description="Holds the ledger to what it promises.")
    parser.add_argument("job", choices=["faults", "rates", "peers"])
    parser.add_argument("--driver", required=True)
    parser.add_argument("--bulkhead", required=True)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--sample", type=int, default=0, help="calls of each kind to break; all where it is 0")
    arguments = parser.parse_args()
    bench = Bench(arguments)
    try:
        if arguments.job == "faults":
            faults(bench, arguments.sample)
        elif arguments.job == "rates":
            rates(bench, arguments.entries)
        else:
            peers(bench)
    except Broken as broken:
        print(f"BROKEN: {broken}")
        sys.exit(1)
    finally:
        shutil.rmtree(bench.scratch, ignore_errors=True)


if __name__ == "__main__":
    main()
