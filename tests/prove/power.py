#!/usr/bin/env python3
"""Power cuts: whatever the disk had not been told to keep is lost, torn or reordered. Run by ./dev prove power.

    tests/prove/power.py [--long] [--seed N] [--binary FILE] [--twin]

Clients sell, refund, keep tabs, take stock, move cash, serve the kitchen and put up pictures, and backups are made, while
record_writes.c notes all that the server does to its files. Then the power goes, three times in a row: the café goes on from what a disk
may have left, and the clients send again what was not answered. In the end 450 (--long: 20,000) states that a cut at any moment may have
left, the first start and recoveries included, are judged: the database is whole, all that was acknowledged before the cut is there with its key,
nothing is there by half, keys, pictures and backups are whole. Of each 50th the server is started, and `cafepos verify` and `cafepos
journal verify` are clean.

--twin lets flushes do nothing: acknowledged writes must be found lost.
"""

import os
import random
import re
import shutil
import struct
import subprocess
import tempfile
import threading
import time
import zlib
from collections import Counter
from pathlib import Path

from cafe import SILENT, Cafe, Ledger, ask, run, wait_for
from disk import Damage, Disk, Record, cuts, folder_at, write_folder
from judge import DATABASE, OWN_RULES, Expected, faults_of
from writers import Writers

ROUNDS, STATES, STARTED_OF = 3, 150, 50  # power cuts in a row, states of each, and of how many the server is started once
LONG_STATES = 20_000
LOAD_SECONDS = 1.5
MEMORY = "/dev/shm" if os.path.isdir("/dev/shm") else None  # what a disk keeps is reckoned: it need not be one
SOURCE = Path(__file__).with_name("record_writes.c")


class Recorder:
    """The library, and the record of each round."""

    def __init__(self, folder):
        self.folder, self.library, self.round_of, self.path = folder, folder / "record_writes.so", -1, None
        subprocess.run(["cc", "-std=c17", "-O2", "-shared", "-fPIC", "-o", self.library, SOURCE, "-ldl", "-lpthread"], check=True)

    def next_round(self, cafe, flushes=True):
        self.round_of += 1
        self.path = self.folder / f"record-{self.round_of}"
        self.path.touch()
        cafe.settings.update({"LD_PRELOAD": str(self.library), "RECORD_ROOT": str(cafe.folder), "RECORD_LOG": str(self.path)})
        if not flushes:
            cafe.settings["RECORD_DROP_SYNCS"] = "1"

    def now(self):
        """The round, and how long its record is: what was answered by now was written before that."""
        return self.round_of, os.path.getsize(self.path)


class Acknowledged(Ledger):
    """Also notes when."""

    def __init__(self, recorder):
        super().__init__()
        self.recorder, self.moments, self.pictures = recorder, [], {}

    def keep(self, key, what):
        moment = self.recorder.now()
        super().keep(key, what)
        with self.lock:
            if what[0] == "picture":
                self.pictures.setdefault(what[1], []).append((moment, what[2]))
            else:
                self.moments.append((moment, (key, what)))


class Round:
    """From one power cut to the next."""

    def __init__(self, cafe):
        self.folder, self.inodes = folder_at(cafe.folder)
        self.record = None
        self.in_place = []  # (length of the record, the paths that were in place by then)

    def note_in_place(self, cafe, recorder):
        position = recorder.now()[1]
        self.in_place.append((position, small_files(cafe)))


def small_files(cafe):
    """Those that must never go again once they are there."""
    kept = [path for path in cafe.folder.rglob("*") if path.is_file() and path.parent.name not in ("menu_items", "thumbnails", "nightly")]
    return [inside for path in kept if not OWN_RULES.search(inside := str(path.relative_to(cafe.folder))) and not inside.endswith("-shm")]


# ---- the café under load


class Pictures:
    """Two items get a new picture all the time."""

    def __init__(self, cafe, writers):
        self.cafe, self.writers = cafe, writers
        for item, url in cafe.database.sql("SELECT id, image_url FROM menu_items WHERE image_url IS NOT NULL"):
            writers.ledger.keep("", ("picture", item, url))  # what the café has from the beginning
        self.thread = threading.Thread(target=self.work, daemon=True)
        self.thread.start()

    def work(self):
        chance = random.Random(self.writers.seed)
        while not self.writers.closing.is_set():
            item = self.writers.products[chance.randint(0, 1)]
            try:
                status, answer = upload(self.cafe, self.writers.token, item, png(chance.randbytes(3)))
                if status in (200, 201):
                    self.writers.ledger.keep("", ("picture", item, answer["data"]["image_url"]))
                elif status != 503:
                    self.writers.ledger.fault(f"a picture: {status} {answer}")
            except SILENT:
                pass
            time.sleep(0.2)


