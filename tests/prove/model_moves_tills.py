"""Tills, drawers and the Z: what is drawn, and what both are asked to do."""

from dataclasses import dataclass, field

from model_cafe import Refused
from model_money import as_rate, wire
from model_wire import Bag, Ref


@dataclass
class Drawer:
    key: str
    till: str
    opened_at: int
    who: str
    opening: int
    moves: list = field(default_factory=list)  # (type, cash into it, the order, refund or reason)
    closed_at: int = None

    def expected(self):
        return self.opening + sum(amount for _, amount, _ in self.moves)

    def documents(self, kind):
        return [document for type_, _, document in self.moves if type_ == kind]


class NewTill:
    @staticmethod
    def draw(world, chance):
        return {"who": "mona"} if len(world.tills) < 3 else None

    @staticmethod
    def play(game, op):
        def act():
            game.world.tills[op["key"]] = op["key"]
            return {"till": {"id": Ref(op["key"]), "active": True}}
        game.does({**op, "till": None}, "POST", "/tills", {"name": op["key"]}, act, 201)


class OpenDrawer:
    @staticmethod
    def draw(world, chance):
        return {"at_till": chance.choice(list(world.tills)), "float": chance.choice([0, 10_000, 5555]),
                "who": chance.choice(["carl", "mona", "tina"])} if world.tills else None

    @staticmethod
    def play(game, op):
        world, till = game.world, game.world.tills[op["at_till"]]

        def act():
            if op["who"] == "tina":
                raise Refused(403, "FORBIDDEN")
            if world.open_drawer(till):
                raise Refused(409, "CONFLICT")
            world.drawers[op["key"]] = Drawer(op["key"], till, world.now, op["who"], op["float"])
            return {"drawer": {"id": Ref(op["key"]), "tillId": Ref(till), "status": "open", "openingFloat": wire(op["float"])}}
        game.does(op, "POST", "/drawers", {"tillId": game.id(till), "float": wire(op["float"])}, act, 201)


class MoveCash:
    @staticmethod
    def draw(world, chance):
        if not world.drawers:
            return None
        kind = chance.choice(["paid_in", "paid_out", "drop", "no_sale"])
        return {"drawer": chance.choice(list(world.drawers)[-4:]), "kind": kind, "amount": None if kind == "no_sale"
                else chance.choice([1, 750, 5000]),
                "reason": chance.choice(["milk", "change", ""]), "who": chance.choice(["carl", "mona"])}

    @staticmethod
    def play(game, op):
        drawer = game.world.drawers[op["drawer"]]

        def act():
            if op["kind"] in ("paid_in", "paid_out") and not op["reason"]:
                raise Refused(400, "VALIDATION_ERROR")
            if drawer.closed_at is not None:
                raise Refused(409, "CONFLICT")
            signed = {"paid_in": 1, "paid_out": -1, "drop": -1, "no_sale": 0}[op["kind"]] * (op["amount"] or 0)
            drawer.moves.append((op["kind"], signed, op["reason"]))
            view = {"type": op["kind"], "amount": wire(op["amount"] or 0)}
            return {"movement": {**view, "expected": wire(drawer.expected())} if op["who"] == "mona" else view}
        body = {"type": op["kind"], **({"reason": op["reason"]} if op["reason"] else {})}
        game.does(op, "POST", f"/drawers/{game.id(drawer.key)}/movements", {**body, "amount": wire(op["amount"])} if op["amount"] else body, act, 201)


class CloseDrawer:
    @staticmethod
    def draw(world, chance):
        if not world.drawers or chance.random() < 0.5:
            return None
        drawer = world.drawers[chance.choice(list(world.drawers)[-4:])]
        counted = {}
        if chance.random() < 0.8:
            counted["cash"] = max(0, drawer.expected() + chance.choice([0, 0, -30, 500]))
        if chance.random() < 0.3:
            counted["card"] = chance.choice([0, 540])
        return {"drawer": drawer.key, "counted": counted, "left": chance.choice([None, 5000]), "who": chance.choice(["carl", "mona"])}

    @staticmethod
    def play(game, op):
        world, drawer = game.world, game.world.drawers[op["drawer"]]

        def act():
            if drawer.closed_at is not None:
                raise Refused(409, "CONFLICT")
            drawer.closed_at = world.now
            z = z_of(world, drawer, op["counted"], op["left"])
            last = world.zs[-1]["perpetual"] if world.zs else dict.fromkeys(("sales", "refunds", "voids", "net"), 0)
            z["perpetual"] = {name: last[name] + (z[name] if name == "net" else z[name]["amount"]) for name in last}
            z["number"] = len(world.zs) + 1
            world.zs.append(z)
            return {"zReport": z}
        body = {"counted": {method: {"amount": wire(amount)} for method, amount in op["counted"].items()}}
        game.does(op, "POST", f"/drawers/{game.id(drawer.key)}/close", {**body, "floatLeft": wire(op["left"])} if op["left"] is not None else body,
                  act)


