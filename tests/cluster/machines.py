"""The three machines of docs/operations/cluster.md, started here with the files of that page.

Machine one, 10.0.0.1 on the page, is 127.x.0.1 here, and so on: all on loopback. Ports are free ones, folders are temporary, and
what is started is remembered by its process and ended by it.
"""

import json
import os
import random
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from cafe import answers, free_ports, wait_for
from processes import children_of, signal_all

SOURCE = Path(__file__).resolve().parents[2]
PAGE = SOURCE / "docs/operations/cluster.md"
NAMES = ["one", "two", "three"]
PORTS = {2379: "etcd", 2380: "etcd's peers", 5432: "PostgreSQL", 8008: "Patroni", 8881: "CafePOS", 8880: "HAProxy"}
USER = "postgres" if os.geteuid() == 0 else None  # PostgreSQL refuses to run as root


class Cluster:
    """Use it with `with`: nothing stays behind but, after a failure, the logs."""

    def __init__(self, binary, synchronous=True):
        self.binary = binary
        self.synchronous = synchronous
        self.keep_logs = False
        self.secret = secrets.token_hex(32)
        self.folder = Path(tempfile.mkdtemp(prefix="cafepos-cluster-"))
        self.folder.chmod(0o755)
        self.network = random.randrange(10, 250)
        self.first_port = free_ports(f"127.{self.network}.0.1", len(PORTS))
        (self.folder / "uploads").mkdir()
        self.machines = [Machine(self, name, number) for number, name in enumerate(NAMES, start=1)]
        self.database_machines = self.machines[:2]

    def __enter__(self):
        try:
            return self.start()
        except BaseException:
            self.keep_logs = True
            self.stop()
            raise

    def __exit__(self, failed, *_):
        self.keep_logs = self.keep_logs or failed is not None
        self.stop()

    def start(self):
        for machine in self.machines:
            machine.start_etcd()
        self.database_machines[0].start_patroni()
        wait_for("a primary", self.leader, 60)
        self.database_machines[1].start_patroni()
        wait_for("a standby", self.is_whole, 60)
        for statement in page_block("CREATE USER").strip().splitlines():
            self.sql(statement, database="postgres")
        for machine in self.machines:
            machine.start_cafepos()
            wait_for(f"CafePOS on {machine.name}", machine.is_ready, 60)
        self.machines[2].start_haproxy()
        wait_for("HAProxy", self.machines[2].is_reachable, 30)
        return self

    def stop(self):
        for machine in self.machines:
            machine.kill_everything()
        if self.keep_logs:
            print(f"The logs are in {self.folder}", file=sys.stderr)
        else:
            shutil.rmtree(self.folder, ignore_errors=True)

    def port(self, standard):
        return self.first_port + list(PORTS).index(standard)

    def here(self, text):
        """What stands on the page, with the addresses, ports and folders of this run."""
        # Whoever calls from loopback has this address.
        text = text.replace("10.0.0.0/24", "127.0.0.1/32")
        text = re.sub("(?<=TRUSTED_PROXIES=).*", "127.0.0.1", text)
        text = text.replace("10.0.0.", f"127.{self.network}.0.")
        text = re.sub(r"\b(%s)\b" % "|".join(map(str, PORTS)), lambda found: str(self.port(int(found[1]))), text)
        text = text.replace("WHAT-OPENSSL-PRINTS", self.secret)
        text = text.replace("/srv/cafepos/uploads", str(self.folder / "uploads"))
        text = text.replace("/srv/cafepos/journal.key", str(self.folder / "journal.key"))
        # It would restart this machine when we freeze one of ours.
        text = text.replace("mode: automatic", "mode: off")
        return text if self.synchronous else text.replace("synchronous_mode: true", "synchronous_mode: false")

    def members(self):
        """What Patroni says of the machines of the database; nothing if nobody answers."""
        for machine in self.database_machines:
            try:
                with urllib.request.urlopen(f"http://{machine.address}:{self.port(8008)}/cluster", timeout=2) as answer:
                    return json.load(answer)["members"]
            except (OSError, ValueError):
                pass
        return []

    def leader(self):
        """The machine of the primary, or None. (Who was the leader and is frozen or dead may still be named for a while.)"""
        return next((m for m in self.database_machines for said in self.members()
                     if said["role"] == "leader" and said["name"] == m.name and said.get("state") == "running"), None)

    def is_whole(self):
        """A primary and a standby that has what the primary has."""
        members = self.members()
        roles = sorted(said["role"] for said in members)
        return (roles == ["leader", "sync_standby" if self.synchronous else "replica"]
                and all(said["state"] in ("running", "streaming") for said in members)
                and all(said.get("lag", 0) == 0 for said in members))

    def leader_of_etcd(self):
        for machine in self.machines:
            for endpoint in json.loads(machine.etcdctl("endpoint", "status", "-w", "json") or "[]"):
                if endpoint["Status"]["leader"] == endpoint["Status"]["header"]["member_id"]:
                    return machine
        return None

    def sql(self, statement, database="cafepos_db"):
        """Asked of whoever takes writes, as the superuser."""
        hosts = ",".join(f"{m.address}:{self.port(5432)}" for m in self.database_machines)
        url = f"postgresql://postgres:PASSWORD-OF-POSTGRES@{hosts}/{database}?target_session_attrs=read-write&connect_timeout=3"
        return subprocess.run(["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", statement], check=True, text=True,
                              stdout=subprocess.PIPE).stdout.splitlines()


