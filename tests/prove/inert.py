#!/usr/bin/env python3
"""What comes in from outside does nothing: formulas, SQL, pictures, archives, and what unpacks to more than it seems. Run by ./dev prove inert.

    tests/prove/inert.py [--long] [--seed N] [--database KIND] [--binary FILE] [--twin]

Formulas in every free text that /openapi.json describes and in each column of the imports: no cell of any CSV that the server or `cafepos export` gives
is one, wherever a spreadsheet cuts. SQL in the same imports, in names and in every query parameter: stored and found to the letter, and no table is otherwise than
before. Pictures that are pages, scripts, archives or words, too: refused, or of what is served nothing is left but a picture. Pictures, bodies and
files of hundreds of megabytes in few bytes: refused within a second, and the server's memory does not grow. Backups with paths to
elsewhere, links, devices, doubled and huge members: nothing is written elsewhere, and what there is stays as it is. --long: five
times as many texts, each file five times with other marks.

--twin lets each of them have its way behind the server's back: each must be seen.
"""

import csv
import io
import json
import os
import random
import re
import shutil
import subprocess
import time
import urllib.parse
from collections import Counter, defaultdict
from datetime import date, timedelta

import corpora
from cafe import Cafe, run
from cells import column_of, contents, everything
from free_texts import fill
from onlookers import Client, computes, cuts, judged, processor_seconds, run_measured

SECONDS_MAX, BUSY_SECONDS_MAX, GROWTH_MB_MAX = 1, 5, 64  # of a request; on a machine that is busy with other things the server's own processor time counts
ARCHIVE_SECONDS_MAX, ARCHIVE_MB_MAX = 120, 512
NOTES = {"audit_log", "sessions", "refresh_tokens", "known_addresses", "throttles", "uptime", "events", "idempotency_keys", "store", "print_jobs", "mail_queue"}  # what asking leaves

# What an import writes to.
IMPORTED = {"menu_items": {"menu_items", "menu_imports", "menu_import_items", "menu_state", "menu_prices", "journal_entries"},
            "inventory_items": {"inventory_items", "inventory_costs", "stock_movements", "alerts", "journal_entries"}}


