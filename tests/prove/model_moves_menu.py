"""What the café does to its menu and stock. Of each move: what is drawn, and what both are asked to do."""

from decimal import Decimal
from fractions import Fraction

import model_stock
from model_cafe import Group, Item, Missing, Option, Stock
from model_money import half_up, wire
from model_wire import Ref

CATEGORIES = ["Coffee", "Tea", "Food", "Retail"]
SERVICES = [None, None, "here", "takeaway", "delivery"]


def thousandths(quantity):
    return Decimal(quantity) / 1000


def manager(chance):
    return chance.choice(["owner", "mona"])


class NewStock:
    @staticmethod
    def draw(world, chance):
        return {"unit": chance.choice(["kg", "liters", "pieces"]), "level": chance.choice([0, 1000, 5000, 20_000, 123_456]),
                "least": chance.choice([0, 500, 2000]), "cost": chance.choice([0, 1, 12_345, 25_000, 187_500]), "who": manager(chance)}

    @staticmethod
    def play(game, op):
        def act():
            one = game.world.stock[op["key"]] = Stock(op["key"], op["key"], op["unit"], op["level"], op["least"], op["cost"])
            one.movements.append(("opening", op["level"], 0, op["level"]))
            return {"inventory_item": {"id": Ref(op["key"]), "currentStock": thousandths(op["level"]), "status": model_stock.status(one)}}
        game.does(op, "POST", "/inventory", {"name": op["key"], "category": "All", "unit": op["unit"], "currentStock": thousandths(op["level"]),
                                             "minStockLevel": thousandths(op["least"]), "costPerUnit": Decimal(op["cost"]) / 10_000}, act, 201)


class NewGroup:
    @staticmethod
    def draw(world, chance):
        stock = list(world.stock)
        options = []
        for number in range(chance.randint(1, 4)):
            effects = []
            if stock and chance.random() < 0.7:
                one, other = chance.choice(stock), chance.choice(stock)
                effects = [chance.choice([["adds", one, chance.choice([1, 18, 250, 1000])], ["removes", one]])]
                if one != other and chance.random() < 0.5:
                    effects = [["replaces", one, other, chance.choice(["1", "0.5", "1.25"])]]
            options.append({"delta": chance.choice([0, 50, 60, 35, -25]), "default": False,
                            "at_most": chance.choice([1, 1, 3]), "effects": effects, "number": number})
        least = chance.choice([0, 0, 1])
        if chance.random() < 0.4:
            options[0]["default"] = True
        return {"least": least, "most": chance.choice([None, 1, 2]), "options": options, "who": manager(chance)}

    @staticmethod
    def play(game, op):
        world = game.world
        options = [Option(f"{op['key']} option {one['number']}", f"{op['key']} option {one['number']}", one["delta"], one["default"], one["at_most"],
                          [tuple(effect) for effect in one["effects"]]) for one in op["options"]]

        def ingredient(effect):
            kind, of, *more = effect
            if kind == "adds":
                return {"inventoryItemId": game.id(of), "quantity": thousandths(more[0])}
            return {"removes": game.id(of)} if kind == "removes" else {"replaces": game.id(of), "inventoryItemId": game.id(more[0]),
                                                                       "ratio": Decimal(more[1])}

        def act():
            world.groups[op["key"]] = Group(op["key"], op["key"], op["least"], op["most"], options)
            world.options.update({option.key: option for option in options})
            return {"optionGroup": {"id": Ref(op["key"]), "options": [{"id": Ref(one.key), "priceDelta": wire(one.delta)} for one in options]}}
        game.does(op, "POST", "/option_groups", {
            "name": op["key"], "minChoices": op["least"], "maxChoices": op["most"],
            "options": [{"name": one.name, "priceDelta": wire(one.delta), "isDefault": one.default, "maxQuantity": one.at_most,
                         "ingredients": [ingredient(effect) for effect in one.effects]} for one in options]}, act, 201)


