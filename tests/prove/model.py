#!/usr/bin/env python3
"""The whole domain against an independent model with a clock of its own. Run by ./dev prove model.

    tests/prove/model.py [--long] [--seed N] [--binary FILE] [--twin]

From a seed: a café's settings and some hundred operations, good ones and some that must be refused, with hours, days, midnights and changes
of the hour between them, and now and then a clock that is years off. A server is asked to do them and a model written from the documents
alone does the same; each answer must be equal, and every now and then all reports, stocks, drawers, orders, tickets, shifts and slips. At
the end `cafepos verify` must find nothing. A difference is shown with the shortest game that still has it.

--twin changes rows behind the server's back; each change must be seen.
"""

import json
import random
import re
import time

import model_look
from cafe import run
from model_clock import DAY, HOUR, MINUTE, moment
from model_game import Game, started
from model_moves_expiry import LateApproval, SoldOut
from model_moves_hours import Clock, CorrectShift, WriteShift
from model_moves_imports import MenuImport, StockImport, ThereAndBack, Undo
from model_moves_kitchen import ChangeStation, ItemStation, NewStation, RemoveStation, SendTab, Work
from model_moves_menu import Adjust, Archive, Count, NewCombo, NewGroup, NewItem, NewPrice, NewStock, Recipe
from model_moves_office import Again, Allowed, Ask, Change, Edit, Restart, Twice
from model_moves_paper import MailReceipt, PrintZ, Reprint
from model_moves_sales import GiveBack, Sell, Void
from model_moves_tabs import AddLines, CancelTab, ChangeLine, ChangeTab, MoveLines, OpenTab, Settle
from model_moves_tills import CloseDrawer, MoveCash, NewTill, OpenDrawer
from model_wire import Difference

# What happens, and how often.
MOVES = {"sale": (Sell, 40), "refund": (GiveBack, 14), "void": (Void, 4), "adjust": (Adjust, 5), "count": (Count, 2), "price": (NewPrice, 2),
         "recipe": (Recipe, 1), "archive": (Archive, 1), "item": (NewItem, 1), "combo": (NewCombo, 1), "stock": (NewStock, 1), "group": (NewGroup, 1),
         "till": (NewTill, 1), "drawer": (OpenDrawer, 5), "cash": (MoveCash, 4), "close": (CloseDrawer, 3),
         "tab": (OpenTab, 8), "add": (AddLines, 6), "line": (ChangeLine, 4), "service": (ChangeTab, 2), "move": (MoveLines, 3),
         "cancel": (CancelTab, 1),
         "settle": (Settle, 10), "setting": (Change, 2), "restart": (Restart, 0.4), "edit": (Edit, 2), "preview": (Ask, 3), "twice": (Twice, 1),
         "approved": (Allowed, 2), "station": (NewStation, 0.5), "stations": (ChangeStation, 1), "no station": (RemoveStation, 0.3),
         "made by": (ItemStation, 1), "send": (SendTab, 6), "work": (Work, 25),
         "clock": (Clock, 8), "shift": (WriteShift, 2), "correct": (CorrectShift, 3), "again": (Again, 2),
         "import": (MenuImport, 2), "undo": (Undo, 1.5), "stock import": (StockImport, 2), "there and back": (ThereAndBack, 0.5),
         "sold out": (SoldOut, 4), "late approval": (LateApproval, 0.4), "reprint": (Reprint, 3), "print z": (PrintZ, 1), "mail": (MailReceipt, 2)}
FIRST = ["stock"] * 4 + ["group"] * 3 + ["item"] * 7 + ["combo"] * 2 + ["till"] * 2 + ["station"] * 2
KINDS = {name: kind for name, (kind, _) in MOVES.items()}
LOOK_EVERY = 60

TAXES = [[], [("Tax", "8", [], None)], [("Sales tax", "8.875", [], None)],
         [("VAT", "19", [], None), ("VAT reduced", "7", ["Food", "tea"], None)],
         [("VAT", "20", [], None), ("VAT", "5.5", [], "takeaway"), ("VAT food", "10", ["Food"], None), ("Nothing", "0", ["Retail"], None)],
         [("MwSt", "19", ["Coffee"], None), ("MwSt", "7", ["Coffee"], "takeaway"), ("Luxus", "33.3333", ["Retail"], None)]]
PRESETS = [{"id": "happy-hour", "name": "Happy hour", "type": "percentage", "value": "20", "needsApproval": False},
           {"id": "staff", "name": "Staff meal", "type": "percentage", "value": "50", "needsApproval": True},
           {"id": "voucher", "name": "Voucher", "type": "fixed", "value": "2.5", "needsApproval": False}]
