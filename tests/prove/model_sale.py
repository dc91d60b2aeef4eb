"""A sale in the model: what is on each line, what it comes to, how it is paid and what is said about it."""

from fractions import Fraction

from model_cafe import Order, Payment, Refused, recipe_of
from model_clock import BEHIND_MAX, FIRST_PLAUSIBLE
from model_money import COINS, Line, charge, combo_shares, half_up, price, shares, taken_off, to_coins

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
            if occurred > arrival.at + BEHIND_MAX or occurred < FIRST_PLAUSIBLE:
                self.flag("clock")
            self.dated = world.calendar.of_late(arrival, occurred)
            if self.dated.day < arrival.day:
                self.flags.append("late")
        self.occurred = occurred if occurred is not None and arrival.at - occurred > BEHIND_MAX else None
        self.lines = ordered or [line for number, one in enumerate(asked["lines"]) for line in self.lines_of(number, one)]

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
            unit, catalogue, meant = self.charged_price(one, [max(0, cents + extra) for cents in item.prices_lately(self.world.now)])
        line = Line(item.key, item.name, item.size, item.category, one["quantity"], unit, catalogue, self.tax(item.category),
                    *self.discount_of(one, unit * one["quantity"]), options=chosen, notes=one.get("notes", ""), recipe=recipe_of(item, chosen), made=bool(item.recipe))
        line.meant = meant
        return [line]

    def charged_price(self, one, ours):
        """The price charged, the menu's, and that of the recent ones which is meant: within a cent on the whole line ours is."""
        sent = one.get("price")
        if sent is None:
            return ours[0], ours[0], ours[0]
        meant = min(ours, key=lambda cents: abs(cents - sent))
        if abs(sent - meant) * one["quantity"] <= 1:
            return meant, ours[0], meant
        self.vary("price_variance")
        return sent, ours[0], meant

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
        unit, catalogue, meant = self.charged_price(one, [max(0, cents + beside) for cents in combo.prices_lately(self.world.now)])
        alone = [max(0, own) for _, _, _, own in parts]
        units, menus, means = (combo_shares(whole, alone) for whole in (unit, catalogue, meant))
        discount, reason = self.discount_of(one, unit * one["quantity"])
        offs = shares(taken_off(discount, unit * one["quantity"]), [share * one["quantity"] for share in units]) if discount else None
        lines = []
        for at, (item, options, _, _) in enumerate(parts):
            line = Line(item.key, item.name, item.size, item.category, one["quantity"], units[at], menus[at], self.tax(item.category),
                        ("fixed", Fraction(offs[at], 100)) if offs else None, reason, options, one.get("notes", ""),
                        (number, combo.key, combo.name), recipe_of(item, options), bool(item.recipe))
            line.meant = means[at]
            lines.append(line)
        return lines

    # ---- discounts

    def discount_of(self, one, price_of_line):
        """(kind, value) and the reason."""
        discount, reason = self.known_discount(one.get("discount"), one.get("discountId"))
        if discount and taken_off(discount, price_of_line) > price_of_line:
            return self.bounded(one.get("discountId"), price_of_line), reason
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

    def bounded(self, preset, price):
        """One that the settings name takes off what there is where the money has been taken; any other that is more is refused."""
        if preset is None or not self.has_charged:
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
            discount = self.bounded(self.asked.get("discountId"), left)
        sums = price(self.lines, discount, inclusive)
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
        """The order, stored; stock, drawer and the café's day are the caller's."""
        sums = self.priced()
        tenders = self.asked["payments"]
        total, payments = self.paid(tenders, sums.exact)
        if self.faults:
            raise Refused(*self.faults[0].answers[0], *self.faults[1:])
        return sums, total, payments

    # ---- tenders

    def paid(self, tenders, exact):
        """What is to be paid in all, and by whom: each part in cash is rounded to coins by itself."""
        for tender in tenders:
            if tender["method"] not in self.settings["methods"]:
                self.fault("VALIDATION_ERROR")
        mode = self.settings["coins"]
        known = sum(tender["amount"] for tender in tenders if tender.get("amount") is not None)
        rest = exact - known
        parts = [tender["amount"] if tender.get("amount") is not None else rest for tender in tenders]
        payable = [to_coins(part, mode) if tender["method"] == "cash" else part for part, tender in zip(parts, tenders)]
        has_rest = any(tender.get("amount") is None for tender in tenders)
        if has_rest and rest < 0 or not has_rest and exact not in (known, sum(payable)) and not self.rounded_parts(tenders, parts, payable, exact):
            self.fault("PAYMENTS_DIFFER", "payments_differ")
            if any(tender.get("tendered") is not None for tender in tenders):
                self.fault("VALIDATION_ERROR", "payments_differ")
        payments = [self.payment(tender, amount, amount - part) for tender, part, amount in zip(tenders, parts, payable)]
        total = sum(payable)
        last = next((one for one in reversed(payments) if one.method == "cash"), payments[-1])
        last.rounding += total - exact - sum(payment.rounding for payment in payments)
        return total, payments

    def rounded_parts(self, tenders, parts, payable, exact):
        """Whether they are what coins make of exact parts."""
        if parts != payable:
            return False
        slack = sum(COINS[self.settings["coins"]] // 2 for tender in tenders if tender["method"] == "cash")
        return abs(sum(parts) - exact) <= slack

    def payment(self, tender, amount, rounding):
        tip = tender.get("tip") or 0
        tendered = tender.get("tendered")
        if tender["method"] != "cash" or tendered is None:
            return Payment(tender["method"], amount, rounding, tip, amount + tip, 0)
        if tendered < amount + tip:
            self.fault("VALIDATION_ERROR", "payments_differ")
        return Payment("cash", amount, rounding, tip, tendered, tendered - amount - tip)