class NewItem:
    @staticmethod
    def draw(world, chance):
        names = [item.name for item in world.items.values() if item.slots is None]
        name = chance.choice(names) if names and chance.random() < 0.3 else f"Thing {len(world.items)}"
        same = next((item.category for item in world.items.values() if item.name == name), None)
        recipe = {one: chance.choice([1, 18, 200, 1000, 333]) for one in chance.sample(list(world.stock),
                                                                                       min(len(world.stock), chance.choice([0, 1, 2, 3])))}
        return {"name": name, "size": chance.choice(["Small", "Medium", "Large"]), "category": same or chance.choice(CATEGORIES),
                "price": chance.choice([1, 99, 250, 275, 333, 395, 500, 1299, 99_999]), "open": chance.random() < 0.1, "recipe": recipe,
                "groups": chance.sample(list(world.groups), min(len(world.groups), chance.choice([0, 0, 1, 2]))), "who": manager(chance)}

    @staticmethod
    def play(game, op):
        world = game.world
        for one in [*op["recipe"], *op["groups"]]:
            game.id(one)

        def act():
            world.items[op["key"]] = Item(op["key"], op["name"], op["size"], op["category"], [(world.now, op["price"])], op["open"])
            return {"id": Ref(op["key"]), "price": wire(op["price"])}
        game.does(op, "POST", "/menu_items", {"name": op["name"], "size": op["size"], "category": op["category"], "price": wire(op["price"]),
                                              "openPrice": op["open"]}, act, 201)
        item = world.items[op["key"]]
        if op["groups"]:
            item.groups = list(op["groups"])
            game.does(op, "PUT", f"/menu_items/{game.id(item.key)}/option_groups", {"groups": [{"groupId": game.id(one)} for one in item.groups]},
                      dict)
        if op["recipe"]:
            Recipe.put(game, op, item, op["recipe"])


class Recipe:
    @staticmethod
    def draw(world, chance):
        items = [item.key for item in world.items.values() if item.slots is None and not item.archived]
        if not items or not world.stock:
            return None
        return {"item": chance.choice(items), "who": manager(chance),
                "recipe": {one: chance.choice([5, 150, 500]) for one in chance.sample(list(world.stock),
                                                                                      min(len(world.stock), chance.randint(1, 2)))}}

    @staticmethod
    def play(game, op):
        for one in op["recipe"]:
            game.id(one)
        Recipe.put(game, op, game.world.items[op["item"]], op["recipe"])

    @staticmethod
    def put(game, op, item, recipe):
        def act():
            item.recipe = dict(recipe)
            item.touch()
            return {}
        game.does(op, "PUT", f"/menu_items/{game.id(item.key)}/recipe",
                  {"ingredients": [{"inventoryItemId": game.id(one), "quantity": thousandths(quantity)} for one, quantity in recipe.items()]}, act)


class NewCombo:
    @staticmethod
    def draw(world, chance):
        items = [item.key for item in world.items.values() if item.slots is None and not item.open_price and not item.archived]
        if len(items) < 3:
            return None
        slots = []
        for name in ["Drink", "Cake", "Extra"][: chance.choice([1, 2, 2, 3])]:
            chosen = chance.sample(items, chance.randint(1, 3))
            default = chance.choice([None, 0])
            slots.append([name, [[one, chance.choice([0, 0, 50, -50]), number == default] for number, one in enumerate(chosen)]])
        return {"price": chance.choice([1, 500, 650, 799, 1001]), "slots": slots, "category": chance.choice(CATEGORIES), "who": manager(chance)}

    @staticmethod
    def play(game, op):
        world = game.world
        for _, choices in op["slots"]:
            for one, *_ in choices:
                game.id(one)
                world.items[one].touch()

        def act():
            world.items[op["key"]] = Item(op["key"], f"Menu {op['key']}", "Regular", op["category"], [(world.now, op["price"])],
                                          slots=[(name, [tuple(one) for one in choices]) for name, choices in op["slots"]])
            return {"id": Ref(op["key"])}
        game.does(op, "POST", "/menu_items", {"name": f"Menu {op['key']}", "size": "Regular", "category": op["category"], "price": wire(op["price"]),
                                              "kind": "combo"}, act, 201)
        game.does(op, "PUT", f"/menu_items/{game.id(op['key'])}/combo", {"slots": [
            {"name": name, "choices": [{"menuItemId": game.id(one), "priceDelta": wire(delta), "isDefault": default} for one, delta,
                                       default in choices]}
            for name, choices in op["slots"]]}, dict)


