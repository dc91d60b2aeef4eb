#!/usr/bin/env python3
"""A backup is a café that sells on, a damaged one is refused, and a kill leaves the old or the new. Run by ./dev prove backups.

    tests/prove/backups.py [--long] [--seed N] [--database KIND] [--binary FILE] [--twin]

While eight clients work (those of kills.py, and one with pictures), 4 backups (--long: 100) are made: by `cafepos backup`, and by the server itself as each
night. Each is restored into a fresh place, in turn on the other database, too: all that was acknowledged before the backup began is in it with its key,
nothing that was asked for only once it had ended, nothing by half, pictures and the secret as they were, the journal's key not; `cafepos
verify` and `cafepos journal verify` are clean; and the café starts, knows PINs and sessions, does nothing again that was done, and sells on with the next numbers. 24
damaged copies (on PostgreSQL 12; --long: 1,000), a fourth of them sealed again, are refused, as is a good one beside another journal's key, and nothing changes in the café that they should have replaced.
`backup` and `restore` are killed at a call to the system that is drawn (8 and 4 times on SQLite, a half of it on PostgreSQL; --long: 100 each), and so
is the start after that: the backup is whole or not there, the café is the old one or the new one, with its own secret. The server is killed in the middle of the night's backup, too.

--twin takes an acknowledged sale out of a backup, forgets keys and leaves pictures out, and seals it again; says of a backup that it was made before; lays a file
beside what a refused one left; swaps a secret after a kill: each must be seen.
"""

import contextlib
import random
import shutil
import subprocess
import time
from collections import Counter

import refusals
from backed_up import Clients, Taken, faults_of, same_again, sells_on, verified
from cafe import SERVER, Cafe, run, wait_for
from calls import Failing
from corpora import archive_of, members_of
from killed_restores import Killed

SETTINGS = {"LOG_LEVEL": "error", "BACKUP_TIME": "00:00"}
NIGHT_SECONDS = 600  # the server makes it as gently as it can: what else the machine does goes first


class Sizes:
    def __init__(self, wanted, kind):
        few = kind == "postgres"  # where making a database takes seconds
        self.backups, self.nights_of = (100, 20) if wanted.long else (3 if few else 4, 3)
        self.damages = 1000 if wanted.long else 12 if few else 24
        self.kills, self.restores = (100, 100) if wanted.long else (4, 2) if few else (8, 4)


@contextlib.contextmanager
def cafe_of(wanted, kind):
    cafe = Cafe(wanted.binary, kind, SETTINGS)
    cafe.settings["BACKUP_DIR"] = str(cafe.folder / "nightly")
    for made in ("nightly", "backups"):
        (cafe.folder / made).mkdir()
    with cafe:
        wait_for("the first night's backup", lambda: nights(cafe), NIGHT_SECONDS)
        yield cafe


# ---- backups under load


def nights(cafe):
    return {file.name for file in (cafe.folder / "nightly").iterdir() if file.suffix == ".backup"}


def by_command(cafe, number):
    file, begun = cafe.folder / f"backups/{number}", time.monotonic()
    done = cafe.command("backup", str(file))
    assert done.returncode == 0, done.stdout
    return Taken(file, "by command", begun, time.monotonic())


def begin_the_night_again(cafe):
    """As if it had none yet. Other writes are not held up by more than a restart. What was proven before, and a moment before this backup begins."""
    cafe.stop()
    cafe.database.sql("DELETE FROM nightly_proofs")
    known, begun = nights(cafe), time.monotonic()
    cafe.start()
    return known, begun


def by_night(cafe, number):
    known, begun = begin_the_night_again(cafe)
    made = wait_for("the night's backup", lambda: nights(cafe) - known, NIGHT_SECONDS).pop()
    file = cafe.folder / f"backups/{number}"
    shutil.copy(cafe.folder / "nightly" / made, file)
    return Taken(file, "by night", begun, time.monotonic())


def killed_by_night(cafe, chance):
    """The server is killed while it makes one, and makes it anew: what the folder then holds is whole."""
    begin_the_night_again(cafe)
    time.sleep(chance.uniform(0, 1))
    cafe.kill()
    if cafe.kind == "postgres":  # where another process may be at it, it is made anew an hour later
        cafe.database.sql("UPDATE nightly_proofs SET next_attempt_at = begun_at")
    cafe.start()
    wait_for("the night's backup after a kill", lambda: cafe.database.sql("SELECT 1 FROM nightly_proofs WHERE ended_at IS NOT NULL"), NIGHT_SECONDS)
    left = [file.name for file in (cafe.folder / "nightly").iterdir() if file.suffix != ".backup"]
    faults = [f"a kill in the night left {left}"] * bool(left)
    for name in nights(cafe):
        faults += whole(cafe, cafe.folder / "nightly" / name)
    return faults


def whole(cafe, file):
    done = cafe.command("restore", "--check", str(file))
    return [f"{file.name} is not whole:\n{done.stdout}"] * bool(done.returncode)


