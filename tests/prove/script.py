"""Requests of every kind that /openapi.json describes: good ones, such as at the edges of what is allowed, and bad ones.

What is asked for follows from the seed and from what one café answered before. Ids are that café's; who sends the request to another
one puts the other's in their place.
"""

import copy
import json
import re
import urllib.parse
from collections import defaultdict

from day import Day

TEXTS = ["", " ", "Latte", "latte", "LATTE", "Äpfel", "äpfel", "Straße", "STRASSE", "ﬁne", "日本茶", "e\u0301clair", "éclair", "İstanbul", "🍵 tea",
         "100%", "a_b", "o'Brien", 'say "hi"', "back\\slash", "=1+1", "<b>", "tab\there", "line\nbreak", "\u0000", "\u202eabc", "x" * 50, "x" * 51,
         "x" * 100, "x" * 101, "x" * 255, "x" * 256, "é" * 100, "é" * 101, "x" * 2001, "null", "0", "-1", "true"]
NUMBERS = [0, 1, -1, 2, 3, 0.01, 0.005, 0.001, 1.1, 2.345, 9999.99, 10000, 99999999.99, 100000000, 1e9, 2147483647, 2147483648, 9223372036854775807,
           9223372036854775808, -0.01, 1e-9, 1e300, 999, 1000, 50, 51]
ODD = [None, True, False, "", "1", "1.5", [], {}, [1], {"a": 1}]
MOMENTS = ["2026-01-31", "2026-02-29", "2024-02-29", "2026-11-26", "2026-11-26T10:00:00Z", "2026-11-26T10:00:00+02:00", "2026-11-26T10:00:00.123456Z",
           "1970-01-01", "9999-12-31", "2026-13-01", "yesterday", "", "2026-1-1", "0001-01-01"]
WORDS = ["cash", "card", "mobile", "all", "Coffee", "coffee", "Tea", "admin", "cashier", "manager", "active", "low", "en", "sales.refund", "json",
         "csv", "html", "text", "day", "week", "month"]
# What the collections are of which a member or a part of a path names one.
COLLECTION = {"menu_items": "menu_items", "productId": "menu_items", "product_id": "menu_items", "menuItemId": "menu_items",
              "menu_item_id": "menu_items", "inventory": "inventory", "inventoryItemId": "inventory", "inventory_item_id": "inventory",
              "replaces": "inventory", "removes": "inventory", "orders": "orders", "order_id": "orders", "orderItemId": "items", "order_items": "items",
              "lines": "lines", "lineId": "lines", "tabs": "tabs", "into": "tabs", "tillId": "tills", "stationId": "stations",
              "groupId": "option_groups", "optionId": "options", "staffId": "users", "staff_id": "users", "user_id": "users",
              "printerId": "printers", "fallbackPrinterId": "printers", "roleId": "roles", "discountId": "discounts", "counts": "counts"}
NOBODY = "00000000-0000-7000-8000-000000000000"
# They end sessions or streams, or say how this process is: compared by themselves or not at all.
LEFT_OUT = {("POST", "/auth/logout"), ("GET", "/events"), ("GET", "/metrics"), ("POST", "/auth/refresh")}


