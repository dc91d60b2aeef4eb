"""Good requests of the routes that day.py leaves to chance, with as many members as they take. Each deed is (method, path, body), or None."""

import itertools
import struct
import zlib
from datetime import datetime, timedelta, timezone

from cafe import PASSWORD
from script import NOBODY


class More:
    def __init__(self, script):
        self.script, self.chance, self.day = script, script.chance, script.day
        self.numbers = itertools.count(1)
        self.deeds = [getattr(self, name) for name in dir(type(self)) if not name.startswith("_") and callable(getattr(type(self), name))]

    def _name(self, what):
        return f"{what} {next(self.numbers)}"

    def _one(self, collection):
        """The newest are the most likely to be as they were made."""
        known = self.script.known[collection]
        return self.chance.choice(known[-8:]) if known else None

    def _some(self, collection, count=1):
        known = self.script.known[collection][:20]
        return self.chance.sample(known, min(count, len(known)))

    def _at(self, collection, what, body, method="POST"):
        one = self._one(collection)
        return one and (method, f"/{collection}/{one}{what}", body)

    def _tab(self, fits=lambda tab: True):
        return self.day.row_of("tabs", lambda row: row.get("status") == "open" and row.get("lines") and "version" in row and fits(row))

    # ---- sales

    def sale(self):
        product = self._some("menu_items")[0]
        return "POST", self.chance.choice(["/orders", "/orders/preview"]), {
            "items": [{"productId": product, "quantity": 2, "notes": "hot", "discount": {"type": "percentage", "value": 10, "reason": "spilt"}}],
            "payments": [{"method": "card", "tip": 1, "reference": "slip 7"}], "customerName": "Ada", "customerEmail": "ada@example.org", "orderNotes": "soon",
            "clientOrderId": self._name("client order"), "service": "here"}

    def sale_with_figures(self):
        product = self._some("menu_items")[0]
        return "POST", "/orders", {"items": [{"productId": product, "quantity": 1, "price": 3.5}], "paymentMethod": "cash", "subtotal": 3.5, "taxAmount": 0, "total": 3.5,
                                   "discountAmount": 0, "amountPaid": 5, "changeGiven": 1.5, "occurredAt": datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")}

    def edit(self):
        return self._at("orders", "", {"customerName": "Grace", "customerEmail": "grace@example.org", "notes": "later"}, "PUT")

    def email(self):
        return self._at("orders", "/email-receipt", {"email": "ada@example.org"})

    def refund(self):
        order = self.day.row_of("orders", lambda row: row.get("items"))
        return order and ("POST", f"/orders/{order['id']}/refund", {"items": [{"orderItemId": order["items"][0]["id"], "quantity": 1, "restock": True}], "reason": "cold"})

    def void(self):
        return self._at("orders", "/void", {"reason": "twice"})

    def old_line(self):
        order, product = self._one("orders"), self._some("menu_items")[0]
        return order and ("POST", "/order_items", {"order_id": order, "menu_item_id": product, "quantity": 1, "price_at_time_of_sale": 2.5})

    # ---- tabs

    def tab(self):
        return "POST", "/tabs", {"clientTabId": self._name("client tab"), "name": "Ada", "table": "4", "guests": 2, "service": "here", "lines": [
            {"productId": product, "quantity": 3, "notes": "hot", "clientLineId": self._name("line")} for product in self._some("menu_items", 2)]}

    def tab_lines(self):
        tab = self._tab()
        return tab and ("POST", f"/tabs/{tab['id']}/lines", {"lines": [{"productId": self._some("menu_items")[0], "quantity": 1, "clientLineId": self._name("line")}]})

    def tab_change(self):
        tab = self._tab()
        return tab and ("PATCH", f"/tabs/{tab['id']}", {"version": tab["version"], "name": "Bob", "table": "7", "guests": 3, "service": "takeaway"})

    def tab_line_change(self):
        tab = self._tab()
        return tab and ("PATCH", f"/tabs/{tab['id']}/lines/{tab['lines'][0]['id']}", {"version": tab["version"], "quantity": 2, "notes": "cold", "reason": "changed"})

    def tab_send(self):
        tab = self._tab()
        return tab and ("POST", f"/tabs/{tab['id']}/send", {"version": tab["version"]})

    def tab_settle(self):
        tab = self._tab()
        return tab and ("POST", f"/tabs/{tab['id']}/settle", {"version": tab["version"], "payments": [{"method": "card", "tip": 1}], "customerName": "Ada", "orderNotes": "thanks",
                                                            "lines": [{"lineId": tab["lines"][0]["id"], "quantity": 1}], "clientOrderId": self._name("settled")})

    def tab_cancel(self):
        tab = self._tab()
        return tab and ("POST", f"/tabs/{tab['id']}/cancel", {"version": tab["version"], "reason": "left"})

    def tab_merge(self):
        tab = self._tab()
        into = tab and self._tab(lambda other: other["id"] != tab["id"])
        body = into and {"version": tab["version"], "into": into["id"]}
        if body and self.chance.random() < 0.5:
            return "POST", f"/tabs/{tab['id']}/move-lines", {**body, "lines": [tab["lines"][0]["id"]]}
        return body and ("POST", f"/tabs/{tab['id']}/merge", body)

    # ---- menu and stock

    def item(self):
        body = {"name": self._name("Cortado"), "size": "Small", "price": 3.2, "category": "Coffee", "description": "strong", "isActive": True, "sortOrder": 1, "volume": "100 ml",
                "allergens": "milk", "calories": 40, "barcode": self._name("barcode"), "openPrice": False, "kind": "item"}
        return self.chance.choice([("POST", "/menu_items", body), self._at("menu_items", "", body, "PUT")])

    def item_recipe(self):
        one = self._some("inventory")
        return one and self._at("menu_items", "/recipe", {"ingredients": [{"inventoryItemId": one[0], "quantity": 0.02}]}, "PUT")

    def item_available(self):
        until = (datetime.now(timezone.utc) + timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
        return self._at("menu_items", "/availability", {"available": False, "until": until}, "PUT")

    def item_groups(self):
        group = self._one("option_groups")
        return group and self._at("menu_items", "/option_groups", {"groups": [{"groupId": group, "minChoices": 0, "maxChoices": 1}]}, "PUT")

    def combo(self):
        known = [one for one in self.script.known["menu_items"] if self.script.rows.get(one, {}).get("kind") == "combo"]
        parts = [one for one in self._some("menu_items", 8) if "kind" not in self.script.rows.get(one, {})]
        if not known or not parts:
            return "POST", "/menu_items", {"name": self._name("Breakfast"), "price": 9, "category": "Food", "kind": "combo"}
        return "PUT", f"/menu_items/{self.chance.choice(known)}/combo", {"slots": [{"name": "Drink", "choices": [{"menuItemId": parts[0], "priceDelta": 0.5}]}]}

    def option_group(self):
        one = self._some("inventory")
        body = {"name": self._name("Milk"), "minChoices": 0, "maxChoices": 2, "sortOrder": 1, "options": [
            {"name": self._name("oat"), "priceDelta": 0.5, "isDefault": False, "maxQuantity": 2, "sortOrder": 1, "ingredients": [{"inventoryItemId": one[0], "quantity": 0.2}]}]}
        return self.chance.choice([("POST", "/option_groups", body), self._at("option_groups", "", body, "PUT")])

    def option_available(self):
        return self._at("options", "/availability", {"available": False}, "PUT")

    def stock_item(self):
        body = {"name": self._name("Beans"), "category": "Coffee", "currentStock": 5, "minStockLevel": 1, "maxStockLevel": 50, "unit": "kg", "costPerUnit": 12.5, "supplier": "Ada & Co",
                "lastRestocked": "2026-01-31", "expiryDate": "2027-01-31", "barcode": self._name("stock"), "description": "brown", "location": "cellar"}
        return self.chance.choice([("POST", "/inventory", body), self._at("inventory", "", body, "PUT")])

    def stock_adjust(self):
        return self._at("inventory", "/adjust", {"adjustment": 2.5, "reason": "RESTOCK", "notes": "fresh", "reference": "bill 7", "cost": 20, "supplier": "Ada & Co"})

    def stock_count(self):
        return "POST", "/inventory/counts", {"lines": [{"inventoryItemId": one, "counted": 4} for one in self._some("inventory", 2)], "notes": "monthly"}

    def alert_change(self):
        body = {"severity": "high", "message": "look", "acknowledged": True, "resolved": False, "notification_sent": True, "notification_method": "shout"}
        return self._at("alerts", "", body, "PUT")

    def alert(self):
        one = self._some("inventory")
        return one and ("POST", "/alerts", {"inventory_item_id": one[0], "alert_type": "low_stock", "severity": "low", "message": "little", "notification_sent": False, "notification_method": "shout"})

    def layout(self):
        if not self.script.layout:
            return "GET", "/till_layout", None
        tiles = [{"menuItemId": one, "color": "blue"} for one in self._some("menu_items", 2)]
        return "PUT", "/till_layout", {"version": self.script.layout["version"], "pages": [{"name": "Hot", "color": "red", "tiles": tiles}]}

    # ---- drawers and kitchen

    def till(self):
        body = {"name": self._name("Till"), "active": True}
        return self.chance.choice([("POST", "/tills", body), self._at("tills", "", body, "PUT")])

    def drawer(self):
        one = self._one("tills")
        return one and ("POST", "/drawers", {"tillId": one, "float": 100})

    def drawer_movement(self):
        drawer = self.day.row_of("drawers", lambda row: row.get("status") == "open")
        return drawer and ("POST", f"/drawers/{drawer['id']}/movements", {"type": "paid_in", "amount": 5, "reason": "coins"})

    def drawer_close(self):
        drawer = self.day.row_of("drawers", lambda row: row.get("status") == "open")
        return drawer and ("POST", f"/drawers/{drawer['id']}/close", {"counted": {"cash": {"amount": 100}}, "floatLeft": 50, "note": "late"})

    def station(self):
        body = {"name": self._name("Bar"), "categories": [self._name("made there")], "sortOrder": 2, "active": True}
        return self.chance.choice([("POST", "/stations", body), self._at("stations", "", body, "PUT")])

    def ticket(self):
        ticket = self.day.row_of("tickets", lambda row: row.get("lines") and row.get("state") in ("new", "started", "ready"))
        how = self.chance.choice(["state", "done"])
        return ticket and (("POST", f"/kitchen/tickets/{ticket['id']}/state", {"state": "ready"}) if how == "state" else
                           ("POST", f"/kitchen/tickets/{ticket['id']}/lines/{ticket['lines'][0]['id']}/done", {"done": True}))

    def printer(self):
        body = {"name": self._name("Printer"), "type": "file", "address": "slips.txt", "columns": 42, "codePage": "cp858", "drawerKick": False, "active": True}
        return self.chance.choice([("POST", "/printers", body), self._at("printers", "", body, "PUT")])

    # ---- people

    def person(self):
        name = f"person.{next(self.numbers)}"
        body = {"username": name, "password": "a long Password 1!", "firstName": "Ada", "lastName": "Byron", "email": f"{name}@example.org", "role": "cashier",
                "pinCode": f"{next(self.numbers) + 3000:04}", "isActive": True}
        known = self.script.known["users"][4:]
        return self.chance.choice([("POST", "/users", body), known and ("PUT", f"/users/{self.chance.choice(known)}", {**body, "currentPassword": PASSWORD}) or None])

    def person_role(self):
        known = self.script.known["users"][4:]
        return known and ("PUT", f"/users/{self.chance.choice(known)}/role", {"role": "manager"}) or None

    def person_permissions(self):
        known = self.script.known["users"][4:]
        return known and ("PUT", f"/users/{self.chance.choice(known)}/permissions", {"permissions": ["sales.process", "menu.edit"]}) or None

    def role(self):
        body = {"name": self._name("Barista"), "description": "makes", "permissions": ["sales.process"]}
        made = [one for one in self.script.known["roles"] if not self.script.rows.get(one, {}).get("isSystemRole", True)]
        return self.chance.choice([("POST", "/roles", body), made and ("PUT", f"/roles/{self.chance.choice(made)}", body) or None])

    def sign_in(self):
        return "POST", "/auth/login", {"username": "trainee", "password": PASSWORD, "rememberMe": False}

    def approval(self):
        return "POST", "/auth/approvals", {"username": "manager", "password": PASSWORD, "permission": "sales.refund", "reason": "cold"}

    def own_pin(self):
        return "PUT", "/auth/me/credentials", {"currentPassword": PASSWORD, "pinCode": f"{next(self.numbers) + 6000:04}"}

    def lost_device(self):
        return "PATCH", "/auth/sessions", {"currentPassword": PASSWORD, "end": [NOBODY]}

    def reset(self):
        return "POST", "/auth/password-reset-request", {"email": "nobody@example.org"}

    def shift(self):
        day = self.chance.randint(1, 28)
        body = {"startedAt": f"2026-{self.chance.randint(1, 9):02}-{day:02}T08:00:00Z", "breakMinutes": 30, "reason": "forgotten"}
        body["endedAt"] = body["startedAt"].replace("T08", "T12")
        person, made = self._one("users"), self._one("shift")
        return self.chance.choice([("POST", "/time-clock", {**body, "staffId": person}), made and ("PUT", f"/time-clock/{made}", body)])

    # ---- the rest

    def mail(self):
        return "POST", "/reports/" + self.chance.choice(["email-daily-summary", "email-summary", "test-email"]), {"recipients": ["ada@example.org"]}

    def look(self):
        """At what nobody asks for by name."""
        path = self.chance.choice(["/auth/me", "/health", "/health/ready", "/images/management", "/audit/access-log", "/audit/failed-logins", "/inventory/usage", "/inventory/valuation",
                                   "/kitchen/totals", "/menu_items/imports", "/permissions", "/permissions/role/cashier", "/printer/status", "/reports/hours?from=2026-11-01&to=2026-11-30",
                                   "/tls", "/users/roles", "/reports/tips?from=2026-11-01&to=2026-11-30", "/inventory/export", "/till_layout", "/settings"])
        return "GET", path, None

    def look_at_one(self):
        collection = self.chance.choice(["alerts", "drawers", "inventory", "menu_items", "option_groups", "orders", "printers", "roles", "stations", "tabs", "users", "order_items"])
        more = {"drawers": ["", "/x"], "inventory": ["", "/movements"], "menu_items": ["", "/recipe"], "orders": ["", "/explain", "/receipt", "/refunds"], "users": ["", "/permissions"],
                "printers": ["", "/status"]}
        one = self._one(collection)
        return one and ("GET", f"/{collection}/{one}{self.chance.choice(more.get(collection, ['']))}", None)

    def receipt(self):
        return self._at("orders", f"/receipt?format={self.chance.choice(['txt', 'html', 'pdf', 'escpos'])}", None, "GET")

    def ticket_by_id(self):
        one = self._one("tickets")
        return one and ("GET", f"/kitchen/tickets/{one}", None)

    def delete(self):
        """What was made last, so that enough is left."""
        collection = self.chance.choice(["alerts", "menu_items", "option_groups", "printers", "stations", "roles", "inventory", "users"])
        known = self.script.known[collection]
        return len(known) > 22 and ("DELETE", f"/{collection}/{known[-1]}", None) or None

    def imports(self):
        number, dry = next(self.numbers), self.chance.choice(["true", "false"])
        menu = f"name,size,price,category\nImported {number},S,2.50,Food\n"
        stock = f"name,category,unit,currentStock\nImported {number},Food,kg,3\n"
        return self.chance.choice([("POST", f"/menu_items/bulk-import?dryRun={dry}", multipart("file", "a.csv", "text/csv", menu.encode())),
                                   ("POST", f"/inventory/import?dryRun={dry}", multipart("file", "a.csv", "text/csv", stock.encode())),
                                   ("POST", f"/upload/image?menu_item_id={self._some('menu_items')[0]}", multipart("image", "a.png", "image/png", picture())),
                                   ("GET", "/menu_items/imports", None)])

    def undo(self):
        one = self._one("imports")
        return one and ("POST", f"/menu_items/imports/{one}/undo", None)

    def without_a_body(self):
        return self.chance.choice([self._at("alerts", f"/{self.chance.choice(['acknowledge', 'resolve', 'dismiss'])}", None, "PATCH"),
                                   self._at("orders", "/reprint-receipt", None), ("POST", "/auth/validate-session", None), self._at("printers", "/test", None),
                                   self._at("print-jobs", "/retry", None), self._at("mail-queue", "/retry", None), ("POST", "/z-reports/1/print", None),
                                   ("GET", "/z-reports/1", None), ("GET", "/inventory/counts", None)])


def multipart(name, file, kind, content):
    head = f'--edge\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\nContent-Type: {kind}\r\n\r\n'
    return "multipart/form-data; boundary=edge", head.encode() + content + b"\r\n--edge--\r\n"


def picture():
    """Four red points, as PNG."""
    def part(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    return (b"\x89PNG\r\n\x1a\n" + part(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)) + part(b"IDAT", zlib.compress(b"\0\xff\0\0\xff\0\0" * 2)) + part(b"IEND", b""))


def more_deeds(script):
    return More(script).deeds
