"""Every cell of a café's database."""

import json
import re
import sqlite3
from collections import defaultdict
from hashlib import sha256

from cafe import psql

MADE_WITH_THE_TABLES = {"migrations", "schema_migrations", "store", "roles", "role_permissions"}


def cells(database):
    """(table, column, value): texts, numbers and bytes as they are stored."""
    yield from of_postgres(database.url) if database.url else of_sqlite(database.file)


def contents(database):
    """{table: what tells it from any other content of it}, in whatever order the rows are; of empty ones nothing. Asked at once, so it is quick."""
    if database.url:
        tables = psql(database.url, "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'")
        found = database.sql(" UNION ALL ".join(f"SELECT '{table}', md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))) FROM \"{table}\" t" for table in tables)) if tables else []
        return {table: digest for table, digest in found if digest}
    rows = defaultdict(int)
    for table, column, value in of_sqlite(database.file):
        rows[table] += int.from_bytes(sha256(f"{column}\0{value}".encode("utf-8", "surrogatepass")).digest()[:8])
    return dict(rows)


def everything(cafe):
    """Of one that is stopped: its files by what is in them, and of a server's tables their rows, but for those that are made with the tables."""
    files = {str(file.relative_to(cafe.folder)): sha256(file.read_bytes()).hexdigest() for file in cafe.folder.rglob("*") if file.is_file() and file.name not in ("file.backup", "cafepos.db.lock")}
    rows = contents(cafe.database) if cafe.kind == "postgres" else {}
    return files | {table: digest for table, digest in rows.items() if table not in MADE_WITH_THE_TABLES}


def column_of(database, table, column):
    """Its texts, to the letter."""
    return [json.loads(text) for text, in database.sql(f"SELECT {'to_json' if database.url else 'json_quote'}({column}) FROM {table}")]


def of_sqlite(file):
    connection = sqlite3.connect(file, timeout=20)
    tables = [name for name, in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        rows = connection.execute(f'SELECT * FROM "{table}"')
        names = [column[0] for column in rows.description]
        for row in rows:
            yield from ((table, name, value) for name, value in zip(names, row) if value is not None)
    connection.close()


def of_postgres(url):
    for table in psql(url, "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"):
        for line in psql(url, f'SELECT row_to_json(t)::text FROM "{table}" t'):
            for name, value in json.loads(line).items():
                if isinstance(value, str) and re.fullmatch(r"\\x([0-9a-f]{2})*", value):
                    value = bytes.fromhex(value[2:])
                if value is not None:
                    yield table, name, value if isinstance(value, (str, bytes, int, float)) else json.dumps(value)
