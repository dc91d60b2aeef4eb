"""A PostgreSQL of a program's own, for what cannot be done to one that others use: it may be frozen. Gone at the end, by its process."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from cafe import free_ports, psql, wait_for
from processes import children_of, signal_all

BIN = Path("/usr/lib/postgresql/15/bin")
USER = "postgres" if os.geteuid() == 0 else None  # PostgreSQL refuses to run as root


class OwnPostgres:
    """With a primary: a standby that streams from it."""

    def __init__(self, primary=None):
        self.folder = Path(tempfile.mkdtemp(prefix="cafepos-postgres-"))
        self.port, self.process = free_ports("127.0.0.1", 1), None
        self.host, self.url = f"127.0.0.1:{self.port}", f"postgresql://postgres@127.0.0.1:{self.port}/postgres"
        if USER:
            shutil.chown(self.folder, USER)
        made = ["pg_basebackup", "-R", "--checkpoint=fast", "-d", primary.url] if primary else ["initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C"]
        try:
            self.run([BIN / made[0], "-D", self.folder / "data", "--no-sync", *made[1:]]).communicate()
            # No power is cut here, so nothing need be waited for that only a power cut would take.
            self.process = self.run([BIN / "postgres", "-D", self.folder / "data", "-p", str(self.port), "-k", self.folder, "-clisten_addresses=127.0.0.1",
                                     "-cfsync=off", "-cmax_connections=200"])
            wait_for("a PostgreSQL of its own", self.is_ready, 60)
        except BaseException:
            self.end()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()

    def end(self):
        """All of them, for a frozen one would not see that the postmaster has gone; that last, whose children they are no more then."""
        if self.process:
            self.freeze()  # or it would start others
            signal_all(children_of(self.process.pid), signal.SIGKILL)
            self.process.kill()
            self.process.wait()
            self.process = None
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, command):
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder, user=USER, group=USER,
                                    extra_groups=[] if USER else None, env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"})

    def is_ready(self):
        if self.process.poll() is not None:
            raise RuntimeError("PostgreSQL did not start:\n" + (self.folder / "log").read_text()[-2000:])
        return subprocess.run([BIN / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)], check=False).returncode == 0

    def sql(self, statement):
        return psql(self.url, statement)

    def setting(self, statement):
        self.sql(f"ALTER SYSTEM {statement}")
        self.sql("SELECT pg_reload_conf()")

    def freeze(self):
        """The system goes on to take connections for it, and nobody answers."""
        self.tell(signal.SIGSTOP)

    def thaw(self):
        self.tell(signal.SIGCONT)

    def tell(self, number):
        os.kill(self.process.pid, number)
        time.sleep(0.01)  # whom it was just starting is there, too
        signal_all(children_of(self.process.pid), number)
