"""Tabs: orders held open, moved about, and settled in parts. What is drawn, and what both are asked to do."""

import copy
from dataclasses import dataclass, field

import model_money
from model_cafe import Missing, Refused, recipe_of
from model_clock import written
from model_kitchen import Source
from model_money import wire
from model_moves_sales import answer_of, discount_body, draw_line, draw_payments, line_body, payments_body, sell
from model_sale import Sale
from model_wire import Bag, Ref


@dataclass
class Tab:
    key: str
    number: str
    table: str
    service: str
    who: str
    opened_at: int
    lines: list = field(default_factory=list)
    status: str = "open"
    version: int = 1
    orders: list = field(default_factory=list)

    def source(self):
        """As the kitchen hears of it."""
        return Source("tab", self.key, self.number, None, self.table, self.service)

    def open_lines(self):
        return [line for line in self.lines if line.quantity > line.settled]


def together(tab, line):
    """The line, or all parts of the combo that it is one of."""
    return [one for one in tab.lines if one is line or line.combo and one.combo and one.combo[0] == line.combo[0]]


def view(world, tab):
    lines = []
    for line in tab.lines:
        if line.quantity == 0:
            continue
        lines.append({"id": Ref(line.key), "productId": Ref(line.item), "name": line.name, "unitPrice": wire(line.unit), "quantity": line.quantity,
                      "settledQuantity": line.settled, "sentQuantity": world.kitchen.sent(line.key), "openTotal": wire(line.unit * (line.quantity - line.settled))})
    left = [ordered(world, tab, line, line.quantity - line.settled) for line in tab.open_lines() if tab.status == "open"]
    sums = model_money.price(left, None, world.settings["inclusive"]) if left else None
    return {"id": Ref(tab.key), "number": tab.number, "status": tab.status, "version": tab.version, "lines": lines, "table": tab.table,
            "service": tab.service,
            "openedBy": Ref(tab.who), "openedAt": written(tab.opened_at), "orderIds": [Ref(order) for order in tab.orders],
            "figures": {"subtotal": wire(sums.subtotal if sums else 0), "taxAmount": wire(sums.tax if sums else 0),
                        "total": wire(sums.exact if sums else 0)}}


def ordered(world, tab, line, quantity):
    """So much of it as a line of a sale: at the price it was ordered for, with the category and the tax of today."""
    item, sold = world.items[line.item], copy.copy(line)
    sold.quantity, sold.meant, sold.deviation, sold.ours = quantity, line.unit, 0, None
    sold.combo_deviates, sold.of_tab = False, line
    sold.category = item.category
    sold.tax = world.tax_of(item.category, tab.service)
    sold.recipe, sold.made = recipe_of(item, line.options), bool(item.recipe)
    return sold


def new_lines(world, tab, asked, who, key):
    sale = Sale(world, {"lines": asked, "service": tab.service, "payments": []}, who)
    if sale.faults:
        raise Refused(*sale.faults[0].answers[0], *sale.faults[1:])
    world.touch(sale.lines)
    for number, line in enumerate(sale.lines):
        line.key, line.settled, line.born, line.ordered_on = f"{key} line {number}", 0, world.born(), tab.key
        if line.combo:
            line.combo = (f"{key} combo {line.combo[0]}", *line.combo[1:])
    return sale.lines


def draw_lines(world, chance):
    lines = [draw_line(world, chance) for _ in range(chance.choice([1, 1, 2, 3]))]
    for line in lines:
        line.pop("discount", None)
        line.pop("discountId", None)
    return [line for line in lines if not world.items[line["item"]].archived]


def waiter(chance):
    return chance.choice(["carl", "cleo", "mona", "owner", "tina"])


class OpenTab:
    @staticmethod
    def draw(world, chance):
        return {"lines": draw_lines(world, chance), "table": chance.choice(["1", "2", None]), "service": chance.choice([None, "here", "takeaway"]),
                "who": waiter(chance)}

    @staticmethod
    def play(game, op):
        world = game.world

        def act():
            if op["who"] == "tina":
                raise Refused(403, "FORBIDDEN")
            tab = Tab(op["key"], "", op["table"], op["service"], op["who"], world.now)
            tab.lines = new_lines(world, tab, op["lines"], op["who"], op["key"])
            tab.number = world.next_number("TAB", world.calendar.look(world.now).day)
            world.tabs[op["key"]] = tab
            return {"tab": view(world, tab)}
        body = {"lines": [line_body(game, line) for line in op["lines"]]}
        game.does(op, "POST", "/tabs", {**body, **{name: op[name] for name in ("table", "service") if op[name]}}, act, 201)


class TabMove:
    """What happens to a tab that somebody has seen: another version than the present one is refused."""

    @staticmethod
    def pick(world, chance):
        open_ones = [tab for tab in world.tabs.values() if tab.status == "open"] or list(world.tabs.values())
        if not open_ones:
            return None
        tab = chance.choice(open_ones[-8:])
        return tab, {"tab": tab.key, "version": tab.version - (chance.random() < 0.04), "who": waiter(chance)}

    @staticmethod
    def require(world, tab, op, *permissions):
        for permission in ("tabs.use", *permissions):
            if op["who"] == "tina" or not world.may(op["who"], permission):
                raise Refused(403, "FORBIDDEN")
        if tab.status != "open":
            raise Refused(409, "TAB_CLOSED", Refused(409, "TAB_CHANGED"))
        if op.get("version", tab.version) != tab.version:
            raise Refused(409, "TAB_CHANGED")


