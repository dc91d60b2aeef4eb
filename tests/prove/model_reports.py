"""Every report in the model: sums over all orders and refunds, counted anew each time. Revenue is what was charged less what was given back."""

from datetime import timedelta
from fractions import Fraction

from model_money import as_rate, half_up, shares, wire
from model_moves_tills import discounts_in
from model_wire import Ref, Sums


class Books:
    """What happened on these business days, both included; of a method: the sales that have such a tender, whole, and what was given back so."""

    def __init__(self, world, first, last, method=None):
        self.world, self.first, self.last = world, first, last
        self.sales = [one for one in world.orders.values() if first <= one.day <= last and one.counts()
                      and (method is None or any(payment.method == method for payment in one.payments))]
        self.refunds = [one for one in world.refunds.values() if first <= one.day <= last
                        and (method is None or any(name == method for name, _ in one.payments))]
        self.method = method

    # ---- whole sales

    def charged(self):
        return sum(one.total for one in self.sales)

    def refunded(self):
        return sum(one.amount for one in self.refunds)

    def revenue(self):
        return self.charged() - self.refunded()

    def discounts(self):
        return sum(one.sums.discount for one in self.sales)

    def tax(self):
        return sum(one.sums.tax for one in self.sales) - sum(one.tax for one in self.refunds)

    def figures(self):
        return {"transactions": len(self.sales), "charged": wire(self.charged()), "refunded": wire(self.refunded()), "revenue": wire(self.revenue()),
                "discounts": wire(self.discounts()), "tax": wire(self.tax()), "averageOrderValue": wire(average(self.revenue(), len(self.sales)))}

    def split(self, key):
        """The same for each key(sale or refund) there is."""
        parts = {}
        for name in ("sales", "refunds"):
            for one in getattr(self, name):
                part = parts.get(key(one))
                if part is None:
                    part = parts[key(one)] = Books.__new__(Books)
                    part.world, part.sales, part.refunds = self.world, [], []
                getattr(part, name).append(one)
        return dict(sorted(parts.items()))

    # ---- parts of sales

    def taxes(self):
        rows = {}
        for documents, sign in ((((one.sums.taxes) for one in self.sales), 1), ((one.taxes for one in self.refunds), -1)):
            for taxes in documents:
                for name, rate, net, tax in taxes:
                    row = rows.setdefault((name, rate), [0, 0])
                    row[0] += sign * net
                    row[1] += sign * tax
        return rows

    def tax_rows(self):
        return Sums([{"name": name, "rate": as_rate(rate), "taxable": wire(net), "tax": wire(tax), "charged": wire(net + tax)}
                    for (name, rate), (net, tax) in self.taxes().items()], "name", "rate")

    def tenders(self):
        """By method: [sales, charged, given back, tips, discounts, taxes]; what belongs to a whole sale in proportion."""
        rows = {}
        for order in self.sales:
            parts = {}
            for payment in order.payments:
                part = parts.setdefault(payment.method, [0, 0])
                part[0] += payment.amount
                part[1] += payment.tip
            amounts = [amount for amount, _ in parts.values()]
            for at, (method, (amount, tip)) in enumerate(parts.items()):
                row = rows.setdefault(method, [0, 0, 0, 0, 0, 0])
                for place, more in ((0, 1), (1, amount), (3, tip), (4, shares(order.sums.discount, amounts)[at]),
                                    (5, shares(order.sums.tax, amounts)[at])):
                    row[place] += more
        for refund in self.refunds:
            amounts = [amount for _, amount in refund.payments]
            for at, (method, amount) in enumerate(refund.payments):
                row = rows.setdefault(method, [0, 0, 0, 0, 0, 0])
                row[2] += amount
                row[5] -= shares(refund.tax, amounts)[at]
        return {method: row for method, row in rows.items() if self.method in (None, method)}

    def items(self, key):
        """By key(line): [units, amount, net, net with a cost, cost, lines], less what came back."""
        rows = {}
        for order in self.sales:
            for line in order.lines:
                row = rows.setdefault(key(line), [0, 0, 0, 0, 0, 0])
                net = line.charged(order.inclusive) - line.taxed
                for place, more in enumerate((line.quantity, line.gross, net, 0 if line.cost is None else net, line.cost or 0, 1)):
                    row[place] += more
        for refund in self.refunds:
            for line, units, _, _, net, _ in refund.lines:
                row = rows.setdefault(key(line), [0, 0, 0, 0, 0, 0])
                cost = half_up(Fraction(line.cost * units, line.quantity)) if line.cost is not None else 0
                for place, less in enumerate((units, line.unit * units, net, 0 if line.cost is None else net, cost, 0)):
                    row[place] -= less
        return rows


def average(amount, count):
    """Half up, away from zero."""
    if not count:
        return 0
    cents = half_up(Fraction(abs(amount), count))
    return cents if amount >= 0 else -cents


