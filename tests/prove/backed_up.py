"""Clients that note when each write was asked for and answered, and whether a café that was restored from a backup has what it must have
by that: all that was answered before the backup began, and nothing that was asked for only once it had ended."""

import random
import re
import threading
import time
from collections import defaultdict

from cafe import SILENT, Ledger, ask
from judge import ROWS, halves
from power import png, upload
from writers import Writers

BREATH_SECONDS = 0.2  # before each write, so that a café does not grow by years while a hundred backups are made of it
CLIENT = re.compile(r" w(\d+)-")
PICTURES = ("menu_items", "thumbnails")
# Numbers that begin anew with each day, or never; each day's have no gap.
NUMBERS = ("SELECT order_number FROM orders", "SELECT refund_number FROM refunds", "SELECT business_date || '-' || number FROM tabs",
           "SELECT business_date || '-' || number FROM kitchen_tickets", "SELECT 'Z-' || number FROM z_reports")


class Moments(Ledger):
    """Also when each was asked for at first, and when it was answered at last."""

    def __init__(self):
        super().__init__()
        self.asked, self.answered, self.bodies = {}, {}, {}

    def ask(self, key, path, body):
        with self.lock:
            self.asked.setdefault(key, time.monotonic())
            self.bodies.setdefault(key, (path, body))

    def keep(self, key, what):
        super().keep(key, what)
        with self.lock:
            self.answered[key] = time.monotonic()

    def before(self, moment):
        return {key: self.kept[key] for key, answered in self.answered.items() if answered < moment}

    def after(self, moment):
        return {key for key, asked in self.asked.items() if asked > moment}


class Clients(Writers):
    """The eight of kills.py, and one that gives two items new pictures."""

    def __init__(self, cafe, seed):
        super().__init__(cafe, seed)
        self.ledger = Moments()
        self.pictures = defaultdict(list)  # of an item: (asked, answered, URL) one after the other
        for item, url in cafe.database.sql("SELECT id, image_url FROM menu_items WHERE image_url IS NOT NULL"):
            self.pictures[item].append((0, 0, url))
        self.threads.append(threading.Thread(target=self.put_up_pictures, daemon=True))

    def send(self, key, path, body):
        time.sleep(BREATH_SECONDS)
        self.ledger.ask(key, path, body)
        return super().send(key, path, body)

    def put_up_pictures(self):
        chance = random.Random(self.seed)
        while not self.closing.is_set():
            item, asked = self.products[chance.randint(0, 1)], time.monotonic()
            try:
                status, answer = upload(self.cafe, self.token, item, png(chance.randbytes(3)))
                if status in (200, 201):
                    self.pictures[item].append((asked, time.monotonic(), answer["data"]["image_url"]))
                elif status != 503:
                    self.ledger.fault(f"a picture: {status} {answer}")
            except SILENT:
                self.pictures[item].append((asked, float("inf"), None))  # it may be there
            time.sleep(0.2)


class Taken:
    """A backup, when it was asked for, and when it was there."""

    def __init__(self, file, how, begun, ended):
        self.file, self.how, self.begun, self.ended = file, how, begun, ended


# ---- what is in it


def faults_of(cafe, taken, clients):
    """Of a café that was restored from it and has not been started. By the database itself, not by the server."""
    keys = {key for key, in cafe.database.sql("SELECT key FROM idempotency_keys WHERE status IS NOT NULL")}
    rows = {kind: set(cafe.database.sql(statement)) for kind, statement in ROWS.items()}
    early = clients.ledger.after(taken.ended)
    there = {key for found in rows.values() for key, _ in found}
    return (list(lost(clients.ledger.before(taken.begun), rows, keys))
            + [f"was asked for only after the backup: {key}" for key in sorted(early & (keys | there))]
            + out_of_order(clients.ledger, keys) + halves(cafe.database) + gaps(cafe.database) + by_pictures(cafe, taken, clients))


