"""One game: a server with its clock, the model beside it, and operations that both are asked to do.

An operation is a dictionary: `at` (when), `do` (what), `who`, `key` (what it makes is called so) and what the move itself drew. It refers
to others by the model's names, so that a game can be played again with some left out: what needs one that is missing is left out too.
"""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

import model_paper
from model_cafe import ROLES, Missing, Refused, World
from model_clock import DAY, HOUR, PASSWORD, ClockedCafe
from model_hours import TimeClock
from posts import mail_server
from model_wire import Comparer, Difference, Line, Ref


PINS = {"carl": "3456", "tina": "4567"}
IDLE_MAX, SESSION_MAX = 12 * HOUR, 30 * DAY


@dataclass
class Session:
    """Somebody who is signed in. Within one process no step of the clock ends it (ADR 15); what a killed one had noted is lost (ADR 19)."""
    begun: int
    used: int
    restarted: bool = False
    killed: bool = False

    def may_be_over(self, now):
        return self.restarted and now >= min((self.begun if self.killed else self.used) + IDLE_MAX, self.begun + SESSION_MAX)


class Named(dict):
    def __missing__(self, key):
        raise Missing(key)


class Game:
    def __init__(self, cafe, setup):
        self.cafe, self.setup = cafe, setup
        self.line = Line(cafe.address)
        self.comparer = Comparer()
        self.world = World(json.loads(json.dumps(setup["settings"])), setup["at"])
        self.world.time_clock = TimeClock()
        for name in ("items", "groups", "options", "stock", "orders", "refunds", "tabs", "tills", "drawers", "imports"):
            setattr(self.world, name, Named())
        self.tokens, self.sessions, self.done, self.approval, self.latest = {}, {}, 0, None, setup["at"]
        self.kept = {}  # by the key of a request: what was asked and answered
        self.open()

    # ---- before anything happens

    def open(self):
        """The owner adds people and says how the café works."""
        for who, role in ROLES.items():
            if who == "owner":
                self.sign_in(who)
                continue
            _, _, answer = self.ask("owner", "POST", "/users", {"username": who, "password": PASSWORD, "firstName": who.title(), "lastName": "Doe",
                                                               "email": f"{who}@example.org", "role": role,
                                                               **({"pinCode": PINS[who]} if who in PINS else {})})
            self.comparer.compare(Ref(who), answer["data"].get("id"), f"adding {who}: {answer}")
        _, _, answer = self.ask("owner", "POST", "/printers", {"name": "Pass", "type": "file", "address": model_paper.KITCHEN})
        self.comparer.compare(Ref("pass"), answer["data"].get("id"), f"adding a printer: {answer}")
        status, _, answer = self.ask("owner", "PUT", "/settings", settings_body(self.world.settings))
        if status != 200:
            raise Difference(f"settings: {answer}")

    def sign_in(self, who):
        said = {"pinCode": PINS[who]} if who in PINS else {"username": who, "password": PASSWORD}
        _, _, answer = self.line.ask("POST", "/auth/login", said)
        if "token" not in answer["data"]:
            raise Difference(f"{who} cannot sign in: {answer}")
        self.tokens[who] = answer["data"]["token"]
        self.sessions[who] = Session(self.world.now, self.world.now)
        self.comparer.compare(Ref(who), answer["data"]["user"]["id"])

    def ask(self, who, method, path, body=None, headers=None):
        if who not in self.tokens:
            self.sign_in(who)
        headers = {**(headers or {}), **({"X-Approval": self.approval} if self.approval else {})}
        answer = self.line.ask(method, path, body, self.tokens[who], headers)
        if answer[0] == 401:
            if not self.sessions[who].may_be_over(self.world.now):
                raise Difference(f"{who} was signed out, who is {self.sessions[who]} at {self.world.now}: {shortened(answer[2])}")
            self.sign_in(who)
            answer = self.line.ask(method, path, body, self.tokens[who], headers)
        self.sessions[who].used = self.world.now
        return answer

    def allow(self, who, by, permission):
        """What `who` does next has the approval of somebody who may."""
        status, _, answer = self.ask(who, "POST", "/auth/approvals", {"username": by, "password": PASSWORD, "permission": permission,
                                                                      "reason": "asked"})
        if status not in (200, 201):
            raise Difference(f"{by} cannot allow {permission}: {status} {shortened(answer)}")
        self.approval = answer["data"]["approvalToken"]
        self.world.allowed = {(who, permission)}

    # ---- playing

    def play(self, moves, op):
        """Whether it was played: what it is about may be missing. Raises Difference."""
        self.at(op["at"])
        try:
            moves[op["do"]].play(self, op)
        except Missing:
            return False
        finally:
            self.world.kitchen.tell(self.world.paper)
        self.done += 1
        return True

    def at(self, moment):
        if moment != self.world.now:
            self.cafe.set(moment)
            self.world.now, self.latest = moment, max(moment, self.latest)

    def id(self, name):
        if name not in self.comparer.ids:
            raise Missing(name)
        return self.comparer.ids[name]

    def does(self, op, method, path, body, act, status=200):
        """Asks the server for what `act` makes the model do; their answers must be the same. Answers the server's data, or None."""
        headers = {name: value for name, value in (("X-Till", op.get("till") and self.id(op["till"])), ("Idempotency-Key", op.get("once"))) if value}
        try:
            expected, refusals = {"data": act()}, []
        except Refused as refused:
            expected, refusals = {"success": False}, refused.answers
        got_status, got_headers, got = self.ask(op["who"], method, path, body, headers)
        where = f"{method} {path}"
        if refusals and (got_status, got and got.get("errorCode")) not in refusals or not refusals and got_status != status:
            raise Difference(f"{where} {json.dumps(body, default=str)}: expected {refusals or status}, got {got_status} {shortened(got)}")
        if got:
            self.comparer.compare(expected, got, where)
        if op.get("once") and not refusals:
            self.does_again(op, method, path, body, headers, got)
            self.kept[op["once"]] = op, method, path, body, headers, got
        return None if refusals or not got else got["data"]

    def does_again(self, op, method, path, body, headers, first):
        """A key has one effect, also for who asks again, and none for another body."""
        status, said, again = self.ask(op["who"], method, path, body, headers)
        if said.get("Idempotent-Replayed") != "true" or again.get("data") != first.get("data"):
            raise Difference(f"{method} {path} again: {status} {shortened(again)}, at first {shortened(first)}")
        status, _, other = self.ask(op["who"], method, path, {**body, "reason": "something else", "notes": "something else"}, headers)
        if status != 422 or other.get("errorCode") != "IDEMPOTENCY_KEY_REUSED":
            raise Difference(f"{method} {path} with another body: {status} {shortened(other)}")

    def looks(self, path, expected, who="owner"):
        """What is asked for is as the model says."""
        status, _, got = self.ask(who, "GET", path)
        if status != 200:
            raise Difference(f"GET {path}: {status} {shortened(got)}")
        self.comparer.compare(expected, got["data"], f"GET {path}")
        return got["data"]


