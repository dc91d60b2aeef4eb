"""Sales, refunds and voids: what is drawn, and what both are asked to do."""

import model_back
import model_coins
import model_stock
from model_cafe import Missing, Order, Refused
from model_clock import DAY, HOUR, MINUTE, written
from model_kitchen import Source
from model_expiry import sold_out_names
from model_money import as_rate, to_coins, wire
from model_sale import Sale
from model_wire import Bag, Difference, Ref, Words

WORDS = {"subtotal": "subtotal", "tax": "taxAmount", "total": "total", "discount": "discountAmount"}


# ---- what is asked for

def draw_options(world, chance, item):
    options = []
    for key in world.items[item].groups:
        group = world.groups[key]
        room = 9 if group.most is None else group.most
        chosen = chance.sample(group.options, min(len(group.options), room, chance.choice([0, 1, 1, 2])))
        options += [[one.key, chance.randint(1, one.at_most)] for one in chosen]
        if len(chosen) < group.least and not any(one.default for one in group.options):
            options.append([group.options[0].key, 1])
    if chance.random() < 0.03 and world.options:
        options.append([chance.choice(list(world.options)), chance.choice([0, 1, 4])])
    return options


def draw_line(world, chance):
    item = world.items[chance.choice([one.key for one in world.items.values() if not one.archived or chance.random() < 0.2] or list(world.items))]
    line = {"item": item.key, "quantity": chance.choice([1, 1, 1, 2, 3, 7, 40])}
    if item.slots is not None:
        line["parts"] = []
        for name, choices in item.slots:
            if chance.random() < 0.9 or not any(default for _, _, default in choices):
                part = chance.choice(choices)[0]
                line["parts"].append({"slot": name, "item": part, "options": draw_options(world, chance, part)})
    elif item.groups:
        line["options"] = draw_options(world, chance, item.key)
    if item.open_price:
        line["price"] = chance.choice([0, 1, 2500, 1999])
    if chance.random() < 0.15:
        line["discount"] = [*chance.choice([("percentage", "10"), ("percentage", "33.3333"), ("percentage", "100"), ("fixed", "0.5"),
                                            ("fixed", "3")]),
                            chance.choice(["regular", "spilt", None])]
    elif chance.random() < 0.1 and world.settings["discounts"]:
        line["discountId"] = chance.choice(world.settings["discounts"])["id"]
    return line


def draw_asked(world, chance):
    """A sale but for its payments and figures."""
    asked = {"lines": [draw_line(world, chance) for _ in range(chance.choice([1, 1, 2, 3, 5]))],
             "service": chance.choice([None, None, "here", "takeaway"])}
    if chance.random() < 0.2:
        asked["discount"] = [*chance.choice([("percentage", "5"), ("percentage", "12.5"), ("percentage", "100"), ("fixed", "1"), ("fixed", "2.35")]),
                             chance.choice(["friends", "late", None])]
    elif chance.random() < 0.08 and world.settings["discounts"]:
        asked["discountId"] = chance.choice(world.settings["discounts"])["id"]
    if chance.random() < 0.3:
        asked["customer"] = chance.choice(["Ada Lovelace", "Bob", "Zoë", "bob"])
    if chance.random() < 0.08:
        asked["occurred"] = max(0, world.now - chance.choice([30_000, 5 * MINUTE, 3 * HOUR, DAY, 6 * DAY, 8 * DAY, -2 * MINUTE]))
    return asked


def draw_payments(world, chance, exact):
    """Somebody pays all, or several share; now and then too little."""
    methods = world.settings["methods"]
    payments, rest = [], exact
    for _ in range(chance.choice([0, 0, 0, 1, 2])):
        if rest > 1:
            part = chance.randint(1, rest)
            method = chance.choice(methods)
            if method == "cash" and chance.random() < 0.5:
                part = min(rest, to_coins(part, world.settings["coins"]))
            payments.append({"method": method, "amount": part})
            rest -= part
    payments.append({"method": chance.choice(methods + ["cash"]), "amount": rest if chance.random() < 0.3 else None})
    if chance.random() < 0.3:
        payments = [payments[-1]] + payments[:-1]
    for payment in payments:
        payment["tip"] = chance.choice([None, None, None, 50, 100, 137])
        if payment["method"] == "cash" and chance.random() < 0.6:
            due = (payment["amount"] if payment["amount"] is not None else rest) + (payment["tip"] or 0)
            payment["tendered"] = max(0, due + chance.choice([50, 500, 500, 0, 5, 10_000, -200]))
    if chance.random() < 0.03:
        payments[0]["amount"] = (payments[0]["amount"] or 0) + chance.choice([1, 3, -1 if payments[0]["amount"] else 1, 1000])
    if chance.random() < 0.01:
        payments[0]["method"] = "shells"
    return payments


