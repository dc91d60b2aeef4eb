#!/usr/bin/env python3
"""What is secret lies nowhere. Run by ./dev prove planted.

    tests/prove/planted.py [--long] [--seed N] [--database KIND] [--binary FILE] [--twin]

A café's day with secrets of our own: passwords and PINs (right, wrong, typed into the wrong field), tokens of sessions, of approvals and of resets, card numbers
in every free text that /openapi.json describes, the passwords of the mail server and of the database, JWT_SECRET, METRICS_TOKEN and the journal's key. Mails go to
a server here, slips to a printer here, the log is at debug. Then each is looked for, as it is, encoded in the usual ways and as an unsalted hash, in the
log, all answers, every cell of the database, its file, an unpacked backup, an export, mails, slips and what the commands printed. Where each may be
stands beside it. --long plants three card numbers in each text.

--twin writes secrets to the log, into a row and into an answer on purpose: each must be found.
"""

import hashlib
import json
import random
import re
import shutil
import tarfile
import time
import urllib.parse
from collections import Counter, defaultdict

from alike import Line
from cafe import Cafe, run, wait_for
from cells import cells
from deeds import multipart
from free_texts import fill
from leaks import Places, Secrets
from posts import mail_server, printer

TO_SIGN_IN = r"answer of POST /auth/(login|refresh)"


class Recorder(Line):
    """Whatever it is answered is looked through at the end."""

    def __init__(self, cafe, places):
        super().__init__(cafe)
        self.places = places

    def send(self, method, path, body, kind, who):
        status, headers, text = super().send(method, path, body, kind, who)
        self.places.add(f"answer of {method} {path.split('?')[0]}", text + "\n" + repr({name: value for name, value in headers.items() if name != "content-length"}))  # such may be anybody's PIN
        return status, headers, text

    def ask(self, method, path, body=None, who="admin"):
        status, _, text = self.send(method, path, None if body is None else body if isinstance(body, str) else json.dumps(body), "application/json", who)
        return status, json.loads(text) if text.startswith("{") else {}


