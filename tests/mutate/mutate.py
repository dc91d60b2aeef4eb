#!/usr/bin/env python3
"""Do the tests notice when a rule is changed? Run by ./dev mutate.

    tests/mutate/mutate.py [--seed N] [--count N | --all | --again FILE] [--near] [--floor PERCENT] [--jobs N] [--build FOLDER]
                           [slice | file[:line] …]

Small changes (changes.py) of the files of rules (sources.py), one at a time: the file is compiled with the command of the build, linked
into the slice's test program before the library that holds the original, and the program runs on SQLite: first the tests that include
the file's header, then all of them. A program that fails, dies or needs five times as long has noticed. A change that nobody noticed and
that compiles to the same at -O2 is none; nor are those of equivalent.txt, which says why. Nothing is written but into a folder of its own
below FOLDER, which is gone at the end.

Exits with 1 if fewer were noticed than --floor says.
"""

import argparse
import os
import random
import re
import signal
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from changes import Change, File
from program import Builder, Program, Stopped
from sources import SOURCES

SOURCE = Path(__file__).resolve().parents[2]
OUTCOMES = ("noticed", "survived", "equal", "no program")


@dataclass(frozen=True)
class Mutant:
    slice: str
    path: str  # from the root
    line: int
    text: str  # of the line, without blanks around it
    change: Change

    @property
    def name(self):
        return f"{self.path}:{self.line}: {self.change.what}    {self.text}"


def mutants_of(slice, path):
    source = (SOURCE / path).read_text()
    lines = source.splitlines()
    for change in File(source).changes():
        line = source.count("\n", 0, change.start) + 1
        yield Mutant(slice, path, line, lines[line - 1].strip(), change)


def all_mutants():
    return [one for slice, (_, stems) in SOURCES.items() for stem in stems.split() for one in mutants_of(slice, f"src/{slice}/{stem}.cpp")]


def is_wanted(mutant, wanted):
    return not wanted or any(one in (mutant.slice, mutant.path, f"{mutant.path}:{mutant.line}") for one in wanted)


def without_line(name):
    return re.sub(r":\d+:", ":", name, count=1)


def survived_before(output, mutants):
    """Those that this output of a run names; the lines may have moved since."""
    named = {without_line(line.partition("survived: ")[2]) for line in output.splitlines() if "survived: " in line}
    return [one for one in mutants if without_line(one.name) in named]


def listed_as_equivalent(mutants):
    """Those of equivalent.txt. What is listed there and exists no longer must go."""
    known = {(one.path, one.text, one.change.what): one for one in mutants}
    listed = set()
    for line in (Path(__file__).parent / "equivalent.txt").read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        key = tuple(line.split("  |  ")[:3])
        if key not in known:
            sys.exit(f"mutate: equivalent.txt lists what does not exist (any more): {line}")
        listed.add(key)
    return {one for one in mutants if (one.path, one.text, one.change.what) in listed}


class Run:
    def __init__(self, build, near):
        self.builder, self.near = Builder(SOURCE, build), near
        self.programs, self.guard = {}, threading.Lock()
        self.counts, self.survivors, self.done = {}, [], 0

    def program_of(self, slice, path):
        with self.guard:
            if path not in self.programs:
                self.programs[path] = Program(self.builder, SOURCES[slice][0], path)
            return self.programs[path]

    def outcome(self, mutant):
        program = self.program_of(mutant.slice, mutant.path)
        with self.builder.folder() as folder:
            changed = mutant.change.applied((SOURCE / mutant.path).read_text())
            if not program.compiles(changed, folder):
                return "no program"
            if program.is_noticed(True, folder):
                return "noticed"
            if program.compiles_to_the_same(changed, folder):
                return "equal"
            if self.near and program.near_tests:
                return "survived"
            return "noticed" if program.is_noticed(False, folder) else "survived"

    def try_one(self, mutant, total):
        outcome = self.outcome(mutant)
        with self.guard:
            self.counts.setdefault(mutant.path, Counter())[outcome] += 1
            self.done += 1
            if outcome == "survived":
                self.survivors.append(mutant)
                print(f"{self.done}/{total} survived: {mutant.name}", flush=True)
            elif self.done % 10 == 0:
                print(f"{self.done}/{total}", flush=True)

    def try_all(self, mutants, jobs):
        with ThreadPoolExecutor(jobs) as pool:
            running = [pool.submit(self.try_one, mutant, len(mutants)) for mutant in mutants]
            try:
                for one in running:
                    one.result()
            except BaseException:
                self.builder.stop()
                pool.shutdown(cancel_futures=True)
                raise

    # ---- what to say at the end

    def report(self, listed):
        print(f"\n{'':34}" + "".join(f"{word:>12}" for word in OUTCOMES) + f"{'share':>9}")
        for path, counts in [*self.counts.items(), ("all", self.sum())]:
            print(f"{path:34}" + "".join(f"{counts[word]:12}" for word in OUTCOMES) + f"{share(counts):8.1f}%")
        print(f"{len(listed)} more are listed as equivalent.")
        for mutant in sorted(self.survivors, key=lambda one: (one.path, one.change.start)):
            print(f"survived: {mutant.name}")

    def sum(self):
        return sum(self.counts.values(), Counter())


def share(counts):
    judged = counts["noticed"] + counts["survived"]
    return 100 * counts["noticed"] / judged if judged else 100


def arguments():
    parser = argparse.ArgumentParser(description="Do the tests notice when a rule is changed?")
    parser.add_argument("wanted", nargs="*", help="slices, files or file:line; without any: all of " + ", ".join(SOURCES))
    parser.add_argument("--seed", type=int, default=1, help="of the sample")
    parser.add_argument("--count", type=int, default=100, help="how many, drawn by chance")
    parser.add_argument("--all", action="store_true", help="every one there is")
    parser.add_argument("--again", type=Path, metavar="FILE", help="only those that survived as the output of a run, kept there, says")
    parser.add_argument("--near", action="store_true", help="only with the tests that include the header of the file, and less drawn by chance")
    parser.add_argument("--floor", type=float, default=90, help="percent that must be noticed")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--build", type=Path, default=SOURCE / "build/dev")
    return parser.parse_args()


def main():
    options = arguments()
    for end in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(end, signal.default_int_handler)
    everything = all_mutants()
    listed = listed_as_equivalent(everything)
    for word in options.wanted:
        if not any(is_wanted(one, [word]) for one in everything):
            sys.exit(f"mutate: '{word}' is no slice, file or line of rules; slices are {', '.join(SOURCES)}")
    wanted = [one for one in everything if is_wanted(one, options.wanted)]
    mutants = [one for one in wanted if one not in listed]
    if options.again:
        mutants = survived_before(options.again.read_text(), mutants)
    elif not options.all and len(mutants) > options.count:
        chosen = set(random.Random(options.seed).sample(range(len(mutants)), options.count))
        mutants = [one for place, one in enumerate(mutants) if place in chosen]
    run = Run(options.build.resolve(), options.near)
    run.builder.build(sorted({SOURCES[one.slice][0] for one in mutants}))
    print(f"{len(mutants)} of {len(wanted)} changes, seed {options.seed}", flush=True)
    try:
        run.try_all(mutants, options.jobs)
    except (KeyboardInterrupt, Stopped):
        print("Ended by hand.")
    run.report([one for one in wanted if one in listed])
    return 0 if share(run.sum()) >= options.floor and run.done == len(mutants) else 1


if __name__ == "__main__":
    sys.exit(main())
