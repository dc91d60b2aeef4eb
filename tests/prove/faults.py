#!/usr/bin/env python3
"""The Nth call to the system fails, for every N: never a success for something that is not stored. Run by ./dev prove faults.

    tests/prove/faults.py [--long] [--seed N] [--database KIND] [--binary FILE] [--twin]

A café starts, sells, refunds, keeps a tab, moves cash, takes stock, serves the kitchen and puts up a picture, each write with a key, and
stops. fail_calls.c counts its calls to files (on PostgreSQL: to the lines to the database) and lets one fail, or all from that one on
for some moments. Drawn are 60 (--long: all, of each kind and in each way). The server goes on, or it ends with a clear text
and starts again without the fault; what was not answered is sent again with its key. In the end all that was answered is there, once,
nothing is there by half, and `cafepos verify` and `cafepos journal verify` are clean.

--twin lets writes do nothing and say success, forges an answer and changes a row: lost writes must be seen.
"""

import random
import re
import shutil
import sqlite3
import threading
import time
from collections import Counter
from contextlib import closing, contextmanager
from urllib.parse import urlsplit

from cafe import SERVER, SILENT, Cafe, Database, ask, run
from calls import FILES, LINES, WAYS, Failing
from disk import folder_at
from judge import HALVES, Expected, in_database
from power import png, upload
from writers import PLACES, Unanswered, Writers

TRIALS, PATIENCE_SECONDS = 60, 60
SETTINGS = {"LOG_LEVEL": "warning", "BACKUP_TIME": "00:00"}
CLEAR_TEXT = re.compile("cafepos: .{20}")
# Of each answer that says so nothing may be stored.
UNKNOWN = ("OUTCOME_UNKNOWN", "REQUEST_IN_PROGRESS")


class Tried(Cafe):
    """A café whose server may end, and whose answers may fail."""

    def __init__(self, binary, kind, prepared, failing):
        super().__init__(binary, "sqlite", SETTINGS)
        self.kind, self.failing, self.ends, self.faults, self.lock = kind, failing, Counter(), [], threading.Lock()
        shutil.rmtree(self.folder)
        shutil.copytree(prepared.folder, self.folder)
        if kind == "postgres":
            self.database = Database(kind, self.folder, prepared.database.name)
            self.settings["DATABASE_URL"] = self.database.url
        self.settings.update(failing.settings(self.folder if kind == "sqlite" else None, SERVER and urlsplit(SERVER).port or 5432))

    def __enter__(self):
        return self

    def begin(self):
        """It starts, or says why not and starts once nothing fails."""
        try:
            self.start()
        except RuntimeError:
            self.ended("at the start")
            self.start()

    def ended(self, when, expected=(1, 255)):
        """Why, and whether it said so."""
        code, text = self.process.returncode, self.log.read_text()
        last = (text.strip().splitlines() or [""])[-1]
        least, most = expected
        if not least <= code <= most or "terminate called" in text or code and not CLEAR_TEXT.search(last):
            self.faults.append(f"ended {when} with {code} and the text {last!r}")
        if code:
            self.ends[f"{when}: {code}, {without_names(last)}"] += 1
        self.failing.pass_by()
        self.log.write_text("")

    def revive(self):
        """If it is no more."""
        with self.lock:
            if self.process.poll() is not None:
                self.ended("in the middle")
                self.start()

    def stop_and_tell(self):
        process = self.process
        self.stop()
        self.process = process
        self.ended("at the stop", (0, 255))
        self.process = None

    def get(self, path, token):
        return self.until_well(lambda: super(Tried, self).get(path, token))

    def sign_in(self, username):
        return self.until_well(lambda: super(Tried, self).sign_in(username))

    def until_well(self, question):
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                return question()
            except (*SILENT, AssertionError):
                if time.monotonic() > end:
                    raise
                self.revive()
                time.sleep(0.02)


def without_names(text):
    return re.sub(r"/tmp/\S*/|\d{4}-\d\d-\d\d\S* ?\S*|cafepos_prove_\w+|\d{4,}", "…", text)[:250]


