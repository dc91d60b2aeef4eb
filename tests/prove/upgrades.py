#!/usr/bin/env python3
"""An upgrade strands no shop. Run by ./dev prove upgrades.

    tests/prove/upgrades.py [--long] [--seed N] [--database KIND] [--binary FILE] [--twin]

For each migration a café as it was before it, with the rows of a café that has sold, taken stock, kept tabs and drawers: the newest program starts there and is
killed (kill -9) at a random moment, three times (--long: ten times; without, four of the versions on PostgreSQL); the start after that must be ready, with every row that was there, and with the schema of a
café made anew. An older café is made by the program itself: a trigger lets no later migration be noted, so that none is applied.

--twin changes a schema and takes a row away behind the server's back: both must be seen.
"""

import random
import re
import shutil
import sqlite3
import subprocess
import time

from cafe import Cafe, psql, run, wait_for
from writers import Writers

NOTED = "CREATE TABLE schema_migrations (number BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)"
QUIET = {"LOG_LEVEL": "error"}


class Old:
    """A café's database of an earlier version, to be upgraded."""

    def __init__(self, wanted, kind, version, model):
        self.cafe, self.kind, self.version, self.model = Cafe(wanted.binary, kind, QUIET), kind, version, model
        self.rows = {}

    def make(self):
        sqlite = self.kind == "sqlite"
        stop = (f"CREATE TRIGGER stop BEFORE INSERT ON schema_migrations WHEN NEW.number > {self.version} BEGIN SELECT RAISE(ABORT, 'enough'); END" if sqlite else
                "CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'enough'; END $$; CREATE TRIGGER stop BEFORE INSERT ON schema_migrations "
                f"FOR EACH ROW WHEN (NEW.number > {self.version}) EXECUTE FUNCTION stop()")
        self.script(f'{NOTED.replace("BIGINT", "INTEGER") + " STRICT" if sqlite else NOTED.replace("TEXT", chr(84) + "EXT COLLATE " + chr(34) + "C" + chr(34))}; {stop};')
        self.cafe.command("migrate")
        self.script("DROP TRIGGER stop;" if sqlite else "DROP TRIGGER stop ON schema_migrations; DROP FUNCTION stop();")
        assert self.applied() == self.version, f"{self.applied()} migrations instead of {self.version}"
        for name in ("secret", "journal.key", "journal.head"):
            if (self.model.folder / "data" / name).exists():
                shutil.copy(self.model.folder / "data" / name, self.cafe.folder / "data" / name)
        self.copy_rows()

    def script(self, statements):
        if self.kind == "postgres":
            psql(self.cafe.database.url, statements)
        else:
            with sqlite3.connect(self.cafe.database.file) as connection:
                connection.executescript(statements)
            connection.close()

    def applied(self):
        """How many migrations are noted."""
        try:
            return int(self.cafe.database.sql("SELECT COUNT(*) FROM schema_migrations")[0][0])
        except (sqlite3.OperationalError, subprocess.CalledProcessError):
            return 0

    def copy_rows(self):
        """Of each table that there is already the columns that there are already."""
        theirs, ours = tables(self.model.database), tables(self.cafe.database)
        both = {table: [column for column in columns if column in ours[table]] for table, columns in theirs.items() if table in ours and table != "schema_migrations"}
        if self.kind == "postgres":
            copy = "".join(f"\\echo SET session_replication_role = replica;\n\\echo TRUNCATE {', '.join(both)};\n" if both else "")
            for table, columns in both.items():
                named = ", ".join(f'"{column}"' for column in columns)
                copy += f"\\echo COPY {table} ({named}) FROM stdin;\nCOPY {table} ({named}) TO stdout;\n\\echo '\\\\.'\n"
            dump = subprocess.run(["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-d", self.model.database.url], input=copy, text=True, check=True, stdout=subprocess.PIPE).stdout
            subprocess.run(["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-d", self.cafe.database.url], input=dump, text=True, check=True, stdout=subprocess.DEVNULL)
        else:
            with sqlite3.connect(self.cafe.database.file) as connection:
                connection.execute("ATTACH ? AS model", (str(self.model.database.file),))
                for table, columns in both.items():
                    named = ", ".join(f'"{column}"' for column in columns)
                    connection.execute(f"DELETE FROM {table}")
                    connection.execute(f"INSERT INTO {table} ({named}) SELECT {named} FROM model.{table}")
            connection.close()
        self.rows = counted(self.cafe.database, both)

    def kill_while_it_starts(self, seconds):
        """How many migrations it had got to."""
        with self.cafe.log.open("ab") as log:
            self.cafe.process = subprocess.Popen([self.cafe.binary, "serve", "--demo"], stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.cafe.folder, env=self.cafe.settings)
        time.sleep(seconds)
        self.cafe.kill()
        return self.applied()

    def faults(self, fresh):
        """Once it is upgraded."""
        found = schema_of(self.cafe.database)
        for what in sorted(set(found) ^ set(fresh)):
            yield f"{'has' if what in found else 'lacks'} {' '.join(what.split())[:200]}"
        now = counted(self.cafe.database, self.rows)
        yield from (f"{table} has {now[table]} rows of {count}" for table, count in self.rows.items() if now[table] < count and table not in MAY_SHRINK)