class UnderLoad:
    """The backups, and what was wrong on the way."""

    def __init__(self, cafe, clients, chance, sizes, failing):
        self.cafe, self.clients, self.chance, self.sizes = cafe, clients, chance, sizes
        self.taken, self.faults, self.killed = [], [], Killed(cafe, failing, chance)

    def run(self):
        for number in range(self.sizes.backups):
            self.one(number)
            if self.faults or self.clients.ledger.faults:
                break
            if number % 20 == 19:
                print(f"    {number + 1} backups, {len(self.clients.ledger.kept)} acknowledged", flush=True)

    def one(self, number):
        sizes, ledger = self.sizes, self.clients.ledger
        known = len(ledger.kept)
        wait_for("writes", lambda: len(ledger.kept) > known + 5 or ledger.faults, 60)
        time.sleep(self.chance.uniform(0, 0.5))
        self.taken.append((by_night if number % sizes.nights_of == 1 else by_command)(self.cafe, number))
        for _ in range(sizes.kills * number // sizes.backups, sizes.kills * (number + 1) // sizes.backups):
            self.faults += self.killed.backup()
        if number % sizes.nights_of == 2:
            self.faults += killed_by_night(self.cafe, self.chance)


# ---- restored


@contextlib.contextmanager
def fresh_place(wanted, kind, cafe, with_key=True):
    """Where nothing has been yet but, as the guide says, the journal's key."""
    place = Cafe(wanted.binary, kind, SETTINGS)
    try:
        if with_key:
            shutil.copy(cafe.folder / "data/journal.key", place.folder / "data")
        yield place
    finally:
        place.__exit__(False)


def restored(wanted, kind, taken, clients, with_key):
    """What is wrong in the café that comes out of it."""
    faults = []
    with fresh_place(wanted, kind, clients.cafe, with_key) as place:
        try:
            done = place.command("restore", str(taken.file))
            if done.returncode:
                return [f"was refused:\n{done.stdout}"]
            faults += faults_of(place, taken, clients)
            faults += what_is_secret(place, taken, clients.cafe)
            faults += verified(place) + sells_on(place) if with_key else sells_without_key(place, clients.cafe)
            faults += same_again(place, clients, taken)
            place.stop()
            faults += verified(place)
        except (AssertionError, RuntimeError, TimeoutError, subprocess.CalledProcessError) as error:
            faults.append(f"does not go on: {error!r}")
    return faults


def sells_without_key(place, cafe):
    """An embedded café goes on with a new one, and a person has to accept that; on a server nothing starts until the key is there."""
    if place.kind == "sqlite":
        faults = sells_on(place)
        place.stop()
        accepted = place.command("journal", "accept")
        place.start()
        return faults + [f"cafepos journal accept:\n{accepted.stdout}"] * bool(accepted.returncode)
    try:
        place.start()
        return ["started on a server without the journal's key"]
    except RuntimeError:
        shutil.copy(cafe.folder / "data/journal.key", place.folder / "data")
        return sells_on(place)


def what_is_secret(place, taken, cafe):
    """The backup holds the secret, is for its owner alone, and does not hold the journal's key."""
    faults = [f"may be read by others: {taken.file.stat().st_mode:o}"] * bool(taken.how == "by command" and taken.file.stat().st_mode & 0o77)
    if (place.folder / "data/secret").read_bytes() != (cafe.folder / "data/secret").read_bytes():
        faults.append("has another secret")
    keys = (cafe.folder / "data/journal.key").read_bytes().split()
    if any(key in content for _, content in members_of(taken.file.read_bytes()) for key in keys if len(key) > 32):
        faults.append("holds the journal's key")
    return faults


def restored_in_turn(wanted, kind, number, taken, clients):
    other = {"sqlite": "postgres", "postgres": "sqlite"}[kind]
    place = other if number % 3 == 2 and SERVER else kind
    return [f"backup {number}, made {taken.how}, restored on {place}: {fault}" for fault in restored(wanted, place, taken, clients, with_key=number % 20 > 0)[:5]]


# ---- the program


@contextlib.contextmanager
def until_enough():
    try:
        yield
    except KeyboardInterrupt:
        print("    enough: what there is, is judged", flush=True)


def prove(wanted, kind):
    chance, sizes, begun = random.Random(wanted.seed), Sizes(wanted, kind), time.monotonic()
    with cafe_of(wanted, kind) as cafe, Failing() as failing:
        clients = Clients(cafe, wanted.seed).open()
        load = UnderLoad(cafe, clients, chance, sizes, failing)
        try:
            with until_enough():
                load.run()
        finally:
            clients.close()
        cafe.stop()
        faults, wrong = clients.ledger.faults + load.faults, []
        print(f"{kind}: {len(load.taken)} backups ({shown(Counter(one.how for one in load.taken))}) under {len(clients.ledger.kept)} acknowledged writes; "
              f"backup killed {load.killed.shown()}", flush=True)
        done = 0
        with until_enough():
            for number, one in enumerate(load.taken):
                wrong += restored_in_turn(wanted, kind, number, one, clients)
                done = number + 1
                if done % 20 == 0:
                    print(f"    {done} restored", flush=True)
        print(f"{kind}: {done} restored: {len(wrong)} faults ({time.monotonic() - begun:.0f} s)", flush=True)
        faults += wrong + damaged_and_killed(wanted, cafe, load.taken, chance, sizes, failing)
    print(f"{kind}: {time.monotonic() - begun:.0f} s in all")
    return faults


def damaged_and_killed(wanted, cafe, taken, chance, sizes, failing):
    good, other = taken[-1].file, taken[0].file
    with refusals.target_of(wanted, cafe) as target:
        tried, faults = Counter(), []
        with until_enough():
            refusals.try_all(target, good.read_bytes(), other.read_bytes(), chance, sizes.damages, tried, faults)
        print(f"{cafe.kind}: {sum(tried.values())} damaged ones ({len(tried)} kinds): {len(faults)} taken or not clearly refused", flush=True)
        killed = Killed(target, failing, chance)
        with until_enough():
            for _ in range(sizes.restores):
                faults += killed.restore(good)
                if len(faults) > 5:
                    break
        print(f"{cafe.kind}: restore killed {killed.shown()}", flush=True)
    return faults


def shown(counts):
    return ", ".join(f"{count} × {what}" for what, count in counts.most_common())


# ---- the twin


def without_sale(members, order):
    """Nor what hangs on it."""
    gone, rest = {order.encode()}, [(name, content.splitlines(keepends=True)) for name, content in members]
    while True:
        found = {line.split(b"\t")[0] for name, lines in rest if name.startswith("rows/") for line in lines if any(one in line for one in gone)}
        if {one for one in found if len(one) == 36} <= gone:
            break
        gone |= {one for one in found if len(one) == 36}
    return [(name, b"".join(line for line in lines if not name.startswith("rows/") or not any(one in line for one in gone))) for name, lines in rest]


def mended(taken, members):
    """Such a backup, its seal right."""
    file = taken.file.with_name(taken.file.name + "-mended")
    file.write_bytes(archive_of(members))
    return Taken(file, "and mended", taken.begun, taken.ended)


def judged_all_the_same(wanted, kind, taken, clients):
    """What the judge finds, and whether the program itself refuses it."""
    with fresh_place(wanted, kind, clients.cafe) as place:
        refused = place.command("restore", str(taken.file)).returncode != 0
        if refused:
            done = place.command("restore", "--accept-differences", str(taken.file))
            assert done.returncode == 0, done.stdout
        return faults_of(place, taken, clients), refused


class Swapping(Killed):
    """Another secret is there in the end."""

    def sold_on(self):
        (self.cafe.folder / "data/secret").write_text("0" * 64 + "\n")
        yield from super().sold_on()


def twin(wanted, kind):
    seen, chance = {}, random.Random(wanted.seed)
    with cafe_of(wanted, kind) as cafe, Failing() as failing:
        clients = Clients(cafe, wanted.seed).open()
        wait_for("writes", lambda: len(clients.ledger.kept) > 60 or clients.ledger.faults, 60)
        taken = by_command(cafe, 0)
        known = len(clients.ledger.kept)
        wait_for("more writes", lambda: len(clients.ledger.kept) > known + 20 or clients.ledger.faults, 60)
        later = by_command(cafe, 1)
        clients.close()
        cafe.stop()
        members = members_of(taken.file.read_bytes())
        key, (_, order) = next((key, what) for key, what in clients.ledger.before(taken.begun).items() if key.startswith("sale w0"))

        found, refused = judged_all_the_same(wanted, kind, mended(taken, without_sale(members, order)), clients)
        seen["a sale that was taken out"] = f"lost: {key}" in found and refused
        found, refused = judged_all_the_same(wanted, kind, mended(taken, [one for one in members if "idempotency_keys" not in one[0]]), clients)
        seen["keys that were forgotten"] = f"its key is forgotten: {key}" in found and not refused
        found, refused = judged_all_the_same(wanted, kind, mended(taken, [one for one in members if "thumbnails" not in one[0]]), clients)
        seen["pictures that were left out"] = any(fault.startswith("there is no thumbnails") for fault in found) and not refused
        found, _ = judged_all_the_same(wanted, kind, Taken(later.file, "later", taken.begun, taken.ended), clients)
        seen["what was sold after it"] = any(fault.startswith("was asked for only after") for fault in found)
        with refusals.target_of(wanted, cafe) as target:
            before = refusals.everything(target)
            (target.folder / "beside").write_text("it")
            seen["a file beside"] = any("there changed" in fault for fault in refusals.refused(target, b"nothing", before))
            (target.folder / "beside").unlink()
            seen["a swapped secret"] = any("a PIN of the café is not known" in fault for fault in Swapping(target, failing, chance).restore(taken.file))
    print(f"{kind}: seen: {', '.join(what for what, is_so in seen.items() if is_so)}")
    return [f"not seen: {what}" for what, is_so in seen.items() if not is_so]


if __name__ == "__main__":
    run(__doc__, prove, twin)
