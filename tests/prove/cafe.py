"""A café of the built binary to try promises on, and what its clients write down.

It runs on loopback, on SQLite or on a PostgreSQL database of its own at CAFEPOS_TEST_POSTGRES_URL, and nothing of it stays but, after
a failure, the log.
"""

import argparse
import http.client
import json
import os
import random
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
SERVER = os.environ.get("CAFEPOS_TEST_POSTGRES_URL", "")
PASSWORD = "password123"  # of everybody in the demo café
SILENT = (OSError, http.client.HTTPException, ValueError)  # no answer, or half of one


class Database:
    """A café's own: a file of SQLite, or a database made for it and dropped at the end.

    Texts compare as in any database of an owner: on PostgreSQL the usual order is that of English, not that of bytes.
    """

    def __init__(self, kind, folder, template="template0", server=SERVER):
        self.kind, self.file, self.server = kind, folder / "data/cafepos.db", server
        self.name = f"cafepos_prove_{secrets.token_hex(6)}"
        self.url = server.rsplit("/", 1)[0] + "/" + self.name if kind == "postgres" else ""
        if self.url:
            psql(server, f"CREATE DATABASE {self.name} ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en' TEMPLATE {template}")

    def sql(self, statement):
        """The rows as texts. The server's own words are not asked for what must be known of it."""
        if self.url:
            return [tuple(line.split("\x1f")) for line in psql(self.url, statement)]
        with sqlite3.connect(self.file, timeout=20) as connection:
            rows = [tuple("" if value is None else str(value) for value in row) for row in connection.execute(statement)]
        connection.close()
        return rows

    def drop(self):
        if self.url:
            psql(self.server, f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")


def psql(url, statement):
    done = subprocess.run(["psql", "-qAtX", "-F", "\x1f", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", statement], check=True, text=True,
                          stdout=subprocess.PIPE)
    return done.stdout.splitlines()


class Cafe:
    """Use it with `with`. `settings` are the server's, as in its environment; `folder` may be a disk of its own, `server` a PostgreSQL."""

    arguments = ("serve", "--demo")

    def __init__(self, binary, kind, settings=None, folder=None, server=SERVER):
        self.binary, self.kind, self.process = binary, kind, None
        self.folder = folder or Path(tempfile.mkdtemp(prefix="cafepos-prove-"))
        (self.folder / "data").mkdir()
        self.log = Path(tempfile.mkstemp(prefix="cafepos-prove-", suffix=".log")[1])
        self.database = Database(kind, self.folder, server=server)
        self.address = ("127.0.0.1", free_ports("127.0.0.1", 2))
        self.settings = {"HOST": self.address[0], "PORT": str(self.address[1]), "TLS_PORT": str(self.address[1] + 1),
                         "DATA_DIR": str(self.folder / "data"), "UPLOAD_DIR": str(self.folder / "uploads"),
                         "DATABASE_URL": self.database.url, "BCRYPT_COST": "4", "TIMEZONE": "UTC", "PRINTER_TYPE": "none",
                         "LOG_LEVEL": "warning", "PATH": "/usr/bin:/bin", "HOME": str(self.folder), **(settings or {})}

    def __enter__(self):
        try:
            return self.start()
        except BaseException:
            self.__exit__(True)
            raise

    def __exit__(self, failed, *_):
        self.kill()
        self.database.drop()
        shutil.rmtree(self.folder, ignore_errors=True)
        if failed:
            print(f"The server's log is {self.log}", file=sys.stderr)
        else:
            self.log.unlink(missing_ok=True)

    def start(self):
        """Returns once it is ready."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen([self.binary, *self.arguments], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                            cwd=self.folder, env=self.settings)
        wait_for("a café that is ready", self.is_ready, 60)
        return self

    def is_ready(self):
        if self.process.poll() is not None:
            raise RuntimeError("the server did not start:\n" + self.log.read_text()[-2000:])
        return answers(f"http://127.0.0.1:{self.address[1]}/health/ready")

    def kill(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def stop(self, seconds=30):
        """Its exit code."""
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(seconds)
        self.process = None
        return code

    def command(self, *arguments):
        return subprocess.run([self.binary, *arguments], cwd=self.folder, env=self.settings, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT)

    def sign_in(self, username):
        status, _, answer = ask(self.address, "POST", "/auth/login", {"username": username, "password": PASSWORD})
        assert status == 200, answer
        return answer["data"]["token"]

    def get(self, path, token):
        status, _, answer = ask(self.address, "GET", path, token=token)
        assert status == 200, (path, status, answer)
        return answer["data"]

    def memory_kb(self, field="VmRSS"):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(field + ":"))


class Ledger:
    """What clients were answered. It decides what must be there, never the server's own word. For many threads."""

    def __init__(self):
        self.kept = {}  # by its key: what was acknowledged
        self.trouble = Counter()  # what was answered instead
        self.faults = []
        self.lock = threading.Lock()

    def keep(self, key, what):
        with self.lock:
            self.kept[key] = what

    def note(self, what):
        with self.lock:
            self.trouble[what] += 1

    def fault(self, text):
        with self.lock:
            self.faults.append(text)


def ask(address, method, path, body=None, token="", key=None, source=None, seconds=20, kind="application/json"):
    """The status, the headers and the JSON of an answer. A body of another kind is given as bytes."""
    headers = {"Content-Type": kind}
    if token:
        headers["Authorization"] = "Bearer " + token
    if key:
        headers["Idempotency-Key"] = key
    line = http.client.HTTPConnection(*address, timeout=seconds, source_address=source and (source, 0))
    try:
        line.request(method, path, body if isinstance(body, bytes) else json.dumps(body) if body else None, headers)
        answer = line.getresponse()
        content = answer.read()
        return answer.status, answer.headers, json.loads(content) if "json" in answer.headers.get("Content-Type", "") else {}
    finally:
        line.close()


def free_ports(address, count):
    """The first of so many in a row, below those that the kernel gives to clients, so that none sits on it at a restart."""
    while True:
        first = random.SystemRandom().randrange(20000, 29000)
        try:
            for port in range(first, first + count):
                with socket.socket() as probe:
                    probe.bind((address, port))
            return first
        except OSError:
            pass


def answers(url):
    try:
        with urllib.request.urlopen(url, timeout=3) as answer:
            return answer.status == 200
    except OSError:
        return False


def wait_for(what, is_there, seconds, pause=0.05):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = is_there()
        if found:
            return found
        time.sleep(pause)
    raise TimeoutError(f"{what}: not within {seconds} s")


def share(seconds, part):
    """The value that this part of all is at most: share(times, 0.99)."""
    return sorted(seconds)[min(len(seconds) - 1, int(len(seconds) * part))]


def run(words, prove, twin, kinds=("sqlite", "postgres")):
    """The frame of each program: `prove` and `twin` get the options and a kind of database, and return what is wrong."""
    parser = argparse.ArgumentParser(description=words)
    parser.add_argument("--long", action="store_true", help="the size that the promise names")
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    parser.add_argument("--twin", action="store_true", help="break the promise on purpose: it must be seen")
    parser.add_argument("--database", choices=kinds, help="this one only")
    parser.add_argument("--binary", type=Path, default=SOURCE / "build/release/cafepos")
    wanted = parser.parse_args()
    wanted.binary = wanted.binary.resolve()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # servers and databases go, too
    if kinds != ("sqlite",) and wanted.database != "sqlite" and not SERVER:
        parser.error("CAFEPOS_TEST_POSTGRES_URL names no server; ./dev prove starts one")
    name = Path(sys.argv[0]).stem + (", the twin" if wanted.twin else "")
    print(f"{name}: --seed {wanted.seed}, load {os.getloadavg()[0]:.1f}", flush=True)
    faults = []
    for kind in [wanted.database] if wanted.database else kinds:
        faults += [f"on {kind}: {fault}" for fault in (twin if wanted.twin else prove)(wanted, kind)]
    for fault in faults:
        print(f"{name}: {fault}", file=sys.stderr)
    print(f"{name}: {'failed' if faults else 'passed'}, load {os.getloadavg()[0]:.1f}")
    sys.exit(1 if faults else 0)
