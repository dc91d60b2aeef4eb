#!/usr/bin/env python3
"""SQLite and PostgreSQL answer alike. Run by ./dev prove alike.

    tests/prove/alike.py [--long] [--seed N] [--binary FILE] [--twin]

The same requests in the same order to a café on each: 500 (--long: 5,000), of every route, good and bad. Status, headers and bodies must
be equal once the one's ids, tokens and cursors stand for the other's, and moments are less than a minute apart.

--twin changes rows of one café behind its back; each change must be seen.
"""

import http.client
import json
import random
import re
import time
import urllib.parse
from collections import Counter
from datetime import datetime

from cafe import PASSWORD, Cafe, ask, run
from script import Script

# Each café's own: ids, and members whose value is drawn by chance or signed.
OWN = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
                 r'|(?<="nextCursor":")[^"]+|(?<="token":")[^"]+|(?<="refreshToken":")[^"]+|(?<="approval":")[^"]+'
                 r'|(?<="keyId":")[^"]+|(?<="hash":")[^"]+|(?<="tag":")[^"]+'
                 r"|\b[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}\b|\b[0-9A-F]{1,6}(?:-[A-Z0-9]{4}){4}\b|\b[0-9a-f]{16,64}\b")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?|\b1[6-9]\d{11}\b")  # and milliseconds since 1970
# Moments of the wall clock, what is counted from moments, and the picture of a check value.
PASSING = re.compile(r'd="M[^"]+"|\b\d{1,2}:\d\d(?: [AP]M)?\b|(?<="revenuePerHour":)[-\d.]+|(?<=Seconds":)\d+|(?<=Minutes":)\d+')
# Of the process, not of the answer.
HEADERS_OF_THEIR_OWN = {"date", "x-request-id", "content-length", "etag"}
SETTLES = re.compile("^/(mail-queue|print-jobs|printers?/|alerts|health)")  # work in the background may be a moment later at one
APART_SECONDS_MAX = 60


class Line:
    """A café and the connection to it."""

    def __init__(self, cafe):
        self.cafe, self.connection = cafe, http.client.HTTPConnection(*cafe.address, timeout=30)
        self.tokens = {"nobody": "", "forged": "abc.def.ghi"}

    def sign_in(self):
        for name in ("admin", "manager", "cashier"):
            _, _, answer = ask(self.cafe.address, "POST", "/auth/login", {"username": name, "password": PASSWORD})
            self.tokens[name] = answer["data"].get("token", "")

    def send(self, method, path, body, kind, who):
        headers = {"Content-Type": kind} if body is not None else {}
        if self.tokens[who] and (method, path) != ("POST", "/auth/login"):  # which ends the session whose token comes along
            headers["Authorization"] = "Bearer " + self.tokens[who]
        for attempt in (1, 2):
            try:
                self.connection.request(method, path, body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body, headers)
                answer = self.connection.getresponse()
                return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read().decode("utf-8", "replace")
            except (OSError, http.client.HTTPException):
                self.connection.close()
                if attempt == 2:
                    raise


class Pair:
    """What stands at the one for what at the other."""

    def __init__(self):
        self.other = {}

    def translated(self, text):
        return OWN.sub(lambda found: self.other.get(found[0], found[0]), text)

    def query_translated(self, path):
        """Cursors are written otherwise in a query."""
        at, mark, query = path.partition("?")
        return self.translated(at) + mark + urllib.parse.urlencode([(k, self.other.get(v, v)) for k, v in urllib.parse.parse_qsl(query, True)])

    def difference(self, one, other):
        """Nothing if they are equal."""
        for own, theirs in zip(OWN.findall(one), OWN.findall(other)):
            self.other.setdefault(own, theirs)
        one, other = (PASSING.sub("…", text) for text in (with_moments_of(self.translated(one), other), other))
        return "" if one == other else first_difference(one, other)


def with_moments_of(one, other):
    moments = iter(MOMENT.findall(other))

    def chosen(found):
        theirs = next(moments, found[0])
        return theirs if abs(seconds_of(found[0]) - seconds_of(theirs)) < APART_SECONDS_MAX else found[0]
    return MOMENT.sub(chosen, one)


def seconds_of(moment):
    if moment.isdigit():
        return int(moment) / 1000
    try:
        return datetime.fromisoformat(moment.replace("Z", "+00:00").replace(" ", "T")[:19]).timestamp()
    except ValueError:
        return 0


