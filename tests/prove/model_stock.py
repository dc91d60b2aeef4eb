"""The stock in the model: a ledger of movements, in thousandths."""

from fractions import Fraction

from model_cafe import Refused
from model_money import half_up


def move(world, stock, kind, change):
    one = world.stock[stock]
    one.movements.append((kind, change, one.level, one.level + change))
    one.level += change


def conditions(one):
    """What people should know of it while it lasts."""
    if one.level < 0:
        return {"out_of_stock", "negative_stock"}
    return {"out_of_stock"} if one.level == 0 else {"low_stock"} if one.level <= one.least else set()


def take(world, order):
    """What a sale takes, line by line; refused before anything of it happened where a sale beyond the stock is."""
    wanted = {}
    for line in order.lines:
        for stock, quantity in line.recipe.items():
            wanted[stock] = wanted.get(stock, 0) + quantity * line.quantity
    if world.settings["oversell"] == "block" and any(world.stock[stock].level < quantity for stock, quantity in wanted.items() if quantity):
        raise Refused(409, "INSUFFICIENT_STOCK")
    for line in order.lines:
        if line.made or line.recipe:
            exact = sum(Fraction(quantity * world.stock[stock].cost, 1000) for stock, quantity in line.recipe.items())
            line.cost = half_up(exact * line.quantity / 100)
        for stock, quantity in line.recipe.items():
            if quantity:
                move(world, stock, "sale", -quantity * line.quantity)
    return any(line.recipe for line in order.lines)


def give_back(world, line, units):
    for stock, quantity in line.recipe.items():
        if quantity and units:
            move(world, stock, "return", quantity * units)


def adjust(world, stock, change, reason, cost=None):
    one = world.stock[stock]
    if one.level + change < 0 and change < 0:
        raise Refused(400, "INVALID_ADJUSTMENT")
    if cost is not None and world.settings["costing"] == "moving_average":
        weight = max(0, one.level)
        one.cost = half_up((Fraction(weight * one.cost, 1000) + cost * 100) / Fraction(weight + change, 1000))
    move(world, stock, {"RESTOCK": "restock", "WASTE": "waste", "SALE": "sale"}.get(reason, "adjustment"), change)


def status(one):
    return "out_of_stock" if one.level <= 0 else "low_stock" if one.level <= one.least else "in_stock"
