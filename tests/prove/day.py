"""What a café does all day, in good words, so that there is something to ask about. Each deed is (method, path, body), or None."""

from datetime import date, timedelta

TODAY = date.today().isoformat()


class Day:
    def __init__(self, script):
        self.script, self.chance, self.of = script, script.chance, script.one_of
        self.deeds = [self.sale, self.sale, self.sale, self.tab, self.tab, self.lines, self.settle, self.send, self.cancel, self.merge, self.change_tab,
                      self.change_line, self.take_off, self.split, self.refund, self.void, self.check, self.stock, self.drawer, self.ticket, self.line_done,
                      self.setting, self.menu_import, self.item, self.group, self.group_of_item, self.combo, self.person, self.role, self.right,
                      self.printer, self.station, self.till, self.alert, self.shift, self.clock, self.layout, self.incident, self.report, self.report, self.report, self.look, self.look, self.look]

    def deed(self):
        return self.chance.choice(self.deeds)()

    def word(self):
        return self.chance.choice(["Bun", "bun", "Äpfel", "äpfel", "日本茶", "Zimt & Zucker", "o'Brien", "İstanbul", "éclair", "Straße", "a_b%"])

    def row_of(self, collection, fits=lambda row: True):
        fitting = [one for one in self.script.known[collection] if fits(self.script.rows.get(one, {}))]
        return self.script.rows[self.chance.choice(fitting[-6:])] if fitting else None

    # ---- sales

    def basket(self):
        return [{"productId": self.of("menu_items"), "quantity": self.chance.choice([1, 1, 2, 3, 1000])} for _ in range(self.chance.randint(1, 4))]

    def sale(self):
        body = {"items": self.basket(), "paymentMethod": self.chance.choice(["cash", "card", "mobile", "Cash"])}
        for name, values in {"discountType": ["percentage", "fixed"], "orderNotes": [self.word()], "customerName": [self.word()],
                             "service": ["here", "takeaway", "delivery"], "tillId": [self.of("tills")]}.items():
            if self.chance.random() < 0.3:
                body[name] = self.chance.choice(values)
        if body.get("discountType"):
            body |= {"discountValue": self.chance.choice([5, 10, 12.5, 33.3333, 100, 101, 0]), "discountReason": self.word()}
        if self.chance.random() < 0.2:
            body["payments"] = [{"method": "cash", "amount": self.chance.choice([1, 2.5, 3])}, {"method": "card"}]
            del body["paymentMethod"]
        return "POST", self.chance.choice(["/orders", "/orders", "/orders/preview"]), body

    def refund(self):
        order = self.row_of("orders", lambda row: row.get("items"))
        if not order:
            return None
        line = self.chance.choice(order["items"])
        body = self.chance.choice([{"amount": self.chance.choice([0.01, 1, 2.5, 500])}, {"items": ["all"]},
                                   {"items": [{"orderItemId": line.get("id", ""), "quantity": 1, "restock": self.chance.random() < 0.5}]}])
        return "POST", f"/orders/{order['id']}/refund", {**body, "reason": self.chance.choice(["cold", "é" * 255, "spilt"])}

    def void(self):
        return "POST", f"/orders/{self.of('orders')}/void", {"reason": "wrong table"}

    def check(self):
        order = self.row_of("orders", lambda row: row.get("order_number") or row.get("orderNumber"))
        return order and ("GET", f"/receipts/check?number={order.get('order_number') or order.get('orderNumber')}&value=5222-798B-436B", None)

    # ---- tabs

    def tab(self):
        return "POST", "/tabs", {"name": self.word(), "table": self.chance.choice(["1", "2", "é"]), "lines": self.basket()}

    def of_tab(self, what, body):
        tab = self.row_of("tabs", lambda row: row.get("status") == "open" and "version" in row)
        made = tab and body(tab)
        return made and ("POST", f"/tabs/{tab['id']}/{what}", {"version": tab["version"], **made})

    def lines(self):
        made = self.of_tab("lines", lambda tab: {"lines": self.basket()})
        if made:
            del made[2]["version"]
        return made

    def send(self):
        return self.of_tab("send", lambda tab: {"version": tab["version"]})

    def cancel(self):
        return self.of_tab("cancel", lambda tab: {"reason": "left"})

    def merge(self):
        into = self.row_of("tabs", lambda row: row.get("status") == "open")
        if self.chance.random() < 0.5:
            return self.of_tab("merge", lambda tab: {"into": into["id"]})
        return self.of_tab("move-lines", lambda tab: {"into": into["id"], "lines": [line["id"] for line in tab.get("lines", [])[:1]]})

    def settle(self):
        def body(tab):
            some = [{"lineId": self.chance.choice(tab["lines"])["id"], "quantity": 1}] if tab.get("lines") and self.chance.random() < 0.5 else None
            return {"payments": [{"method": self.chance.choice(["card", "cash"])}], **({"lines": some} if some else {})}
        return self.of_tab("settle", body)

    def change_tab(self):
        made = self.of_tab("", lambda tab: {"table": self.word(), "guests": self.chance.choice([1, 999, None])})
        return made and ("PATCH", made[1].rstrip("/"), made[2])

    def change_line(self):
        made = self.of_tab("lines", lambda tab: {"quantity": self.chance.choice([1, 2, 5]), "notes": self.word()} if tab.get("lines") else None)
        return made and ("PATCH", f"{made[1]}/{self.line_of(made)}", made[2])

    def take_off(self):
        made = self.of_tab("lines", lambda tab: {"reason": "spilt"} if tab.get("lines") else None)
        return made and ("DELETE", f"{made[1]}/{self.line_of(made)}?version={made[2]['version']}&reason=spilt", None)

    def line_of(self, made):
        return self.chance.choice(self.script.rows[made[1].split("/")[2]]["lines"])["id"]

    def split(self):
        return "GET", f"/tabs/{self.of('tabs')}/split?ways={self.chance.choice([1, 2, 3, 7, 0, 1000])}", None

    # ---- stock, drawers, kitchen

    def stock(self):
        one = self.of("inventory")
        if self.chance.random() < 0.5:
            return "POST", "/inventory/counts", {"lines": [{"inventoryItemId": one, "counted": self.chance.choice([0, 1.5, 20, 0.001])}]}
        return "POST", f"/inventory/{one}/adjust", {"adjustment": self.chance.choice([5, -1, 0.125, -99999, 0]), "reason": "RESTOCK", "cost": 3.5}

    def drawer(self):
        drawer = self.row_of("drawers", lambda row: row.get("status") == "open")
        if not drawer:
            return "POST", "/drawers", {"tillId": self.of("tills"), "float": self.chance.choice([0, 100, 55.55])}
        if self.chance.random() < 0.3:
            return "POST", f"/drawers/{drawer['id']}/close", {"counted": {"cash": self.chance.choice([0, 100, 123.45])}, "floatLeft": 50}
        return "POST", f"/drawers/{drawer['id']}/movements", {"type": self.chance.choice(["paid_in", "paid_out", "drop"]), "amount": 5, "reason": self.word()}

    def ticket(self):
        how = self.chance.choice(["state", "state", "acknowledge", "recall"])
        return "POST", f"/kitchen/tickets/{self.of('tickets')}/{how}", {"state": self.chance.choice(["started", "ready", "served"])} if how == "state" else None

    def line_done(self):
        ticket = self.row_of("tickets", lambda row: row.get("lines"))
        return ticket and ("POST", f"/kitchen/tickets/{ticket['id']}/lines/{ticket['lines'][0]['id']}/done", {"done": self.chance.random() < 0.7})

    # ---- the office

    def setting(self):
        """One setting somewhere, to another value or to its own."""
        settings = self.script.settings
        if not settings:
            return "GET", "/settings", None
        group = self.chance.choice([name for name, inner in settings.items() if isinstance(inner, dict) and inner and name != "security"])
        name = self.chance.choice(list(settings[group]))
        old = settings[group][name]
        return "PUT", "/settings", {group: {name: self.chance.choice([old, old, self.word() if isinstance(old, str) else 1, None, []])}}

    def menu_import(self):
        rows = "".join(f"{self.word()},{self.chance.choice(['S', '', 'L'])},{self.chance.choice(['1.50', '0', 'x', '9999.99'])},"
                       f"{self.chance.choice(['Food', ''])}\n" for _ in range(3))
        where = self.chance.choice(["/menu_items/bulk-import", "/inventory/import"])
        return "POST", f"{where}?dryRun={self.chance.choice(['true', 'false'])}", (
            "multipart/form-data; boundary=edge",
            '--edge\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n'
            f"name,size,price,category\n{rows}\r\n--edge--\r\n")

    def item(self):
        body = {"name": f"{self.word()} {self.chance.randrange(30)}", "size": "Regular", "price": self.chance.choice([0.01, 3.5, 9999.99]), "category": "Food",
                "description": self.word()}
        return self.chance.choice([("POST", "/menu_items", body), ("PUT", f"/menu_items/{self.of('menu_items')}", {"price": 2.5, "description": self.word()})])

    def group(self):
        body = {"name": f"{self.word()} {self.chance.randrange(30)}", "minChoices": 0, "maxChoices": 2,
                "options": [{"name": self.word(), "priceDelta": self.chance.choice([0, 0.5, -0.25])}]}
        return self.chance.choice([("POST", "/option_groups", body), ("PUT", f"/option_groups/{self.of('option_groups')}", body)])

    def group_of_item(self):
        return "PUT", f"/menu_items/{self.of('menu_items')}/option_groups", {"groups": [{"groupId": self.of("option_groups")}]}

    def combo(self):
        return "PUT", f"/menu_items/{self.of('menu_items')}/combo", {"slots": [{"name": self.word(), "choices": [{"menuItemId": self.of("menu_items")}]}]}

    def person(self):
        name = f"person{self.chance.randrange(40)}"
        return "POST", "/users", {"username": name, "password": "a long Password 1!", "firstName": self.word(), "lastName": self.word(),
                                  "email": f"{name}@Example.org", "role": "cashier", "pinCode": str(self.chance.randrange(1000, 9999))}

    def role(self):
        return "POST", "/roles", {"name": f"{self.word()} {self.chance.randrange(20)}", "permissions": ["sales.process", "tabs.use"]}

    def right(self):
        person = self.chance.choice(self.script.known["users"][3:] or [""])
        return self.chance.choice([("PUT", f"/users/{person}/permissions", {"permissions": ["sales.process", "menu.edit"]}),
                                   ("PUT", f"/users/{person}/role", {"role": "manager"}), ("PATCH", f"/users/{person}/deactivate", None),
                                   ("PATCH", f"/users/{person}/activate", None), ("GET", f"/users/{person}/permissions", None)])

    def printer(self):
        return "POST", "/printers", {"name": f"{self.word()} {self.chance.randrange(20)}", "type": "none", "columns": 42}

    def station(self):
        return "POST", "/stations", {"name": f"{self.word()} {self.chance.randrange(20)}", "categories": ["Food"], "sortOrder": 1}

    def till(self):
        return "POST", "/tills", {"name": f"{self.word()} {self.chance.randrange(20)}"}

    def alert(self):
        if self.chance.random() < 0.5:
            return "PATCH", f"/alerts/{self.of('alerts')}/{self.chance.choice(['acknowledge', 'resolve', 'dismiss'])}", None
        return "POST", "/alerts", {"inventory_item_id": self.of("inventory"), "alert_type": "low_stock", "severity": "high", "message": self.word()}

    def shift(self):
        return "POST", "/time-clock", {"staffId": self.of("users"), "startedAt": f"2026-11-{self.chance.randint(10, 20)}T08:00:00Z",
                                       "endedAt": f"2026-11-{self.chance.randint(10, 20)}T16:30:00Z", "breakMinutes": 30, "reason": self.word()}

    def clock(self):
        return "POST", f"/time-clock/{self.chance.choice(['in', 'out', 'break'])}", None

    def layout(self):
        return "PUT", "/till_layout", {"pages": [{"name": self.word(), "tiles": [{"menuItemId": self.of("menu_items"), "color": "red"}]}]}

    def incident(self):
        return "POST", "/security/incident", {"kind": "odd", "detail": self.word()}

    def report(self):
        path = self.chance.choice([path for method, path, _ in self.script.routes if method == "GET" and ("/reports/" in path or "dashboard" in path)])
        first = (date.today() - timedelta(days=self.chance.choice([0, 1, 7, 30]))).isoformat()
        names = ("start_date", "end_date") if "dashboard" in path else ("from", "to")
        more = "" if "dashboard" in path else self.chance.choice(["", "&format=csv"]) if path != "/reports/sales" else self.chance.choice(
            ["", "&group_by=day", "&group_by=item", "&group_by=category", "&group_by=staff", "&payment_method=cash", "&expand=options"])
        if path == "/reports/journal":
            more = ""
        return "GET", path + (f"?date={TODAY}" if "daily" in path else f"?{names[0]}={first}&{names[1]}={TODAY}{more}"), None

    def look(self):
        return "GET", self.chance.choice(["/kitchen/tickets", "/drawers", "/tabs", "/z-reports", "/inventory/counts", "/alerts", "/users", "/time-clock",
                                          "/orders?limit=3", "/orders?sort=-total&limit=4", "/order_items?limit=5", "/refunds", "/print-jobs",
                                          "/mail-queue", "/menu_items?search=%C3%A4pfel", "/orders?search=b%C3%BCn", "/inventory?search=%25"]), None
