#!/usr/bin/env python3
"""Large files: a menu comes in quickly, and an inventory goes out without being held. Run by ./dev prove imports.

    tests/prove/imports.py [--long] [--seed N] [--database KIND] [--binary FILE] [--twin]

A menu of 10,000 rows is imported into a café with its demo menu within 2 seconds. Then 10,000 (--long: 100,000) stock items are imported
and exported: each is in the file, once, and while a slow reader takes the file the server's memory grows by no more than 8 MB.

--twin takes a stock item out of the database behind the server's back: it must be missed in the file.
"""

import csv
import http.client
import io
import time
from concurrent.futures import ThreadPoolExecutor

from cafe import Cafe, ask, run
from deeds import multipart

MENU_ROWS, MENU_SECONDS_MAX = 10_000, 2
FILE_ROWS, GROWTH_MB_MAX, SLOW_PIECES, READERS = 10_000, 8, 50, 8


def csv_of(rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def send(cafe, path, rows, token):
    """The answer's data and the seconds until it came."""
    kind, body = multipart("file", "rows.csv", "text/csv", csv_of(rows))
    begun = time.monotonic()
    status, _, answer = ask(cafe.address, "POST", path, body, token, seconds=300, kind=kind)
    assert status in (200, 201), (status, answer)
    return answer["data"], time.monotonic() - begun


def import_menu(cafe, token):
    rows = [("name", "size", "price", "category", "description")]
    rows += [(f"Dish {number}", "Large", f"{number % 50 + 1}.95", f"Course {number % 20}", "As it comes") for number in range(MENU_ROWS)]
    before = len(cafe.get("/menu_items", token)["menu_items"])
    _, seconds = send(cafe, "/menu_items/bulk-import", rows, token)
    here = len(cafe.get("/menu_items", token)["menu_items"]) - before
    print(f"{cafe.kind}: a menu of {MENU_ROWS:,} rows after {seconds:.2f} s")
    return ([f"{here} of {MENU_ROWS} menu items are there"] if here != MENU_ROWS else []) + (
        [f"a menu took {seconds:.2f} s; {MENU_SECONDS_MAX} are promised"] if seconds > MENU_SECONDS_MAX else [])


def import_stock(cafe, token, count):
    for first in range(0, count, FILE_ROWS):
        rows = [("Name", "Category", "Current Stock", "Unit", "Cost Per Unit", "Supplier", "Description")]
        rows += [(f"Good {number}", f"Shelf {number % 30}", number % 90, "pieces", "1.25", "Who has it", "Kept dry, cool and dark " * 4)
                 for number in range(first, min(first + FILE_ROWS, count))]
        send(cafe, "/inventory/import", rows, token)


def export_slowly(cafe, token):
    """The names in the file, its bytes, and by how many megabytes the server grew while it was read."""
    line = http.client.HTTPConnection(*cafe.address, timeout=60)
    before = most = cafe.memory_kb()
    line.request("GET", "/inventory/export", headers={"Authorization": "Bearer " + token})
    answer, pieces = line.getresponse(), []
    assert answer.status == 200, answer.status
    while piece := answer.read(256 * 1024):
        pieces.append(piece)
        if len(pieces) <= SLOW_PIECES:
            time.sleep(0.1)
        most = max(most, cafe.memory_kb())
    line.close()
    text = b"".join(pieces)
    return [row["Name"] for row in csv.DictReader(io.StringIO(text.decode("utf-8-sig")))], len(text), (most - before) / 1024


def export_stock(cafe, token, count, hidden=None):
    cafe.get("/inventory?limit=1", token)
    import_stock(cafe, token, count)
    with ThreadPoolExecutor(READERS) as readers:  # what is made once and stays, such as the pages that each connection keeps, is no growth
        list(readers.map(lambda _: export_slowly(cafe, token), range(READERS)))
    if hidden:
        cafe.database.sql(f"UPDATE inventory_items SET name = 'Nobody knows' WHERE name = '{hidden}'")
    names, size, growth = export_slowly(cafe, token)
    goods = [name for name in names if name.startswith("Good ")]
    missing = {f"Good {number}" for number in range(count)} - set(goods)
    print(f"{cafe.kind}: {count:,} stock items, a file of {size / 1e6:.1f} MB: memory grew by {growth:.1f} MB")
    faults = [f"{len(missing)} stock items are not in the file: {sorted(missing)[:3]}"] if missing else []
    if len(goods) != len(set(goods)):
        faults.append(f"{len(goods) - len(set(goods))} stock items are in the file twice")
    if growth > GROWTH_MB_MAX:
        faults.append(f"memory grew by {growth:.1f} MB with a file of {size / 1e6:.1f}; {GROWTH_MB_MAX} are allowed")
    return faults


def prove(wanted, kind):
    with Cafe(wanted.binary, kind, {"LOG_LEVEL": "error"}) as cafe:
        token = cafe.sign_in("admin")
        return import_menu(cafe, token) + export_stock(cafe, token, 100_000 if wanted.long else 10_000)


def twin(wanted, kind):
    with Cafe(wanted.binary, kind, {"LOG_LEVEL": "error"}) as cafe:
        faults = export_stock(cafe, cafe.sign_in("admin"), 500, hidden="Good 77")
    return [] if any("Good 77" in fault for fault in faults) else ["a stock item that is gone was not missed"]


if __name__ == "__main__":
    run(__doc__, prove, twin)