def png(colour, side=64):
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    rows = (b"\0" + colour * side) * side
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def upload(cafe, token, item, picture):
    head = f'--part\r\nContent-Disposition: form-data; name="menu_item_id"\r\n\r\n{item}\r\n--part\r\nContent-Disposition: form-data; ' \
           'name="image"; filename="one.png"\r\nContent-Type: image/png\r\n\r\n'
    status, _, answer = ask(cafe.address, "POST", "/upload/image", head.encode() + picture + b"\r\n--part--\r\n", token,
                            kind="multipart/form-data; boundary=part")
    return status, answer


def load(cafe, recorder, writers, this, chance):
    """Clients write for some seconds; meanwhile a backup is made."""
    known = len(writers.ledger.kept)
    time.sleep(chance.uniform(0.5, 1) * LOAD_SECONDS / 2)
    made = cafe.command("backup", str(cafe.folder / f"backups/{recorder.round_of}.cafepos"))
    if made.returncode:
        raise RuntimeError("cafepos backup:\n" + made.stdout)
    this.note_in_place(cafe, recorder)
    time.sleep(chance.uniform(0.5, 1) * LOAD_SECONDS / 2)
    wait_for("writes", lambda: len(writers.ledger.kept) > known + 5 or writers.ledger.faults, 60)


def cut_power(cafe, this, chance):
    """The café's folder becomes what a disk may have left."""
    disk = Disk(this.folder, this.inodes, this.record)
    disk.advance(len(this.record.events))
    left = disk.after_a_cut(Damage(chance))
    shutil.rmtree(cafe.folder)
    cafe.folder.mkdir()
    write_folder(cafe.folder, left)


def open_writers(cafe, recorder, seed):
    writers = Writers(cafe, seed)
    writers.ledger = Acknowledged(recorder)
    return writers.open(), Pictures(cafe, writers)


def record_rounds(cafe, recorder, seed):
    """The rounds, and the clients that went through them."""
    chance, rounds, writers = random.Random(seed), [], None
    (cafe.folder / "data").rmdir()  # the first start makes it
    for number in range(ROUNDS):
        this = Round(cafe)
        recorder.next_round(cafe)
        cafe.start()
        if not writers:
            writers, pictures = open_writers(cafe, recorder, seed)
        this.note_in_place(cafe, recorder)
        load(cafe, recorder, writers, this, chance)
        if number + 1 == ROUNDS:
            writers.close()
            pictures.thread.join()
            cafe.stop()
        else:
            cafe.kill()
        this.record = Record(recorder.path)
        rounds.append(this)
        if number + 1 < ROUNDS:
            cut_power(cafe, this, chance)
    return rounds, writers


def incomplete(cafe, this):
    """The record, played in order, must give what is there: else it missed something."""
    disk = Disk(this.folder, this.inodes, this.record)
    disk.advance(len(this.record.events))
    now, found = disk.now(), folder_at(cafe.folder)[0]
    return [f"the record is not complete: {path}" for path in sorted(now.keys() | found.keys()) if now.get(path) != found.get(path)]


# ---- the states after a cut


def cafe_of(wanted):
    folder = Path(tempfile.mkdtemp(prefix="cafepos-power-", dir=MEMORY))
    cafe = Cafe(wanted.binary, "sqlite", {"LOG_LEVEL": "error", "BACKUP_TIME": "00:00"}, folder)
    cafe.settings["BACKUP_DIR"] = str(cafe.folder / "nightly")
    for made in ("nightly", "backups"):
        (cafe.folder / made).mkdir()
    return cafe


class Trial:
    """Builds states in a folder of its own and judges them."""

    def __init__(self, wanted):
        self.cafe = cafe_of(wanted)
        self.clear()
        self.count = self.started = 0
        self.faults, self.examples, self.kept = Counter(), {}, None  # by their words without what each one is about

    def clear(self):
        shutil.rmtree(self.cafe.folder)
        self.cafe.folder.mkdir()
        self.before = {}

    def judge(self, state, expected, words):
        for shared in (self.cafe.folder / "data").glob("*-shm"):
            shared.unlink()
        write_folder(self.cafe.folder, state, self.before)
        self.before = state
        # Before it has a write-ahead log a journal may have to be rolled back, which reading alone cannot.
        has_journal = DATABASE + "-journal" in state
        faults = [] if has_journal else faults_of(self.cafe.folder, state, expected)
        self.count += 1
        if faults and not self.kept:
            self.kept = shutil.copytree(self.cafe.folder, tempfile.mkdtemp(prefix="cafepos-power-"), dirs_exist_ok=True)
        if not faults and (has_journal or self.count % STARTED_OF == 0):
            faults = self.start()
            self.clear()
        for fault in faults:
            kind = re.sub(r"[0-9a-f]{8}-[-0-9a-f]{27}|\bserved w.*|/\S*/|[\w-]+\.(png|jpg|webp)|\bw\d+-[-\d]+|\d+", "…", fault.splitlines()[0])
            self.faults[kind] += 1
            self.examples.setdefault(kind, f"{fault} ({words})")

    def start(self):
        """By the server itself."""
        self.started += 1
        try:
            self.cafe.start()
            health = ask(self.cafe.address, "GET", "/health")[2]
            faults = [f"/health: {health}"] * (health["data"]["status"] != "healthy")
        except (RuntimeError, TimeoutError) as error:
            faults = [str(error)]
        self.cafe.kill()
        for command in (["verify"], ["journal", "verify"]):
            done = self.cafe.command(*command)
            if done.returncode:
                faults.append(f"cafepos {' '.join(command)}:\n{done.stdout}")
        return faults

    def shown(self):
        return [f"{count} × such as: {self.examples[kind]}" for kind, count in self.faults.most_common()] + [f"the first state is kept in {self.kept}"] * bool(self.kept)

    def close(self):
        self.cafe.__exit__(False)