def draw_figures(world, chance, asked, who):
    """A register that has charged already: mostly what we would have; its menu may be an old one, and its sums its own."""
    for line in asked["lines"]:
        item = world.items[line["item"]]
        for part in (line, *line.get("parts", [])):
            if "options" in part:  # of what the item does not offer the documents do not say what becomes of it then
                offered = {option.key for group in world.items[part["item"]].groups for option in world.groups[group].options}
                part["options"] = [one for one in part["options"] if one[0] in offered]
        if chance.random() < 0.3 and not item.open_price:
            line["price"] = max(0, chance.choice(item.prices)[1] + chance.choice([0, 0, 0, 1, -1, 2, 50, -100]))
    asked["figures"] = {"total": 0}
    sale = Sale(world, asked, who)
    sums = sale.priced()
    total = to_coins(sums.exact, world.settings["coins"]) if chance.random() < 0.3 else sums.exact
    figures = {"subtotal": sums.subtotal, "tax": sums.tax, "total": total}
    for name in list(figures):
        if chance.random() < 0.25:
            figures[name] = max(0, figures[name] + chance.choice([1, -1, 1, -1, 2, -2, 50, -50, 500, -figures[name]]))
        if chance.random() < 0.1:
            del figures[name]
    asked["figures"] = figures or {"total": total}
    if asked.get("discount") and chance.random() < 0.5:
        asked["figures"]["discount"] = max(0, sums.order_discount + chance.choice([0, 0, 1, -1, 2, -50]))
    asked["payments"] = draw_payments(world, chance, figures.get("total", total))


class Sell:
    @staticmethod
    def draw(world, chance):
        if not world.items:
            return None
        who = chance.choice(["carl", "carl", "cleo", "mona", "owner", "tina"])
        asked = draw_asked(world, chance)
        if chance.random() < 0.25:
            draw_figures(world, chance, asked, who)
        else:
            asked["payments"] = draw_payments(world, chance, Sale(world, asked, who).priced().exact)
        op = {"asked": asked, "who": who, "client": f"c{chance.randrange(10 ** 9)}" if chance.random() < 0.1 else None}
        if chance.random() < 0.05:
            op["once"] = f"key {chance.randrange(10 ** 9)}"
        if world.tills and chance.random() < 0.6:
            op["till"] = chance.choice(list(world.tills))
        return op

    @staticmethod
    def play(game, op):
        body = body_of(game, op)

        def act():
            order = sell(game.world, op["key"], op["asked"], op["who"], op.get("till"), op.get("client"))
            order.said = body
            return {"order": answer_of(order), "inventoryUpdated": any(line.recipe for line in order.lines)}
        got = game.does(op, "POST", "/orders", body, act, 201)
        order = game.world.orders[op["key"]] if got else None
        if got and "clock" not in order.flags and not any(line.combo for line in order.lines):
            warned = {one for one in got.get("warnings") or [] if one.endswith("sold out")}
            if warned != sold_out_names(game.world, order.lines):
                raise Difference(f"POST /orders: warned of {warned}, not of {sold_out_names(game.world, order.lines)}")


def sell(world, key, asked, who, till=None, client=None, ordered=None):
    """The sale happens."""
    world.require(who, "sales.process")
    sale = Sale(world, asked, who, ordered)
    sums, total, rounding, payments, priced = sale.done()
    order = Order(key, "", world.now, sale.dated.day, sale.dated.hour, who, sale.lines, sums, world.settings["inclusive"], rounding, total, priced,
                  payments, sale.flags, asked.get("customer"), asked.get("notes"), asked.get("service"), till, client=client, occurred=sale.occurred,
                  reason=sale.reason, discount=sale.discount)
    model_stock.take(world, order)
    world.touch(order.lines)
    order.at = world.calendar.take(world.now).at
    order.number = world.next_number("ORD", order.day)
    for number, line in enumerate(order.lines):
        line.key = f"{key} line {number}"
    model_back.paid_per_line(order)
    world.orders[key] = order
    drawer = world.open_drawer(till)
    if drawer:
        order.drawer = drawer.key
        drawer.moves.append(("sale", sum(one.amount + one.tip for one in payments if one.method == "cash"), order))
    if "late" not in order.flags and world.settings["prints"]:  # whoever ordered what comes a day late has gone
        world.paper.slip("receipt", key)
    if not ordered and "late" not in order.flags:
        source = Source("order", key, order.number, order.customer, None, order.service)
        world.kitchen.send(world, source, [(line, line.quantity) for line in order.lines])
    return order


