"""Whether a café that comes out of a power cut is whole, and has all that was acknowledged. By SQLite itself, without the server."""

import re
import sqlite3
from contextlib import closing

from disk import IS_FOLDER

DATABASE = "data/cafepos.db"
PICTURES, THUMBNAILS = "uploads/menu_items/", "uploads/thumbnails/"
# What SQLite keeps by its own rules, the lock that nobody reads, what was never put into its place, and a backup that is tried out.
OWN_RULES = re.compile(r"\.db(-wal|-journal|\.lock)?$|\.part$|^data/check\.db\.")

# What each acknowledged write must have left: its id, by its key where the row has it.
ROWS = {
    "sale": "SELECT notes, id FROM orders", "refund": "SELECT reason, id FROM refunds", "tab": "SELECT name, id FROM tabs",
    "line": "SELECT notes, ordered_on FROM tab_lines", "stock": "SELECT notes, inventory_item_id FROM stock_movements",
    "drawer": "SELECT reason, drawer_id FROM drawer_movements", "till": "SELECT NULL, id FROM tills", "opening": "SELECT NULL, id FROM drawers",
    "closing": "SELECT NULL, drawer_id FROM z_reports", "sent": "SELECT NULL, source_id FROM kitchen_tickets",
    "served": "SELECT NULL, id FROM kitchen_tickets WHERE state = 'served'",
}

# Each names rows that only half a transaction leaves.
HALVES = {
    "a sale without its lines": "SELECT id FROM orders WHERE id NOT IN (SELECT order_id FROM order_items)",
    "a sale that is not paid": """SELECT id FROM orders WHERE total_amount <>
        (SELECT coalesce(sum(amount), 0) FROM payments WHERE order_id = orders.id)""",
    "a refund that the order does not know": """SELECT id FROM orders WHERE refunded_amount <>
        (SELECT coalesce(sum(amount), 0) FROM refunds WHERE order_id = orders.id)""",
    "a refund without its money": """SELECT id FROM refunds WHERE amount <>
        (SELECT coalesce(sum(amount), 0) FROM refund_payments WHERE refund_id = refunds.id)""",
    "stock that is not the sum of its movements": """SELECT i.id FROM inventory_items i LEFT JOIN
        (SELECT inventory_item_id, sum(quantity) AS sum, count(*) AS count FROM stock_movements GROUP BY 1) m ON m.inventory_item_id = i.id
        WHERE (i.current_stock, i.movement_count) <> (coalesce(m.sum, 0), coalesce(m.count, 0))""",
    "a drawer that is not the sum of its movements": """SELECT id FROM drawers WHERE (balance, movement_count) <>
        (SELECT coalesce(sum(amount), 0), count(*) FROM drawer_movements WHERE drawer_id = drawers.id)""",
    "a drawer closed without its Z": "SELECT id FROM drawers WHERE closed_at IS NOT NULL AND id NOT IN (SELECT drawer_id FROM z_reports)",
    "a ticket without lines": "SELECT id FROM kitchen_tickets WHERE id NOT IN (SELECT ticket_id FROM kitchen_lines)",
    "a tab settled without a sale": """SELECT id FROM tabs WHERE status = 'settled' AND id NOT IN (SELECT tab_id FROM tab_sales)""",
    "a journal with a gap": "SELECT count(*) FROM journal_entries HAVING count(*) <> coalesce(max(sequence), 0)",
    "a sale without its entry in the journal": """SELECT id FROM orders WHERE id NOT IN (SELECT subject FROM journal_entries WHERE kind = 'sale')
        ORDER BY id LIMIT -1 OFFSET coalesce((SELECT json_extract(record, '$.orders.count') FROM journal_entries WHERE kind = 'began'), 0)""",
    "a refund without its entry in the journal": """SELECT id FROM refunds WHERE id NOT IN (SELECT subject FROM journal_entries WHERE kind = 'refund')
        ORDER BY id LIMIT -1 OFFSET coalesce((SELECT json_extract(record, '$.refunds.count') FROM journal_entries WHERE kind = 'began'), 0)""",
}


class Expected:
    """What must be there: `acknowledged` writes as (key, (kind, id)), and the paths that were `in_place`. `pictures`: the URLs that an item
    had before the one acknowledged last. `contents`: all that a path ever had when it was complete."""

    def __init__(self, acknowledged, pictures, in_place, contents):
        self.acknowledged, self.pictures, self.in_place, self.contents = acknowledged, pictures, in_place, contents


