#!/usr/bin/env python3
"""The Nth call to the system fails, for every N: never a success for something that is not stored. Run by ./dev prove faults.

    tests/prove/faults.py [--long] [--seed N] [--database KIND] [--binary FILE] [--twin]

A café starts, sells, refunds, keeps a tab, moves cash, takes stock, serves the kitchen and puts up a picture, each write with a key, and
stops. fail_calls.c counts its calls to files (on PostgreSQL: to the lines to the database) and lets one fail, or all from that one on
for some moments. Drawn are 60 (--long: all, each in each way). The server goes on, or it ends with a clear text and starts again without
the fault; what was not answered is sent again with its key. In the end all that was answered is there, once, nothing is there by half,
and `cafepos verify` and `cafepos journal verify` are clean. On SQLite the power goes, too, after 5 flushes that failed (--long: each) and
the writes after them: what a failed flush should have kept the system shows, but no later flush writes it.

--twin lets writes do nothing and say success, forges an answer and changes a row: lost writes must be seen.
"""

import itertools
import random
import re
import shutil
import sqlite3
import tempfile
import time
from collections import Counter
from contextlib import closing, contextmanager
from pathlib import Path

from cafe import SILENT, Cafe, run
from calls import FILES, LIE, LINES, WAYS, Call, Failing
from disk import FLUSH_BEGUN, FLUSHED, Damage, Disk, Record, folder_at, write_folder
from failing_cafe import SETTINGS, Script, Tried
from judge import Expected, halves, in_database
from power import Recorder
from writers import Unanswered

TRIALS, CUTS = 60, 5


# ---- what is there in the end


def judged(cafe, script):
    faults = [f"lost: {key}" for key in script.missing()] + [f"doubled: {key}" for key in script.doubled()]
    faults += by_sqlite(cafe, script) if cafe.kind == "sqlite" else halves(cafe.database)
    for command in (["verify"], ["journal", "verify"]):
        done = cafe.command(*command)
        faults += [f"cafepos {' '.join(command)}:\n{done.stdout}"] * bool(done.returncode)
    return faults


def by_sqlite(cafe, script):
    expected = Expected(list(script.ledger.kept.items()), {item: urls[:-1] for item, urls in script.pictures.items()}, set(), {})
    with closing(sqlite3.connect(f"file:{cafe.database.file}?mode=ro", uri=True)) as database:
        return in_database(database, folder_at(cafe.folder)[0], expected)


# ---- one call that fails


@contextmanager
def prepared_cafe(wanted, kind):
    with Cafe(wanted.binary, kind, SETTINGS) as cafe:
        cafe.stop()
        yield cafe


class Trials:
    """Each on a copy of a café, and what came of all."""

    def __init__(self, wanted, kind, prepared, failing):
        self.wanted, self.kind, self.prepared, self.failing = wanted, kind, prepared, failing
        self.faults, self.examples = Counter(), {}  # by their words without what each one is about
        self.count = self.acknowledged = 0
        self.hit, self.ends, self.trouble = Counter(), Counter(), Counter()

    def one(self, call=None):
        """How many calls of each kind there were when it was ready, and in the end."""
        self.failing.plan(call)
        with Tried(self.wanted.binary, self.kind, self.prepared, self.failing) as cafe:
            try:
                faults, counts = self.played(cafe, call)
            except (RuntimeError, TimeoutError, AssertionError, *SILENT) as error:
                faults, counts = [f"{error!r}"], None
            self.ends += cafe.ends
            self.note(faults + cafe.faults, call)
        return counts

    def played(self, cafe, call):
        with self.failing.for_moments(call):
            cafe.begin()
            ready = self.failing.counted()
            script = Script(cafe, self.wanted.seed, 0.3).play(self.wanted.seed)
            cafe.revive()
            cafe.stop_and_tell()
        counts = ready, self.failing.counted()
        self.hit[call.kind if call else ""] += self.failing.has_failed()
        self.failing.pass_by()
        cafe.start()
        cafe.stop()
        self.acknowledged += len(script.ledger.kept)
        self.trouble += script.ledger.trouble
        return script.ledger.faults + judged(cafe, script), counts

    def note(self, faults, call):
        self.count += 1
        for fault in faults:
            kind = re.sub(r"[0-9a-f]{8}-[-0-9a-f]{27}|/\S*/|\bw\d+-[-\d]+|\d+", "…", fault.splitlines()[0])
            self.faults[kind] += 1
            self.examples.setdefault(kind, f"{fault} ({call}{self.failing.where()})")

    def shown(self):
        return [f"{count} × such as: {self.examples[kind]}" for kind, count in self.faults.most_common()]


# ---- what the flush that failed leaves


class Forgetful(Disk):
    """What a flush that failed should have kept never comes to the disk, though the system goes on to show it and takes it for kept."""

    def __init__(self, folder, inodes, record):
        super().__init__(folder, inodes, record)
        self.ended = {number for kind, _, number, _ in record.events if kind == FLUSHED}

    def advance(self, count):
        for index in range(count):
            kind, inode, number, _ = self.record.events[index]
            super().advance(index + 1)
            if kind == FLUSH_BEGUN and number not in self.ended and inode:
                self.files[inode].pending.clear()


