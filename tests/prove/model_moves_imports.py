"""Imports of the menu and of the stock from tables, and what is taken back of them (docs/formats). What is drawn, and what both are asked to do."""

import model_stock
from model_cafe import Item, Missing, Refused, Stock
from model_moves_menu import CATEGORIES
from model_wire import Form, Ref

UNKNOWN = [("price", ["abc", "0", "-1", "12345.67", ""]), ("name", [""])]  # what makes a row of the menu wrong


def learn(game, path, name, keys):
    """An import tells no ids: they are those of what is called so."""
    for one in game.looks(path, {})[name]:
        key = keys.get((one["name"], one.get("size")))
        if key and game.comparer.names.get(one["id"], key) == key:
            game.comparer.compare(Ref(key), one["id"], path)


def table(rows):
    return "\r\n".join(",".join(row) for row in rows) + "\r\n"


def by_whom(chance):
    return chance.choice(["mona", "owner", "mona", "carl"])


def same_items(world, name, size):
    return [one for one in world.items.values() if not one.archived and (one.name.lower(), one.size.lower()) == (name.lower(), size.lower())]


class MenuImport:
    """New items, and others' prices, categories too if there is such a column. A wrong row is left out, the others are not."""

    @staticmethod
    def draw(world, chance):
        there = [one for one in world.items.values() if not one.archived and one.slots is None and len(same_items(world, one.name, one.size)) == 1]
        rows = []
        for _ in range(chance.choice([1, 2, 3, 5])):
            row = {"name": f"Imported {chance.randrange(10 ** 6)}", "size": chance.choice(["Small", "Large"]),
                   "price": chance.choice(["3.5", "0.01", "12.30", "99"]), "category": chance.choice(CATEGORIES)}
            if there and chance.random() < 0.5:
                one = chance.choice(there)
                row |= {"name": chance.choice([one.name, one.name.upper()]), "size": one.size}
            elif rows and chance.random() < 0.2:
                row |= {"name": rows[-1]["name"], "size": rows[-1]["size"]}
            if chance.random() < 0.15:
                field, values = chance.choice(UNKNOWN)
                row[field] = chance.choice(values)
            rows.append(row)
        how = chance.choice([{}, {"updateExisting": "true"}, {"updateExisting": "true"}, {"skipDuplicates": "false"}])
        if "skipDuplicates" in how:  # of two that a table makes alike nobody could tell which is which
            rows = list({(row["name"].lower(), row["size"].lower()): row for row in rows}.values())
        return {"rows": rows, "how": how,
                "dry": chance.random() < 0.15, "categories": chance.random() < 0.5, "who": by_whom(chance)}

    @classmethod
    def play(cls, game, op):
        world, done = game.world, {"made": [], "changed": []}
        columns = ["name", "size_name", "size_price"] + (["category"] if op["categories"] else [])
        words = {"size_name": "size", "size_price": "price"}
        rows = [columns] + [[row[words.get(column, column)] for column in columns] for row in op["rows"]]

        def act():
            world.require(op["who"], "menu.import")
            return cls.act(world, op, done)
        how = {**op["how"], **({"dryRun": "true"} if op["dry"] else {})}
        got = game.does(op, "POST", "/menu_items/bulk-import", Form(how, table(rows)), act)
        if got and (done["made"] or done["changed"]) and not op["dry"]:
            game.comparer.compare(Ref(op["key"]), got.get("importId"), "importId")
            items = done["made"] + [item for item, *_ in done["changed"]]
            world.imports[op["key"]] = {**done, "who": op["who"], "undone": False, "seen": [(item, item.touch()) for item in items]}
        for item in done["made"]:
            learn(game, f"/menu_items?search={item.name.replace(' ', '%20')}", "menu_items", {(item.name, item.size): item.key})

    @classmethod
    def act(cls, world, op, done):
        imported = skipped = 0
        details, new = [], []
        for number, row in enumerate(op["rows"], 1):
            wrong = "name" if not row["name"] else "size_price" if row["price"] in UNKNOWN[0][1] else None
            if wrong:
                details.append({"row": number})
                continue
            price, same = round(float(row["price"]) * 100), same_items(world, row["name"], row["size"])
            same += [one for one in new if (one.name.lower(), one.size.lower()) == (row["name"].lower(), row["size"].lower())] if op["dry"] else []
            if same and op["how"].get("updateExisting"):
                cls.change(world, op, done, same[0], price, row)
            elif same and op["how"].get("skipDuplicates") != "false":
                skipped += 1
                continue
            else:
                new.append(Item(f"{op['key']} row {number}", row["name"], row["size"], row["category"] if op["categories"] else "General",
                                [(world.now, price)]))
                if not op["dry"]:
                    world.items[new[-1].key] = new[-1]
                    done["made"].append(new[-1])
            imported += 1
        return {"imported": imported, "skipped": skipped, "errors": len(details), "details": details}

    @staticmethod
    def change(world, op, done, item, price, row):
        if op["dry"]:
            return
        if item not in [one for one, *_ in done["changed"]] and item not in done["made"]:
            done["changed"].append((item, item.price(), item.category))
        if price != item.price():
            item.prices.append((world.now, price))
        if op["categories"]:
            item.category = row["category"]