class Trial:
    def __init__(self, wanted, kind, mails, slips):
        self.chance, self.rounds, self.mails, self.slips = random.Random(wanted.seed), 3 if wanted.long else 1, mails, slips
        self.secrets, self.places, self.pins, self.counts = Secrets(self.chance), Places(), [], Counter()
        database = self.secrets.plain("the database's password")
        plain = {name: self.secrets.plain(name) for name in ("JWT_SECRET", "METRICS_TOKEN", "SMTP_PASSWORD")}
        self.cafe = Cafe(wanted.binary, kind, {
            **plain, "LOG_LEVEL": "debug", "SMTP_SERVER": "127.0.0.1", "SMTP_PORT": str(mails.port), "SMTP_USE_TLS": "false", "SMTP_USERNAME": "till", "EMAIL_FROM": "cafe@example.org",
            "PUBLIC_URL": "https://till.example.org", "PRINTER_TYPE": "network", "PRINTER_NETWORK_IP": "127.0.0.1", "PRINTER_NETWORK_PORT": str(slips.port), "SLOW_REQUEST_MS": "1"})
        if self.cafe.database.url:  # a server that trusts everybody takes any password
            self.cafe.settings["DATABASE_URL"] = re.sub("//([^@:]*)(:[^@]*)?@", rf"//\1:{database}@", self.cafe.database.url)
        self.line = None

    def run(self):
        self.line = Recorder(self.cafe, self.places)
        self.line.sign_in()
        for name in ("admin", "manager", "cashier"):
            self.secrets.add(f"access token of {name}", self.line.tokens[name], TO_SIGN_IN)
        self.people()
        self.resets()
        self.mistakes()
        self.paper()
        self.cards()
        self.end_of_the_day()

    # ---- people

    def pin(self):
        pin = str(self.chance.randrange(2000, 9999))
        self.pins.append(pin)
        return pin

    def sign_in(self, name, body):
        status, answer = self.line.ask("POST", "/auth/login", body, "nobody")
        self.counts[f"sign-ins {status}"] += 1
        if status == 200:
            for word in ("token", "refreshToken"):
                self.secrets.add(f"{word} of {name}", answer["data"][word], TO_SIGN_IN)
            self.line.tokens[name] = answer["data"]["token"]
        return answer.get("data", {})

    def people(self):
        """They sign in by password and PIN, rightly and wrongly, and change both."""
        for name in ("ada", "bob", "eve"):
            password, pin = self.secrets.word("password of " + name), self.pin()
            status, answer = self.line.ask("POST", "/users", {"username": name, "password": password, "firstName": name, "lastName": "Byron", "email": f"{name}@example.org",
                                                           "role": "manager", "pinCode": pin})
            assert status == 201, answer
            self.sign_in(name, {"username": name, "password": password})
            self.sign_in(name, {"pinCode": pin})
            self.sign_in(name, {"username": name, "password": self.secrets.word("wrong password")})
            self.sign_in(name, {"username": self.secrets.word("password typed as a name"), "password": "x"})
            self.sign_in(name, {"username": password, "password": name})
            self.sign_in(name, {"pinCode": self.pin()})
            session = self.sign_in(name, {"username": name, "password": password})
            status, answer = self.line.ask("POST", "/auth/refresh", {"refreshToken": session["refreshToken"]}, "nobody")
            assert status == 200, answer
            for word in ("token", "refreshToken"):
                self.secrets.add(f"refreshed {word}", answer["data"][word], TO_SIGN_IN)
            self.line.tokens[name] = answer["data"]["token"]
            self.line.ask("POST", "/auth/refresh", {"refreshToken": session["refreshToken"]}, "nobody")  # a second time: it ends the family
            self.sign_in(name, {"username": name, "password": password})
            status, answer = self.line.ask("POST", "/auth/approvals", {"username": name, "password": password, "permission": "sales.refund", "reason": "cold"}, "cashier")
            assert status in (200, 201), answer
            self.secrets.add("approval", next(value for word, value in answer["data"].items() if "pproval" in word and isinstance(value, str)), "answer of POST /auth/approvals")
            self.line.ask("POST", "/auth/approvals", {"username": name, "password": self.secrets.word("wrong password"), "permission": "sales.refund"}, "cashier")
            self.line.ask("POST", "/auth/approvals", {"pinCode": self.pin(), "permission": "sales.refund"}, "cashier")
            other = self.secrets.word("second password of " + name)
            self.line.ask("PUT", "/auth/me/credentials", {"currentPassword": self.secrets.word("wrong password"), "password": other}, name)
            status, answer = self.line.ask("PUT", "/auth/me/credentials", {"currentPassword": password, "password": other, "pinCode": self.pin()}, name)
            assert status == 200, answer
            self.line.ask("PUT", "/auth/me/credentials", {"currentPassword": self.secrets.word("wrong password"), "pinCode": self.pin()}, name)
            self.sign_in(name, {"username": name, "password": other})

    def resets(self):
        """Links by mail: the token is in the mail and in the page that it leads to, and nowhere else."""
        places = (r"^mail", r"answer of GET /reset-password", r"answer of POST /reset-password")
        for number, name in enumerate(("ada", "bob", "eve")):
            before = len(self.mails.kept)
            self.line.ask("POST", "/auth/password-reset-request", {"email": f"{name}@example.org"}, "nobody")
            wait_for("the mail", lambda: any(b"token=" in mail for mail in self.mails.kept[before:]), 60)
            mail = next(mail for mail in self.mails.kept[before:] if b"token=" in mail).replace(b"=\r\n", b"").replace(b"=3D", b"=")
            token = self.secrets.add("token of a reset", re.search(rb"token=([\w-]{16,})", mail)[1].decode(), *places)
            self.line.ask("POST", "/auth/validate-reset-token", {"token": token}, "nobody")
            self.line.send("GET", f"/reset-password?token={token}", None, "", "nobody")
            self.line.ask("POST", "/auth/password-reset-confirm", {"token": token, "newPassword": "short"}, "nobody")
            password = self.secrets.word("password set by a reset")
            if number:
                self.line.ask("POST", "/auth/password-reset-confirm", {"token": token, "newPassword": password}, "nobody")
            else:
                form = urllib.parse.urlencode({"token": token, "password": password, "repeat": password})
                self.line.send("POST", "/reset-password", form, "application/x-www-form-urlencoded", "nobody")
            assert "token" in self.sign_in(name, {"username": name, "password": password}), "the reset did nothing"
            self.line.ask("POST", "/auth/password-reset-confirm", {"token": token, "newPassword": password}, "nobody")
        self.line.ask("POST", "/auth/validate-reset-token", {"token": self.secrets.plain("a token that was never one")}, "nobody")

    def mistakes(self):
        """Secrets where nobody expects them."""
        word = self.secrets.word
        self.line.ask("GET", "/menu_items?password=" + urllib.parse.quote(word("password in a query")))
        self.line.ask("GET", "/orders?cursor=" + urllib.parse.quote(word("token as a cursor")))
        self.line.ask("GET", "/" + urllib.parse.quote(word("password in a path"), safe=""))
        self.line.ask("GET", "/orders/" + urllib.parse.quote(word("password as an id", "answer of GET /orders/Qz"), safe=""))
        self.line.ask("POST", "/auth/login", '{"username":"admin","password":' + json.dumps(word("password in half a body")), "nobody")
        self.line.ask("POST", "/auth/login", {"username": "admin", "password": [word("password of another type")]}, "nobody")
        self.line.ask("POST", "/auth/login", {"username": "admin", "password": "x", word("password as a name of a member"): 1}, "nobody")
        self.line.ask("POST", "/users", {"username": "x", "password": word("password of a refused person"), "pinCode": self.pin()})
        self.line.ask("POST", "/security/incident", {"kind": "odd", "password": word("password in an incident"), "detail": {"token": word("token in an incident"), "pinCode": self.pin()},
                                                     "text": "card " + self.secrets.card("card in an incident")})
        self.line.tokens["odd"] = self.secrets.plain("a bearer token that is none")
        self.line.ask("GET", "/orders", None, "odd")
        self.line.ask("GET", "/metrics", None, "odd")

    # ---- card numbers

    def paper(self):
        """Slips with all that people write on a sale, while the printer is the one here."""
        product = self.line.ask("GET", "/menu_items?limit=1")[1]["data"]["menu_items"][0]["id"]
        card = self.secrets.card
        for number in range(5):
            status, answer = self.line.ask("POST", "/orders", {
                "items": [{"productId": product, "quantity": 2, "notes": card("card in a printed note")}], "payments": [{"method": "card", "reference": card("card as a reference")}],
                "customerName": card("card as a printed customer"), "orderNotes": "call " + card("card in the printed notes"), "discountType": "fixed", "discountValue": 1,
                "discountReason": card("card as a printed reason"), "customerEmail": "ada@example.org"})
            assert status == 201, answer
            order = answer["data"]["order"]["id"]
            self.line.ask("POST", f"/orders/{order}/email-receipt", {"email": "ada@example.org"})
            self.line.ask("POST", f"/orders/{order}/reprint-receipt")
            self.line.ask("POST", f"/orders/{order}/refund", {"amount": 1, "reason": card("card in a printed refund")})
        wait_for("slips", lambda: sum(map(len, self.slips.kept)) > 5000, 60)

    def cards(self):
        def with_card(where, route):
            card = self.secrets.card(f"card in {where} of {' '.join(route)}")
            return self.chance.choice([card, "-".join(card[at:at + 4] for at in (0, 4, 8, 12))])
        tried, taken = fill(self.line, self.chance, 600 * self.rounds, 2 * self.rounds, with_card)
        self.line.ask("PUT", "/settings", {"general": {"storeName": self.secrets.card("card as the shop's name"), "storeAddress": self.secrets.card("card as its address")},
                                           "receipts": {"footer": self.secrets.card("card in the footer")}})
        for path, head in (("/menu_items/bulk-import", "name,size,price,category,description"), ("/inventory/import", "name,category,unit,supplier,description")):
            row = [self.secrets.card(f"card in the {column} of {path}") for column in head.split(",")]
            row[2] = "2.50" if "menu" in path else "kg"
            kind, content = multipart("file", "cards.csv", "text/csv", f"{head}\n{','.join(row)}\n".encode())
            self.line.send("POST", path, content, kind, "admin")
        self.counts["texts with a card number"], self.counts["routes of them"] = len(tried), len({route for route, _ in taken})

    # ---- looking

    def end_of_the_day(self):
        for path in ("/orders?limit=200", "/tabs?limit=200", "/menu_items?expand=options", "/inventory", "/alerts", "/users", "/roles", "/settings", "/refunds", "/tills", "/stations", "/printers",
                     "/print-jobs?limit=200", "/mail-queue?limit=200", "/audit/access-log?limit=200", "/audit/failed-logins?limit=200", "/kitchen/tickets?limit=200", "/drawers?limit=200",
                     "/z-reports", "/till_layout", "/time-clock", "/inventory/counts", "/inventory/export", "/reports/journal?from=2026-01-01&to=2026-12-31", "/metrics", "/health", "/tls",
                     "/reports/discounts?from=2026-01-01&to=2026-12-31&format=csv", "/reports/refunds?from=2026-01-01&to=2026-12-31&format=csv", "/images/management", "/permissions", "/auth/me"):
            self.line.send("GET", path, None, "", "admin")
        for order in self.line.ask("GET", "/orders?limit=20")[1]["data"]["orders"]:
            for how in ("txt", "html", "escpos"):
                self.line.send("GET", f"/orders/{order['id']}/receipt?format={how}", None, "", "admin")
        self.line.send("POST", "/auth/logout", None, "", "cashier")
        time.sleep(2)  # for slips and mails
        folder = self.cafe.folder
        for command in (["backup", str(folder / "café.backup")], ["export", str(folder / "export")], ["verify"], ["doctor"], ["user", "list"], ["restore", "--check", str(folder / "café.backup")],
                        ["journal", "head"], ["no such command"]):
            self.places.add("printed by " + command[0], self.cafe.command(*command).stdout)
        assert self.cafe.stop() == 0
        key = folder / "data/journal.key"
        for number, line in enumerate(key.read_bytes().split()):
            if len(line) > 20:
                self.secrets.add("the journal's key", line.decode(), "^backup: journal.key")
        self.gather(folder)

    def gather(self, folder):
        self.places.add("the log", self.cafe.log.read_bytes())
        for table, column, value in cells(self.cafe.database):
            kind = "number" if isinstance(value, (int, float)) else "table"
            self.places.add(f"{kind} {table}.{column}", value if isinstance(value, bytes) else str(value))
        for file in folder.glob("data/cafepos.db*"):
            self.places.add("the database's file", file.read_bytes())
        with tarfile.open(folder / "café.backup", "r:gz") as backup:
            for entry in backup:
                self.places.add("backup: " + entry.name.split("/")[-1], backup.extractfile(entry).read() if entry.isfile() else b"")
        for file in (folder / "export").rglob("*"):
            self.places.add("export: " + file.name, file.read_bytes() if file.is_file() else b"")
        for mail in self.mails.kept:
            self.places.add("mail", mail.replace(b"=\r\n", b"").replace(b"=3D", b"="))
        self.places.add("slips", b"".join(self.slips.kept))
        self.counts["mails"], self.counts["slips' bytes"] = len(self.mails.kept), sum(map(len, self.slips.kept))

    def faults(self):
        """Each secret that is somewhere, and where."""
        missing = [what for what in ("mail", "slips", "the log", "table users.username") if not self.places.parts[what]]
        assert not missing and self.mails.spoken and any(b"AUTH" in line for line in self.mails.spoken), f"nothing was looked at: {missing}"
        found = defaultdict(list)
        for (what, where), around in self.places.find(self.secrets).items():
            found[what].append((where, around))
        for where, around in self.places.find_pins(self.pins):
            found["a PIN"].append((where, around))
        return [f"{what} is in {', '.join(dict.fromkeys(where for where, _ in places))[:300]}: {places[0][1]!r}" for what, places in found.items()]

    def close(self, failed):
        self.cafe.__exit__(failed)
        shutil.rmtree(self.cafe.folder, ignore_errors=True)


