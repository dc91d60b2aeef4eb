#!/usr/bin/env python3
"""Which lines and branches of src/ the tests have run. Run by ./dev coverage after the tests.

    report.py BUILD              a table of all slices, against the goals and the floors
    report.py BUILD --some       the table only: for a part of the tests
    report.py BUILD FOLDER…      each outcome in those folders or files that no test has seen, as file:line:column: words

What counts as a branch: README.md.
"""

import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
EXACT = ("src/core/allocation", "src/core/amounts", "src/core/decimal")
# (name, where, branches to reach, branches that must not be lost again), in per cent. A floor is raised when more is reached.
GOALS = (
    ("money", ("src/sales/", "src/tabs/", "src/drawers/", "src/rollups/", *EXACT), 98, 99),
    ("stock", ("src/inventory/",), 98, 99),
    ("journal", ("src/journal/",), 98, 99),
    ("all", ("src/",), 90, 91),
)
CASE = re.compile(r"case\b|default\b")
CONSTANT = re.compile(r"(?:true|false)\b")
HIDDEN_DEFAULT = re.compile(r"\bswitch \($")


class Covered:
    """How many of what there is were run."""

    def __init__(self, count=0, run=0):
        self.count, self.run = count, run

    def add(self, other):
        self.count, self.run = self.count + other.count, self.run + other.run

    def percent(self):
        return 100 * self.run / self.count if self.count else 100.0

    def __str__(self):
        return f"{self.run:>6} of {self.count:<6}{self.percent():6.1f} %"


def outcomes(lines, branches):
    """{(line, column, "true" | "false" | "case"): how often} of one file, summed over the instantiations of templates. Columns count bytes."""
    found = Counter()
    for line, column, _, _, taken, passed, *_ in branches:
        before, text = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
        if CONSTANT.match(text) or HIDDEN_DEFAULT.search(before):
            continue
        if CASE.match(text):
            found[line, column, "case"] += taken
        else:
            found[line, column, "true"] += taken
            found[line, column, "false"] += passed
    return found


def run(*command):
    return subprocess.run([str(word) for word in command], check=True, stdout=subprocess.PIPE).stdout


def measured(build):
    """{file below src/: (its lines, its outcomes)}, of what the program consists of. The counts are those of all programs together."""
    data = build / "coverage.profdata"
    run("llvm-profdata-19", "merge", "-sparse", "-o", data, *sorted((build / "profiles").glob("*.profraw")))
    text = run("llvm-cov-19", "export", "-skip-functions", "-skip-expansions", "-instr-profile", data, build / "cafepos")
    files = {}
    for file in json.loads(text)["data"][0]["files"]:
        path = Path(file["filename"])
        if path.is_relative_to(ROOT / "src"):
            lines = file["summary"]["lines"]
            found = outcomes(path.read_text("latin-1").split("\n"), file["branches"])
            files[str(path.relative_to(ROOT))] = (Covered(lines["count"], lines["covered"]), found)
    return files


def sums(files, group_of):
    """{group: (lines, branches)}, where group_of(file) names the groups that it belongs to."""
    result = defaultdict(lambda: (Covered(), Covered()))
    for name, (lines, found) in files.items():
        for group in group_of(name):
            result[group][0].add(lines)
            result[group][1].add(Covered(len(found), sum(1 for count in found.values() if count)))
    return result


def slice_of(name):
    return ["/".join(name.split("/")[:2])]


def goals_of(name):
    return [goal for goal, where, _, _ in GOALS if name.startswith(where)]


def table(files):
    print(f"{'':<18}{'lines':^25}{'branches':^25}")
    for group, (lines, branches) in sorted(sums(files, slice_of).items()):
        print(f"{group:<18}{lines}  {branches}")
    print()


def sunk(files):
    """Prints what is to be reached beside what is, and returns what lies below its floor."""
    of_goal, below = sums(files, goals_of), []
    for goal, _, wanted, floor in GOALS:
        lines, branches = of_goal[goal]
        print(f"{goal:<18}{lines}  {branches}  goal {wanted} %, floor {floor} %")
        if branches.percent() < floor:
            below.append(goal)
    return below


def unseen(files, folders):
    for name, (_, found) in sorted(files.items()):
        if name.startswith(folders):
            for line, column, outcome in sorted(place for place, count in found.items() if not count):
                print(f"{name}:{line}:{column}: never {outcome}")


def main(build, *options):
    files = measured(Path(build))
    if options and options != ("--some",):
        unseen(files, options)
        return
    table(files)
    below = sunk(files)
    if below and not options:
        sys.exit(f"Fewer branches than once were covered: {', '.join(below)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