def daily(world, day):
    books = Books(world, day, day)
    methods = {"cash": 0, "card": 0, **{method: row[1] - row[2] for method, row in books.tenders().items()}}
    return {"date": day.isoformat(),
            "summary": {"totalRevenue": wire(books.revenue()), "totalTransactions": len(books.sales),
                        "averageOrderValue": wire(average(books.revenue(), len(books.sales))),
                        "taxCollected": wire(books.tax()), "discountsGiven": wire(books.discounts()), "refundsProcessed": wire(books.refunded()),
                        "refundCount": len(books.refunds), "paymentMethods": {method: wire(amount) for method, amount in methods.items()}},
            "staffPerformance": staff_rows(books), "hourlyBreakdown": hour_rows(books), "topSellingItems": top_products(books),
            "taxes": books.tax_rows(),
            "flaggedCount": sum(1 for one in books.sales if one.flags)}


def staff_rows(books):
    rows = []
    for who in dict.fromkeys([one.who for one in books.sales] + [one.who for one in books.refunds]):
        own, gave = [one.total for one in books.sales if one.who == who], [one.amount for one in books.refunds if one.who == who]
        rows.append({"userId": Ref(who), "transactions": len(own), "revenue": wire(sum(own)), "averageOrderValue": wire(average(sum(own), len(own))),
                     "refundCount": len(gave), "refunded": wire(sum(gave))})
    return Sums(rows, "userId")


def hour_rows(books):
    return [{"hour": hour, "revenue": wire(part.revenue()), "transactions": len(part.sales), "label": f"{hour:02}:00"}
            for hour, part in books.split(lambda one: one.hour).items()]


def dashboard(world, first, last, today, method=None):
    books = Books(world, first, last, method)

    def since(days):
        return Books(world, max(first, today - timedelta(days=days - 1)), min(last, today), method)
    length = (last - first).days + 1
    before = Books(world, first - timedelta(days=length), first - timedelta(days=1), method)
    return {"metrics": {"totalRevenue": wire(books.revenue()), "dailyRevenue": wire(since(1).revenue()), "weeklyRevenue": wire(since(7).revenue()),
                        "monthlyRevenue": wire(since(30).revenue()), "totalTransactions": len(books.sales), "dailyTransactions": len(since(1).sales),
                        "averageOrderValue": wire(average(books.revenue(), len(books.sales))), "refundsProcessed": wire(books.refunded()),
                        "discountsGiven": wire(books.discounts()), "taxCollected": wire(books.tax()), **customers(world, books)},
            "chartData": [{"date": day.isoformat(), "revenue": wire(part.revenue()), "transactions": len(part.sales),
                           "averageOrderValue": wire(average(part.revenue(), len(part.sales)))} for day,
                           part in books.split(lambda one: one.day).items()],
            "hourlyBreakdown": hour_rows(books), "topProducts": top_products(books), "categoryBreakdown": category_rows(books),
            "comparisonData": {"previousPeriod": {"revenue": wire(before.revenue()), "transactions": len(before.sales),
                                                  "averageOrderValue": wire(average(before.revenue(), len(before.sales)))}}}


def top_products(books):
    """Five products over all their sizes, by how many were sold, then by revenue, then by name."""
    sold = [(-units, -amount, name, category) for (name, category),
            (units, amount, *_) in books.items(lambda line: (line.name, line.category)).items() if units > 0]
    return [{"name": name, "category": category, "quantitySold": -units, "revenue": wire(-amount)} for units, amount, name,
            category in sorted(sold)[:5]]


def category_rows(books):
    """Lines, not orders, are its transactions."""
    return Sums([{"category": category, "revenue": wire(amount), "transactions": lines, "averageOrderValue": wire(average(amount, lines))}
                 for category, (_, amount, _, _, _, lines) in books.items(lambda line: line.category).items()], "category")


def customers(world, books):
    """Recorded ones; those that had bought before the range are returning."""
    names = {one.customer.lower() for one in books.sales if one.customer}
    before = {one.customer.lower() for one in world.orders.values() if one.customer and one.day < books.first and one.counts()}
    return {"totalCustomers": len(names), "returningCustomers": len(names & before), "newCustomers": len(names - before)}


KEYS = {"day": lambda one: one.day.isoformat(), "month": lambda one: f"{one.day:%Y-%m}", "hour": lambda one: one.hour,
        "week": lambda one: (one.day - timedelta(days=one.day.weekday())).isoformat()}


def by_range(world, first, last, group_by, method=None):
    books = Books(world, first, last, method)
    net = sum(taxable for taxable, _ in books.taxes().values())
    totals = {"totalTransactions": len(books.sales), "charged": wire(books.charged()), "refundsProcessed": wire(books.refunded()),
              "totalRevenue": wire(books.revenue()),
              "discountsGiven": wire(books.discounts()), "taxCollected": wire(books.tax()), "netRevenue": wire(net),
              "rounding": wire(books.revenue() - net - books.tax()),
              "averageOrderValue": wire(average(books.revenue(), len(books.sales))), "flaggedCount": sum(1 for one in books.sales if one.flags)}
    return {"rows": rows_by(books, group_by), "totals": totals, "taxes": books.tax_rows()}


