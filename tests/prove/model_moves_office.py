"""What happens beside the till: other settings, a restart, corrections, questions, one thing asked for twice, a manager who allows it."""

import model_paper
from model_cafe import Missing, Refused
from model_money import wire
from model_moves_sales import GiveBack, body_of, draw_asked
from model_sale import RIGHT_OF_LIMIT, Sale
from model_wire import Line, Ref


class Change:
    """A setting that acts from now on; the zone and the start of the day from the next day on."""

    @staticmethod
    def draw(world, chance):
        name = chance.choice(["coins", "inclusive", "oversell", "variance", "costing", "start", "timezone", "taxes"])
        values = {"coins": ["none", "nearest_nickel", "nearest_dime"], "inclusive": [True, False], "oversell": ["allow", "block"],
                  "variance": ["flag", "reject"],
                  "costing": ["fixed", "moving_average"], "start": [0, 90, 150, 300, 720], "timezone": ["UTC", "Europe/Berlin", "America/New_York",
                                                                                                        "Asia/Kathmandu"],
                  "taxes": [[], [["Tax", "8", [], None]], [["VAT", "19", [], None], ["VAT", "7", [], "takeaway"]]]}[name]
        return {"name": name, "value": chance.choice(values), "who": chance.choice(["mona", "owner", "carl"])}

    @staticmethod
    def play(game, op):
        world, name, value = game.world, op["name"], op["value"]
        if name == "taxes":
            value = [{"name": tax, "rate": rate, "categories": categories, "service": service} for tax, rate, categories, service in value]

        def act():
            world.require(op["who"], "system.settings")
            cuts_otherwise = name in ("start", "timezone") and world.settings[name] != value
            world.settings[name] = value
            if cuts_otherwise:
                world.calendar.change(world.settings["timezone"], world.settings["start"], world.now)
            return {"updated": True}
        game.does(op, "PUT", "/settings", part_of_settings(name, value), act)


def part_of_settings(name, value):
    if name == "taxes":
        value = [{"name": tax["name"], "rate": float(tax["rate"]), "categories": tax["categories"], **({"service": tax["service"]} if tax["service"]
                                                                                                       else {})}
                 for tax in value]
    if name == "start":
        value = f"{value // 60:02}:{value % 60:02}"
    group, word = {"coins": ("pos", "roundingMode"), "inclusive": ("pos", "taxInclusive"), "variance": ("pos", "priceVariance"),
                   "taxes": ("pos", "taxes"),
                   "oversell": ("inventory", "oversell"), "costing": ("inventory", "costing"), "start": ("general", "businessDayStart"),
                   "timezone": ("general", "timezone")}[name]
    return {group: {word: value}}


class Restart:
    """The server comes back as it was."""

    @staticmethod
    def draw(world, chance):
        return {"who": "owner", "kill": chance.random() < 0.5, "trust": chance.random() < 0.5}

    @staticmethod
    def play(game, op):
        if op["kill"]:
            model_paper.wait(game)
            game.cafe.kill()
        else:
            game.cafe.stop()
        for session in game.sessions.values():
            session.restarted, session.killed = True, session.killed or op["kill"]
        game.at(game.world.now + op.get("wait", 0))
        if op["trust"] and game.world.calendar.newest is not None:
            game.cafe.told("trust-clock")
            game.world.calendar.trust()
        game.cafe.start()
        game.line = Line(game.cafe.address)


class Edit:
    @staticmethod
    def draw(world, chance):
        orders = world.shown()
        return orders and {"order": chance.choice(orders[-10:]).key, "customer": chance.choice(["Ada Lovelace", "Bob", ""]),
                           "who": chance.choice(["carl", "mona", "tina"])}

    @staticmethod
    def play(game, op):
        order = game.world.orders[op["order"]]
        if order.hidden:
            raise Missing(op["order"])

        def act():
            game.world.require(op["who"], "sales.view_history")
            order.customer = op["customer"] or None
            return {"order": {"id": Ref(order.key), "customer_name": order.customer, "total": wire(order.total)}}
        game.does(op, "PUT", f"/orders/{game.id(order.key)}", {"customerName": op["customer"], "total": 0}, act)


class Ask:
    """What it would come to; nothing is sold, and nothing need be said of how it is paid."""

    @staticmethod
    def draw(world, chance):
        asked = draw_asked(world, chance)
        asked.pop("occurred", None)
        return {"asked": {**asked, "payments": []}, "who": chance.choice(["carl", "mona", "tina"])} if world.items else None

    @staticmethod
    def play(game, op):
        world = game.world

        def act():
            sale = Sale(world, op["asked"], op["who"])
            sums = sale.priced()
            faults = [fault for fault in sale.faults if fault.answers != [(403, "FORBIDDEN")]]
            if faults:
                raise Refused(*faults[0].answers[0], *faults[1:])
            missing = [one for one in ("sales.apply_discount", RIGHT_OF_LIMIT) if one in sale.needs and not world.may(op["who"], one)]
            return {"subtotal": wire(sums.subtotal), "discountAmount": wire(sums.discount), "taxAmount": wire(sums.tax), "total": wire(sums.exact),
                    "missingPermissions": missing or None}
        body = body_of(game, op)
        del body["payments"]
        game.does(op, "POST", "/orders/preview", body, act)


class Twice:
    """A register that sends a sale again, because it heard no answer: one clientOrderId is one sale for ever."""

    @staticmethod
    def draw(world, chance):
        sold = [one for one in world.shown() if one.client]
        if not sold:
            return None
        order = chance.choice(sold)
        return {"order": order.key, "who": order.who, "other": chance.random() < 0.4}

    @staticmethod
    def play(game, op):
        order = game.world.orders[op["order"]]
        if order.hidden:
            raise Missing(op["order"])
        body = {**order.said, "orderNotes": "something else"} if op["other"] else order.said

        def act():
            if op["other"]:
                raise Refused(422, "IDEMPOTENCY_KEY_REUSED")
            return {"order": {"id": Ref(order.key), "orderNumber": order.number, "total": wire(order.total)}}
        game.does({**op, "till": order.till}, "POST", "/orders", body, act, 201)


class Again:
    """What was asked for with a key, once more, after hours or years: no clock forgets a key."""

    @staticmethod
    def draw(world, chance):
        return {"which": chance.randrange(100), "who": "owner"}

    @staticmethod
    def play(game, op):
        if not game.kept:
            raise Missing("a key")
        game.does_again(*list(game.kept.values())[op["which"] % len(game.kept)])


class Allowed:
    """A cashier gives money back, because a manager put in her password: once, and only that."""

    @staticmethod
    def draw(world, chance):
        drawn = GiveBack.draw(world, chance)
        if not drawn:
            return None
        drawn.pop("once", None)
        return {**drawn, "who": "carl", "by": chance.choice(["mona", "owner"])}

    @staticmethod
    def play(game, op):
        if game.world.orders[op["order"]].hidden:
            raise Missing(op["order"])
        game.allow(op["who"], op["by"], "sales.refund")
        try:
            GiveBack.play(game, op)
        finally:
            game.approval = None
            game.world.allowed.clear()