def shortened(answer):
    return str({name: value for name, value in answer.items() if name not in ("timestamp", "requestId", "success", "statusCode")}
               if isinstance(answer, dict) else answer)[:600]


def settings_body(settings):
    return {"general": {"timezone": settings["timezone"], "businessDayStart": f"{settings['start'] // 60:02}:{settings['start'] % 60:02}"},
            "pos": {"roundingMode": settings["coins"], "priceVariance": settings["variance"], "paymentMethods": settings["methods"],
                    "taxes": [{"name": tax["name"], "rate": float(tax["rate"]), "categories": tax["categories"],
                               **({"service": tax["service"]} if tax["service"] else {})} for tax in settings["taxes"]],
                    "taxInclusive": settings["inclusive"],
                    "discounts": [{**one, "value": float(one["value"])} for one in settings["discounts"]],
                    "discountLimits": [{**one, "percent": float(one["percent"])} for one in settings["limits"]],
                    "printReceiptAutomatically": settings["prints"]},
            "inventory": {"oversell": settings["oversell"], "costing": settings["costing"]},
            "reports": {"enableAutomaticDailyReports": False}}


def started(wanted, kind, setup):
    """A café that nobody has sold in, in memory where there is room for it: nothing here asks what a disk keeps."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="cafepos-prove-", dir=memory if memory.is_dir() else None))
    return MailingCafe(wanted.binary, kind, setup["at"], {"TIMEZONE": setup["settings"]["timezone"]}, folder)


class MailingCafe(ClockedCafe):
    """With a mail server, and printers that are files."""

    def __init__(self, binary, kind, at, settings, folder):
        self.mails = mail_server()
        super().__init__(binary, kind, at, {**settings, "PRINTER_TYPE": "file", "PRINTER_FILE_PATH": str(folder / model_paper.RECEIPTS),
                                            "SMTP_SERVER": "127.0.0.1", "SMTP_PORT": str(self.mails.port), "SMTP_USE_TLS": "false",
                                            "EMAIL_FROM": "cafe@example.org"}, folder)

    def __exit__(self, *failed):
        super().__exit__(*failed)
        self.mails.__exit__()
