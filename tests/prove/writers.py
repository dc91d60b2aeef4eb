"""Clients that write all a café writes, each write with a key, sent again with it until it is answered; the ledger keeps the answers.

The key stands in a text of what is written, so that the database can be asked what became of each.
"""

import random
import threading
import time

from cafe import SILENT, Ledger, ask

# Where the key of each kind of write is found again, and whose id was answered.
PLACES = {"sale": ("orders", "notes"), "refund": ("refunds", "reason"), "tab": ("tabs", "name"), "line": ("tab_lines", "notes"),
          "stock": ("stock_movements", "notes"), "drawer": ("drawer_movements", "reason")}
PATIENCE_SECONDS = 120


class Writers:
    pause = 0.05  # seconds before the same is sent again

    def __init__(self, cafe, seed, repeat=0.5):
        self.cafe, self.seed, self.repeat = cafe, seed, repeat
        self.ledger = Ledger()
        self.closing = threading.Event()
        self.token = cafe.sign_in("admin")
        menu = cafe.get("/menu_items?limit=20", self.token)["menu_items"]
        self.products = [row["id"] for row in menu if "kind" not in row]  # of a combo each part has the key
        self.stocked = [row["id"] for row in cafe.get("/inventory?limit=20", self.token)["inventory"]]
        self.served = []  # tickets of the kitchen that were acknowledged as served
        self.repeated = self.reused = 0
        kinds = [self.sell, self.sell, self.refund, self.keep_tabs, self.stock, self.drawer, self.kitchen, self.sell]
        self.threads = [threading.Thread(target=self.work, args=(number, kind), daemon=True) for number, kind in enumerate(kinds)]

    def open(self):
        for thread in self.threads:
            thread.start()
        return self

    def close(self):
        """Once the last write of each is answered."""
        self.closing.set()
        for thread in self.threads:
            thread.join()

    def work(self, number, kind):
        chance = random.Random(f"{self.seed} {number}")
        count = 0
        while not self.closing.is_set() and not self.ledger.faults:
            count += 1
            try:
                kind(chance, f"w{number}-{count}")
            except Unanswered:
                return

    # ---- one write

    def write(self, chance, kind, key, path, body, id_of):
        """The answer, whenever it comes. `kind` names the place where the key must be found, `id_of` takes the id out of the answer."""
        key = f"{kind} {key}"
        if kind in PLACES:
            body = {**body, {"sale": "orderNotes", "line": "", "tab": "name", "refund": "reason", "stock": "notes", "drawer": "reason"}[kind]: key}
            if kind == "line":
                del body[""]
                body["lines"][0]["notes"] = key
        status, answer = self.until_answered(key, path, body)
        if status not in (200, 201):
            self.ledger.fault(f"{key} was refused: {status} {answer.get('errors')} {path} {body}")
            raise Unanswered
        self.ledger.keep(key, (kind, id_of(answer["data"])))
        if chance.random() < self.repeat:
            self.again(chance, key, path, body, answer, id_of)
        return answer["data"]

    def until_answered(self, key, path, body):
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            try:
                status, _, answer = self.send(key, path, body)
                if status not in (503, 507) and answer.get("errorCode") != "REQUEST_IN_PROGRESS":
                    return status, answer
                self.ledger.note(f"{status} {answer.get('errorCode')}")
            except SILENT as error:
                self.ledger.note(type(error).__name__)
            time.sleep(self.pause)
        self.ledger.fault(f"{key} was not answered within {PATIENCE_SECONDS} s")
        raise Unanswered

    def send(self, key, path, body):
        return ask(self.cafe.address, "POST", path, body, self.token, key)

    def again(self, chance, key, path, body, answer, id_of):
        """The same key must say the same, and refuse another body."""
        other = chance.random() < 0.2
        status, said = self.until_answered(key, path, {**body, "customerName": "another"} if other else body)
        if other:
            self.reused += 1
            if (status, said.get("errorCode")) != (422, "IDEMPOTENCY_KEY_REUSED"):
                self.ledger.fault(f"{key} with another body: {status} {said}")
        else:
            self.repeated += 1
            if status not in (200, 201) or id_of(said["data"]) != id_of(answer["data"]):
                self.ledger.fault(f"{key} again was answered otherwise: {status} {said}")

    # ---- what they do all day

    def basket(self, chance):
        return [{"productId": chance.choice(self.products), "quantity": chance.randint(1, 3)} for _ in range(chance.randint(1, 3))]

    def sell(self, chance, key):
        body = {"items": self.basket(chance), "paymentMethod": chance.choice(["cash", "card"])}
        if chance.random() < 0.3:
            body["payments"] = [{"method": "card", "amount": 1, "tip": 0.5}, {"method": "cash"}]
            del body["paymentMethod"]
        return self.write(chance, "sale", key, "/orders", body, lambda data: data["order"]["id"])["order"]

    def refund(self, chance, key):
        order = self.sell(chance, key)
        self.write(chance, "refund", key, f"/orders/{order['id']}/refund", {"amount": chance.choice([0.5, 1, 1.25])}, lambda data: data["refund"]["refundId"])

    def keep_tabs(self, chance, key):
        def of_tab(data):
            return data["tab"]["id"]
        tab = self.write(chance, "tab", key, "/tabs", {"table": "4"}, of_tab)["tab"]
        self.write(chance, "line", key, f"/tabs/{tab['id']}/lines", {"lines": self.basket(chance)[:1]}, of_tab)
        body = {"version": 2, "payments": [{"method": "card", "amount": 0.5}, {"method": "cash"}]}
        self.write(chance, "sale", key, f"/tabs/{tab['id']}/settle", body, lambda data: data["order"]["id"])

    def stock(self, chance, key):
        one = chance.choice(self.stocked)
        self.write(chance, "stock", key, f"/inventory/{one}/adjust", {"adjustment": chance.choice([1, 2.5, 0.125]), "reason": "RESTOCK"}, lambda data: one)

    def drawer(self, chance, key):
        """A drawer for twenty movements."""
        till = self.write(chance, "till", key, "/tills", {"name": f"till {key}"}, lambda data: data["till"]["id"])["till"]["id"]
        drawer = self.write(chance, "opening", key, "/drawers", {"tillId": till, "float": 100}, lambda data: data["drawer"]["id"])["drawer"]["id"]
        for number in range(20):
            if self.closing.is_set():
                break
            self.write(chance, "drawer", f"{key}-{number}", f"/drawers/{drawer}/movements", {"type": "paid_in", "amount": 1}, lambda data: drawer)
        self.write(chance, "closing", key, f"/drawers/{drawer}/close", {"counted": {"cash": 100}, "floatLeft": 50}, lambda data: drawer)

    def kitchen(self, chance, key):
        """What was sent from a tab is served."""
        tab = self.write(chance, "tab", key, "/tabs", {"lines": self.basket(chance)[:1]}, lambda data: data["tab"]["id"])["tab"]
        self.write(chance, "sent", key, f"/tabs/{tab['id']}/send", {"version": 1}, lambda data: tab["id"])
        for ticket in self.tickets_of(tab["id"]):
            self.write(chance, "served", key + ticket, f"/kitchen/tickets/{ticket}/state", {"state": "served"}, lambda data, ticket=ticket: ticket)
            self.served.append(ticket)

    def tickets_of(self, tab):
        while not self.ledger.faults:
            try:
                return [one["id"] for one in self.cafe.get("/kitchen/tickets?limit=200", self.token)["tickets"] if one["sourceId"] == tab]
            except (*SILENT, AssertionError):
                time.sleep(0.05)
        return []

    # ---- what the database has of it

    def missing(self):
        """The acknowledged writes that are not there, or as another one's."""
        acknowledged, stored = dict(self.ledger.kept), self.stored()
        lost = [key for key, (kind, one) in acknowledged.items() if kind in PLACES and one not in stored.get(key, [])]
        states = dict(self.cafe.database.sql("SELECT id, state FROM kitchen_tickets"))
        return lost + [f"served {ticket}" for ticket in self.served[:] if states.get(ticket) != "served"]

    def doubled(self):
        """What is there twice, or was never answered. (Once they are closed.)"""
        return [key for key, rows in self.stored().items() if len(rows) > 1 or key not in self.ledger.kept]

    def stored(self):
        """By its key: each row's id, or that of what it belongs to."""
        owner = {"line": "ordered_on", "stock": "inventory_item_id", "drawer": "drawer_id"}
        found = {}
        for kind, (table, column) in PLACES.items():
            for key, one in self.cafe.database.sql(f"SELECT {column}, {owner.get(kind, 'id')} FROM {table} WHERE {column} LIKE '{kind} w%'"):
                found.setdefault(key, []).append(one)
        return found


class Unanswered(Exception):
    """Its words are in the ledger's faults."""
