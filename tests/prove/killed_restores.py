"""`cafepos backup` and `cafepos restore` are killed at a call to the system, and what is there then is the old or the new."""

import copy
import shutil
from collections import Counter
from urllib.parse import urlsplit

from backed_up import missing_pictures, sells_on
from cafe import SERVER, Database, psql, wait_for
from calls import ANY, KINDS
from cells import contents

# What no start changes and no two cafés have alike.
BOOKS = ("users", "menu_items", "orders", "order_items", "payments", "refunds", "stock_movements", "tabs", "tab_lines", "drawer_movements", "journal_entries")
LAST_CALLS = 60  # of what comes after the restore, those that finish it


def books_of(cafe):
    found = contents(cafe.database)
    return {table: found[table] for table in BOOKS if table in found}


def unwatched(cafe):
    return {name: value for name, value in cafe.settings.items() if name not in ("LD_PRELOAD", "FAIL_PLAN", "FAIL_ROOT", "FAIL_PORT")}


class Killed:
    """Of one café: what its commands leave. A restore's café is `stopped`, and as its `template` before each."""

    def __init__(self, cafe, failing, chance):
        self.cafe, self.failing, self.chance = cafe, failing, chance
        self.calls, self.ends, self.number = {}, Counter(), 0
        self.port = urlsplit(SERVER).port or 5432 if cafe.kind == "postgres" else None

    def run(self, command, *arguments):
        """Killed at a call of those that it has at all: of any kind, or of one that is rare. Whether it was, for it may have had fewer."""
        victim = copy.copy(self.cafe)
        victim.settings = unwatched(self.cafe) | self.failing.settings(self.cafe.folder, self.port)
        if command in self.calls:
            counts = self.calls[command]
            kind = self.chance.choice([ANY, *(kind for kind in KINDS if counts[kind])])
            number = self.chance.choice([self.chance.randint(1, counts[kind]), counts[kind] - self.chance.randrange(10)])  # what decides comes last
            self.failing.kill_at(kind, max(1, number))
        else:
            self.failing.plan(None)
        done = victim.command(command, *arguments)
        if command not in self.calls:
            assert done.returncode == 0, done.stdout
            self.calls[command] = self.failing.counted()
        return done.returncode != 0

    def shown(self):
        counts = {command: counts[ANY] for command, counts in self.calls.items()}
        return f"at {sum(self.ends.values())} of {', '.join(map(str, counts.values()))} calls, left " + ", ".join(f"{count} × {what}" for what, count in self.ends.most_common())

    # ---- a backup

    def backup(self):
        if not self.calls:
            self.run("backup", str(self.cafe.folder / "backups/not-killed"))
        self.number += 1
        file, before = self.cafe.folder / f"backups/killed-{self.number}", self.others()
        was_killed = self.run("backup", str(file))
        where = f"backup killed{self.failing.where()}"
        changed = self.others() ^ before
        faults = [f"{where}: {sorted(changed)} came or went"] * bool(changed)
        for part in file.parent.glob(f"{file.name}.*.part"):  # as docs/operations says
            part.unlink()
        if file.exists():
            done = self.cafe.command("restore", "--check", str(file))
            faults += [f"{where}: it is not whole:\n{done.stdout}"] * bool(done.returncode)
            self.ends["the new one" if was_killed else "nothing to kill"] += 1
            file.unlink()
        else:
            faults += [f"{where}: there is none"] * (not was_killed)
            self.ends["none"] += 1
        return faults

    def others(self):
        """All but what this backup is written to, and what the café itself adds and sweeps."""
        own = (f"killed-{self.number}", "journal.head", "cafepos.db")
        return {str(file) for file in self.cafe.folder.rglob("*") if "uploads" not in file.parts and not file.name.startswith(own)}

    # ---- a restore

    def restore(self, file):
        self.reset()
        if not self.calls:
            self.run("restore", str(file))
            self.new, self.new_secret = books_of(self.cafe), self.secret()
            self.reset()
        was_killed = self.run("restore", str(file))
        where = f"restore killed{self.failing.where()}"
        if was_killed and self.cafe.kind == "sqlite" and self.chance.random() < 0.5:
            self.failing.kill_at(ANY, self.chance.randint(1, LAST_CALLS))
            victim = copy.copy(self.cafe)
            victim.settings = unwatched(self.cafe) | self.failing.settings(self.cafe.folder)
            victim.command("verify")
            where += f", and the start after it{self.failing.where()}"
        self.failing.plan(None)
        return [f"{where}: {fault}" for fault in (self.left_on_server(file, was_killed) if self.port else self.left(was_killed))]

    def reset(self):
        shutil.rmtree(self.cafe.folder)
        shutil.copytree(self.cafe.template, self.cafe.folder, symlinks=True)
        if self.port:
            self.cafe.database.drop()
            self.cafe.database = Database("postgres", self.cafe.folder)
            self.cafe.settings["DATABASE_URL"] = self.cafe.database.url
        else:
            self.old, self.old_secret = books_of(self.cafe), self.secret()

    def secret(self):
        return (self.cafe.folder / "data/secret").read_bytes()

    def left(self, was_killed):
        """The start after it finishes what was decided."""
        faults = list(self.sold_on())
        now = self.books
        if now == self.new:
            faults += ["the new café has another's secret"] * (self.secret() != self.new_secret)
            self.ends["the new one" if was_killed else "nothing to kill"] += 1
        elif now == self.old:
            faults += ["the old café has another's secret"] * (self.secret() != self.old_secret)
            faults += ["it was not killed, and the café is the old one"] * (not was_killed)
            self.ends["the old one"] += 1
        else:
            faults.append("neither the old café nor the new one: " + ", ".join(sorted({table for table in BOOKS if now.get(table) not in (self.old.get(table), self.new.get(table))} or {"a mixture"})))
        return faults

    def sold_on(self):
        self.cafe.command("verify")  # any command finishes it first
        self.books = books_of(self.cafe)
        # The head outside may be of the café that is gone: a person has to say that it was meant so.
        accepted = self.cafe.command("journal", "accept")
        yield from [f"cafepos journal accept:\n{accepted.stdout}"] * bool(accepted.returncode)
        try:
            yield from sells_on(self.cafe)
        except (RuntimeError, TimeoutError, AssertionError) as error:
            yield f"it does not sell on: {error!r}"
        self.cafe.kill()
        left = [file.name for file in (self.cafe.folder / "data").iterdir() if ".restor" in file.name or file.name.startswith("check.db")]
        yield from [f"{left} is left"] * bool(left)
        yield from missing_pictures(self.cafe)
        done = self.cafe.command("verify")
        yield from [f"cafepos verify:\n{done.stdout}"] * bool(done.returncode)

    def left_on_server(self, file, was_killed):
        """No café, so that it can be done again, or the new one."""
        wait_for("the killed one's sessions to end", lambda: psql(SERVER, f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{self.cafe.database.name}'") == ["0"], 60)
        if "users" in books_of(self.cafe):
            self.ends["the new one" if was_killed else "nothing to kill"] += 1
        else:
            self.ends["none"] += 1
            done = self.cafe.command("restore", str(file))
            if done.returncode or not was_killed:
                return [f"it cannot be done again:\n{done.stdout}"]
        faults = ["it is not the new café"] * (books_of(self.cafe) != self.new) + ["it has another's secret"] * (self.secret() != self.new_secret)
        self.old = self.new
        return faults + list(self.sold_on())