def lost(acknowledged, rows, keys):
    for key, (kind, one) in acknowledged.items():
        if (key, one) not in rows[kind] and ("", one) not in rows[kind]:
            yield f"lost: {key}"
        elif key not in keys:
            yield f"its key is forgotten: {key}"


def out_of_order(ledger, keys):
    """Each client waits for an answer before it goes on, so a moment has the first so many of its writes."""
    absent, faults = {}, []
    for key in sorted(dict(ledger.asked), key=ledger.asked.get):
        client = CLIENT.search(key)[1]
        if key not in keys:
            absent.setdefault(client, key)
        elif client in absent:
            faults.append(f"has {key}, but not {absent[client]}, which was done before")
    return faults


def gaps(database):
    faults = []
    for statement in NUMBERS:
        numbers = defaultdict(list)
        for text, in database.sql(statement):
            day, number = text.rsplit("-", 1)
            numbers[day].append(int(number))
        faults += [f"{statement}: {len(found)} of {day}, up to {max(found)}" for day, found in numbers.items() if sorted(found) != list(range(1, len(found) + 1))]
    return faults


def by_pictures(cafe, taken, clients):
    """What the items show is there, as it was, and is what they showed at that moment."""
    shown = dict(cafe.database.sql("SELECT id, image_url FROM menu_items WHERE image_url IS NOT NULL"))
    faults = missing_pictures(cafe, shown)
    for item, changes in clients.pictures.items():
        urls = [url for _, answered, url in changes if answered < taken.begun][-1:] + [url for asked, answered, url in changes if answered >= taken.begun and asked < taken.ended]
        if shown.get(item) not in urls and None not in urls:
            faults.append(f"the picture of {item} is {shown.get(item)}, none of {urls}")
    for folder in PICTURES:
        for file in (cafe.folder / "uploads" / folder).glob("*"):
            original = clients.cafe.folder / "uploads" / folder / file.name
            if original.exists() and original.read_bytes() != file.read_bytes():
                faults.append(f"the picture {folder}/{file.name} is another")
    return faults


def missing_pictures(cafe, shown=None):
    shown = shown or dict(cafe.database.sql("SELECT id, image_url FROM menu_items WHERE image_url IS NOT NULL"))
    return [f"there is no {folder} of {url}" for url in shown.values() if url.startswith("/uploads/") for folder in PICTURES
            if not (cafe.folder / "uploads" / folder / url.rsplit("/", 1)[1]).exists()]


# ---- and whether it goes on


def verified(cafe):
    faults = []
    for command in (["verify"], ["journal", "verify"]):
        done = cafe.command(*command)
        faults += [f"cafepos {' '.join(command)}:\n{done.stdout}"] * bool(done.returncode)
    return faults


def sells_on(cafe):
    """It starts, PINs are right (they derive from the secret), and sales have the next numbers. It is left running."""
    cafe.start()
    status, _, answer = ask(cafe.address, "POST", "/auth/login", {"pinCode": "2345"})
    faults = [f"a PIN of the café is not known: {status} {answer}"] * (status != 200)
    token = cafe.sign_in("admin")
    product = next(row["id"] for row in cafe.get("/menu_items?limit=20", token)["menu_items"] if "kind" not in row)
    for _ in range(3):
        status, _, answer = ask(cafe.address, "POST", "/orders", {"items": [{"productId": product, "quantity": 1}], "paymentMethod": "card"}, token)
        faults += [f"a sale was answered {status} {answer}"] * (status != 201)
    return faults + gaps(cafe.database)


def same_again(cafe, clients, taken):
    """What was acknowledged before is not done again for who sends it again."""
    key = max((key for key in clients.ledger.before(taken.begun) if key.startswith("sale")), key=clients.ledger.answered.get)
    path, body = clients.ledger.bodies[key]
    status, headers, answer = ask(cafe.address, "POST", path, body, clients.token, key)
    if status not in (200, 201) or answer["data"]["order"]["id"] != clients.ledger.kept[key][1] or not headers["Idempotent-Replayed"]:
        return [f"{key} sent again was answered {status} {answer}"]
    return []
