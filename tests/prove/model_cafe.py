"""What a café is in the model: its settings, menu, people, and everything that happened. Every part of it refers to others by names of
the model's own ("item 3", "order 17"); ids are the server's.
"""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from model_clock import Calendar
from model_kitchen import Kitchen
from model_money import half_up
from model_paper import Paper

ROLES = {"owner": "admin", "mona": "manager", "carl": "cashier", "cleo": "cashier", "tina": "trainee", "kit": "kitchen"}
KITCHEN = {"kitchen.view", "kitchen.advance"}
CASHIER = {"sales.process", "sales.view_history", "sales.apply_discount", "reports.view", "tabs.use", "menu.availability", "drawers.use", "receipts.reprint", *KITCHEN}
PRICES_REMEMBERED = 12 * 3_600_000  # a register may not have seen the change


class Refused(Exception):
    """What the server must answer instead: a status and a code. Of several faults it may name any."""

    def __init__(self, status, code, *others):
        self.answers = [(status, code), *(answer for other in others for answer in other.answers)]
        super().__init__(str(self.answers))


class Missing(Exception):
    """What an operation is about was left out of this game."""


@dataclass
class Option:
    key: str
    name: str
    delta: int
    default: bool = False
    at_most: int = 1
    effects: list = field(default_factory=list)  # ("adds", stock, thousandths), ("replaces", of, stock, ratio), ("removes", of)
    out_until: int = None  # until when it is sold out


@dataclass
class Group:
    key: str
    name: str
    least: int
    most: int  # None: any number
    options: list = field(default_factory=list)


@dataclass
class Item:
    key: str
    name: str
    size: str
    category: str
    prices: list  # (since when, cents), the last one counts
    open_price: bool = False
    groups: list = field(default_factory=list)
    recipe: dict = field(default_factory=dict)
    slots: list = None  # of a combo: (name, [(item, delta, default)])
    archived: bool = False
    out_until: int = None  # until when it is sold out
    touched: int = 0  # how often it was sold, ordered or changed
    station: str = None  # one that makes it in the place of its category's

    def price(self):
        return self.prices[-1][1]

    def touch(self):
        self.touched += 1
        return self.touched

    def prices_lately(self, now):
        """Those that counted at some time in the last twelve hours, the present one first."""
        ends = [since for since, _ in self.prices[1:]] + [float("inf")]
        return [self.price()] + [cents for (_, cents), end in zip(self.prices[:-1], ends) if end > now - PRICES_REMEMBERED]


@dataclass
class Stock:
    key: str
    name: str
    unit: str
    level: int  # thousandths
    least: int
    cost: int  # ten thousandths of one unit
    movements: list = field(default_factory=list)  # (type, change, level before, level after)


@dataclass
class Payment:
    method: str
    amount: int
    rounding: int = 0
    tip: int = 0
    tendered: int = 0
    change: int = 0


@dataclass
class Refund:
    key: str
    order: object
    number: str
    at: int
    day: date
    hour: int
    who: str
    amount: int
    tax: int
    reason: str
    lines: list  # [line, units, amount, tax, net, restock]
    taxes: list  # [name, percent, taxable, tax]
    payments: list  # [method, amount]
    till: str = None
    drawer: str = None


@dataclass
class Order:
    key: str
    number: str
    at: int  # stored
    day: date
    hour: int
    who: str
    lines: list
    sums: object
    inclusive: bool
    rounding: int
    total: int
    priced: int
    payments: list
    flags: list
    customer: str = None
    notes: str = None
    service: str = None
    till: str = None
    drawer: str = None
    client: str = None
    occurred: int = None
    reason: str = None
    discount: tuple = None
    claim: tuple = None
    status: str = "completed"
    hidden: bool = False
    refunds: list = field(default_factory=list)
    voided_at: int = None
    edited_at: int = None
    reprints: int = 0

    def given_back(self):
        return sum(refund.amount for refund in self.refunds)

    def counts(self):
        return self.status != "voided"

    def method(self):
        methods = {payment.method for payment in self.payments}
        return methods.pop() if len(methods) == 1 else "mixed"

    def left_of(self, method):
        paid = sum(payment.amount for payment in self.payments if payment.method == method)
        return paid - sum(amount for refund in self.refunds for one, amount in refund.payments if one == method)


class World:
    """All there is. The parts of the model (sales, stock, tabs …) are classes beside it that work on it."""

    def __init__(self, settings, now):
        self.now = now
        self.settings = settings
        self.calendar = Calendar(settings["timezone"], settings["start"])
        self.items, self.groups, self.options, self.stock = {}, {}, {}, {}
        self.orders, self.refunds, self.tabs, self.tills, self.drawers, self.zs = {}, {}, {}, {}, {}, []
        self.numbers = {}  # of each kind and day: the last one
        self.kitchen = Kitchen()
        self.paper = Paper(self)
        self.denied = None  # what an approval that is over is answered
        self.imports = {}  # of the menu, that can be undone
        self.allowed = set()  # (who, permission) that somebody else approved just now

    def next_number(self, prefix, day):
        return f"{prefix}-{day:%Y%m%d}-{self.next_of_day(prefix, day):04}"

    def next_of_day(self, kind, day):
        last = self.numbers[kind, day] = self.numbers.get((kind, day), 0) + 1
        return last

    def touch(self, lines):
        for line in lines:
            self.items[line.item].touch()
            if line.combo:
                self.items[line.combo[1]].touch()

    def born(self):
        """A number for what is kept in the order it came."""
        self.births = getattr(self, "births", 0) + 1
        return self.births

    def role(self, who):
        return ROLES[who]

    def may(self, who, permission):
        role = self.role(who)
        if (who, permission) in self.allowed:
            return True
        if role in ("cashier", "kitchen"):
            return permission in (CASHIER if role == "cashier" else KITCHEN)
        return role in ("admin", "manager") or permission in ("sales.process", "tabs.use", "drawers.use")

    def require(self, who, permission):
        if not self.may(who, permission):
            raise self.denied or Refused(403, "FORBIDDEN")

    def shown(self):
        """The orders that can be seen."""
        return [order for order in self.orders.values() if not order.hidden]

    def open_drawer(self, till):
        return next((one for one in self.drawers.values() if one.till == till and one.closed_at is None), None) if till else None

    def tax_of(self, category, service):
        """What lists the category before what lists none, then what is for the service before what is for every one."""
        best = None
        for tax in self.settings["taxes"]:
            names_it = category.lower() in (name.lower() for name in tax["categories"])
            if tax["categories"] and not names_it or tax["service"] not in (None, service):
                continue
            rank = (names_it, tax["service"] is not None)
            if best is None or rank > best[0]:
                best = (rank, tax)
        return (best[1]["name"], Fraction(best[1]["rate"])) if best else ("", Fraction(0))


def recipe_of(item, chosen):
    """What one unit takes: the recipe after what its options do to it, and what they add."""
    recipe, adds, gone = dict(item.recipe), {}, set()
    for option, count in chosen:
        for effect, *words in option.effects:
            if effect == "adds":
                stock, quantity = words
                adds[stock] = adds.get(stock, 0) + quantity * count
            elif words[0] in item.recipe and words[0] not in gone:
                gone.add(words[0])
                taken = recipe.pop(words[0])
                if effect == "replaces":
                    _, stock, ratio = words
                    adds[stock] = adds.get(stock, 0) + half_up(taken * Fraction(ratio))
    for stock, quantity in adds.items():
        recipe[stock] = recipe.get(stock, 0) + quantity
    return recipe