class Script(Writers):
    """A few writes of each kind, one after the other and some at once."""

    def play(self, seed):
        chance = random.Random(seed)
        try:
            for number, deed in enumerate((self.sell, self.refund, self.keep_tabs, self.stock, self.picture, self.drawer, self.kitchen)):
                deed(chance, f"w{number}-1")
            crowd = [threading.Thread(target=self.one_of_many, args=(random.Random(f"{seed} {number}"), f"w9-{number}")) for number in range(4)]
            for thread in crowd:
                thread.start()
            for thread in crowd:
                thread.join()
        except Unanswered:
            pass
        return self

    def one_of_many(self, chance, key):
        try:
            self.sell(chance, key)
        except Unanswered:
            pass

    def drawer(self, chance, key):
        till = self.write(chance, "till", key, "/tills", {"name": f"till {key}"}, lambda data: data["till"]["id"])["till"]["id"]
        drawer = self.write(chance, "opening", key, "/drawers", {"tillId": till, "float": 100}, lambda data: data["drawer"]["id"])["drawer"]["id"]
        self.write(chance, "drawer", key, f"/drawers/{drawer}/movements", {"type": "paid_in", "amount": 1}, lambda data: drawer)
        self.write(chance, "closing", key, f"/drawers/{drawer}/close", {"counted": {"cash": 100}, "floatLeft": 50}, lambda data: drawer)

    def picture(self, chance, _):
        """Without a key: what was not answered is put up again."""
        def put_up():
            status, answer = upload(self.cafe, self.token, self.products[0], picture)
            assert status in (200, 201), answer
            return answer["data"]["image_url"]
        picture = png(chance.randbytes(3))
        self.pictures = {self.products[0]: [self.cafe.until_well(put_up)]}

    def until_answered(self, key, path, body):
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            try:
                status, _, answer = ask(self.cafe.address, "POST", path, body, self.token, key)
                code = answer.get("errorCode")
                if status < 500 and code != "REQUEST_IN_PROGRESS":
                    return status, answer
                self.ledger.note(f"{status} {code}")
                if code not in UNKNOWN and key not in self.ledger.kept and self.is_stored(key):
                    self.ledger.fault(f"{key} is stored, and was answered {status} {code}")
            except SILENT as error:
                self.ledger.note(type(error).__name__)
                self.cafe.revive()
            time.sleep(0.02)
        self.ledger.fault(f"{key} was not answered within {PATIENCE_SECONDS} s")
        raise Unanswered

    def is_stored(self, key):
        table, column = PLACES.get(key.split()[0], (None, None))
        return table and self.cafe.database.sql(f"SELECT 1 FROM {table} WHERE {column} = '{key}'")


# ---- what is there in the end


def judged(cafe, script):
    faults = [f"lost: {key}" for key in script.missing()] + [f"doubled: {key}" for key in script.doubled()]
    faults += by_sqlite(cafe, script) if cafe.kind == "sqlite" else by_halves(cafe)
    for command in (["verify"], ["journal", "verify"]):
        done = cafe.command(*command)
        faults += [f"cafepos {' '.join(command)}:\n{done.stdout}"] * bool(done.returncode)
    return faults


def by_sqlite(cafe, script):
    expected = Expected(list(script.ledger.kept.items()), {item: urls[:-1] for item, urls in script.pictures.items()}, set(), {})
    with closing(sqlite3.connect(f"file:{cafe.database.file}?mode=ro", uri=True)) as database:
        return in_database(database, folder_at(cafe.folder)[0], expected)


def by_halves(cafe):
    faults = []
    for what, statement in HALVES.items():
        statement = re.sub(r"json_extract\(record, '\$\.(\w+)\.count'\)", r"(record::json->'\1'->>'count')::bigint", statement)
        faults += [f"{what}: {row[0]}" for row in cafe.database.sql(statement.replace("LIMIT -1 ", ""))[:3]]
    return faults


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


def calls_to_fail(counts, kinds, wanted):
    """Of each kind and way each call, or so many as are drawn."""
    chance, found = random.Random(wanted.seed), []
    for kind in kinds:
        found += [way.at(number) for way in WAYS[kind] for number in range(1, counts[kind] + 1)]
    if wanted.long:
        return found
    # each kind and way is drawn as often as each other
    by_way = {}
    for call in chance.sample(found, len(found)):
        by_way.setdefault(call.way, []).append(call)
    drawn = []
    while len(drawn) < TRIALS and by_way:
        for way in list(by_way):
            drawn.append(by_way[way].pop())
            if not by_way[way]:
                del by_way[way]
    return drawn[:TRIALS]


def prove(wanted, kind):
    begun = time.monotonic()
    with prepared_cafe(wanted, kind) as prepared, Failing() as failing:
        trials = Trials(wanted, kind, prepared, failing)
        ready, counts = trials.one()
        calls = calls_to_fail(counts, FILES if kind == "sqlite" else LINES, wanted)
        print(f"{kind}: " + ", ".join(f"{counts[one]} × {one} ({ready[one]} until it is ready)" for one in counts if counts[one]), flush=True)
        try:
            for call in calls:
                trials.one(call)
                if wanted.long and trials.count % 50 == 0:
                    print(f"    {trials.count} of {len(calls)}, {sum(trials.faults.values())} faults", flush=True)
        except KeyboardInterrupt:
            print("    enough: what there is, is judged", flush=True)
    seconds = time.monotonic() - begun
    print(f"{kind}: {sum(trials.hit.values())} calls failed ({', '.join(f'{n} × {what}' for what, n in trials.hit.most_common() if what)}) of "
          f"{trials.count - 1} tried, under {trials.acknowledged} acknowledged writes: {sum(trials.faults.values())} faults; {seconds / trials.count:.1f} s each\n"
          f"    answered meanwhile: {', '.join(f'{n} × {what}' for what, n in trials.trouble.most_common())}")
    for end, count in trials.ends.most_common():
        print(f"    ended {count} × {end}")
    return trials.shown()


def twin(wanted, kind):
    return []


if __name__ == "__main__":
    run(__doc__, prove, twin)
