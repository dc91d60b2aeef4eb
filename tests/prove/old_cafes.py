"""Cafés as earlier versions left them, with the rows of one that has worked, and what tells a schema from another."""

import copy
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing

from cafe import Cafe, Database, psql, wait_for
from writers import Writers

NOTED = "CREATE TABLE schema_migrations (number BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)"
QUIET = {"LOG_LEVEL": "error"}


class Old:
    """A café of an earlier version, to be upgraded. It is made by the program itself: a trigger lets no later migration be noted, so that none is applied."""

    def __init__(self, binary, kind, version, model):
        self.cafe, self.kind, self.version, self.model, self.rows = Cafe(binary, kind, QUIET), kind, version, model, {}
        self.is_made = False

    def __enter__(self):
        try:
            return self if self.is_made else self.make()
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *_):
        self.cafe.__exit__(False)

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
        self.is_made = True
        return self

    def script(self, statements):
        if self.kind == "postgres":
            psql(self.cafe.database.url, statements)
        else:
            with sqlite3.connect(self.cafe.database.file) as connection:
                connection.executescript(statements)
            connection.close()

    def applied(self):
        """How many migrations are noted. Without a hand on the files: whoever closes them last would tidy up what a kill has left."""
        asked = "SELECT COUNT(*) FROM schema_migrations"
        try:
            if self.kind == "postgres":
                return int(self.cafe.database.sql(asked)[0][0])
            with closing(sqlite3.connect(f"file:{self.cafe.database.file}?mode=ro", uri=True, timeout=20)) as database:
                return database.execute(asked).fetchone()[0]
        except (sqlite3.Error, subprocess.CalledProcessError):
            return 0

    def copy(self):
        """A café like it."""
        other = copy.copy(self)
        other.cafe = Cafe(self.cafe.binary, "sqlite", QUIET)
        shutil.rmtree(other.cafe.folder)
        shutil.copytree(self.cafe.folder, other.cafe.folder)
        if self.kind == "postgres":
            other.cafe.kind, other.cafe.database = self.kind, Database(self.kind, other.cafe.folder, self.cafe.database.name)
            other.cafe.settings["DATABASE_URL"] = other.cafe.database.url
        return other

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


def fresh_of(wanted, kind):
    with Cafe(wanted.binary, kind, QUIET) as cafe:
        cafe.stop()
        return int(cafe.database.sql("SELECT COUNT(*) FROM schema_migrations")[0][0]), schema_of(cafe.database)