def z_of(world, drawer, counted=None, left=None):
    """What happened at a drawer: of the documents that its ledger names."""
    sales, refunds, voids = (drawer.documents(kind) for kind in ("sale", "refund", "voided"))
    sold, back, undone = (sum(amounts) for amounts in ([one.total for one in sales], [one.amount for one in refunds], [one.total for one in voids]))
    cash = {kind: sum(amount for type_, amount, _ in drawer.moves if type_ == kind) for kind in ("sale", "refund", "voided", "paid_in", "paid_out",
                                                                                                 "drop")}
    numbers = [one.number for one in sales]
    tips = sum(one.tip for order in sales for one in order.payments) - sum(one.tip for order in voids for one in order.payments)
    return {"drawerId": Ref(drawer.key), "tillId": Ref(drawer.till), "sales": summed(sales, sold), "refunds": summed(refunds, back),
            "voids": summed(voids, undone),
            "net": wire(sold - back - undone), "tips": wire(tips), "discounts": discounts_of(sales),
            "taxes": taxes_of(sales, refunds, voids), "tenders": tenders_of(drawer, sales, refunds, voids, counted),
            "cash": {"openingFloat": wire(drawer.opening), "sales": wire(cash["sale"]), "refunds": wire(-cash["refund"]),
                     "voids": wire(-cash["voided"]),
                     "paidIn": wire(cash["paid_in"]), "paidOut": wire(-cash["paid_out"]), "drops": wire(-cash["drop"]),
                     "expected": wire(drawer.expected()),
                     "floatLeft": wire(left)},
            "noSales": len(drawer.documents("no_sale")), "reprints": len(drawer.documents("reprint")), "firstOrderNumber": numbers[0] if numbers else None, "lastOrderNumber": numbers[-1]
            if numbers else None,
            "lateSales": [{"orderNumber": one.number, "businessDate": one.day.isoformat(), "total": wire(one.total)}
                          for one in sales if (one.at if one.occurred is None else one.occurred) < drawer.opened_at]}


def summed(documents, amount):
    return {"count": len(documents), "amount": wire(amount)}


def discounts_of(sales):
    rows = {}
    for order in sales:
        for reason, amount in discounts_in(order):
            count, whole = rows.get(reason, (0, 0))
            rows[reason] = (count + 1, whole + amount)
    return Bag([{"reason": reason, "count": count, "amount": wire(amount)} for reason, (count, amount) in rows.items()], "reason")


def discounts_in(order):
    """(reason, amount) of each that it was given: those of its lines and its own."""
    given = [(line.reason or "", line.own) for line in order.lines if line.own]
    return given + ([(order.reason or "", order.sums.order_discount)] if order.sums.order_discount else [])


def taxes_of(sales, refunds, voids):
    rows = {}
    documents = [(order.sums.taxes, 1) for order in sales] + [(refund.taxes, -1) for refund in refunds] + [(order.sums.taxes, -1) for order in voids]
    for taxes, sign in documents:
        for name, rate, net, tax in taxes:
            row = rows.setdefault((name, rate), [0, 0])
            row[0] += sign * net
            row[1] += sign * tax
    return Bag([{"name": name, "rate": as_rate(rate), "net": wire(net), "tax": wire(tax), "gross": wire(net + tax)} for (name, rate),
                (net, tax) in rows.items()],
               "name", "rate")


def tenders_of(drawer, sales, refunds, voids, counted):
    rows = {}
    for documents, at in ((sales, 0), (voids, 2)):
        for order in documents:
            for one in order.payments:
                row = rows.setdefault(one.method, [0, 0, 0, 0])
                row[at] += one.amount
                row[3] += one.tip if at == 0 else -one.tip
    for refund in refunds:
        for method, amount in refund.payments:
            rows.setdefault(method, [0, 0, 0, 0])[1] += amount
    for method in {"cash", *(counted or {})}:
        rows.setdefault(method, [0, 0, 0, 0])
    views = []
    for method, (sold, back, undone, tips) in rows.items():
        expected = drawer.expected() if method == "cash" else sold - back - undone + tips
        found = (counted or {}).get(method)
        views.append({"method": method, "sales": wire(sold), "refunds": wire(back), "voids": wire(undone), "tips": wire(tips),
                      "expected": wire(expected),
                      "counted": wire(found), "difference": wire(found - expected) if found is not None else None})
    return Bag(views, "method")
