"""A café whose calls to the system fail, and clients that write there, a little of each kind."""

import random
import re
import shutil
import sqlite3
import threading
import time
from collections import Counter
from contextlib import closing
from urllib.parse import urlsplit

from cafe import SERVER, SILENT, Cafe, Database, ask
from power import png, upload
from writers import PLACES, Unanswered, Writers

PATIENCE_SECONDS = 60
SETTINGS = {"LOG_LEVEL": "warning", "BACKUP_TIME": "00:00"}
CLEAR_TEXT = re.compile(r"\w.*: .{10}")
UNTRUE_TEXT = re.compile("file is damaged: stop|another cafepos|terminate called")
# These say nothing about what is stored; whatever else is answered instead of success says that this attempt stored nothing. A plain
# 500 invites nobody to send the same again.
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
        self.settings.update(failing.settings(self.folder) if kind == "sqlite" else failing.settings(None, urlsplit(SERVER).port or 5432))

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
        code, lines = self.process.returncode, self.log.read_text().strip().splitlines()
        text = "\n".join(lines)
        last = next((line for line in lines if line.startswith("cafepos: ")), lines[-1] if lines else "")
        least, most = expected
        if not least <= code <= most or UNTRUE_TEXT.search(text) or code and not CLEAR_TEXT.search(last):
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

    def look(self, statement):
        """As sql(), but without a hand on the files, which whoever closes them last would tidy up."""
        if self.kind == "postgres":
            return self.database.sql(statement)
        try:
            with closing(sqlite3.connect(f"file:{self.database.file}?mode=ro", uri=True, timeout=20)) as database:
                return database.execute(statement).fetchall()
        except sqlite3.Error:  # what was written by half; it is judged in the end
            return []

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

    patience = PATIENCE_SECONDS

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
        end, unknown = time.monotonic() + self.patience, key in self.ledger.kept
        while time.monotonic() < end:
            try:
                status, _, answer = ask(self.cafe.address, "POST", path, body, self.token, key)
                code = answer.get("errorCode")
                if status < 500 and code != "REQUEST_IN_PROGRESS":
                    return status, answer
                self.ledger.note(f"{status} {code}")
                if status == 500:
                    self.ledger.fault(f"{key} was answered {status} {code}")
                unknown = unknown or code in UNKNOWN
                if not unknown and self.is_stored(key):
                    self.ledger.fault(f"{key} is stored, and was answered {status} {code}")
            except SILENT as error:
                unknown = True
                self.ledger.note(type(error).__name__)
                self.cafe.revive()
            time.sleep(0.02)
        self.ledger.fault(f"{key} was not answered within {self.patience} s")
        raise Unanswered

    def is_stored(self, key):
        table, column = PLACES.get(key.split()[0], (None, None))
        return table and self.cafe.look(f"SELECT 1 FROM {table} WHERE {column} = '{key}'")
