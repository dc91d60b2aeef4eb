"""Who guesses, where from and as whom; and a café with people to guess at, whose clock is the program's."""

import http.client
import json
import re
import time
from collections import Counter

from cafe import Cafe
from model_clock import PASSWORD, ClockedCafe, moment

PROXY = "127.0.9.9"  # in TRUSTED_PROXIES: what it says of addresses is so, what anybody else says of them is not
SHOP = "198.51.100.7"  # where staff signs in, by way of the proxy
DIALECTS = (str, str.upper, str.title, lambda name: f" {name}\t", lambda name: f"\u00a0{name}\u3000",
            lambda name: name.replace("é", "e\u0301"))  # ways to write the same name
SECRET = "the mill is behind the bar"  # the password of whom is guessed at
LOCKED, JUDGED = (423, 429), (401, 422)


class Answer:
    """What of it may tell somebody something: all but its number and its time of day."""

    def __init__(self, status, headers, body):
        self.status = status
        number = next((value for name, value in headers if name.lower() == "x-request-id"), "-")
        self.wait = int(next((value for name, value in headers if name.lower() == "retry-after"), 0))
        self.token = (json.loads(body).get("data") or {}).get("token", "") if status == 200 else ""
        self.seen = (status, sorted((name.lower(), value) for name, value in headers if name.lower() not in ("x-request-id", "date")),
                     body.replace(number.encode(), b"#"))

    def __str__(self):
        return f"{self.status} {self.seen[2][:200]!r}"


class Place:
    """Where somebody sits: an address of loopback, and what stands in X-Forwarded-For."""

    def __init__(self, source, forwarded=None):
        self.source, self.forwarded = source, forwarded

    def __str__(self):
        return self.source + (f" for {self.forwarded}" if self.forwarded else "")


def till(number):
    """A machine on loopback itself is always known."""
    return Place(f"127.0.{2 + number // 200}.{1 + number % 200}")


def strangers(chance, number):
    """The number-th of many: behind the proxy, some with a line of their own that says the shop's address; or straight, with such a line."""
    first, second = divmod(number, 250)
    address = f"203.0.{113 + first}.{1 + second}"
    return chance.choice([Place(PROXY, address), Place(PROXY, f"{SHOP}, {address}"), Place(PROXY, f"2001:db8:{number:x}:1::5"),
                          Place(f"127.0.{40 + first}.{1 + second}", chance.choice([SHOP, "127.0.0.1", f"{address}, {SHOP}"]))])


def email_of(name):
    return (re.sub(r"\D", "", name) or name) + "@example.org"


class Staffed:
    """Beside Cafe: people, and requests from places."""

    def ask_from(self, place, method, path, body=None, token=""):
        line = http.client.HTTPConnection(*self.address, timeout=60, source_address=(place.source, 0))
        headers = {"Content-Type": "application/json"} | ({"Authorization": "Bearer " + token} if token else {})
        try:
            line.request(method, path, None if body is None else json.dumps(body), headers | ({"X-Forwarded-For": place.forwarded} if place.forwarded else {}))
            answer = line.getresponse()
            return Answer(answer.status, answer.getheaders(), answer.read())
        finally:
            line.close()

    def sign_in_from(self, place, name, password):
        return self.ask_from(place, "POST", "/auth/login", {"username": name, "password": password})

    def boss(self):
        return self.sign_in_from(till(0), self.owner, self.owners_password).token

    def hire(self, name, role="cashier", pin=None, active=True):
        """The id."""
        answer = self.ask_from(till(0), "POST", "/users", {"username": name, "password": SECRET, "firstName": "Ada", "lastName": "Byron", "role": role,
                                                           "email": email_of(name)} | ({"pinCode": pin} if pin else {}), self.boss())
        assert answer.status == 201, answer
        made = json.loads(answer.seen[2])["data"]["id"]
        if not active:
            assert self.ask_from(till(0), "PATCH", f"/users/{made}/deactivate", {}, self.boss()).status == 200
        return made

    def counted(self, name):
        """How often the tables say that somebody guessed at his password from strange addresses."""
        return int(self.database.sql(f"SELECT failed_login_attempts FROM users WHERE username = '{name}'")[0][0])

    def recorded(self):
        """Judged guesses and those that came too late, by the audit log's table."""
        told = Counter(detail for detail, in self.database.sql("SELECT detail FROM audit_log WHERE action = 'login.failed'"))
        return sum(count for detail, count in told.items() if re.search('"reason": ?"wrong"', detail))


class GuessedCafe(Staffed, ClockedCafe):
    """With colleagues who work at tills of their own."""

    owner, owners_password = "owner", PASSWORD

    def __init__(self, binary, kind, mails):
        self.at = moment("2026-11-23 09:00")
        super().__init__(binary, kind, self.at, {
            "LOG_LEVEL": "error", "TRUSTED_PROXIES": PROXY, "SMTP_SERVER": "127.0.0.1", "SMTP_PORT": str(mails.port), "SMTP_USE_TLS": "false",
            "EMAIL_FROM": "cafe@example.org", "PUBLIC_URL": "https://till.example.org"})

    def furnish(self):
        answer = self.ask_from(till(0), "POST", "/menu_items", {"name": "Tea", "category": "Drinks", "size": "Large", "price": 3}, self.boss())
        assert answer.status == 201, answer
        self.product = json.loads(answer.seen[2])["data"]["id"]
        for name, pin in (("cleo", "2468"), ("carl", "1357")):
            self.hire(name, pin=pin)
        return self

    def pass_on(self, seconds):
        self.at += int(seconds * 1000)
        self.set(self.at)

    def crash(self, after_days=0):
        """Or it is killed once that many days have passed that nobody noticed, and what it forgets after a time it forgets at the start."""
        self.kill()
        if after_days:
            self.pass_on(after_days * 86_400)
            self.database.sql(f"UPDATE uptime SET older_at = {self.at}")  # it goes by how long it has run, which nobody can set
        self.start()
        time.sleep(1 if after_days else 0)

    def work(self):
        """What colleagues were refused: they sign in at the till and from the shop, by password and by PIN, and sell."""
        faults = []
        for place, name, pin in ((till(1), "cleo", "2468"), (Place(PROXY, SHOP), "carl", "1357")):
            by_password = self.sign_in_from(place, name, SECRET)
            by_pin = self.ask_from(place, "POST", "/auth/login", {"pinCode": pin})
            sale = self.ask_from(place, "POST", "/orders", {"items": [{"productId": self.product, "quantity": 1}], "paymentMethod": "card"}, by_pin.token)
            faults += [f"{name} at {place} {what}: {answer}" for what, answer, good in (
                ("could not sign in", by_password, 200), ("could not sign in by PIN", by_pin, 200), ("could not sell", sale, 201)) if answer.status != good]
        return faults


class HashedCafe(Staffed, Cafe):
    """Where a password costs what it costs, or nearly nothing, so that all else that takes time is seen."""

    owner, owners_password = "admin", "password123"

    def __init__(self, binary, kind, cost):
        super().__init__(binary, kind, {"LOG_LEVEL": "error", "TRUSTED_PROXIES": PROXY, "BCRYPT_COST": str(cost)})