def line_body(game, line):
    def options(chosen):
        return [{"optionId": game.id(one), "quantity": count} for one, count in chosen]
    body = {"productId": game.id(line["item"]), "quantity": line["quantity"]}
    if "price" in line:
        body["price"] = wire(line["price"])
    if "options" in line:
        body["options"] = options(line["options"])
    if "parts" in line:
        body["parts"] = [{"slot": part["slot"], "menuItemId": game.id(part["item"]), "options": options(part["options"])} for part in line["parts"]]
    if "discount" in line:
        body["discount"] = discount_body(line["discount"])
    if "discountId" in line:
        body["discountId"] = line["discountId"]
    return body


def discount_body(discount):
    kind, value, reason = discount
    return {"type": kind, "value": float(value), **({"reason": reason} if reason else {})}


def payments_body(payments):
    return [{"method": one["method"], **{name: wire(one[name]) for name in ("amount", "tendered", "tip") if one.get(name) is not None}}
            for one in payments]


def body_of(game, op):
    asked = op["asked"]
    body = {"items": [line_body(game, line) for line in asked["lines"]], "payments": payments_body(asked["payments"])}
    if asked.get("discount"):
        kind, value, reason = asked["discount"]
        body |= {"discountType": kind, "discountValue": float(value), **({"discountReason": reason} if reason else {})}
    for name, said in (("discountId", asked.get("discountId")), ("service", asked.get("service")), ("customerName", asked.get("customer")),
                       ("clientOrderId", op.get("client")), ("occurredAt", None if asked.get("occurred") is None else written(asked["occurred"]))):
        if said:
            body[name] = said
    body |= {WORDS[name]: wire(value) for name, value in (asked.get("figures") or {}).items()}
    return body


# ---- what is answered

def item_of(order, line):
    view = {"id": Ref(line.key), "product_id": Ref(line.item), "product_name": line.name, "size": line.size, "price": wire(line.unit),
            "quantity": line.quantity,
            "line_total": wire(line.gross), "discount_amount": wire(line.off), "tax_name": line.tax[0], "tax_amount": wire(line.taxed),
            "net_amount": wire(line.charged(order.inclusive) - line.taxed), "refunded_quantity": line.units_back}
    if line.options:
        view["options"] = [{"optionId": Ref(one.key), "priceDelta": wire(one.delta), "quantity": count} for one, count in line.options]
    if line.combo:
        view["combo"] = {"menuItemId": Ref(line.combo[1]), "name": line.combo[2]}
    return view


def answer_of(order):
    return {"id": Ref(order.key), "orderNumber": order.number, "items": [item_of(order, line) for line in order.lines],
            "subtotal": wire(order.sums.subtotal), "taxAmount": wire(order.sums.tax), "discountAmount": wire(order.sums.discount),
            "priceDifference": wire(sum(line.difference for line in order.lines)), "roundingAmount": wire(order.rounding), "total": wire(order.total),
            "paymentMethod": order.method(), "tipAmount": wire(sum(one.tip for one in order.payments)),
            "changeGiven": wire(sum(one.change for one in order.payments)),
            "payments": [{"method": one.method, "amount": wire(one.amount), "rounding": wire(one.rounding), "tip": wire(one.tip),
                          "tendered": wire(one.tendered), "change": wire(one.change)} for one in order.payments],
            "status": "PAID", "flagReasons": Words(order.flags), "flagged": bool(order.flags), "businessDate": order.day.isoformat(),
            "staffId": Ref(order.who),
            "createdAt": written(order.at), "service": order.service, "clientOrderId": order.client,
            "occurredAt": written(order.occurred) if order.occurred is not None else None}


# ---- refunds and voids

def draw_order(world, chance):
    """Mostly one of the last ones."""
    orders = world.shown()
    return chance.choice(orders[-12:] if chance.random() < 0.8 else orders) if orders else None