class NewPrice:
    @staticmethod
    def draw(world, chance):
        items = [item.key for item in world.items.values() if not item.archived]
        return items and {"item": chance.choice(items), "price": chance.choice([10, 251, 300, 425, 777, 1300]),
                          "who": chance.choice(["mona", "carl", "owner"])}

    @staticmethod
    def play(game, op):
        item = game.world.items[op["item"]]

        def act():
            game.world.require(op["who"], "menu.edit")
            if op["price"] != item.price():
                item.prices.append((game.world.now, op["price"]))
            item.touch()
            return {"id": Ref(item.key), "price": wire(op["price"])}
        game.does(op, "PUT", f"/menu_items/{game.id(item.key)}", {"price": wire(op["price"])}, act)


class Archive:
    @staticmethod
    def draw(world, chance):
        alive = {item.key for item in world.items.values() if not item.archived}
        slots = [alive.intersection(key for key, _, _ in choices) for item in world.items.values() if item.slots for _, choices in item.slots]
        items = [one for one in alive if {one} not in slots]  # verify names a combo of which nobody can choose a part
        return {"item": chance.choice(sorted(items)), "who": manager(chance)} if len(items) > 6 else None

    @staticmethod
    def play(game, op):
        item = game.world.items[op["item"]]
        if item.archived:
            raise Missing(op["item"])

        def act():
            item.archived = True
            item.touch()
            return {}
        game.does(op, "DELETE", f"/menu_items/{game.id(item.key)}", None, act, 204)


class Adjust:
    @staticmethod
    def draw(world, chance):
        if not world.stock:
            return None
        reason = chance.choice(["RESTOCK", "RESTOCK", "WASTE", "ADJUSTMENT"])
        change = chance.choice([1, 500, 2500, 10_000, 33_333])
        if reason == "WASTE" or reason == "ADJUSTMENT" and chance.random() < 0.5:
            change = -change
        return {"stock": chance.choice(list(world.stock)), "change": change, "reason": reason, "who": chance.choice(["mona", "owner", "carl"]),
                "cost": chance.choice([None, 0, 999, 12_345]) if reason == "RESTOCK" else None}

    @staticmethod
    def play(game, op):
        world, one = game.world, game.world.stock[op["stock"]]

        def act():
            world.require(op["who"], "inventory.adjust_stock")
            before = one.level
            model_stock.adjust(world, op["stock"], op["change"], op["reason"], op["cost"])
            return {"inventory": {"currentStock": thousandths(one.level), "costPerUnit": Decimal(one.cost) / 10_000,
                                  "status": model_stock.status(one)},
                    "adjustment": {"previousStock": thousandths(before), "newStock": thousandths(one.level)}}
        body = {"adjustment": thousandths(op["change"]), "reason": op["reason"]}
        game.does(op, "POST", f"/inventory/{game.id(one.key)}/adjust", {**body, "cost": wire(op["cost"])} if op["cost"] is not None else body, act)


class Count:
    @staticmethod
    def draw(world, chance):
        if not world.stock:
            return None
        some = chance.sample(list(world.stock), chance.randint(1, min(3, len(world.stock))))
        return {"counted": {one: chance.choice([0, 1500, 7250, max(0, world.stock[one].level)]) for one in some}, "who": manager(chance)}

    @staticmethod
    def play(game, op):
        world = game.world
        for one in op["counted"]:
            game.id(one)

        def act():
            lines = []
            for name, counted in op["counted"].items():
                one = world.stock[name]
                change = counted - one.level
                value = half_up_money(change * one.cost)
                lines.append({"inventoryItemId": Ref(name), "expected": thousandths(one.level), "counted": thousandths(counted),
                              "variance": thousandths(change), "varianceValue": wire(value)})
                if change:
                    model_stock.move(world, name, "count", change)
            return {"count": {"lines": lines}}
        game.does(op, "POST", "/inventory/counts", {"lines": [{"inventoryItemId": game.id(one), "counted": thousandths(counted)}
                                                              for one, counted in op["counted"].items()]}, act, 201)


def half_up_money(ten_millionths):
    """Thousandths of a unit times ten thousandths of money, as cents; half a cent goes away from zero, so that a loss is a gain turned round."""
    cents = half_up(Fraction(abs(ten_millionths), 100_000))
    return cents if ten_millionths > 0 else -cents
