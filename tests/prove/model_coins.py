"""Refunds where the café pays cash in coins. What of it goes to which line the documents leave open, so here the model takes that from the
tables and holds it against what they promise: coins can pay it, it is never more than half a coin off in all, no line gives back more than
was paid for it, and the tax follows the money.
"""

from fractions import Fraction

import model_back
from model_cafe import Refused
from model_game import shortened
from model_money import COINS
from model_wire import Difference, Ref


def cents(text):
    return int(text)


def give_back(game, op, order, body, wanted, path):
    """Plays the refund: the model says whether, the tables how it is shared."""
    world, coin = game.world, COINS[game.world.settings["coins"]]
    near = []
    headers = {name: value for name, value in (("X-Till", op.get("till") and game.id(op["till"])), ("Idempotency-Key", op.get("once"))) if value}
    try:
        world.require(op["who"], "sales.refund")
        back = model_back.Back(world, order, wanted, op["who"])
        exact = sum(part[2] for part in back.plan())
        back.payments(exact)
        refusals = []
    except Refused as refused:
        back, exact, refusals = None, None, refused.answers
        if any(line.paid - line.money_back < coin for line in order.lines):
            near = [(200, None)]
    if exact is not None and "amount" in wanted and exact < coin:
        near = [(422, "VALIDATION_ERROR"), (422, "REFUND_EXCEEDS_PAID")]
    if wanted.get("lines") and near_the_end(order, wanted, coin):
        near = [(200, None), (422, "REFUND_EXCEEDS_PAID")]
    status, _, got = game.ask(op["who"], "POST", path, body, headers)
    answer = (status, got.get("errorCode"))
    if answer not in (refusals or [(200, None)]) + near:
        raise Difference(f"POST {path} {body}: expected {refusals or 200} or {near}, got {status} {shortened(got)}")
    if status == 200:
        take(game, op, order, got["data"], wanted, exact, coin)


def near_the_end(order, wanted, coin):
    """Whether coins that earlier refunds gave too much may make the difference."""
    return any(0 < model_back.of_units(line, min(units, line.quantity - line.units_back)) - (line.paid - line.money_back) <= coin
               for line, units, _ in wanted["lines"])


def take(game, op, order, data, wanted, exact, coin):
    world, said = game.world, data["refund"]
    amount, left = cents(said["amount"] * 100), order.total - order.given_back()
    payments = [[one["method"], cents(one["amount"] * 100)] for one in said["payments"]]
    in_cash = sum(part for method, part in payments if method == "cash")
    if in_cash % coin and amount != left and in_cash != order.left_of("cash"):  # a register may have taken what coins cannot pay
        raise Difference(f"refund of {order.key}: {in_cash} in cash, coins of {coin}, of {left}")
    elsewhere = sum(order.left_of(method) for method in {one.method for one in order.payments} - {"cash"})
    if exact is not None and exact <= elsewhere and amount != exact and not any(method == "cash" for method, _ in payments):
        raise Difference(f"refund of {order.key} without cash: expected {exact}, got {amount}")
    if exact is not None and abs(amount - exact) > coin and amount != left:
        raise Difference(f"refund of {order.key}: expected about {exact}, got {amount}")
    rows = {line: words for line, *words in game.cafe.database.sql(
        f"SELECT order_item_id, quantity, amount, tax_amount, net_amount FROM refund_items WHERE refund_id = '{said['refundId']}'")}
    parts = [[line, *map(cents, rows[game.id(line.key)][:3]), bool(asked_for(wanted, line))] for line in order.lines if game.id(line.key) in rows]
    check_parts(order, parts, amount, cents(said["taxAmount"] * 100), wanted)
    nets = [cents(rows[game.id(part[0].key)][3]) for part in parts]
    check_nets(order, parts, nets)
    refund = model_back.store(world, order, op["key"], parts, payments, wanted, op["who"], nets)
    game.comparer.compare(Ref(op["key"]), said["refundId"])
    model_back.after(world, refund, parts)
    if refund.number != said["refundNumber"]:
        raise Difference(f"expected {refund.number}, got {said['refundNumber']}")
    if order.status != data["orderStatus"]:
        raise Difference(f"refund of {order.key}: expected it to be {order.status}, got {data['orderStatus']}")


def asked_for(wanted, line):
    return any(restock for one, _, restock in wanted.get("lines", []) if one is line)


def check_parts(order, parts, amount, tax, wanted):
    if sum(part[2] for part in parts) != amount or sum(part[3] for part in parts) != tax:
        raise Difference(f"refund of {order.key}: its lines do not sum to {amount}, {tax}: {[part[1:] for part in parts]}")
    units = {id(line): count for line, count, _ in wanted.get("lines", [])}
    for line, count, money, taxed, _ in parts:
        if wanted.get("lines") and count != units.get(id(line), 0):
            raise Difference(f"refund of {order.key}, {line.key}: expected {units.get(id(line), 0)} units, got {count}")
        if not 0 <= money <= line.paid - line.money_back or not 0 <= taxed <= line.taxed - line.tax_back:
            raise Difference(f"refund of {order.key}, {line.key}: {money} with {taxed} of tax is more than is left of {line}")
        fair = Fraction(line.taxed * (line.money_back + money), line.paid) if line.paid else 0
        if abs(line.tax_back + taxed - fair) > len(order.lines):
            raise Difference(f"refund of {order.key}, {line.key}: its tax does not follow the money: {fair}, {line.tax_back + taxed}")


def check_nets(order, parts, nets):
    """What is neither tax nor cash rounding: the line's share of that goes back in proportion."""
    for (line, _, money, taxed, _), net in zip(parts, nets):
        rounding = line.paid - line.charged(order.inclusive)
        if abs(net - model_back.net_of(line, money, taxed, rounding)) > 1:
            raise Difference(f"refund of {order.key}, {line.key}: {net} net of {money} with {taxed} of tax and {rounding} of rounding in all")
        whole = line.charged(order.inclusive) - line.taxed
        if line.paid and line.money_back + money == line.paid and line.net_back + net != whole:
            raise Difference(f"refund of {order.key}, {line.key}: all is back, but the net is {line.net_back + net}, not {whole}, of {line}")