class AddLines(TabMove):
    @classmethod
    def draw(cls, world, chance):
        picked = cls.pick(world, chance)
        lines = draw_lines(world, chance)
        if not picked or not lines:
            return None
        del picked[1]["version"]
        return {**picked[1], "lines": lines}

    @classmethod
    def play(cls, game, op):
        world, tab = game.world, game.world.tabs[op["tab"]]

        def act():
            cls.require(world, tab, op)
            tab.lines += new_lines(world, tab, op["lines"], op["who"], op["key"])
            tab.version += 1
            return {"tab": view(world, tab)}
        game.does(op, "POST", f"/tabs/{game.id(tab.key)}/lines", {"lines": [line_body(game, line) for line in op["lines"]]}, act, 201)


class ChangeLine(TabMove):
    @classmethod
    def draw(cls, world, chance):
        picked = cls.pick(world, chance)
        if not picked or not picked[0].open_lines():
            return None
        line = chance.choice(picked[0].open_lines())
        return {**picked[1], "line": line.key, "quantity": chance.choice([0, 1, 2, 5, line.settled or 1]), "reason": chance.choice(["spilt", "spilt", ""])}

    @classmethod
    def play(cls, game, op):
        world, tab = game.world, game.world.tabs[op["tab"]]
        line = next((one for one in tab.lines if one.key == op["line"]), None)
        if line is None or line.quantity == 0:
            raise Missing(op["line"])
        removed = op["quantity"] == 0

        def act():
            cls.require(world, tab, op)
            quantity = line.settled if removed else op["quantity"]
            if quantity < line.settled:
                raise Refused(422, "VALIDATION_ERROR")
            less = {id(one): world.kitchen.sent(one.key) - (quantity - one.undone) for one in together(tab, line)}
            if any(units > 0 for units in less.values()):
                if not op["reason"]:
                    raise Refused(422, "VALIDATION_ERROR", Refused(403, "FORBIDDEN"))
                world.require(op["who"], "tabs.remove_sent")
            for one in together(tab, line):
                one.quantity = quantity
                world.kitchen.take_back(one.key, max(0, less[id(one)]))
            tab.version += 1
            if tab.orders and not tab.open_lines():
                tab.status = "settled"
            return {"tab": view(world, tab)}
        path = f"/tabs/{game.id(tab.key)}/lines/{game.id(line.key)}"
        if removed:
            game.does(op, "DELETE", f"{path}?version={op['version']}" + (f"&reason={op['reason']}" if op["reason"] else ""), None, act)
        else:
            game.does(op, "PATCH", path, {"version": op["version"], "quantity": op["quantity"],
                                           **({"reason": op["reason"]} if op["reason"] else {})}, act)


class ChangeTab(TabMove):
    @classmethod
    def draw(cls, world, chance):
        picked = cls.pick(world, chance)
        return picked and {**picked[1], "service": chance.choice([None, "here", "takeaway", "delivery"])}

    @classmethod
    def play(cls, game, op):
        world, tab = game.world, game.world.tabs[op["tab"]]

        def act():
            cls.require(world, tab, op)
            tab.service = op["service"]
            tab.version += 1
            return {"tab": view(world, tab)}
        game.does(op, "PATCH", f"/tabs/{game.id(tab.key)}", {"version": op["version"], "service": op["service"]}, act)


class MoveLines(TabMove):
    """Some lines, or all that is not settled (a merge, which closes the tab)."""

    @classmethod
    def draw(cls, world, chance):
        picked = cls.pick(world, chance)
        others = [tab.key for tab in world.tabs.values() if tab.status == "open" and picked and tab is not picked[0]]
        if not others or not picked[0].open_lines():
            return None
        lines = [chance.choice(picked[0].open_lines()).key] if chance.random() < 0.6 else None
        return {**picked[1], "into": chance.choice(others), "lines": lines}

    @classmethod
    def play(cls, game, op):
        world, tab, into = game.world, game.world.tabs[op["tab"]], game.world.tabs[op["into"]]
        lines = [one for one in tab.lines if op["lines"] and one.key in op["lines"]]
        if op["lines"] and not lines or any(one.quantity == 0 for one in lines):
            raise Missing(op["lines"])

        def act():
            cls.require(world, tab, op)
            if into.status != "open":
                raise Refused(409, "TAB_CLOSED")
            moved = [one for line in lines for one in together(tab, line)] if op["lines"] else tab.open_lines()
            if op["lines"] and any(one.settled for one in moved):
                raise Refused(422, "VALIDATION_ERROR")
            cls.carry(tab, into, moved)
            paid = any(line.settled for line in tab.lines)
            if not op["lines"] or paid and not tab.open_lines():
                tab.status = "settled" if paid or tab.orders else "cancelled"
            # This answer has the moved lines last, all others have lines in the order they were added.
            return {"tab": {**view(world, into), "lines": Bag(view(world, into)["lines"], "id")}, "from": view(world, tab)}
        body = {"version": op["version"], "into": game.id(into.key)}
        path = f"/tabs/{game.id(tab.key)}/"
        if op["lines"]:
            game.does(op, "POST", path + "move-lines", {**body, "lines": [game.id(one.key) for one in lines]}, act)
        else:
            game.does(op, "POST", path + "merge", body, act)

    @staticmethod
    def carry(tab, into, moved):
        """A line goes over as a whole: a merge takes what is paid of it along."""
        tab.lines = [line for line in tab.lines if line not in moved]
        into.lines = sorted(into.lines + moved, key=lambda line: line.born)
        tab.version += 1
        into.version += 1