class Cuts(Trials):
    """A flush fails, the server starts again and sells; then the power goes."""

    def played(self, cafe, call):
        with tempfile.TemporaryDirectory(prefix="cafepos-faults-") as folder:
            return self.played_and_cut(cafe, call, Recorder(Path(folder)))

    def played_and_cut(self, cafe, call, recorder):
        folder, inodes = folder_at(cafe.folder)
        recorder.next_round(cafe)
        cafe.settings["LD_PRELOAD"] += ":" + self.failing.library
        cafe.begin()
        script = Script(cafe, self.wanted.seed, 0.3).play(self.wanted.seed)
        cafe.kill()
        disk, damage = Forgetful(folder, inodes, Record(recorder.path)), Damage(random.Random(self.wanted.seed))
        disk.advance(len(disk.record.events))
        damage.share, damage.is_strict = 0, False
        shutil.rmtree(cafe.folder)
        cafe.folder.mkdir()
        write_folder(cafe.folder, disk.after_a_cut(damage))
        self.hit[call.kind] += self.failing.has_failed()
        del cafe.settings["LD_PRELOAD"]
        cafe.start()
        cafe.stop()
        self.acknowledged += len(script.ledger.kept)
        return script.ledger.faults + judged(cafe, script), None


# ---- all of them


def calls_to_fail(counts, kinds, wanted):
    """Each call in each way; or so many as are drawn, of each way as many as of each other."""
    chance = random.Random(wanted.seed)
    by_way = [[way.at(number) for number in range(1, counts[kind] + 1)] for kind in kinds for way in WAYS[kind]]
    if wanted.long:
        every = [call for calls in by_way for call in calls]
        return chance.sample(every, len(every))
    drawn = [chance.sample(calls, min(len(calls), TRIALS)) for calls in by_way]
    return [call for turn in itertools.zip_longest(*drawn) for call in turn if call][:TRIALS]


def tried(trials, calls, wanted):
    for call in calls:
        trials.one(call)
        if wanted.long and trials.count % 100 == 0:
            print(f"    {trials.count} of {len(calls)}, {sum(trials.faults.values())} faults", flush=True)


def prove(wanted, kind):
    begun = time.monotonic()
    with prepared_cafe(wanted, kind) as prepared, Failing() as failing:
        trials, cuts = Trials(wanted, kind, prepared, failing), Cuts(wanted, kind, prepared, failing)
        ready, counts = trials.one()
        print(f"{kind}: " + ", ".join(f"{counts[one]} × {one} ({ready[one]} until it is ready)" for one in FILES + LINES if counts[one]), flush=True)
        flushes = [WAYS["flush"][0].at(number + 1) for number in range(counts["flush"])]
        try:
            tried(trials, calls_to_fail(counts, FILES if kind == "sqlite" else LINES, wanted), wanted)
            tried(cuts, flushes if wanted.long else random.Random(wanted.seed).sample(flushes, min(len(flushes), CUTS)), wanted)
        except KeyboardInterrupt:
            print("    enough: what there is, is judged", flush=True)
    tell(trials, cuts, kind, time.monotonic() - begun)
    return trials.shown() + cuts.shown()


def tell(trials, cuts, kind, seconds):
    def listed(counts):
        return ", ".join(f"{count} × {what}" for what, count in counts.most_common() if count)
    print(f"{kind}: {sum(trials.hit.values())} calls failed ({listed(trials.hit)}) of {trials.count - 1} drawn, under {trials.acknowledged} acknowledged "
          f"writes: {sum(trials.faults.values())} faults; {seconds / (trials.count + cuts.count):.1f} s each\n    answered meanwhile: {listed(trials.trouble)}")
    if cuts.count:
        print(f"{kind}: {sum(cuts.hit.values())} flushes failed, and after more writes the power went: {cuts.acknowledged} acknowledged, "
              f"{sum(cuts.faults.values())} faults")
    for end, count in (trials.ends + cuts.ends).most_common():
        print(f"    ended {count} × {end}")


# ---- the twin


def forged(wanted, kind, prepared, failing):
    """Nothing fails, but the ledger has an answer that nobody gave, and a row is changed."""
    with Tried(wanted.binary, kind, prepared, failing) as cafe:
        script = Script(cafe.start(), wanted.seed, 0).play(wanted.seed)
        cafe.stop()
        script.ledger.keep("sale w9-9", ("sale", "of nobody"))
        stock = next(key for key in script.ledger.kept if key.startswith("stock"))
        cafe.database.sql(f"UPDATE stock_movements SET notes = '' WHERE notes = '{stock}'")
        faults = judged(cafe, script)
    seen = {f"lost: {key}" for key in ("sale w9-9", stock)} <= set(faults)
    print(f"{kind}: an answer that nobody gave and a row that was changed: {'seen' if seen else 'not seen'}")
    return [] if seen else [f"not seen: {faults}"]


def lied(wanted, kind, prepared, failing):
    """Writes to the database are said to have been made until the server is killed."""
    with Tried(wanted.binary, kind, prepared, failing) as cafe:
        script = Script(cafe.start(), wanted.seed, 0)
        script.patience = 3
        failing.plan(Call("write", 0, LIE, lasts=True, number=1))
        try:
            for number in range(5):
                script.sell(random.Random(number), f"w0-{number}")
        except Unanswered:
            pass
        cafe.kill()
        failing.pass_by()
        cafe.start()
        lost = script.missing()
    print(f"{kind}: writes that did nothing and said success: of {len(script.ledger.kept)} acknowledged {len(lost)} lost, and seen")
    return [] if lost else ["lost writes were not seen"]


def twin(wanted, kind):
    with prepared_cafe(wanted, kind) as prepared, Failing() as failing:
        failing.plan(None)
        return forged(wanted, kind, prepared, failing) + (lied(wanted, kind, prepared, failing) if kind == "sqlite" else [])


if __name__ == "__main__":
    run(__doc__, prove, twin)