def expected_at(ledger, number, position, rounds, contents):
    """What was acknowledged by then."""
    moment = (number, position)
    acknowledged = [what for when, what in ledger.moments if when <= moment]
    pictures = {}
    for item, changes in ledger.pictures.items():
        known = [url for when, url in changes if when <= moment]
        if known:
            pictures[item] = known[:-1]
    in_place = [path for place in (rounds[number].in_place, *(one.in_place for one in rounds[:number])) for when, paths in place
                if place is not rounds[number].in_place or when <= position for path in paths]
    return Expected(acknowledged, pictures, set(in_place), contents)


def judge_round(trial, rounds, number, ledger, seed, count):
    """How many states."""
    this, chance = rounds[number], random.Random(f"{seed} {number}")
    disk = Disk(this.folder, this.inodes, this.record)
    for cut in cuts(this.record, count, chance):
        disk.advance(cut)
        damage = Damage(chance)
        position = this.record.ends[cut - 1] if cut else 0
        trial.judge(disk.after_a_cut(damage), expected_at(ledger, number, position, rounds, disk.seen), f"round {number}, cut {cut}, {damage}")


def chain(wanted, seed, trial):
    """Power cuts in a row, and the states around them: how many were acknowledged, and what went wrong on the way."""
    with tempfile.TemporaryDirectory(prefix="cafepos-power-", dir=MEMORY) as folder:
        recorder, cafe = Recorder(Path(folder)), cafe_of(wanted)
        try:
            rounds, writers = record_rounds(cafe, recorder, seed)
            faults = incomplete(cafe, rounds[-1]) + [f"doubled: {key}" for key in writers.doubled()]
        finally:
            cafe.__exit__(False)
        for number in range(ROUNDS):
            judge_round(trial, rounds, number, writers.ledger, seed, STATES)
    return len(writers.ledger.kept), sum(len(one.record.events) for one in rounds), faults + writers.ledger.faults


def prove(wanted, _):
    trial, begun, acknowledged, events, faults, number = Trial(wanted), time.monotonic(), 0, 0, [], 0
    try:
        while trial.count < (LONG_STATES if wanted.long else ROUNDS * STATES) and not faults and not trial.faults:
            kept, written, faults = chain(wanted, wanted.seed + number, trial)
            number, acknowledged, events = number + 1, acknowledged + kept, events + written
            if wanted.long:
                print(f"    {trial.count} states, {sum(trial.faults.values())} faults", flush=True)
    except KeyboardInterrupt:
        print("    enough: of the last power cuts the writes are not counted", flush=True)
    trial.close()
    seconds = time.monotonic() - begun
    print(f"sqlite: {trial.count} states after a cut, of {events} writes and flushes under {acknowledged} acknowledged writes and "
          f"{number * (ROUNDS - 1)} power cuts: {sum(trial.faults.values())} faults; {trial.started} started and verified; {trial.count / seconds:.1f} states/s")
    return faults + trial.shown()


def twin(wanted, _):
    """One round, of a café that was started in good order."""
    with tempfile.TemporaryDirectory(prefix="cafepos-power-", dir=MEMORY) as folder:
        cafe, trial = cafe_of(wanted), Trial(wanted)
        with cafe:
            cafe.stop()
            recorder, this = Recorder(Path(folder)), Round(cafe)
            recorder.next_round(cafe, flushes=False)
            cafe.start()
            writers, pictures = open_writers(cafe, recorder, wanted.seed)
            wait_for("writes", lambda: len(writers.ledger.kept) > 100, 60)
            writers.close()
            pictures.thread.join()
            cafe.stop()
        this.record = Record(recorder.path)
        judge_round(trial, [this], 0, writers.ledger, wanted.seed, 40)
    trial.close()
    shutil.rmtree(trial.kept or "", ignore_errors=True)
    lost = sum(count for fault, count in trial.faults.items() if fault.startswith("lost: "))
    print(f"sqlite: flushes did nothing: in {trial.count} states {lost} acknowledged writes were found lost, and {sum(trial.faults.values()) - lost} other faults")
    return [] if lost else ["lost writes were not seen"]


if __name__ == "__main__":
    run(__doc__, prove, twin, kinds=("sqlite",))
