"""The arithmetic of the model: integers of cents and exact fractions, written from docs/adr/0007, 0021, 0023, 0027 and 0029 alone.

Nothing here was read off the program; where both say the same, two minds did.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

COINS = {"none": 1, "nearest_nickel": 5, "nearest_dime": 10, "nearest_half": 50, "nearest_whole": 100}


def half_up(value):
    """To the next whole one; a half goes up, of less than nothing down: away from nothing, as a line and its refund must cancel."""
    return (value + Fraction(1, 2)).__floor__() if value >= 0 else -half_up(-value)


def shares(whole, weights):
    """By largest remainder: everybody's exact share rounded down, and what is left to the largest fractions, the first ones first."""
    total = sum(weights)
    if total == 0:
        weights, total = [1] * len(weights), len(weights)
    exact = [Fraction(whole * weight, total) for weight in weights]
    given = [share.__floor__() for share in exact]
    by_fraction = sorted(range(len(weights)), key=lambda one: (given[one] - exact[one], one))
    for one in by_fraction[: whole - sum(given)]:
        given[one] += 1
    return given


def to_coins(cents, mode):
    coin = COINS[mode]
    return half_up(Fraction(cents, coin)) * coin


def wire(cents):
    """Cents as the JSON says them."""
    return None if cents is None else Decimal(cents) / 100


def as_rate(percent):
    return Decimal(percent.numerator) / percent.denominator


def taken_off(discount, price):
    """(kind, value): percent of the price, or so many cents."""
    if discount is None:
        return 0
    kind, value = discount
    return half_up(price * Fraction(value) / 100) if kind == "percentage" else half_up(Fraction(value) * 100)


@dataclass(eq=False)
class Line:
    """One line as it is sold. Money in cents."""
    item: str  # the menu item's key
    name: str
    size: str
    category: str
    quantity: int
    unit: int  # as charged, with options
    catalogue: int  # the menu's, with options
    tax: tuple = ("", Fraction(0))  # name and percent
    discount: tuple = None
    reason: str = None
    options: list = field(default_factory=list)  # (option's key, quantity), as sold
    notes: str = ""
    combo: tuple = None  # (one for all parts of one combo, the combo's item, its name)
    recipe: dict = field(default_factory=dict)  # what one unit takes: thousandths by stock item
    made: bool = False  # its item has a recipe, whatever options left of it
    cost: int = None
    # what pricing finds
    gross: int = 0
    own: int = 0
    off: int = 0  # own and its share of the order's
    taxed: int = 0
    difference: int = 0
    # what refunds gave back
    paid: int = 0
    units_back: int = 0
    money_back: int = 0
    tax_back: int = 0
    net_back: int = 0
    restocked: int = 0
    key: str = ""
    # of a tab's: what was paid and voided again; of one that a tab sold: which
    ordered_on: str = None
    undone: int = 0
    of_tab: object = None

    def net(self):
        return self.gross - self.off + self.difference

    def charged(self, inclusive):
        return self.net() + (0 if inclusive else self.taxed)


@dataclass
class Sums:
    subtotal: int
    discount: int
    order_discount: int
    tax: int
    exact: int  # the total before coins
    taxes: list  # [name, percent, taxable, tax] by first appearance


def price(lines, discount, inclusive):
    """Fills in what each line comes to."""
    for line in lines:
        line.gross = line.unit * line.quantity
        line.own = taken_off(line.discount, line.gross)
    left = [line.gross - line.own for line in lines]
    order_discount = taken_off(discount, sum(left))
    for line, share in zip(lines, shares(order_discount, left)):
        line.off, line.difference = line.own + share, 0
    return summed(lines, order_discount, inclusive)


def summed(lines, order_discount, inclusive):
    taxes = []
    for rate in dict.fromkeys(line.tax for line in lines):
        own = [line for line in lines if line.tax == rate]
        net = sum(line.net() for line in own)
        part = Fraction(rate[1]) / 100
        tax = half_up(net * part / (1 + part) if inclusive else net * part)
        for line, share in zip(own, shares(tax, [line.net() for line in own])):
            line.taxed = share
        taxes.append([*rate, net - tax if inclusive else net, tax])
    subtotal, off = sum(line.gross for line in lines), sum(line.off for line in lines)
    tax = sum(row[3] for row in taxes)
    return Sums(subtotal, off, order_discount, tax, subtotal - off + (0 if inclusive else tax), taxes)


def charge(lines, sums, total, inclusive):
    """All the money that was taken was taken for the goods (ADR 21): the same lines for that total."""
    weights = [line.charged(inclusive) for line in lines]
    if not sum(weights):
        weights = [line.gross for line in lines]
    money = dict(zip(map(id, lines), shares(total, weights)))
    for row in sums.taxes:
        own = [line for line in lines if line.tax == (row[0], row[1])]
        taken = sum(money[id(line)] for line in own)
        part = Fraction(row[1]) / 100
        tax = half_up(taken * part / (1 + part))
        for line, share in zip(own, shares(tax, [money[id(line)] for line in own])):
            line.taxed = share
            line.difference = money[id(line)] - (0 if inclusive else share) - (line.gross - line.off)
        row[2:] = [taken - tax, tax]
    sums.tax = sum(row[3] for row in sums.taxes)
    return sums


def combo_shares(price_of_one, alone):
    """What each part has of a combo's price: in proportion to what it costs by itself."""
    return shares(price_of_one, [max(0, one) for one in alone])