def faults_of(place, state, expected):
    """In the folder `state`, which is written at `place`."""
    faults = [f"{path} is gone" for path in expected.in_place if path not in state]
    for path, content in state.items():
        if content != IS_FOLDER and not OWN_RULES.search(path) and content not in expected.contents.get(path, ()):
            faults.append(f"{path} is not whole: {len(content)} bytes")
    if DATABASE not in state:
        return faults + ["the database is gone"] * bool(expected.acknowledged or expected.in_place)
    try:
        with closing(sqlite3.connect(f"file:{place / DATABASE}?mode=ro", uri=True)) as database:
            return faults + in_database(database, state, expected)
    except sqlite3.Error as error:
        return faults + [f"the database: {error}"]


def in_database(database, state, expected):
    database.execute("PRAGMA cache_size = -65536")
    damage = [row[0] for row in database.execute("PRAGMA integrity_check") if row[0] != "ok"]
    if damage:
        return [f"corrupt: {damage[:3]}"]
    faults = [f"a reference to nothing: {row}" for row in database.execute("PRAGMA foreign_key_check").fetchmany(3)]
    tables = {name for name, in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if "zone_offsets" not in tables or "journal_entries" not in tables:  # the first start was cut short: nobody has sold yet
        return faults + ["its tables are gone"] * bool(expected.acknowledged or expected.in_place)
    for what, statement in HALVES.items():
        faults += [f"{what}: {row[0]}" for row in database.execute(statement).fetchmany(3)]
    return faults + lost(database, expected) + astray(database, state, expected) + ahead(database, state)


def halves(database):
    """The same in either database, asked as a café's own is."""
    faults = []
    for what, statement in HALVES.items():
        if database.url:
            statement = re.sub(r"json_extract\(record, '\$\.(\w+)\.count'\)", r"(record::json->'\1'->>'count')::bigint", statement).replace("LIMIT -1 ", "")
        faults += [f"{what}: {row[0]}" for row in database.sql(statement)[:3]]
    return faults


def lost(database, expected):
    """What was acknowledged and is not there, or whose key is forgotten, so that it would be done again."""
    rows = {kind: list(database.execute(statement)) for kind, statement in ROWS.items()}
    by_key = {kind: set(found) for kind, found in rows.items()}
    by_id = {kind: {one for _, one in found} for kind, found in rows.items()}
    keys = {key for key, in database.execute("SELECT key FROM idempotency_keys WHERE status IS NOT NULL")}
    faults = [f"doubled: {key}" for key in doubled(rows)]
    for key, (kind, one) in expected.acknowledged:
        if (key, one) not in by_key[kind] and (None, one) not in by_key[kind]:
            faults.append(f"lost: {key}" if one not in by_id[kind] else f"of another key: {key}")
        elif key not in keys:
            faults.append(f"its key is forgotten: {key}")
    return faults


def doubled(rows):
    for kind in ("sale", "refund", "tab", "stock", "drawer"):
        seen = set()
        for key, _ in rows[kind]:
            if key and key.startswith(kind + " w"):
                if key in seen:
                    yield key
                seen.add(key)


def astray(database, state, expected):
    """Pictures and backups that rows name and nobody has, and acknowledged ones that no row names."""
    images = dict(database.execute("SELECT id, image_url FROM menu_items WHERE image_url IS NOT NULL"))
    faults = [f"{url} is no file" for url in images.values() for folder in (PICTURES, THUMBNAILS)
              if url.startswith("/uploads/menu_items/") and folder + url.rsplit("/", 1)[1] not in state]
    proven = [name for name, in database.execute("SELECT file_name FROM nightly_proofs WHERE file_name <> ''")]
    faults += [f"the night's backup {name} is no file" for name in proven if f"nightly/{name}" not in state]
    return faults + [f"lost: picture of {item}" for item, older in expected.pictures.items() if images.get(item) in (None, *older)]


def ahead(database, state):
    """A head outside that the database does not have would be taken for a journal that was cut."""
    head = state.get("data/journal.head")
    if head is None:
        return []
    words = head.decode().split()
    if len(words) != 3:
        return [f"journal.head says {head!r}"]
    found = database.execute("SELECT key_id, hash FROM journal_entries WHERE sequence = ?", (int(words[0]),)).fetchone()
    return [] if found == (words[1], words[2]) else [f"journal.head is ahead of the database: {words[0]}"]
