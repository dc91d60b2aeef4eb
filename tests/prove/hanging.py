"""A café whose database hangs in one way or another, and what its clients wait for meanwhile."""

import os
import random
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from cafe import SILENT, Cafe, ask, free_ports, wait_for
from calls import STALL, Call, Failing
from own_postgres import OwnPostgres
from writers import Unanswered, Writers

PATIENCE_SECONDS, CROWD = 60, 40
# Holds SQLite's write lock until its input ends.
HOLDER = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], timeout=30); c.execute('BEGIN IMMEDIATE'); print('held', flush=True); sys.stdin.read()"


class Timed(Writers):
    """Writers that note of each attempt when it was sent, how many seconds its answer took, and what that was."""

    pause = 0.25

    def __init__(self, *arguments):
        self.tries = []
        super().__init__(*arguments)

    def send(self, key, path, body):
        begun, said = time.monotonic(), None
        try:
            status, headers, answer = ask(self.cafe.address, "POST", path, body, self.token, key, seconds=PATIENCE_SECONDS)
            said = f"{status} {answer['errorCode']}" if answer.get("errorCode") else str(status)
            return status, headers, answer
        except SILENT as error:
            said = type(error).__name__
            raise
        finally:
            self.tries.append((begun, time.monotonic() - begun, said))

    def under_way(self, begin, end):
        """Seconds and what was said, of those that somebody waited for at some time in between."""
        return [(seconds, said) for begun, seconds, said in list(self.tries) if begun + seconds > begin and begun < end]

    def until_done(self, since):
        """Seconds from then until a write was done."""
        def done():
            return [begun + seconds for begun, seconds, said in list(self.tries) if said in ("200", "201") and begun + seconds > since]
        return min(wait_for("a write", done, PATIENCE_SECONDS, 0.02)) - since

    def crowd(self, number):
        """More than the server writes for at once, each with one sale; the threads."""
        def sell(one):
            try:
                self.sell(random.Random(one), f"w{one}-1")
            except Unanswered:  # the ledger knows
                pass
        threads = [threading.Thread(target=sell, args=(1000 * number + one,), daemon=True) for one in range(CROWD)]
        for thread in threads:
            thread.start()
        return threads


class Watch:
    """Asks for /health/live and for orders all the time, while it is used with `with`."""

    def __init__(self, cafe, token):
        self.cafe, self.token, self.over = cafe, token, threading.Event()
        self.asked = {"/health/live": [], "/orders?limit=5": []}
        self.threads = [threading.Thread(target=self.ask, args=(path,), daemon=True) for path in self.asked]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        for thread in self.threads:
            thread.join()

    def ask(self, path):
        while not self.over.wait(0.1):
            begun = time.monotonic()
            try:
                status = ask(self.cafe.address, "GET", path, token=self.token, seconds=PATIENCE_SECONDS)[0]
            except SILENT as error:
                status = type(error).__name__
            self.asked[path].append((time.monotonic() - begun, str(status)))


class Rig:
    """A café and eight clients who write there. Use it with `with`."""

    def __init__(self, wanted, settings=None):
        self.wanted, self.settings = wanted, {"LOG_LEVEL": "error", **(settings or {})}

    def __enter__(self):
        try:
            self.open()
            self.cafe.start()
            self.writers = Timed(self.cafe, self.wanted.seed).open()
        except BaseException:
            self.close(True)
            raise
        return self

    def __exit__(self, failed, *_):
        self.close(failed)


# ---- PostgreSQL


class Sibling(Cafe):
    """Another process of the same café."""

    def __init__(self, cafe):  # pylint: disable=super-init-not-called
        self.binary, self.kind, self.process, self.log = cafe.binary, cafe.kind, None, cafe.log
        self.folder = cafe.folder / "sibling"
        (self.folder / "data").mkdir(parents=True, exist_ok=True)
        self.address = ("127.0.0.1", free_ports("127.0.0.1", 2))
        self.settings = {**cafe.settings, "PORT": str(self.address[1]), "TLS_PORT": str(self.address[1] + 1), "DATA_DIR": str(self.folder / "data"),
                         "DATABASE_URL": cafe.database.url + "?application_name=sibling"}