def day(wanted, kind, spoil=lambda trial: None):
    """A day's faults."""
    with mail_server() as mails, printer() as slips:
        trial = Trial(wanted, kind, mails, slips)
        try:
            trial.cafe.start()
            trial.run()
            spoil(trial)
            faults = trial.faults()
        finally:
            trial.close(False)
    print(f"{kind}: {len(trial.secrets.kinds)} secrets and {len(trial.pins)} PINs planted ({', '.join(f'{count} {what}' for what, count in trial.counts.items())}); "
          f"{trial.places.size() // 1000} kB of {len(trial.places.parts)} places looked through: {len(faults)} where they must not be")
    return faults


def prove(wanted, kind):
    return day(wanted, kind)


def twin(wanted, kind):
    def spoil(trial):
        values = {what: value for value, what in trial.secrets.kinds.items()}
        trial.places.add("the log", "http body " + json.dumps({"password": values["password of ada"]}))
        trial.places.add("table users.note", values["refreshToken of bob"])
        trial.places.add("table audit_log.detail", hashlib.sha256(values["second password of eve"].encode()).hexdigest())
        trial.places.add("answer of GET /users", json.dumps({"pin": trial.pins[0]}))
        trial.places.add("slips", next(value for value, what in trial.secrets.kinds.items() if what.startswith("card in")))
    found = day(wanted, kind, spoil)
    expected = ["password of ada is in the log", "refreshToken of bob is in table users.note", "second password of eve is in table audit_log", "a PIN is in answer of GET /users", "is in slips"]
    missed = [what for what in expected if not any(what in fault for fault in found)]
    print(f"seen: {len(expected) - len(missed)} of {len(expected)}")
    return [f"not seen: {what}" for what in missed]


if __name__ == "__main__":
    run(__doc__, prove, twin)