MAY_SHRINK = {"events"}  # what is long told is forgotten


def tables(database):
    """The columns of each."""
    found = {}
    if database.url:
        rows = database.sql("SELECT table_name, column_name FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name) "
                            "WHERE table_schema = 'public' AND table_type = 'BASE TABLE'")
    else:
        rows = database.sql("SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'")
    for table, column in rows:
        found.setdefault(table, []).append(column)
    return found


def counted(database, names):
    asked = " UNION ALL ".join(f"SELECT '{table}', COUNT(*) FROM {table}" for table in names)
    return {table: int(count) for table, count in database.sql(asked)} if asked else {}


def schema_of(database):
    """What makes it, statement by statement."""
    if not database.url:
        return ["|".join(row) for row in database.sql("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%'")]
    dump = subprocess.run(["pg_dump", "--schema-only", "--no-owner", "-d", database.url], check=True, text=True, stdout=subprocess.PIPE).stdout
    lines = [line for line in dump.splitlines() if line and not line.startswith(("--", "\\"))]
    return re.split(r"(?<=;)\n", "\n".join(lines))


def model_of(wanted, kind):
    """A café of the newest version after some work."""
    cafe = Cafe(wanted.binary, kind, QUIET)
    try:
        cafe.start()
        writers = Writers(cafe, wanted.seed).open()
        wait_for("some work", lambda: len(writers.ledger.kept) > (2000 if wanted.long else 300) or writers.ledger.faults, 300)
        writers.close()
        assert not writers.ledger.faults, writers.ledger.faults
        cafe.stop()
    except BaseException:
        cafe.__exit__(True)
        raise
    return cafe


def seconds_of(wanted, model, last):
    """In which a start applies all migrations; the load decides."""
    old = Old(wanted, model.kind, 0, model)
    try:
        old.make()
        begun = time.monotonic()
        with old.cafe.log.open("ab") as log:
            old.cafe.process = subprocess.Popen([old.cafe.binary, "serve", "--demo"], stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=old.cafe.folder, env=old.cafe.settings)
        wait_for("an upgrade", lambda: old.applied() == last, 60, pause=0.005)
        return time.monotonic() - begun
    finally:
        old.cafe.__exit__(False)


def upgraded(wanted, model, version, fresh, chance, seconds, spoil=lambda old: None):
    """Faults, and how often it was killed before it was done. Each moment is nearer to the one in which it migrates."""
    old, within, early, late = Old(wanted, model.kind, version, model), 0, 0, seconds
    try:
        old.make()
        for _ in range(10 if wanted.long else 3):
            if old.applied() == fresh[0]:
                old.cafe.__exit__(False)
                old = Old(wanted, model.kind, version, model)
                old.make()
            moment = chance.uniform(early, late)
            reached = old.kill_while_it_starts(moment)
            within += reached < fresh[0]
            early, late = moment if reached == version else early, moment if reached == fresh[0] else late
        old.cafe.start()
        assert old.applied() == fresh[0]
        old.cafe.stop()
        spoil(old)
        return [f"from version {version}: {fault}" for fault in old.faults(fresh[1])], within
    finally:
        old.cafe.__exit__(False)


def fresh_of(wanted, kind):
    with Cafe(wanted.binary, kind, QUIET) as cafe:
        cafe.stop()
        return int(cafe.database.sql("SELECT COUNT(*) FROM schema_migrations")[0][0]), schema_of(cafe.database)


def prove(wanted, kind):
    chance, fresh = random.Random(wanted.seed), fresh_of(wanted, kind)
    model, faults, within = model_of(wanted, kind), [], 0
    try:
        seconds = seconds_of(wanted, model, fresh[0])
        versions = range(fresh[0])
        if kind == "postgres" and not wanted.long:  # where making a database takes seconds
            versions = sorted(chance.sample(versions[:-1], 3)) + [versions[-1]]
        for version in versions:
            found, killed = upgraded(wanted, model, version, fresh, chance, seconds)
            faults, within = faults + found, within + killed
    finally:
        model.__exit__(False)
    print(f"{kind}: from {len(versions)} of {fresh[0]} versions, killed {within} times before the upgrade was done, {len(fresh[1])} parts of the schema compared: {len(faults)} faults")
    return faults


def twin(wanted, kind):
    fresh, model = fresh_of(wanted, kind), model_of(wanted, kind)

    def spoil(old):
        old.script("CREATE INDEX of_a_stranger ON users (first_name); DELETE FROM order_items WHERE id = (SELECT MIN(id) FROM order_items);")
    try:
        found, _ = upgraded(wanted, model, fresh[0] - 1, fresh, random.Random(wanted.seed), 0.1, spoil)
    finally:
        model.__exit__(False)
    print(f"{kind}: seen: {found}")
    return [] if len(found) == 2 and "of_a_stranger" in found[0] and "order_items" in found[1] else [f"not seen: {found}"]


if __name__ == "__main__":
    run(__doc__, prove, twin)