# Where and when: about a change of the hour, a month's and a year's end.
PLACES = [("UTC", 0, "2026-02-26 09:00"), ("Europe/Berlin", 0, "2026-03-27 08:00"), ("Europe/Berlin", 150, "2026-03-27 18:00"),
          ("Europe/Berlin", 240, "2026-10-23 09:00"), ("America/New_York", 120, "2026-10-30 14:00"), ("America/New_York", 0, "2026-03-06 12:00"),
          ("Australia/Lord_Howe", 90, "2026-10-02 20:00"), ("Asia/Kathmandu", 330, "2026-12-30 05:00"),
          ("Pacific/Kiritimati", 60, "2027-02-26 05:00")]
STEPS = [(0, 10), (1, 20), (20, 20), (MINUTE // 1000, 20), (20 * MINUTE // 1000, 12), (HOUR // 1000, 6), (5 * HOUR // 1000, 3),
         (14 * HOUR // 1000, 1),
         (DAY // 1000, 1), (-20, 2), (-7 * MINUTE // 1000, 1)]

# A machine without a battery wakes up in 1970; somebody types another year; the clock is a day ahead, or so far that none can be right.
WRONG = [lambda now: 3 * MINUTE - now, lambda now: 3 * MINUTE - now, lambda now: moment("2025-12-31 23:50") - now, lambda now: 5 * 365 * DAY,
         lambda now: DAY, lambda now: -40 * DAY, lambda now: moment("2080-02-29 12:00") - now]


def drawn_setup(chance):
    zone, start, at = chance.choice(PLACES)
    return {"at": moment(at), "settings": {
        "timezone": zone, "start": start, "coins": chance.choice(["none", "none", "nearest_nickel", "nearest_dime", "nearest_half", "nearest_whole"]),
        "taxes": [{"name": name, "rate": rate, "categories": categories, "service": service} for name, rate, categories,
                  service in chance.choice(TAXES)],
        "inclusive": chance.random() < 0.5, "oversell": chance.choice(["allow", "allow", "block"]),
        "variance": chance.choice(["flag", "flag", "reject"]),
        "costing": chance.choice(["fixed", "moving_average"]), "prints": chance.random() < 0.5,
        "methods": chance.choice([["cash", "card"], ["cash", "card", "voucher"]]),
        "discounts": chance.choice([[], PRESETS]), "limits": chance.choice([[], [{"role": "cashier", "percent": "20"}]])}}


class Draw:
    """Operations, one after the other, that fit what the model says is there."""

    def __init__(self, chance):
        self.chance, self.number, self.wrong = chance, 0, 0
        self.names, self.weights = list(MOVES), [weight for _, weight in MOVES.values()]

    def next(self, world):
        while True:
            first = self.number < len(FIRST)
            kind = FIRST[self.number] if first else self.chance.choices(self.names, self.weights)[0]
            drawn = KINDS[kind].draw(world, self.chance)
            self.number += 1
            if drawn:
                steps, weights = zip(*STEPS)
                step = 0 if first else self.chance.choices(steps, weights)[0] * 1000 + self.astray(world)
                return {**drawn, "do": kind, "key": f"{kind} {self.number}", "at": max(world.now + step, MINUTE)}

    def astray(self, world):
        """Now and then the clock is years off, after some operations it is right again. By how much it goes astray now."""
        before = self.wrong
        if self.chance.random() < (0.1 if before else 0.007):
            self.wrong = 0 if before else self.chance.choice(WRONG)(world.now)
        return self.wrong - before


class Run:
    """One game from its first operation to `cafepos verify`, and what was found wrong."""

    def __init__(self, wanted, kind, setup):
        self.wanted, self.kind, self.setup = wanted, kind, setup
        self.ops, self.fault, self.played = [], None, 0

    def play(self, draw, count, tamper=None, look_every=LOOK_EVERY):
        """`draw` says the next operation. `tamper`, if there is one, changes something behind the server's back half way."""
        with started(self.wanted, self.kind, self.setup) as cafe:
            game = Game(cafe, self.setup)
            try:
                for number in range(1, count + 1):
                    self.ops.append(draw(game.world))
                    game.play(KINDS, self.ops[-1])
                    if number % look_every == 0:
                        model_look.at_everything(game)
                    if tamper and number == count // 2:
                        tamper(cafe.database)
                model_look.at_everything(game)
                done = cafe.command("verify")
                if done.returncode:
                    raise Difference(f"cafepos verify: {done.stdout[:1000]}")
            except Difference as difference:
                self.fault = str(difference)
            self.played = game.done
        return self

    def again(self, ops):
        """The same café and these operations; it is looked at at the end."""
        return Run(self.wanted, self.kind, self.setup).play(lambda _, left=iter(ops): next(left), len(ops), look_every=len(ops) + 1)


def drawn_run(wanted, kind, seed, count, tamper=None):
    chance = random.Random(seed)
    return Run(wanted, kind, drawn_setup(chance)).play(Draw(chance).next, count, tamper)


def same(fault, other):
    """Whether two games went wrong in the same way: ids and amounts are others."""
    def kind_of(text):
        return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|[\d.]+", "", (text or "").split(" {")[0].split(": expected")[0])
    return kind_of(fault) == kind_of(other)


def shrunk(run, seconds):
    """The shortest game found in so long that goes wrong in the same way."""
    end, best, size = time.monotonic() + seconds, run, len(run.ops) // 2
    while size and time.monotonic() < end:
        at = 0
        while at < len(best.ops) - 1 and time.monotonic() < end:
            left = best.ops[:at] + best.ops[at + size:]
            tried = run.again(left) if left else None
            if tried and tried.fault and same(tried.fault, run.fault):
                best = tried
            else:
                at += size
        size //= 2
    return best


def shown(seed, run, short):
    lines = [f"seed {seed}, operation {len(run.ops)}: {run.fault}", f"  in the café {json.dumps(run.setup, default=str)}",
             f"  {len(short.ops)} operations suffice: {short.fault}"]
    return "\n".join(lines + [f"    {json.dumps(op, default=str)}" for op in short.ops])


def prove(wanted, kind):
    seeds, count = (10_000, 1000) if wanted.long else (8, 250)
    begun, played = time.monotonic(), 0
    for seed in range(wanted.seed, wanted.seed + seeds):
        run = drawn_run(wanted, kind, seed, count)
        played += run.played
        if run.fault:
            return [shown(seed, run, shrunk(run, 90))]
        if wanted.long and seed % 10 == 9:
            print(f"{kind}: {seed - wanted.seed + 1} seeds, {played} operations, no difference yet", flush=True)
    print(f"{kind}: {seeds} seeds, {played} operations, no difference; {played / (time.monotonic() - begun):.0f} operations a second")
    return []


CHANGES = {"a price": "UPDATE menu_items SET price = price + 1 WHERE kind = 'item'",
           "what was refunded": "UPDATE refunds SET amount = amount + 1",
           "a day's sums": "UPDATE sales_rollups SET charged = charged + 1",
           "a stock level": "UPDATE inventory_items SET current_stock = current_stock + 1",
           "a tip": "UPDATE payments SET tip_amount = tip_amount + 1",
           "a drawer's balance": "UPDATE drawers SET balance = balance + 1",
           "what was ordered on tabs": "UPDATE tab_lines SET unit_price = unit_price + 1",
           "what the kitchen was told": "UPDATE kitchen_lines SET quantity = quantity + 1",
           "where tickets stand": "UPDATE kitchen_tickets SET state = 'cancelled' WHERE state = 'new'",
           "when somebody came": "UPDATE shifts SET started_at = started_at - 60000",
           "a break": "UPDATE shifts SET break_ms = break_ms + 60000",
           "who imported": "UPDATE menu_imports SET created_items = created_items + 1",
           "what an import left": "UPDATE inventory_items SET min_stock_level = min_stock_level + 7",
           "what is sold out": "UPDATE menu_items SET is_available = 0, unavailable_until = NULL",
           "a slip": "UPDATE print_jobs SET status = 'queued', attempts = 0",
           "a slip's row": "DELETE FROM print_jobs",
           "a key": "DELETE FROM idempotency_keys",
           "a session": "UPDATE sessions SET revoked_at = 1"}


def twin(wanted, kind):
    for words, statement in CHANGES.items():
        for seed in range(wanted.seed, wanted.seed + 6):  # a café may have nothing of the kind by then
            run = drawn_run(wanted, kind, seed, 240, lambda database, said=statement: database.sql(said))
            if run.fault:
                break
        else:
            return [f"not seen: {words} changed behind the server's back"]
        print(f"{kind}: seen {len(run.ops) - 120} operations later: {words} ({run.fault[:120]})")
    return []


if __name__ == "__main__":
    run(__doc__, prove, twin)
