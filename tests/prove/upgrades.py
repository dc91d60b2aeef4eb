#!/usr/bin/env python3
"""An upgrade strands no shop. Run by ./dev prove upgrades.

    tests/prove/upgrades.py [--long] [--seed N] [--database KIND] [--binary FILE] [--twin]

For each migration a café as it was before it, with the rows of a café that has sold, taken stock, kept tabs and drawers. The newest program starts there and is
killed (kill -9) at the Nth call that changes a file, until it has upgraded; on PostgreSQL instead of the Nth piece that it sends, or of the Nth time
that it takes an answer. Twice for each version (four of the versions on PostgreSQL, three times each), and every third time the start after it is killed, too. --long: at every N
until the version's own migration is done, in an order that is drawn. The start after that must be ready, with every row that was there, and with the schema of a
café made anew. An older café is made by the program itself: a trigger lets no later migration be noted, so that none is applied.

--twin changes a schema and takes a row away behind the server's back: both must be seen.
"""

import random
from collections import Counter
from contextlib import contextmanager
from urllib.parse import urlsplit

from cafe import SERVER, run
from calls import Failing
from old_cafes import Old, fresh_of, model_of

KILLS = {"sqlite": 2, "postgres": 3}  # of each version
# A kill at a read, a look or a flush leaves what one at the next change leaves.
SPOTS = {"sqlite": ("open", "write", "size", "rename", "remove", "folder"), "postgres": ("send", "receive")}
AGAIN_OF = 3


class Killed:
    """A café of one version that is upgraded again and again."""

    def __init__(self, wanted, old, fresh, failing, chance):
        self.wanted, self.old, self.fresh, self.failing, self.chance = wanted, old, fresh, failing, chance
        self.reached = Counter()
        self.watched = failing.settings(old.cafe.folder) if old.kind == "sqlite" else failing.settings(None, urlsplit(SERVER).port or 5432)
        self.counts = self.counted()

    def counted(self):
        """The calls that `cafepos migrate` makes: those of a start until it has upgraded, and a few to stop."""
        with self.copied() as old:
            self.failing.plan(None)
            done = old.cafe.command("migrate")
            assert done.returncode == 0, done.stdout
            return self.failing.counted()

    def copied(self):
        old = self.old.copy()
        old.cafe.settings.update(self.watched)
        if "FAIL_ROOT" in self.watched:
            old.cafe.settings["FAIL_ROOT"] = str(old.cafe.folder)
        return old

    def spots(self, after=None, idle=None):
        """Where it can be killed; or those of the version's own migration, if it is known what a start has to do after it, and what without any."""
        counts = {kind: self.counts[kind] - after[kind] + idle[kind] if after else self.counts[kind] for kind in SPOTS[self.old.kind]}
        return [(kind, number) for kind, count in counts.items() for number in range(1, count + 1)]

    def faults(self, spot, spoil=lambda old: None):
        """Of an upgrade that is killed there."""
        with self.copied() as old:
            where = self.start_killed(old, *spot)
            while self.chance.random() < 1 / AGAIN_OF:
                where += ", then " + self.start_killed(old, *self.chance.choice(self.spots()))
            self.failing.plan(None)
            try:
                old.cafe.start()
                old.cafe.stop()
            except (RuntimeError, TimeoutError) as error:
                return [f"from version {old.version}, killed at {where}: {error}"]
            spoil(old)
            found = list(old.faults(self.fresh[1])) + ["has not all migrations"] * (old.applied() != self.fresh[0])
            return [f"from version {old.version}, killed at {where}: {fault}" for fault in found]

    def start_killed(self, old, kind, number):
        self.failing.kill_at(kind, number)
        try:
            old.cafe.start()
            self.reached["not, for it was ready before"] += 1
            old.cafe.kill()
        except RuntimeError:
            code = old.cafe.process.wait()
            if code != -9:
                raise
            old.cafe.process = None
            done = old.applied()
            self.reached["before the first"] += done == old.version
            self.reached["between two"] += old.version < done < self.fresh[0]
            self.reached["after the last"] += done == self.fresh[0]
        return f"{kind} {number}{self.failing.where()}"


class Upgrades:
    """Of all versions, the newest first in a long run."""

    def __init__(self, wanted, model, fresh, failing, chance):
        self.wanted, self.model, self.fresh, self.failing, self.chance = wanted, model, fresh, failing, chance
        self.faults, self.reached, self.calls, self.versions, self.upgrades = [], Counter(), 0, 0, 0

    def long(self):
        """Each version's own migration; the later ones are those of other versions."""
        with self.killed_of(self.fresh[0]) as newest:
            idle = after = newest.counts
        for version in reversed(range(self.fresh[0])):
            with self.killed_of(version) as killed:
                spots, after = killed.spots(after, idle), killed.counts
                self.each(killed, self.chance.sample(spots, len(spots)), len(spots))
            print(f"    from version {version}: {len(spots)} calls; all in all killed {told(self.reached)}; {len(self.faults)} faults", flush=True)

    def short(self):
        versions = list(range(self.fresh[0]))
        if self.model.kind == "postgres":  # where making a database takes seconds
            versions = sorted(self.chance.sample(versions[:-1], 3)) + [versions[-1]]
        for version in versions:
            with self.killed_of(version) as killed:
                spots = killed.spots()
                self.each(killed, self.chance.sample(spots, KILLS[self.model.kind]), len(spots))

    @contextmanager
    def killed_of(self, version):
        with Old(self.wanted.binary, self.model.kind, version, self.model) as old:
            yield Killed(self.wanted, old, self.fresh, self.failing, self.chance)

    def each(self, killed, spots, calls):
        self.versions, self.calls = self.versions + 1, self.calls + calls
        killed.reached = self.reached
        for spot in spots:
            self.upgrades += 1
            self.faults += killed.faults(spot)
            if len(self.faults) > 20:
                break


def prove(wanted, kind):
    fresh, model = fresh_of(wanted, kind), model_of(wanted, kind)
    try:
        with Failing() as failing:
            upgrades = Upgrades(wanted, model, fresh, failing, random.Random(wanted.seed))
            try:
                upgrades.long() if wanted.long else upgrades.short()
            except KeyboardInterrupt:
                print("    enough: what there is, is judged", flush=True)
    finally:
        model.__exit__(False)
    print(f"{kind}: from {upgrades.versions} of {fresh[0]} versions, {upgrades.upgrades} upgrades, at {upgrades.calls} calls that they could be killed at: killed "
          f"{told(upgrades.reached)}; {len(fresh[1])} parts of the schema compared: {len(upgrades.faults)} faults")
    return upgrades.faults


def told(reached):
    return ", ".join(f"{count} × {where}" for where, count in reached.most_common() if count)


def twin(wanted, kind):
    fresh, model = fresh_of(wanted, kind), model_of(wanted, kind)

    def spoil(old):
        old.script("CREATE INDEX of_a_stranger ON users (first_name); DELETE FROM payments WHERE id = (SELECT MIN(id) FROM payments);")
    try:
        with Failing() as failing, Old(wanted.binary, kind, fresh[0] - 1, model) as old:
            killed = Killed(wanted, old, fresh, failing, random.Random(wanted.seed))
            found = killed.faults(killed.chance.choice(killed.spots()), spoil)
    finally:
        model.__exit__(False)
    print(f"{kind}: seen: {found}")
    return [] if len(found) == 2 and "of_a_stranger" in found[0] and "payments" in found[1] else [f"not seen: {found}"]


if __name__ == "__main__":
    run(__doc__, prove, twin)