class CancelTab(TabMove):
    @classmethod
    def draw(cls, world, chance):
        picked = cls.pick(world, chance)
        return picked and {**picked[1], "reason": chance.choice(["left", "left", ""])}

    @classmethod
    def play(cls, game, op):
        world, tab = game.world, game.world.tabs[op["tab"]]

        def act():
            if not op["reason"] and world.may(op["who"], "tabs.cancel") and op["who"] != "tina":
                raise Refused(400, "VALIDATION_ERROR", Refused(422, "VALIDATION_ERROR"), Refused(409, "TAB_CLOSED"), Refused(409, "TAB_CHANGED"))
            cls.require(world, tab, op, "tabs.cancel")
            tab.version += 1
            tab.status = "cancelled"
            for line in tab.lines:
                world.kitchen.take_back(line.key, max(0, world.kitchen.sent(line.key) - (line.settled - line.undone)))
            return {"tab": view(world, tab)}
        game.does(op, "POST", f"/tabs/{game.id(tab.key)}/cancel", {"version": op["version"], **({"reason": op["reason"]} if op["reason"] else {})},
                  act)


class Settle(TabMove):
    @classmethod
    def draw(cls, world, chance):
        picked = cls.pick(world, chance)
        if not picked:
            return None
        tab, op = picked
        portions = None
        if chance.random() < 0.5 and tab.open_lines():
            apart = list({line.combo[0] if line.combo else line.key: line for line in tab.open_lines()}.values())  # one part of each combo
            some = chance.sample(apart, chance.randint(1, min(2, len(apart))))
            portions = [[line.key, chance.choice([None, 1, line.quantity - line.settled])] for line in some]
        asked = {"service": tab.service, "payments": []}
        if chance.random() < 0.2:
            asked["discount"] = [*chance.choice([("percentage", "10"), ("fixed", "1")]), "friends"]
        parts = parts_of(tab, portions) or []
        lines = [ordered(world, tab, line, quantity) for line, quantity in parts]
        exact = Sale(world, asked, op["who"], lines).priced().exact if lines else 100
        asked["payments"] = draw_payments(world, chance, exact)
        return {**op, "portions": portions, "asked": asked, **({"till": chance.choice(list(world.tills))} if world.tills and chance.random() < 0.6
                                                               else {})}

    @classmethod
    def play(cls, game, op):
        world, tab = game.world, game.world.tabs[op["tab"]]
        known = {line.key for line in tab.lines if line.quantity}
        if any(key not in known for key, _ in op["portions"] or []):
            raise Missing(op["portions"])

        def act():
            cls.require(world, tab, op)
            parts = parts_of(tab, op["portions"])
            if not parts:
                raise Refused(422, "VALIDATION_ERROR")
            lines = [ordered(world, tab, line, quantity) for line, quantity in parts]
            order = sell(world, op["key"], {**op["asked"], "service": tab.service}, op["who"], op.get("till"), None, lines)
            for line, quantity in parts:
                line.settled += quantity
            world.kitchen.send(world, tab.source(), [(line, line.settled - line.undone) for line in tab.lines])
            tab.orders.append(order.key)
            tab.version += 1
            if not tab.open_lines():
                tab.status = "settled"
            return {"order": answer_of(order), "tab": view(world, tab)}
        body = {"version": op["version"], "payments": payments_body(op["asked"]["payments"])}
        if op["portions"]:
            body["lines"] = [{"lineId": game.id(key), **({"quantity": quantity} if quantity else {})} for key, quantity in op["portions"]]
        if op["asked"].get("discount"):
            body["discount"] = discount_body(op["asked"]["discount"])
        game.does(op, "POST", f"/tabs/{game.id(tab.key)}/settle", body, act, 201)


def parts_of(tab, portions):
    """(line, how many) that are asked for, or all that is open; None if more is asked for than there is."""
    if portions is None:
        return [(line, line.quantity - line.settled) for line in tab.open_lines()]
    wanted = {}
    for key, quantity in portions:
        line = next(one for one in tab.lines if one.key == key)
        for one in together(tab, line):
            if id(one) in wanted:
                return None
            count = quantity or line.quantity - line.settled
            if not 0 < count <= one.quantity - one.settled:
                return None
            wanted[id(one)] = one, count
    return [(line, count) for line, count in wanted.values()]
