"""A sale in the model: what is on each line, what it comes to, how it is paid and what is said about it."""

import copy
from fractions import Fraction

from model_cafe import Payment, Refused, recipe_of
from model_clock import BEHIND_MAX
from model_money import COINS, Line, charge, combo_shares, price, shares, taken_off, to_coins

RIGHT_OF_LIMIT = "sales.exceed_discount_limit"


class Sale:
    """From what a register asks for (`asked`, as an operation says it) to the order. Raises Refused.

    `ordered`: lines that a tab held, at the prices they were ordered for.
    """

    def __init__(self, world, asked, who, ordered=None):
        self.world, self.asked, self.who = world, asked, who
        self.settings = world.settings
        self.figures = asked.get("figures") or {}
        self.has_charged = any(name in self.figures for name in ("subtotal", "tax", "total"))
        self.flags, self.faults, self.variances = [], [], []
        self.needs = set()  # permissions beyond that of selling
        arrival = world.calendar.look(world.now)
        self.arrival = self.dated = arrival
        if arrival.doubtful:
            self.flag("clock")
        occurred = asked.get("occurred")
        if occurred is not None:
            if occurred > arrival.at + BEHIND_MAX:
                self.flag("clock")
            self.dated = world.calendar.of_late(arrival, occurred)
            if self.dated.day < arrival.day:
                self.flags.append("late")
        self.occurred = occurred if occurred is not None and arrival.at - occurred > BEHIND_MAX else None
        self.lines = ordered or [line for number, one in enumerate(asked["lines"]) for line in self.lines_of(number, one)]
        self.prices_are_ours = sum(line.deviation for line in self.lines) <= 1  # the whole order may be a cent off, not each line of it
        if not self.prices_are_ours:
            self.vary("price_variance")

    # ---- lines

    def fault(self, code, flag=None):
        """A sale that says what was charged is flagged instead."""
        if flag is None or not self.has_charged:
            self.faults.append(Refused(403 if code == "FORBIDDEN" else 422, code))
        else:
            self.flag(flag)

    def flag(self, reason):
        if reason not in self.flags:
            self.flags.append(reason)

    def lines_of(self, number, one):
        item = self.world.items[one["item"]]
        if item.archived:
            self.flag("archived_item")
        if item.slots is not None:
            return self.parts_of(number, one, item)
        chosen = self.options_of(item, one.get("options", []))
        extra = sum(option.delta * count for option, count in chosen)
        if item.open_price:
            if one.get("price") is None:
                self.fault("VALIDATION_ERROR")
            unit = catalogue = meant = one.get("price") or 0
        else:
            unit, catalogue, meant = charged_price(one, [max(0, cents + extra) for cents in item.prices_lately(self.world.now)])
        line = Line(item.key, item.name, item.size, item.category, one["quantity"], unit, catalogue, self.tax(item.category),
                    *self.discount_of(one, unit * one["quantity"]), options=chosen, notes=one.get("notes", ""), recipe=recipe_of(item, chosen),
                    made=bool(item.recipe))
        line.meant, line.deviation, line.ours = meant, abs(unit - meant) * line.quantity, None
        line.whole, _ = self.known_discount(one.get("discount"), one.get("discountId"))
        return [line]

    def vary(self, cause):
        self.variances.append(cause)
        self.flag(cause)

    def tax(self, category):
        return self.world.tax_of(category, self.asked.get("service"))

    def options_of(self, item, asked):
        """[(option, how many)]: what is asked for, and the defaults of each group of which nothing is."""
        chosen, known, wanted = [], set(), {}
        for name, count in asked:  # named twice it is two of it
            wanted[name] = wanted.get(name, 0) + count
        asked = wanted.items()
        for key in item.groups:
            group = self.world.groups[key]
            own = [(option, count) for option in group.options for name, count in asked if name == option.key]
            known |= {option.key for option, _ in own}
            if own:
                here = [(option, count) for option, count in own if count > 0]
            else:
                here = [(option, 1) for option in group.options if option.default]
            if len(here) < group.least:
                self.fault("OPTION_REQUIRED", "options")
            if group.most is not None and len(here) > group.most or any(count > option.at_most for option, count in here):
                self.fault("OPTION_LIMIT", "options")
            chosen += here
        for name, count in asked:
            if name not in known and count:
                self.fault("OPTION_UNKNOWN", "options")
                if name in self.world.options:
                    chosen.append((self.world.options[name], count))
        return chosen

    def parts_of(self, number, one, combo):
        """A line for each part; they share the combo's price in proportion to what each costs by itself."""
        asked = {part["slot"]: part for part in one.get("parts", [])}
        if set(asked) - {name for name, _ in combo.slots} or len(asked) < len(one.get("parts", [])):
            self.fault("COMBO_PART_UNKNOWN", "combo")
        parts = []
        for name, choices in combo.slots:
            part = asked.get(name)
            there = [one for one in choices if not self.world.items[one[0]].archived] or choices
            if part is None and not any(default and not self.world.items[key].archived for key, _, default in choices):
                self.fault("COMBO_PART_REQUIRED", "combo")
            chosen = part["item"] if part else next((key for key, _, default in there if default), there[0][0])
            if chosen not in [key for key, _, _ in choices]:
                self.fault("COMBO_PART_UNKNOWN", "combo")
            delta = next((cents for key, cents, _ in choices if key == chosen), 0)
            item = self.world.items[chosen]
            if item.archived:
                self.flag("archived_item")
            options = self.options_of(item, part.get("options", []) if part else [])
            extra = sum(option.delta * count for option, count in options)
            parts.append((item, options, delta + extra, item.price() + delta + extra))
        beside = sum(more for _, _, more, _ in parts)
        unit, catalogue, meant = charged_price(one, [max(0, cents + beside) for cents in combo.prices_lately(self.world.now)])
        alone = [max(0, own) for _, _, _, own in parts]
        units, menus, means = (combo_shares(whole, alone) for whole in (unit, catalogue, meant))
        discount, reason = self.discount_of(one, unit * one["quantity"])
        asked, _ = self.known_discount(one.get("discount"), one.get("discountId"))
        offs, menu_offs = (shares(min(taken_off(off, whole * one["quantity"]), whole * one["quantity"]), [share * one["quantity"] for share in each])
                           if off else None for off, whole, each in ((discount, unit, units), (asked, catalogue, menus)))
        lines = []
        for at, (item, options, _, _) in enumerate(parts):
            line = Line(item.key, item.name, item.size, item.category, one["quantity"], units[at], menus[at], self.tax(item.category),
                        ("fixed", Fraction(offs[at], 100)) if offs else None, reason, options, one.get("notes", ""),
                        (number, combo.key, combo.name), recipe_of(item, options), bool(item.recipe))
            line.meant, line.deviation = means[at], abs(unit - meant) * one["quantity"] if at == 0 else 0
            line.ours = ("fixed", Fraction(menu_offs[at], 100)) if offs else None
            line.combo_deviates = unit != meant
            lines.append(line)
        return lines

    # ---- discounts

    def discount_of(self, one, price_of_line):
        """(kind, value) and the reason."""
        discount, reason = self.known_discount(one.get("discount"), one.get("discountId"))
        if discount and taken_off(discount, price_of_line) > price_of_line:
            return self.bounded(price_of_line), reason
        return discount, reason

    def known_discount(self, given, preset):
        if preset is not None:
            found = next((one for one in self.settings["discounts"] if one["id"] == preset), None)
            if found is None:
                self.fault("VALIDATION_ERROR")
                return None, None
            if found["needsApproval"]:
                self.needs.add(RIGHT_OF_LIMIT)
            return (found["type"], Fraction(found["value"])), given[2] if given and given[2] else found["name"]
        if not given:
            return None, None
        return (given[0], Fraction(given[1])), given[2]

    def bounded(self, price):
        """Takes off what there is where the money has been taken, and is refused where it is a question."""
        if not self.has_charged:
            self.fault("VALIDATION_ERROR")
        self.flag("discount_bounded")
        return "fixed", Fraction(price, 100)

    # ---- what it comes to

    def priced(self):
        inclusive = self.settings["inclusive"]
        discount, reason = self.known_discount(self.asked.get("discount"), self.asked.get("discountId"))
        self.reason, self.discount = reason, discount
        left = sum(line.unit * line.quantity - taken_off(line.discount, line.unit * line.quantity) for line in self.lines)
        if discount and taken_off(discount, left) > left:
            discount = self.bounded(left)
        sums = price(self.lines, discount, inclusive)
        said = self.figures.get("discount")
        if said is not None and said > left and self.has_charged:
            said = left
            self.flag("discount_bounded")
        if said is not None and discount and abs(said - sums.order_discount) > 1:
            self.vary("discount_variance")
            self.discount = ("fixed", Fraction(said, 100))
            if said > left:
                self.fault("VALIDATION_ERROR")
            sums = price(self.lines, self.discount, inclusive)
        if sums.discount:
            self.needs.add("sales.apply_discount")
        self.check_limit(sums)
        for permission in ("sales.apply_discount", RIGHT_OF_LIMIT):
            if permission in self.needs and not self.world.may(self.who, permission):
                self.fault("FORBIDDEN")
        return sums

    def check_limit(self, sums):
        limit = next((one["percent"] for one in self.settings["limits"] if one["role"] == self.world.role(self.who)), None)
        if limit is not None and sums.discount >= Fraction(limit) * sums.subtotal / 100 + 1:  # a started cent is given
            self.needs.add(RIGHT_OF_LIMIT)

    def done(self):
        """What it comes to, the total, the payments, and what we would have charged. What happens then is the caller's."""
        tenders = self.asked["payments"]
        for tender in tenders:
            if tender["method"] not in self.settings["methods"]:
                self.fault("VALIDATION_ERROR", "unknown_method")
        sums = self.priced()
        ours = self.payable(tenders, sums.exact)
        total, rounding = self.charged_total(sums, ours, tenders)
        priced = self.priced_total(tenders, total)
        payments = self.paid(tenders, total, rounding)
        if self.variances and self.settings["variance"] == "reject" and not self.world.may(self.who, "sales.override_price"):
            self.faults.append(Refused(422, "PRICE_VARIANCE"))
        if self.faults:
            raise Refused(*self.faults[0].answers[0], *self.faults[1:])
        return sums, total, rounding, payments, priced

    # ---- what the register says that it charged

    def charged_total(self, sums, ours, tenders):
        """The total and its rounding. Within a cent is equal, also to the total of a register that does not round cash; what was taken is what is
        stored, and what is more than rounding of it was taken for the goods.
        """
        said = self.figures
        if not self.has_charged:
            return ours, ours - sums.exact
        if said.get("subtotal") is not None and abs(said["subtotal"] - sums.subtotal) > 1:
            self.vary("subtotal_variance")
        claimed = ours, sums.exact
        if said.get("tax") is not None and abs(said["tax"] - sums.tax) > 1:
            self.vary("tax_variance")
            exact = sums.subtotal - sums.discount + (0 if self.settings["inclusive"] else said["tax"])
            claimed = self.payable(tenders, exact), exact
        total = said.get("total")
        if total is not None and beside(total, claimed) > 1:
            self.vary("total_variance")
        total = claimed[0] if total is None else total
        if beside(total, (ours, sums.exact)) > 1:
            charge(self.lines, sums, total, self.settings["inclusive"])
            return total, 0
        return total, total - sums.exact

    def priced_total(self, tenders, total):
        """What we would have charged: the same at the prices that were meant, or the menu's; rounded as the register does."""
        lines = [copy.copy(line) for line in self.lines]
        for line in lines:
            deviates = line.deviation or getattr(line, "combo_deviates", False)
            line.unit = line.meant if self.prices_are_ours or not deviates else line.catalogue
            if deviates and not self.prices_are_ours and line.ours:
                line.discount = line.ours
            elif line.discount and getattr(line, "whole", None):
                line.discount = line.whole
            if line.discount and taken_off(line.discount, line.unit * line.quantity) > line.unit * line.quantity:
                line.discount = ("fixed", Fraction(line.unit * line.quantity, 100))
        left = sum(line.unit * line.quantity - taken_off(line.discount, line.unit * line.quantity) for line in lines)
        discount = self.discount
        if discount and taken_off(discount, left) > left:
            discount = ("fixed", Fraction(left, 100))
        exact = price(lines, discount, self.settings["inclusive"]).exact
        rounded, said = self.payable(tenders, exact), self.figures.get("total")
        priced = exact if said is not None and abs(exact - said) < abs(rounded - said) else rounded
        if said is not None and not self.variances and abs(total - priced) > 1:
            self.vary("total_variance")
        return priced

    # ---- tenders: each part in cash is rounded to coins by itself

    def in_coins(self, tender, amount):
        return to_coins(amount, self.settings["coins"]) if tender["method"] == "cash" else amount

    def payable(self, tenders, exact):
        """The total that can be paid so. Amounts may be exact, or what coins make of them."""
        known = [(tender, tender["amount"]) for tender in tenders if tender.get("amount") is not None]
        whole, payable = sum(amount for _, amount in known), sum(self.in_coins(*one) for one in known)
        rest = next((tender for tender in tenders if tender.get("amount") is None), None)
        if rest:
            return exact if exact < whole else payable + self.in_coins(rest, exact - whole)
        slack = sum(COINS[self.settings["coins"]] // 2 for tender, _ in known if tender["method"] == "cash")
        return payable if whole == exact or whole == payable and abs(whole - exact) <= slack else exact

    def amounts_of(self, tenders, total, rounded):
        known = [None if tender.get("amount") is None else self.in_coins(tender, tender["amount"]) if rounded else tender["amount"]
                 for tender in tenders]
        rest = max(0, total - sum(amount for amount in known if amount is not None))
        return [rest if amount is None else amount for amount in known]

    def paid(self, tenders, total, rounding):
        parts = self.amounts_of(tenders, total, True)
        exact = self.amounts_of(tenders, total, False)
        if sum(parts) != total and sum(exact) == total:
            parts = exact  # a register that does not round cash
        own = [part - tender["amount"] if tender["method"] == "cash" and tender.get("amount") is not None else 0 for tender,
               part in zip(tenders, parts)]
        cash = [at for at, tender in enumerate(tenders) if tender["method"] == "cash"]
        rest = [at for at in cash if tenders[at].get("amount") is None]
        own[(rest or cash[-1:] or [-1])[0]] += rounding - sum(own)
        if sum(parts) != total:
            self.fault("PAYMENTS_DIFFER", "payments_differ")
            put_down(total - sum(parts), parts)
        return [self.payment(tender, part, share) for tender, part, share in zip(tenders, parts, own)]

    def payment(self, tender, amount, rounding):
        tip = tender.get("tip") or 0
        tendered = tender.get("tendered")
        if tender["method"] != "cash" or tendered is None:
            return Payment(tender["method"], amount, rounding, tip, amount + tip, 0)
        if tendered < amount + tip:
            self.fault("VALIDATION_ERROR", "payments_differ")
            tendered = amount + tip
        return Payment("cash", amount, rounding, tip, tendered, tendered - amount - tip)


def charged_price(one, ours):
    """The price charged, the menu's, and that of the recent ones which is meant."""
    sent = one.get("price")
    return (ours[0], ours[0], ours[0]) if sent is None else (sent, ours[0], min(ours, key=lambda cents: abs(cents - sent)))


def beside(total, ours):
    return min(abs(total - own) for own in ours)


def put_down(off, parts):
    """More goes to the last tender, less comes from the last ones."""
    for at in reversed(range(len(parts))):
        if off >= 0:
            parts[at] += off
            return
        taken = min(parts[at], -off)
        parts[at] -= taken
        off += taken
