"""Giving money back in the model (docs/adr/0007, 0027): by lines, by amount, all of it; and voids.

Of a line: a is what was paid for it, t its tax, n its units; m, x, r what earlier refunds gave back of them.
"""

from fractions import Fraction

import model_stock
from model_cafe import Refund, Refused
from model_money import half_up, shares


def paid_per_line(order):
    """The total, shared by what the lines cost after discount, with tax."""
    for line, paid in zip(order.lines, shares(order.total, [line.charged(order.inclusive) for line in order.lines])):
        line.paid = paid


def tax_in(line, amount):
    """It follows the money: when all of it is back, so is all of the tax."""
    if not line.paid:
        return 0
    return max(0, half_up(Fraction(line.taxed * (line.money_back + amount),
                                   line.paid)) - line.tax_back)  # shares of an amount may have been a cent more


def of_units(line, units):
    """What so many units more cost: rounded sums, so that any sequence ends at what was paid."""
    return half_up(Fraction(line.paid * (line.units_back + units), line.quantity)) - half_up(Fraction(line.paid * line.units_back, line.quantity))


class Back:
    """A refund from what is asked for. `parts`: [line, units, amount, tax, restock]."""

    def __init__(self, world, order, asked, who):
        self.world, self.order, self.asked, self.who = world, order, asked, who
        if order.status == "voided":
            raise Refused(409, "CONFLICT")
        self.left = order.total - order.given_back()
        self.parts = []

    def plan(self):
        asked, amount = self.asked, self.asked.get("amount")
        if asked.get("items") == ["all"] and amount is None or amount is not None and amount == self.left and not asked.get("lines"):
            self.all_that_is_left()
        elif asked.get("lines"):
            self.lines(asked["lines"], amount)
        else:
            self.amount(amount)
        self.parts.sort(key=lambda part: self.order.lines.index(part[0]))
        return self.parts

    def all_that_is_left(self):
        if not self.left:
            raise Refused(422, "REFUND_EXCEEDS_PAID")
        self.parts = [[line, line.quantity - line.units_back, line.paid - line.money_back, line.taxed - line.tax_back, False]
                      for line in self.order.lines if line.quantity > line.units_back or line.paid > line.money_back]

    def lines(self, wanted, amount):
        for line, units, restock in wanted:
            if units > line.quantity - line.units_back:
                raise Refused(422, "REFUND_EXCEEDS_PAID")
            cost = of_units(line, units)
            if cost > line.paid - line.money_back:
                raise Refused(422, "REFUND_EXCEEDS_PAID")
            self.parts.append([line, units, cost, 0, restock])
        for part in self.parts:
            part[3] = tax_in(part[0], part[2])

    def amount(self, amount):
        if amount > self.left:
            raise Refused(422, "REFUND_EXCEEDS_PAID")
        left = [line.paid - line.money_back for line in self.order.lines]
        for line, share in zip(self.order.lines, shares(amount, left)):
            if share:
                self.parts.append([line, 0, share, 0, False])
        for rate in dict.fromkeys(line.tax for line in self.order.lines):
            for line, tax in self.taxes_of(rate, [part for part in self.parts if part[0].tax == rate]):
                part = next((one for one in self.parts if one[0] is line), None)
                if part:
                    part[3] = tax
                elif tax:  # the cent of a rate may fall to a line that no cent of the money fell to
                    self.parts.append([line, 0, 0, tax, False])

    def taxes_of(self, rate, own):
        lines = [line for line in self.order.lines if line.tax == rate]
        taxed, paid = sum(line.taxed for line in lines), sum(line.paid for line in lines)
        back, tax_back = sum(line.money_back for line in lines), sum(line.tax_back for line in lines)
        tax = half_up(Fraction(taxed * (back + sum(part[2] for part in own)), paid)) - tax_back if paid else 0
        return zip(lines, shares(max(0, tax), [line.taxed - line.tax_back for line in lines]))

    def payments(self, amount):
        """As it was paid, the last tender first; or as somebody says."""
        method = self.asked.get("method")
        if method:
            if method not in self.world.settings["methods"]:
                raise Refused(400, "VALIDATION_ERROR")
            return [[method, amount]]
        given = self.asked.get("payments")
        if given:
            if sum(part for _, part in given) != amount:
                raise Refused(422, "PAYMENTS_DIFFER")
            return [list(one) for one in given]
        back, rest = [], amount
        for name in dict.fromkeys(payment.method for payment in reversed(self.order.payments)):
            part = min(rest, self.order.left_of(name))
            if part > 0:
                back.append([name, part])
                rest -= part
        if rest or not back:
            last = self.order.payments[-1].method
            for one in back:
                if one[0] == last:
                    one[1] += rest
                    return back
            back.append([last, rest])
        return back


def store(world, order, key, parts, payments, asked, who, nets=None):
    """The refund happens: lines, order, numbers and the café's day know it. `nets`: where they are known otherwise."""
    dated = world.calendar.take(world.now)
    taxes, lines = {}, []
    rounding_of = {id(line): line.paid - line.charged(order.inclusive) for line in order.lines}
    for at, (line, units, amount, tax, restock) in enumerate(parts):
        net = nets[at] if nets else net_of(line, amount, tax, rounding_of[id(line)])
        lines.append([line, units, amount, tax, net, restock])
        line.net_back += net
        row = taxes.setdefault(line.tax, [*line.tax, 0, 0])
        row[2] += net
        row[3] += tax
    for line, units, amount, tax, restock in parts:
        line.units_back += units
        line.money_back += amount
        line.tax_back += tax
        line.restocked += units if restock else 0
    amount = sum(part[2] for part in parts)
    refund = Refund(key, order, world.next_number("REF", dated.day), dated.at, dated.day, dated.hour, who, amount, sum(part[3] for part in parts),
                    asked["reason"], lines, [row for row in taxes.values() if row[2] or row[3]], payments, asked.get("till") or order.till)
    order.refunds.append(refund)
    world.refunds[key] = refund
    if world.settings["prints"]:
        world.paper.slip("refund", key)
    if order.given_back() == order.total and order.total:
        order.status = "refunded"
    return refund


def net_of(line, amount, tax, rounding):
    """Neither tax nor the line's share of cash rounding, which goes back in proportion as well."""
    if not line.paid:
        return amount - tax
    before = half_up(Fraction(rounding * line.money_back, line.paid))
    return amount - tax - (half_up(Fraction(rounding * (line.money_back + amount), line.paid)) - before)


def after(world, refund, parts):
    """What it does to stock and drawer."""
    for line, units, _, _, restock in parts:
        if restock:
            model_stock.give_back(world, line, units)
    drawer = world.open_drawer(refund.till)
    if drawer:
        refund.drawer = drawer.key
        drawer.moves.append(("refund", -sum(amount for method, amount in refund.payments if method == "cash"), refund))
