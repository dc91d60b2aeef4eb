"""Asking the server, and comparing what it answers with what the model says."""

import http.client
import json
from decimal import Decimal

from cafe import SILENT


class Difference(Exception):
    """The server and the model do not say the same. Its text says where."""


class Ref(str):
    """What the model calls something whose id the server chose. Two of the same name have one id."""


class Bag(list):
    """A list whose order does not matter; each of its rows has `by`, by which the two are put in order."""

    def __init__(self, rows, *by):
        super().__init__(rows)
        self.by = by


class Sums(Bag):
    """Rows of a report: those in which all is nothing may be there or not."""


class Words(list):
    """Texts in any order."""


ANY = object()  # whatever is there


class Form:
    """What a page sends with a file."""

    def __init__(self, fields, content, name="menu.csv"):
        self.fields, self.name = fields, name
        self.content = content if isinstance(content, bytes) else content.encode()

    def __str__(self):
        return f"{self.fields} {self.content.decode()}"

    def encoded(self):
        parts = [f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in self.fields.items()]
        head = f'--edge\r\nContent-Disposition: form-data; name="file"; filename="{self.name}"\r\nContent-Type: text/csv\r\n\r\n'.encode()
        return b"".join(parts) + head + self.content + b"\r\n--edge--\r\n"


class Line:
    """A connection that stays open."""

    def __init__(self, address):
        self.connection = http.client.HTTPConnection(*address, timeout=30)

    def ask(self, method, path, body=None, token="", headers=None):
        """The status, the headers and the JSON of the answer."""
        headers = {"Content-Type": "application/json", **(headers or {})}
        if token:
            headers["Authorization"] = "Bearer " + token
        content = json.dumps(body, default=number) if body is not None and not isinstance(body, Form) else None
        if isinstance(body, Form):
            content, headers["Content-Type"] = body.encoded(), "multipart/form-data; boundary=edge"
        for attempt in (1, 2):
            try:
                self.connection.request(method, path, content, headers)
                answer = self.connection.getresponse()
                text = answer.read()
                break
            except SILENT:
                self.connection.close()
                if attempt == 2:
                    raise
        is_json = "json" in answer.headers.get("Content-Type", "")
        return answer.status, answer.headers, json.loads(text, parse_float=Decimal) if is_json else text


def is_number(value):
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)


def number(value):
    return int(value) if value == int(value) else float(value)


class Comparer:
    def __init__(self):
        self.ids = {}  # the server's id of each name
        self.names = {}

    def compare(self, expected, got, where=""):
        """Raises Difference. What is not expected is not looked at, but that a list has as many rows."""
        if expected is ANY:
            return
        if isinstance(expected, Ref):
            self.compare_ids(expected, got, where)
        elif isinstance(expected, dict):
            if not isinstance(got, dict):
                raise Difference(f"{where}: expected an object, got {got!r}")
            for name, value in expected.items():
                self.compare(value, got.get(name), f"{where}.{name}")
        elif isinstance(expected, Words):
            self.compare(sorted(expected), sorted(got), where) if sorted(expected) != sorted(got) else None
        elif isinstance(expected, list):
            self.compare_lists(expected, got, where)
        elif isinstance(expected, bool) or expected is None or isinstance(expected, str):
            if expected != got or isinstance(expected, bool) != isinstance(got, bool):
                raise Difference(f"{where}: expected {expected!r}, got {got!r}")
        elif isinstance(got, (str, bool)) or got is None or Decimal(expected) != got:
            raise Difference(f"{where}: expected {expected}, got {got!r}")

    def compare_lists(self, expected, got, where):
        if isinstance(expected, Sums) and isinstance(got, list):
            names = {name for row in expected for name, value in row.items() if is_number(value) and name not in expected.by}
            expected, got = (Bag([row for row in rows if any(row.get(name) for name in names)], *expected.by) for rows in (expected, got))
        if not isinstance(got, list) or len(got) != len(expected):
            shown = [{name: row.get(name) for name in expected.by} if isinstance(expected, Bag) else row for row in got or []]
            raise Difference(f"{where}: expected {len(expected)} rows, {expected}; got {None if got is None else len(got)}: {shown}")
        if isinstance(expected, Bag):
            expected, got = (sorted(rows, key=lambda row: [self.spelled(row.get(name)) for name in expected.by]) for rows in (expected, got))
        for number_of, (one, other) in enumerate(zip(expected, got)):
            self.compare(one, other, f"{where}[{number_of}]")

    def spelled(self, value):
        """To sort by, the same for what is expected and what is there."""
        if isinstance(value, Ref):
            return self.ids.get(value, str(value))
        return f"{Decimal(value):020.4f}" if is_number(value) else str(value)

    def compare_ids(self, name, got, where):
        known = self.ids.setdefault(name, got)
        if not isinstance(got, str) or known != got:
            raise Difference(f"{where}: expected {name} ({known}), got {got!r} ({self.names.get(got, 'unknown')})")
        if self.names.setdefault(got, name) != name:
            raise Difference(f"{where}: expected the new {name}, got {got!r}, which is {self.names[got]}")