class OnPostgres(Rig):
    cafe = server = standby = None

    def open(self):
        self.server = OwnPostgres()
        self.settings["JWT_SECRET"] = secrets.token_hex(32)
        self.cafe = Cafe(self.wanted.binary, "postgres", self.settings, server=self.server.url)
        self.cafe.settings["JOURNAL_KEY_FILE"] = str(self.cafe.folder / "journal.key")

    def close(self, failed):
        if self.cafe:
            self.server.thaw()
            self.cafe.database.server = self.server.url
            self.cafe.__exit__(failed)
        for server in (self.server, self.standby):
            if server:
                server.end()

    def freeze(self):
        self.server.freeze()

    def thaw(self):
        self.server.thaw()

    def send_standby_away(self):
        self.server.setting("SET synchronous_standby_names = 'nobody'")

    def call_standby_back(self):
        self.server.setting("RESET synchronous_standby_names")

    def make_standby(self):
        """In step, and known to the café."""
        self.standby = OwnPostgres(self.server)
        self.server.setting("SET synchronous_standby_names = '*'")
        wait_for("a standby in step", lambda: self.server.sql("SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'"), 30)
        name = self.cafe.database.name
        self.cafe.stop()
        self.cafe.settings["DATABASE_URL"] = f"postgresql://postgres@{self.server.host},{self.standby.host}/{name}"
        self.cafe.start()

    def promote(self):
        self.standby.sql("SELECT pg_promote()")

    def forget_primary(self):
        self.server.end()
        self.server, self.standby = self.standby, None
        self.cafe.database.url = self.server.url.rsplit("/", 1)[0] + "/" + self.cafe.database.name

    def begin_sibling(self, number):
        """With three clients of its own; they write into the same ledger."""
        sibling = Sibling(self.cafe).start()
        clients = Timed(sibling, self.wanted.seed)
        clients.ledger = self.writers.ledger
        clients.threads = [threading.Thread(target=clients.work, args=(500_000 + 100 * number + one, clients.sell), daemon=True) for one in range(3)]
        return sibling, clients.open()

    def freeze_within_a_transaction(self, sibling):
        """When that was, and when it was known: it has locked or written something, and says no more."""
        held = ("SELECT 1 FROM pg_stat_activity WHERE application_name = 'sibling' AND state = 'idle in transaction' AND backend_xid IS NOT NULL "
                "AND state_change < now() - interval '0.1 s'")

        def freeze():
            sibling.process.send_signal(signal.SIGSTOP)
            begun = time.monotonic()
            time.sleep(0.2)
            if self.cafe.database.sql(held):
                return begun, time.monotonic()
            sibling.process.send_signal(signal.SIGCONT)
            return None
        return wait_for("a sibling that holds the store", freeze, 60, 0.02)


# ---- SQLite


class Disk:
    """Of the café's own, so that it can be frozen without anybody else; only root may have one."""

    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="cafepos-disk-"))
        self.image = self.folder / "image"
        with self.image.open("wb") as image:
            image.truncate(4 << 30)  # of which it takes what is written
        (self.folder / "disk").mkdir()
        subprocess.run(["mkfs.ext4", "-q", self.image], check=True)
        subprocess.run(["mount", "-o", "loop", self.image, self.folder / "disk"], check=True)
        return self

    def __exit__(self, *_):
        subprocess.run(["umount", "--lazy", self.folder / "disk"], check=True)
        shutil.rmtree(self.folder)

    def fsfreeze(self, how):
        subprocess.run(["fsfreeze", how, self.folder / "disk"], check=True)


class OnSqlite(Rig):
    cafe = disk = None

    def open(self):
        self.failing = Failing().__enter__()
        self.failing.plan(None)
        if os.geteuid() == 0:
            self.disk = Disk().__enter__()
            (self.disk.folder / "disk/cafe").mkdir()
        self.cafe = Cafe(self.wanted.binary, "sqlite", self.settings, folder=self.disk and self.disk.folder / "disk/cafe")
        self.cafe.settings.update(self.failing.settings(self.cafe.folder, 0))

    def close(self, failed):
        if self.cafe:
            self.failing.pass_by()
            self.cafe.__exit__(failed)
        if self.disk:
            self.disk.__exit__()
        self.failing.__exit__()

    def stall(self, kind):
        """Calls of that kind take until it is over."""
        self.failing.plan(Call(kind, 0, STALL, lasts=True, number=1))

    def go_on(self):
        self.failing.pass_by()

    def freeze_disk(self):
        self.disk.fsfreeze("--freeze")

    def thaw_disk(self):
        self.disk.fsfreeze("--unfreeze")

    def hold_lock(self):
        """A frozen process has it."""
        self.holder = subprocess.Popen([sys.executable, "-c", HOLDER, self.cafe.database.file], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.holder.stdout.readline()
        self.holder.send_signal(signal.SIGSTOP)

    def give_lock_back(self):
        self.holder.send_signal(signal.SIGCONT)
        self.holder.communicate()

    def freeze_backup(self, chance):
        """One that runs while the café sells, in the middle of it."""
        settings = {name: value for name, value in self.cafe.settings.items() if name != "LD_PRELOAD"}
        for number in range(50):
            file = self.cafe.folder / f"backup-{number}.zip"
            backup = subprocess.Popen([self.cafe.binary, "backup", file], env=settings, cwd=self.cafe.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            time.sleep(chance.uniform(0.02, 0.3))
            backup.send_signal(signal.SIGSTOP)
            if backup.poll() is None:
                return backup, file
            backup.communicate()
            file.unlink(missing_ok=True)
        raise TimeoutError("no backup was frozen in the middle of it")