class Trial:
    def __init__(self, cafe, chance, rounds, spoiled=False):
        self.cafe, self.chance, self.rounds, self.spoiled = cafe, chance, rounds, spoiled
        self.line, self.faults, self.counts, self.marks = Client(cafe), defaultdict(list), Counter(), 0
        self.line.sign_in()

    def mark(self):
        self.marks += 1
        return f"m{self.marks}q"

    def fault(self, part, text):
        self.faults[part].append(text)

    # ---- formulas

    def formulas(self):
        def formula(where, route):
            return corpora.formula(self.chance, self.mark())
        _, taken = fill(self.line, self.chance, 500 * self.rounds, 4 * self.rounds, formula)
        self.counts["texts that took formulas"] = len(taken)
        for path, head, plain in (("/menu_items/bulk-import", ["name", "size", "price", "category", "description", "allergens", "volume"], {"price": "2.50"}),
                                  ("/inventory/import", ["Name", "Category", "Unit", "Supplier", "Description", "Current Stock"], {"Unit": "kg", "Current Stock": "2"})):
            rows = [[plain.get(column) or formula(column, path) for column in head] for _ in range(60 * self.rounds)]
            text = io.StringIO()
            csv.writer(text).writerows([head] + rows)
            _, status, answer = self.line.post_file(path, re.sub(r'[^\w=+@-]', "", formula("", "")) + ".csv", text.getvalue().encode())
            self.counts["rows of formulas"] += len(rows)
            if status not in (200, 201):
                self.fault("formulas", f"the import {path} was refused: {status} {str(answer)[:200]}")
        for number in range(30):
            item = self.chance.choice(self.line.ask("GET", "/menu_items?limit=200")[1]["data"]["menu_items"])["id"]
            status, answer = self.line.ask("POST", "/orders", {"items": [{"productId": item, "quantity": 1, "notes": formula("", "")}], "paymentMethod": "card", "customerName": formula("", ""),
                                                               "discountType": "fixed", "discountValue": 0.01, "discountReason": formula("", "")})
            if status == 201 and number % 3 == 0:
                self.line.ask("POST", f"/orders/{answer['data']['order']['id']}/refund", {"amount": 0.01, "reason": formula("", "")})
        tables = dict(self.tables_of_csv())
        if self.spoiled:
            name = next(name for name, text in tables.items() if "'=" in text)
            tables[name] = tables[name].replace("'=", "=", 1)
        seen = 0
        for name, text in tables.items():
            seen += len(re.findall(r"m\d+q", text))
            live = [cell for cut in cuts(text) for row in cut for cell in row if computes(cell)]
            self.faults["formulas"] += [f"{name}: {live[0][:80]!r} computes ({len(live)} such cells)"] if live else []
        self.counts["formulas in tables of CSV"], self.counts["tables of CSV"] = seen, len(tables)
        if seen < 100:
            self.fault("formulas", f"only {seen} formulas came out again: too few to show anything")

    def tables_of_csv(self):
        """(name, text) of all that the server and the command give."""
        for path, methods in json.loads(self.line.fetch("/openapi.json")[2])["paths"].items():
            route = methods.get("get", {})
            if not any("text/csv" in answer.get("content", {}) for answer in route.get("responses", {}).values()):
                continue
            asked = {one["name"]: one["schema"] for one in route.get("parameters", [])}
            query = {"format": "csv", "from": str(date.today() - timedelta(29)), "to": str(date.today() + timedelta(1)), "limit": "200"}
            query = {name: value for name, value in query.items() if name in asked}
            groups = {*asked.get("group_by", {}).get("enum", [None])} | ({"product", "tax", "day_tax"} if "group_by" in asked else set())
            for group in groups:
                for more in ({}, {"expand": "options"}) if group in ("product", "item") else ({},):
                    at = path + "?" + urllib.parse.urlencode(query | ({"group_by": group} if group else {}) | more)
                    status, _, content = self.line.fetch(at)
                    if status != 200:
                        self.fault("formulas", f"{at}: {status} {content[:200]}")
                    yield at, content.decode("utf-8-sig")
        folder = self.cafe.folder / f"export {self.marks}"
        self.cafe.command("export", str(folder))
        for file in sorted(folder.glob("*.csv")):
            yield file.name, file.read_text("utf-8-sig")

    # ---- SQL

    def counted(self):
        """What is in each table that asking does not write to."""
        return {table: digest for table, digest in contents(self.cafe.database).items() if table not in NOTES}

    def sql(self):
        texts = [chosen + self.chance.choice(["", self.mark()]) for chosen in corpora.QUERIES for _ in range(self.rounds)]
        menu, stock = self.stored(texts)
        self.found("/menu_items?limit=200&search=", "menu_items", menu, ("name", "description", "category"))
        self.found("/inventory?limit=200&search=", "inventory", stock, ("name", "description", "category", "supplier", "location"))
        self.imported(texts)
        before = self.counted()
        if self.spoiled:
            self.cafe.database.sql("DELETE FROM refund_payments")
        self.in_queries(texts)
        changed = [table for table, digest in self.counted().items() if digest != before.get(table)] + [table for table in before if table not in self.counted()]
        self.faults["SQL"] += [f"asking changed {', '.join(changed)}"] if changed else []

    def stored(self, texts):
        """Names as they were sent, in the answers and in the tables."""
        kept = {"menu_items": [], "inventory": []}
        for text in texts:
            for path, body in (("/menu_items", {"name": text[:100], "size": "S", "category": "Food", "price": 2, "description": text}), ("/inventory", {"name": text[:100], "category": "Food", "unit": "kg", "supplier": text})):
                status, answer = self.line.ask("POST", path, body)
                self.counts["texts of SQL"] += 1
                if status == 201:
                    kept[path[1:]].append(text)
                elif status not in (400, 409, 422) or "\0" not in text and status == 400:
                    self.fault("SQL", f"{path} answers {status} to {text!r}: {str(answer)[:200]}")
        for table, texts_kept in (("menu_items", kept["menu_items"]), ("inventory_items", kept["inventory"])):
            names = Counter(column_of(self.cafe.database, table, "name"))
            self.faults["SQL"] += [f"{table} does not hold {text!r}" for text in texts_kept if not names[text.strip()]][:3]
        return kept["menu_items"], kept["inventory"]

    def found(self, path, what, texts, columns):
        """A search finds those whose text is there, and none else."""
        everything, offset = [], 0
        while rows := self.line.ask("GET", f"{path}&offset={offset}")[1]["data"][what]:
            everything, offset = everything + rows, offset + len(rows)
        for text in sorted(set(texts)):
            wanted = text.strip().casefold()
            hits = {row["id"] for row in everything if any(wanted in str(row.get(column) or "").casefold() for column in columns)}
            status, answer = self.line.ask("GET", path + urllib.parse.quote(text))
            got = {row["id"] for row in answer.get("data", {}).get(what, [])}
            self.counts["searches"] += 1
            if status != 200 or not got <= hits or len(hits) < 200 and not {row["id"] for row in everything if wanted in row["name"].casefold()} <= got:
                self.fault("SQL", f"{path}{text!r}: {status}, {len(got)} found of {len(hits)} that have it")

    def imported(self, texts):
        """As many rows more as it says, and each cell to the letter; bytes that are no UTF-8 end it or are some other text."""
        for path, table, head in (("/menu_items/bulk-import", "menu_items", "name,size,price,category"), ("/inventory/import", "inventory_items", "name,unit,currentStock,category")):
            for extra in [None, *self.chance.sample(corpora.OVERLONG, min(7, 2 * self.rounds))]:
                before = self.counted()
                names = [f"{text} {self.mark()}" for text in texts if "\0" not in text] if extra is None else []
                out = io.StringIO()
                csv.writer(out).writerows([head.split(",")] + [[name, "kg" if "inventory" in path else "S", "2", "Food"] for name in names])
                content = out.getvalue().encode() + (b'%s,kg,2,Food\n' % extra if extra else b"")
                _, status, answer = self.line.post_file(path, "sql.csv", content)
                self.counts["imports of SQL"] += 1
                if status not in (200, 201, 400, 422) or extra is None and status >= 400:
                    self.fault("SQL", f"{path} answers {status} to {(extra or b'names')!r}: {str(answer)[:300]}")
                after = self.counted()
                strange = [one for one in after if after[one] != before.get(one) and one not in IMPORTED[table]]
                self.faults["SQL"] += [f"{path} changed {strange}"] if strange else []
                held = Counter(column_of(self.cafe.database, table, "name"))
                missing = [name for name in names if not held[name.strip()]]
                self.faults["SQL"] += [f"{path}: {len(missing)} names are not as they were: {missing[:3]}"] if missing else []

    def in_queries(self, texts):
        """Each query parameter, and each part of a path, of each route that only reads."""
        for path, methods in json.loads(self.line.fetch("/openapi.json")[2])["paths"].items():
            if "get" not in methods or path in ("/events", "/openapi.json"):
                continue
            names = [one["name"] for one in methods["get"].get("parameters", []) if one["in"] == "query"]
            for name in names + ["{}"] * ("{" in path):
                for text in self.chance.sample(texts, 2 * self.rounds):
                    at = re.sub(r"\{\w+\}", urllib.parse.quote(text, safe="") or "x", path) + (f"?{name}=" + urllib.parse.quote(text, safe="") if name != "{}" else "")
                    status, _, content = self.line.fetch(at)
                    self.counts["queries"] += 1
                    if status >= 500 or b"syntax error" in content or b"$2b$" in content:
                        self.fault("SQL", f"{at}: {status} {content[:200]}")

    # ---- pictures

    def pictures(self):
        items = [row["id"] for row in self.line.ask("GET", "/menu_items?limit=20")[1]["data"]["menu_items"] if "kind" not in row]
        for number in range(self.rounds):
            for name, content in corpora.polyglots(mark := self.mark()):
                _, status, answer = self.line.post_file(f"/upload/image?menu_item_id={self.chance.choice(items)}", self.chance.choice([name, "../../" + name, name + '.php', "a\\..\\" + name]), content, "image",
                                                        self.chance.choice(["image/png", "text/html", "image/svg+xml"]))
                self.counts["pictures"] += 1
                self.counts["pictures taken"] += status == 200
                if status == 200:
                    for url in (answer["data"]["image_url"], answer["data"]["thumbnail_url"]):
                        if self.spoiled:
                            (self.cafe.folder / url.lstrip("/")).write_bytes(content)
                        self.served(name, url, mark)
                elif status not in (400, 413, 415, 422) or not answer.get("errorCode"):
                    self.fault("pictures", f"{name}: {status} {str(answer)[:200]}")
                if self.spoiled and self.faults["pictures"]:
                    return
        for file in (self.cafe.folder / "uploads").rglob("*"):
            if file.is_file() and not re.fullmatch(r"uploads/(\.replaced/)?(menu_items|thumbnails)/[\w-]+\.(png|jpg|gif|webp)", str(file.relative_to(self.cafe.folder))):
                self.fault("pictures", f"there is {file}")
        if not 0 < self.counts["pictures taken"] < self.counts["pictures"]:
            self.fault("pictures", f"{self.counts['pictures taken']} of {self.counts['pictures']} were taken: too few or too many to show anything")

    def served(self, name, url, mark):
        status, headers, content = self.line.fetch(url)
        kind, strange = judged(content)
        wrong = [what for what, is_so in {
            f"{status}": status != 200, f"is served as {headers['Content-Type']}": headers["Content-Type"] != f"image/{kind}", "has no nosniff": headers["X-Content-Type-Options"] != "nosniff",
            "may run scripts": "default-src 'none'" not in (headers["Content-Security-Policy"] or ""), f"holds {strange}": strange,
            "holds what was hidden": any(word in content for word in (mark.encode(), b"<script", b"PK\3\4", b"%PDF", b"<?php"))}.items() if is_so]
        self.faults["pictures"] += [f"{name} at {url}: {', '.join(wrong)}"] if wrong else []

    # ---- what holds more than it seems to

    def bombs(self):
        item = self.line.ask("GET", "/menu_items?limit=1")[1]["data"]["menu_items"][0]["id"]
        picture = f"/upload/image?menu_item_id={item}"
        for whole in (corpora.png(), corpora.jpeg(), corpora.gif(), corpora.webp()):  # what is loaded once and stays is no growth
            self.line.post_file(picture, "a.png", whole, "image", "image/png")
        self.line.post_file("/menu_items/bulk-import?dryRun=true", "a.csv", b"name,size,price,category\n" + b"".join(b"Long %d,S,1,Food\n" % number for number in range(20_000)))
        before, tried = self.cafe.memory_kb("VmHWM"), []
        for what, content in corpora.heavy_pictures():
            tried.append((what, lambda content=content: self.line.post_file(picture, "a.png", content, "image", "image/png")))
        for what, content in corpora.heavy_tables():
            for path in ("/menu_items/bulk-import", "/inventory/import"):
                tried.append((f"{what} for {path}", lambda content=content, path=path: self.line.post_file(path, "a.csv", content)))
        for what, kind, encoding, body in corpora.heavy_bodies():
            for path in ("/orders", "/menu_items"):
                tried.append((f"{what} for {path}", lambda body=body, path=path, kind=kind, encoding=encoding: self.line.timed("POST", path, body, kind, encoding)))
        tried.append(("many parts", lambda: self.line.timed("POST", picture, b"".join(b'--edge\r\nContent-Disposition: form-data; name="a%d"\r\n\r\nx\r\n' % number for number in range(50_000)) + b"--edge--\r\n",
                                                            "multipart/form-data; boundary=edge")))
        slowest = ("", 0)
        for what, send in tried:
            if self.spoiled:
                self.hold_still()
            busy = processor_seconds(self.cafe)
            seconds, status, answer = send()
            busy = processor_seconds(self.cafe) - busy
            slowest = max(slowest, (what, busy), key=lambda one: one[1])
            if not 200 <= status < 500 or seconds > BUSY_SECONDS_MAX or seconds > SECONDS_MAX and busy > SECONDS_MAX:
                self.fault("bombs", f"{what}: {status} after {seconds:.2f} s and {busy:.2f} s of work: {str(answer)[:150]}")
            if self.spoiled and self.faults["bombs"]:
                return
        self.counts["bombs"] += len(tried)
        growth = (self.cafe.memory_kb("VmHWM") - before) / 1024
        self.counts["MB more memory"], self.counts[f"ms of work at most, {slowest[0]}"] = round(growth), round(slowest[1] * 1000)
        if growth > GROWTH_MB_MAX:
            self.fault("bombs", f"memory grew by {growth:.0f} MB; {GROWTH_MB_MAX} are allowed")

    def hold_still(self):
        subprocess.Popen(["/bin/sh", "-c", f"kill -STOP {self.cafe.process.pid}; sleep {BUSY_SECONDS_MAX + 0.5}; kill -CONT {self.cafe.process.pid}"])
        time.sleep(0.1)

    # ---- archives

    def archives(self):
        """Into a café of its own, or over one."""
        folder = self.cafe.folder
        assert self.cafe.command("backup", str(folder / "good.backup")).returncode == 0
        good, outside = (folder / "good.backup").read_bytes(), f"/tmp/cafepos-prove-evil-{os.getpid()}"
        with Cafe(self.cafe.binary, self.cafe.kind) as other:
            if self.cafe.kind == "sqlite":
                other.stop()
            else:
                other.kill()
                other.database.drop()
                other.database = type(other.database)("postgres", other.folder)
                other.settings["DATABASE_URL"] = other.database.url
                shutil.rmtree(other.folder / "uploads")
            shutil.copy(folder / "data/journal.key", other.folder / "data/journal.key")  # it is in no backup, and without it the books would not agree
            before, number = everything(other), 0
            for what, content in corpora.archives(self.chance, good, outside, self.mark(), self.rounds > 1):
                if self.spoiled and number:
                    break
                number += 1
                self.restore(other, what, content, before)
                if os.path.exists(outside) or (other.folder.parent / "evil").exists():
                    self.fault("archives", f"{what}: wrote elsewhere")
                    os.remove(outside)
            self.counts["archives"] += number
            done = run_measured(other, "restore", good, other.folder / "file.backup")[0]
            if done != 0:
                self.fault("archives", "the good backup was not taken")

    def restore(self, other, what, content, before):
        code, seconds, megabytes, words = run_measured(other, "restore", content, other.folder / "file.backup")
        if self.spoiled:
            (other.folder / "uploads").mkdir(exist_ok=True)
            (other.folder / "uploads/evil.png").write_bytes(b"x")
        now = everything(other)
        changed = {name for name in {*before, *now} if before.get(name) != now.get(name)}
        if code == 0 or code < 0 or changed or seconds > ARCHIVE_SECONDS_MAX or megabytes > ARCHIVE_MB_MAX:
            self.fault("archives", f"{what}: code {code} after {seconds:.1f} s and {megabytes:.0f} MB, changed {sorted(changed)[:5]}: {words[-200:]!r}")


# ---- the program

PARTS = ("formulas", "SQL", "pictures", "bombs", "archives")


def tried(wanted, kind, spoiled):
    """The faults of each part."""
    with Cafe(wanted.binary, kind, {"LOG_LEVEL": "error"}) as cafe:
        trial = Trial(cafe, random.Random(wanted.seed), 5 if wanted.long else 1, spoiled)
        for part in PARTS:
            begun = time.monotonic()
            getattr(trial, part.lower())()
            print(f"{kind}: {part} tried in {time.monotonic() - begun:.0f} s", flush=True)
    print(f"{kind}: {', '.join(f'{count} {what}' for what, count in trial.counts.items())}")
    return trial.faults


def prove(wanted, kind):
    return [f"{part}: {fault}" for part, faults in tried(wanted, kind, spoiled=False).items() for fault in faults[:10]]


def twin(wanted, kind):
    found = tried(wanted, kind, spoiled=True)
    return [f"{part}: what was let have its way was not seen" for part in PARTS if not found[part]]


if __name__ == "__main__":
    run(__doc__, prove, twin)