class GiveBack:
    @staticmethod
    def draw(world, chance):
        order = draw_order(world, chance)
        if not order:
            return None
        left = order.total - order.given_back()
        asked = {"reason": chance.choice(["cold", "wrong", "slow"])}
        how = chance.random()
        if how < 0.2:
            asked["items"] = ["all"]
        elif how < 0.55:
            asked["amount"] = chance.choice([1, 100, 250, max(1, left // 3), max(1, left), left + 1])
        else:
            lines = chance.sample(range(len(order.lines)), chance.randint(1, min(3, len(order.lines))))
            asked["lines"] = [[number, chance.choice([1, 1, max(1, order.lines[number].quantity - order.lines[number].units_back)]),
                               chance.random() < 0.4]
                              for number in lines]
        if chance.random() < 0.25:
            asked["method"] = chance.choice(world.settings["methods"])
        op = {"order": order.key, "asked": asked, "who": chance.choice(["mona", "owner", "mona", "carl"])}
        if world.tills and chance.random() < 0.3:
            op["till"] = chance.choice(list(world.tills))
        if chance.random() < 0.1:
            op["once"] = f"key {chance.randrange(10 ** 9)}"
        return op

    @staticmethod
    def play(game, op):
        world, order, asked = game.world, game.world.orders[op["order"]], op["asked"]
        if order.hidden:
            raise Missing(op["order"])
        body = {"reason": asked["reason"]}
        if "items" in asked:
            body["items"] = asked["items"]
        if "amount" in asked:
            body["amount"] = wire(asked["amount"])
        if "lines" in asked:
            body["items"] = [{"orderItemId": game.id(order.lines[number].key), "quantity": units, "restock": restock} for number, units,
                             restock in asked["lines"]]
        if "method" in asked:
            body["refundMethod"] = asked["method"]

        wanted = {**asked, "till": op.get("till")}
        if "lines" in asked:
            wanted["lines"] = [(order.lines[number], units, restock) for number, units, restock in asked["lines"]]
        if world.settings["coins"] != "none":
            model_coins.give_back(game, op, order, body, wanted, f"/orders/{game.id(order.key)}/refund")
            return

        def act():
            world.require(op["who"], "sales.refund")
            back = model_back.Back(world, order, wanted, op["who"])
            parts = back.plan()
            refund = model_back.store(world, order, op["key"], parts, back.payments(sum(part[2] for part in parts)), wanted, op["who"])
            model_back.after(world, refund, parts)
            return {"refund": refund_view(refund), "orderStatus": order.status, "refundedAmount": wire(order.given_back())}
        game.does(op, "POST", f"/orders/{game.id(order.key)}/refund", body, act)


def refund_view(refund):
    return {"refundId": Ref(refund.key), "refundNumber": refund.number, "amount": wire(refund.amount), "taxAmount": wire(refund.tax),
            "refundedAt": written(refund.at), "staffId": Ref(refund.who), "reason": refund.reason,
            "payments": Bag([{"method": method, "amount": wire(amount)} for method, amount in refund.payments], "method"),
            "items": [{"orderItemId": Ref(line.key), "quantity": units, "amount": wire(amount), "taxAmount": wire(tax), "netAmount": wire(net)}
                      for line, units, amount, tax, net, _ in refund.lines if units],
            "taxes": Bag([{"name": name, "rate": as_rate(rate), "taxable_amount": wire(net), "tax_amount": wire(tax)} for name, rate, net,
                          tax in refund.taxes],
                         "name", "rate")}


class Void:
    @staticmethod
    def draw(world, chance):
        order = draw_order(world, chance)
        return order and {"order": order.key, "who": chance.choice(["mona", "owner", "cleo"]), "hide": chance.random() < 0.3,
                          **({"till": chance.choice(list(world.tills))} if world.tills and chance.random() < 0.3 else {})}

    @staticmethod
    def play(game, op):
        world, order = game.world, game.world.orders[op["order"]]
        if order.hidden:
            raise Missing(op["order"])

        def act():
            world.require(op["who"], "sales.refund")
            if not (op["hide"] and order.status == "voided"):
                void(world, order, op.get("till"))
            order.hidden = op["hide"]
            return {"deleted": True} if op["hide"] else {"order": {"status": "voided", "void_reason": "wrong"}}
        if op["hide"]:
            game.does(op, "DELETE", f"/orders/{game.id(order.key)}", None, act)
        else:
            game.does(op, "POST", f"/orders/{game.id(order.key)}/void", {"reason": "wrong"}, act)


def void(world, order, till):
    if order.status != "completed" or order.refunds or order.day != world.calendar.look(world.now).day:
        raise Refused(409, "CONFLICT")
    order.status = "voided"
    for line in order.lines:
        model_stock.give_back(world, line, line.quantity)
        if line.of_tab:
            line.of_tab.undone += line.quantity
        world.kitchen.take_back((line.of_tab or line).key, line.quantity)
    drawer = world.open_drawer(till or order.till)
    if drawer:
        drawer.moves.append(("voided", -sum(one.amount + one.tip for one in order.payments if one.method == "cash"), order))