class Machine:
    def __init__(self, cluster, name, number):
        self.cluster, self.name = cluster, name
        self.address = f"127.{cluster.network}.0.{number}"
        self.folder = cluster.folder / name
        self.running = {}
        (self.folder / "etcd").mkdir(parents=True)
        (self.folder / "cafepos").mkdir()
        if USER:
            shutil.chown(self.folder, USER)
        self.folder.chmod(0o755)

    def block(self, heading):
        text = page_block(heading).replace("NAME", self.name).replace("ADDRESS", self.address)
        text = text.replace(f"ETCD_{self.name}", "ETCD_NAME")  # the setting, not the machine's name
        for folder, own in {"/var/lib/postgresql/15": "postgresql", "/var/run/postgresql": "", "/var/lib/etcd/default": "etcd"}.items():
            text = text.replace(folder, str(self.folder / own))
        return self.cluster.here(text)

    def start(self, name, command, settings=None, user=None):
        with open(self.folder / f"{name}.log", "ab") as log:
            self.running[name] = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder, user=user,
                                                  group=user, start_new_session=True,
                                                  env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(self.folder),
                                                       **(settings or {})})

    def start_etcd(self):
        self.start("etcd", ["etcd"], settings_of(self.block("/etc/default/etcd")))

    def start_patroni(self):
        config = self.folder / "patroni.yml"
        config.write_text(self.block("/etc/patroni/config.yml"))
        # What systemd does first, by the page's drop-in.
        before = "; ".join(re.findall("^ExecStartPre=-?(.*)", self.block("patroni.service.d/cafe.conf"), re.M))
        self.start("patroni", ["sh", "-c", f"{before}; exec /usr/bin/patroni {config}"], user=USER)

    def start_cafepos(self):
        settings = settings_of(self.block("/etc/cafepos/cafepos.env"))
        self.start("cafepos", [self.cluster.binary, "serve"], {"HOST": self.address, "DATA_DIR": "cafepos", "PRINTER_TYPE": "none", **settings})

    def start_haproxy(self):
        config = self.folder / "haproxy.cfg"
        config.write_text(self.block("/etc/haproxy/haproxy.cfg"))
        self.start("haproxy", ["haproxy", "-db", "-f", config])

    def cafepos(self, *arguments):
        """A command of the binary, with this machine's settings."""
        settings = settings_of(self.block("/etc/cafepos/cafepos.env"))
        return subprocess.run([self.cluster.binary, *arguments], cwd=self.folder, env={"DATA_DIR": "cafepos", **settings}, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def etcdctl(self, *arguments):
        return subprocess.run(["etcdctl", f"--endpoints=http://{self.address}:{self.cluster.port(2379)}", "--command-timeout=2s", *arguments],
                              text=True, env={"ETCDCTL_API": "3", "PATH": "/usr/bin"}, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL).stdout

    def is_ready(self):
        return answers(f"http://{self.address}:{self.cluster.port(8881)}/health/ready")

    def is_reachable(self):
        return answers(f"http://{self.address}:{self.cluster.port(8880)}/health/ready")

    # ---- what may happen to it

    def postgres(self):
        """All its processes, the postmaster first."""
        try:
            postmaster = int((self.folder / "postgresql/cafe/postmaster.pid").read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return []
        return [postmaster, *children_of(postmaster)] if "postgres" in command_of(postmaster) else []

    def freeze_sending(self):
        """As on a slow line, the standby gets nothing any more."""
        signal_all([p for p in self.postgres() if "walsender" in command_of(p)], signal.SIGSTOP)

    def freeze_database(self):
        signal_all([self.running["patroni"].pid, *self.postgres()], signal.SIGSTOP)

    def thaw_database(self):
        signal_all([*self.postgres(), self.running["patroni"].pid], signal.SIGCONT)

    def kill_postgres(self):
        signal_all(self.postgres(), signal.SIGKILL)

    def kill(self, name):
        if name in self.running:
            process = self.running.pop(name)
            process.kill()
            process.wait()

    def kill_database(self):
        self.kill("patroni")
        self.kill_postgres()

    def kill_everything(self):
        self.kill_database()
        for name in list(self.running):
            self.kill(name)


def page_block(heading):
    """The block of the page that has this heading in it."""
    return next(block for block in re.findall(r"^```\n(.*?)^```", PAGE.read_text(), re.S | re.M) if heading in block)


def settings_of(text):
    return dict(line.split("=", 1) for line in text.splitlines() if line and not line.startswith("#"))


def command_of(process):
    try:
        return Path(f"/proc/{process}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""
