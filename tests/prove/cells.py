"""Every cell of a café's database."""

import json
import re
import sqlite3

from cafe import psql


def cells(database):
    """(table, column, value): texts, numbers and bytes as they are stored."""
    yield from of_postgres(database.url) if database.url else of_sqlite(database.file)


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