def first_difference(one, other):
    at = next((i for i, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))
    return f"…{one[max(0, at - 60):at + 80]!r} and …{other[max(0, at - 60):at + 80]!r}"


class Comparison:
    def __init__(self, wanted, sqlite, postgres):
        self.lines = [Line(sqlite), Line(postgres)]
        self.pair, self.statuses, self.well = Pair(), Counter(), set()
        for line in self.lines:
            line.sign_in()
        self.script = Script(random.Random(wanted.seed), json.loads(self.lines[0].send("GET", "/openapi.json", None, "", "nobody")[2]))
        for path in ("/users", "/menu_items", "/inventory", "/orders?limit=50", "/tills", "/stations", "/printers", "/roles", "/option_groups", "/settings"):
            fault = self.compared("GET", path, None, "", "admin")
            assert not fault, fault

    def next(self):
        return self.compared(*self.script.next())

    def compared(self, method, path, body, kind, who):
        """What is wrong, in words, or nothing."""
        fault, status = self.once(method, path, body, kind, who)
        if fault and method == "GET" and SETTLES.match(path):
            time.sleep(1)
            fault, status = self.once(method, path, body, kind, who)
        self.statuses[status] += 1
        if status < 400:
            self.well.add(self.script.route_of(method, path))
        if status == 401 and who in ("admin", "manager", "cashier"):
            for line in self.lines:
                line.sign_in()
        return fault and f"{who}: {method} {path} {body if body is None else body[:600]}: {fault}"

    def once(self, method, path, body, kind, who):
        one = self.lines[0].send(method, path, body, kind, who)
        other = self.lines[1].send(method, self.pair.query_translated(path), body and self.pair.translated(body), kind, who)
        fault = ""
        if one[0] != other[0]:
            fault = f"{one[0]} {one[2][:300]} and {other[0]} {other[2][:300]}"
        elif '"errorCode":"INTERNAL' in one[2]:
            fault = f"{one[0]} {one[2][:300]} at both"
        elif "pdf" not in one[1].get("content-type", ""):  # it holds the hour and the check value, packed
            headers = [{name: value for name, value in said[1].items() if name not in HEADERS_OF_THEIR_OWN} for said in (one, other)]
            bodies = [said[2].replace('"postgres"', '"sqlite"') if path.startswith("/health") else said[2] for said in (one, other)]
            fault = self.pair.difference(*bodies) or self.pair.difference(*(json.dumps(all_of) for all_of in headers))
        if "json" in one[1].get("content-type", "") and one[0] < 300 and not path.startswith("/openapi"):
            self.script.learn(path, json.loads(one[2]))
        return fault, one[0]


def cafes(wanted):
    settings = {"JWT_SECRET": "of both, for their tokens alike, 32 letters"}
    return Cafe(wanted.binary, "sqlite", settings), Cafe(wanted.binary, "postgres", settings)


def prove(wanted, _):
    count = 5000 if wanted.long else 500
    faults = []
    one, other = cafes(wanted)
    with one, other:
        comparison = Comparison(wanted, one, other)
        for _ in range(count):
            fault = comparison.next()
            if fault:
                faults.append(fault)
            if len(faults) == 10:
                break
    print(f"{sum(comparison.statuses.values())} requests, {len(faults)} differences; {len(comparison.well)} of {len(comparison.script.routes)} routes did "
          "what they were asked; "
          + ", ".join(f"{number} × {status}" for status, number in sorted(comparison.statuses.items())))
    return faults


CHANGES = [("menu_items", "price"), ("inventory_items", "min_stock_level"), ("orders", "total_amount")]


def twin(wanted, _):
    one, other = cafes(wanted)
    with one, other:
        comparison = Comparison(wanted, one, other)
        for table, column in CHANGES:
            other.database.sql(f"UPDATE {table} SET {column} = {column} + 1")
            seen = next((number for number in range(1, 301) if comparison.next()), None)
            if not seen:
                return [f"not seen: another {column} of {table}"]
            print(f"seen at request {seen}: another {column} of {table}")
            if table != CHANGES[-1][0]:
                other.database.sql(f"UPDATE {table} SET {column} = {column} - 1")
    return []


if __name__ == "__main__":
    run(__doc__, prove, twin, kinds=("both",))