class StockImport:
    """The stock is as the table says, with a movement for each difference."""

    @staticmethod
    def draw(world, chance):
        rows = []
        for one in chance.sample(list(world.stock), min(len(world.stock), chance.choice([0, 1, 2]))):
            rows.append([world.stock[one].name, chance.choice(["0", "7.5", "1200", "-1", "x", ""]), chance.choice(["1", "0", ""]), chance.choice(["2.5", "0.0001", ""])])
        for _ in range(chance.choice([0, 1, 2]) if rows else 1):
            rows.append([f"Delivered {chance.randrange(10 ** 6)}", chance.choice(["0", "12.125", "y"]), chance.choice(["2", "0"]), chance.choice(["1", ""])])
        if chance.random() < 0.1:
            rows.append(list(rows[0]))
        return {"rows": rows, "how": chance.choice(["", "", "dryRun", "atomic", "atomic"]), "who": by_whom(chance)}

    @classmethod
    def play(cls, game, op):
        world, made = game.world, {}
        if any(not row[0].startswith("Delivered") and row[0] not in [one.name for one in world.stock.values()] for row in op["rows"]):
            raise Missing(op["rows"])
        content = table([["Name", "Current Stock", "Min Stock Level", "Cost Per Unit"], *op["rows"]])

        def act():
            for permission in ("inventory.edit", "inventory.adjust_stock"):
                world.require(op["who"], permission)
            return cls.act(world, op, made)
        game.does(op, "POST", "/inventory/import", Form({op["how"]: "true"} if op["how"] else {}, content, "stock.csv"), act)
        if made:
            learn(game, "/inventory?limit=200", "inventory", {(name, None): key for name, key in made.items()})

    @classmethod
    def act(cls, world, op, made):
        good, seen, counts = [], set(), {"created": 0, "updated": 0, "unchanged": 0, "failed": 0}
        for row in op["rows"]:
            if row[1] in ("x", "y", "-1") or row[0] in seen:
                counts["failed"] += 1
            else:
                good.append(row)
            seen.add(row[0])
        if op["how"] == "atomic" and counts["failed"]:
            raise Refused(400, "VALIDATION_ERROR")
        for number, (name, level, least, cost) in enumerate(good):
            found = next((one for one in world.stock.values() if one.name == name), None)
            new = found or Stock(f"{op['key']} row {number}", name, "pieces", 0, 0, 0)
            wanted = (thousandth(level, new.level), thousandth(least, new.least), new.cost if cost == "" else round(float(cost) * 10_000))
            changed = wanted != (new.level, new.least, new.cost)
            counts["created" if not found else "updated" if changed else "unchanged"] += 1
            if op["how"] == "dryRun":
                continue
            if not found:
                world.stock[new.key] = new
                made[name] = new.key
                model_stock.move(world, new.key, "opening", wanted[0])
            elif wanted[0] != new.level:
                model_stock.move(world, new.key, "adjustment", wanted[0] - new.level)
            new.least, new.cost = wanted[1:]
        return {**counts, "rows": len(op["rows"]), "dryRun": op["how"] == "dryRun", "atomic": op["how"] == "atomic"}


def thousandth(text, otherwise):
    return otherwise if text == "" else round(float(text) * 1000)


class ThereAndBack:
    """What was exported is imported: nothing changes."""

    @staticmethod
    def draw(world, chance):
        return {"who": "owner"}

    @staticmethod
    def play(game, op):
        status, _, content = game.ask("owner", "GET", "/inventory/export")
        count = len(game.world.stock)
        if not count:
            raise Missing("stock")
        game.does(op, "POST", "/inventory/import", Form({}, content), lambda: {"rows": count, "unchanged": count, "failed": 0})


class Undo:
    """An import of the menu that nobody touched since is taken back as a whole."""

    @staticmethod
    def draw(world, chance):
        left = [key for key, done in world.imports.items() if not done["undone"]]
        return left and {"which": chance.choice(left[-3:]), "who": chance.choice(["mona", "carl", "owner"])}

    @staticmethod
    def play(game, op):
        world, which = game.world, op["which"]
        done = world.imports[which]
        if done["undone"]:
            raise Missing(which)
        if any(item.touched != times for item, times in done["seen"]):  # the documents do not say of each change whether it hinders
            raise Missing(which)

        def act():
            world.require(op["who"], "menu.import")
            for item in done["made"]:
                item.archived = True
            for item, price, category in done["changed"]:
                if price != item.price():
                    item.prices.append((world.now, price))
                item.category = category
            done["undone"] = True
            return {}
        game.does(op, "POST", f"/menu_items/imports/{game.id(which)}/undo", {}, act)