def rows_by(books, group_by):
    if group_by in KEYS:
        return [part.figures() for part in books.split(KEYS[group_by]).values()]
    if group_by == "payment":
        return Sums([{"key": method, "transactions": count, "charged": wire(charged), "refunded": wire(back), "revenue": wire(charged - back)}
                    for method, (count, charged, back, _, _, _) in books.tenders().items()], "key")
    if group_by == "staff":
        return Sums([{"key": row["userId"], "transactions": row["transactions"], "revenue": row["revenue"], "refunded": row["refunded"]}
                     for row in staff_rows(books)], "key")
    if group_by == "tax":
        return Sums([{"rate": as_rate(rate), "taxable": wire(net), "tax": wire(tax), "revenue": wire(net + tax)}
                    for (name, rate), (net, tax) in books.taxes().items()], "rate", "taxable")
    key = {"item": lambda line: (line.item, line.category), "product": lambda line: (line.name, line.category), "category": lambda line: (line.category,)}[group_by]
    rows = []
    for name, (units, amount, net, costed, cost, lines) in books.items(key).items():
        row = {"quantity": units, "revenue": wire(amount), "netRevenue": wire(net), "costedRevenue": wire(costed)}
        rows.append({**row, **({"key": Ref(name[0]), "category": name[1]} if group_by == "item" else {"label": name[0]})})
    return Sums(rows, *(["key", "category"] if group_by == "item" else ["label", "quantity", "revenue"]))


def breakdown(world, first, last, kind):
    books = Books(world, first, last)
    return {"rows": BREAKDOWNS[kind](books)}


def counted(pairs):
    """(key, count, amount) gathered by key."""
    rows = {}
    for key, count, amount in pairs:
        row = rows.setdefault(key, [0, 0])
        row[0] += count
        row[1] += amount
    return rows.items()


def tip_rows(books):
    tips = [((order.day, order.who, payment.method), 1, payment.tip) for order in books.sales for payment in order.payments if payment.tip]
    return Sums([{"date": day.isoformat(), "staffId": Ref(who), "method": method, "count": count, "amount": wire(amount)}
                for (day, who, method), (count, amount) in counted(tips)], "date", "staffId", "method")


def discount_rows(books):
    given = [(reason, 1, amount) for order in books.sales for reason, amount in discounts_in(order)]
    return Sums([{"reason": reason, "count": count, "amount": wire(amount)} for reason, (count, amount) in counted(given)], "reason")


def option_rows(books):
    sold = [(option.name, count * line.quantity, option.delta * count * line.quantity) for order in books.sales for line in order.lines
            for option, count in line.options]
    return Sums([{"name": name, "count": count, "amount": wire(amount)} for name, (count, amount) in counted(sold)], "name")


def combo_rows(books):
    sold = {}
    for order in books.sales:
        for line in order.lines:
            if line.combo:
                number, item, _ = line.combo
                row = sold.setdefault((order.key, number, item), [line.quantity, 0])
                row[1] += line.gross
    rows = counted((item, count, amount) for (_, _, item), (count, amount) in sold.items())
    return Sums([{"menuItemId": Ref(item), "count": count, "amount": wire(amount)} for item, (count, amount) in rows], "menuItemId")


def refund_rows(books):
    rows = counted(((one.reason, one.who), 1, one.amount) for one in books.refunds)
    return Sums([{"reason": reason, "staffId": Ref(who), "count": count, "amount": wire(amount)} for (reason, who), (count, amount) in rows],
                "reason", "staffId")


def service_rows(books):
    rows = []
    for service, part in books.split(lambda one: getattr(one, "order", one).service or "none").items():
        net = sum(taxable for taxable, _ in part.taxes().values())
        rows.append({"service": service, "count": len(part.sales), "charged": wire(part.charged()), "refunded": wire(part.refunded()),
                     "net": wire(net),
                     "tax": wire(part.tax()), "rounding": wire(part.revenue() - net - part.tax()), "amount": wire(part.revenue())})
    return Sums(rows, "service")


def weekday_rows(books):
    return Sums([{"weekday": weekday, "hour": hour, "count": len(part.sales), "amount": wire(part.revenue())}
                for (weekday, hour), part in books.split(lambda one: (one.day.isoweekday(), one.hour)).items()], "weekday", "hour")


BREAKDOWNS = {"tips": tip_rows, "discounts": discount_rows, "options": option_rows, "combos": combo_rows, "refunds": refund_rows,
              "services": service_rows,
              "weekday-hours": weekday_rows}