class Script:
    def __init__(self, chance, description):
        self.chance, self.description = chance, description
        self.known = defaultdict(list)  # the ids of each collection
        self.rows = {}  # the last answer about each
        self.cursors = [""]
        self.settings = {}
        self.routes = [(method.upper(), path, route) for path, methods in description["paths"].items() for method, route in methods.items()
                       if (method.upper(), path) not in LEFT_OUT]
        self.collections = {path.strip("/").split("/")[0] for _, path, _ in self.routes}
        self.day = Day(self)

    # ---- what is learnt

    def learn(self, path, answer):
        if path.split("?")[0] == "/settings" and answer.get("success") and answer["data"].get("pos"):
            self.settings = answer["data"]
        self.walk(answer, path.strip("/").split("/")[0].split("?")[0])

    def walk(self, value, collection):
        if isinstance(value, list):
            for row in value:
                self.walk(row, collection)
        elif isinstance(value, dict):
            one = value.get("id")
            if isinstance(one, str) and len(one) == 36:
                self.rows[one] = value
                if one not in self.known[collection]:
                    self.known[collection].append(one)
            if value.get("nextCursor"):
                self.cursors.append(value["nextCursor"])
            for name, inner in value.items():
                self.walk(inner, self.collection_of(name, collection))

    def collection_of(self, name, around):
        """`order` is one of /orders, `optionGroup` one of /option_groups; what an answer calls `item` is of the collection asked for."""
        plural = re.sub("[A-Z]", lambda found: "_" + found[0].lower(), name) + "s"
        return around if name in ("data", "item") else plural if plural in self.collections | {"tickets"} else name

    def route_of(self, method, path):
        at = path.split("?")[0]
        fitting = [route for asked, route, _ in self.routes if asked == method and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", route), at)]
        return method, min(fitting, key=lambda route: route.count("{"), default=at)

    # ---- one request: method, path, body (None: none), content type, who asks

    def next(self):
        made = self.day.deed() if self.chance.random() < 0.6 else None
        method, path, body = made or self.any_route()
        if isinstance(body, (dict, list)) and self.chance.random() < 0.25:
            body = self.damaged(body)
        kind = "application/json"
        if isinstance(body, tuple):
            kind, body = body
        elif body is not None:
            body = json.dumps(body)
            if self.chance.random() < 0.02:
                body = body[: self.chance.randrange(len(body) + 1)]
        return method, path, body, kind, self.chance.choices(["admin", "manager", "cashier", "nobody", "forged"], [80, 8, 8, 2, 2])[0]

    def any_route(self):
        method, path, route = self.chance.choice(self.routes)
        if method in ("DELETE",) and self.chance.random() < 0.7:
            method, path, route = self.chance.choice(self.routes)
        at = re.sub(r"\{(\w+)\}", lambda found: self.part(path, found[1], found.start()), path)
        query = [(p["name"], self.query_value(p)) for p in route.get("parameters", []) if p["in"] == "query" and self.chance.random() < 0.3]
        if self.chance.random() < 0.02:
            query.append(("nobody_knows_this", "1"))
        if query:
            at += "?" + urllib.parse.urlencode(query)
        schema = route.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
        return method, at, None if schema is None else self.value(schema, "")

    def part(self, path, name, start):
        before = path[:start].strip("/").split("/")[-1]
        if name in ("role", "number", "value"):
            return urllib.parse.quote(str(self.chance.choice(["cashier", "manager", "nobody", 1, 2, 0, "abcdef"])))
        chosen = self.one_of(before)
        # Whoever asks stays who he is.
        return self.chance.choice(self.known["users"][3:] or [NOBODY]) if before == "users" and chosen in self.known["users"][:3] else chosen

    def one_of(self, collection):
        if self.chance.random() < 0.05:
            return self.chance.choice([NOBODY, "nonsense", "1"])
        known = self.known[COLLECTION.get(collection, collection)]
        return self.chance.choice(known[-12:] if known and self.chance.random() < 0.6 else known) if known else NOBODY

    def query_value(self, parameter):
        name, schema = parameter["name"], parameter["schema"]
        if name == "cursor":
            return self.chance.choice(self.cursors[-5:] + ["nonsense"])
        if name in ("limit", "offset"):
            return self.chance.choice([0, 1, 2, 3, 5, 10, 199, 200, 201, -1, "x", 2147483648])
        if name in COLLECTION:
            return self.one_of(name)
        if "enum" in schema and self.chance.random() < 0.9:
            return self.chance.choice(schema["enum"])
        if re.search("date|from|to|asOf", name):
            return self.chance.choice(MOMENTS)
        return self.chance.choice({"boolean": ["true", "false", "1", "maybe"]}.get(schema.get("type"), TEXTS + WORDS * 2))

    # ---- values that a schema allows, mostly

    def value(self, schema, name, depth=0):
        if "$ref" in schema:
            schema = self.description["components"]["schemas"][schema["$ref"].split("/")[-1]]
        if "anyOf" in schema:
            kinds = [kind for kind in schema["anyOf"] if kind.get("type") != "null"]
            schema = {**{k: v for k, v in schema.items() if k != "anyOf"}, **self.chance.choice(kinds or [{}])}
            return None if self.chance.random() < 0.03 else self.value(schema, name, depth)
        if schema.get("enum") and self.chance.random() < 0.95:
            return self.chance.choice(schema["enum"])
        if name in COLLECTION and schema.get("type", "string") == "string":
            return self.one_of(name)
        if "properties" in schema:
            return {key: self.value(inner, key, depth + 1) for key, inner in schema["properties"].items()
                    if self.chance.random() < (0.95 if key in schema.get("required", []) else 0.12 if inner.get("deprecated") else 0.4)}
        return self.simple_value(schema, name, depth)

    def simple_value(self, schema, name, depth):
        kind = schema.get("type")
        if kind == "array" and depth < 5:
            return [self.value(schema.get("items", {}), name, depth + 1) for _ in range(self.chance.choice([0, 1, 1, 2, 3]))]
        if kind == "object" and depth < 5:
            return {self.chance.choice(WORDS): self.value(schema.get("additionalProperties") or {}, name, depth + 1)}
        if kind in ("number", "integer"):
            return self.number(schema, name)
        if kind == "boolean":
            return self.chance.random() < 0.5
        if name == "pinCode" or schema.get("pattern"):
            return str(self.chance.randrange(10000)).zfill(4)
        if re.search("At$|date|Date|until|Restocked|restocked|occurred", name) or schema.get("format") == "date-time":
            return self.chance.choice(MOMENTS)
        least, most = schema.get("minLength", 0), schema.get("maxLength", 60)
        if self.chance.random() < 0.15:
            return "x" * self.chance.choice([max(least - 1, 0), least, most, most + 1])
        return self.chance.choice(TEXTS if self.chance.random() < 0.5 else WORDS)

    def number(self, schema, name):
        if name == "version":
            return self.chance.randint(1, 4)
        edges = [schema[edge] for edge in ("minimum", "maximum") if edge in schema]
        if self.chance.random() < 0.2:
            return self.chance.choice(NUMBERS + [edge + step for edge in edges for step in (-1, 0, 1)])
        decimals = 0 if schema.get("type") == "integer" else self.chance.choice([0, 1, 2, schema.get("x-decimals", 2)])
        return round(self.chance.uniform(max(schema.get("minimum", 0), 0), min(schema.get("maximum", 40), 40)), decimals or None)

    def damaged(self, body):
        """One member of it, at any depth, gone, odd or one too many."""
        body = copy.deepcopy(body)
        places = []
        waiting = [body]
        while waiting:
            inner = waiting.pop()
            for key in inner if isinstance(inner, dict) else range(len(inner)):
                places.append((inner, key))
                if isinstance(inner[key], (dict, list)):
                    waiting.append(inner[key])
        if not places:
            return {"nobody_knows_this": 1}
        inner, key = self.chance.choice(places)
        how = self.chance.randrange(4)
        if how == 0 and isinstance(inner, dict):
            del inner[key]
        elif how == 1:
            inner[key] = self.chance.choice(ODD)
        elif how == 2:
            inner[key] = self.chance.choice(TEXTS) if isinstance(inner[key], str) else self.chance.choice(NUMBERS)
        elif isinstance(inner, dict):
            inner["nobody_knows_this"] = 1
        return body
