"""What comes out of printers and what is mailed, in the model: each slip and each mail once. From docs/api/printers.md, kitchen.md and
docs/adr/0010 and 0024.
"""

import time
from collections import Counter
from email import message_from_bytes
from email.header import decode_header, make_header

from model_clock import DAY, MINUTE
from model_wire import Bag, Difference, Ref

SETTLES_SECONDS_MAX = 20
KEPT = 90 * DAY  # a job that is done
SLACK = MINUTE  # clocks of several machines differ; one that is put back by less holds a job up for as long
RECEIPTS, KITCHEN = "slips.txt", "pass.txt"  # the files of the first printer and of the one that stations have


class Paper:
    def __init__(self, world):
        self.world, self.slips, self.mails = world, [], []

    def slip(self, kind, subject):
        self.slips.append((kind, subject, self.world.now))

    def mail(self, number):
        self.mails.append((number, self.world.now))

    def of_ticket(self, station, ticket, kind="kitchen_ticket"):
        if station.prints:
            self.slip(kind, ticket.key)


def settled(what, is_so):
    """What works in the background may be a moment later."""
    end = time.monotonic() + SETTLES_SECONDS_MAX
    while not is_so():
        if time.monotonic() > end:
            raise Difference(what())
        time.sleep(0.02)


def wait(game):
    """Until nothing is on its way to a printer or to the mail server: what a kill catches there may come twice."""
    jobs, now = [], game.world.now
    game.at(max([now] + [at for *_, at in game.world.paper.slips + game.world.paper.mails if now < at <= now + SLACK]))

    def is_idle():
        jobs[:] = all_jobs(game)
        return all(one["status"] == "printed" for one in jobs) and len(game.cafe.mails.kept) >= len(game.world.paper.mails)
    settled(lambda: f"print jobs that are not done: {[one for one in jobs if one['status'] != 'printed'][:3]}, "
                    f"{len(game.cafe.mails.kept)} mails of {len(game.world.paper.mails)}", is_idle)
    return jobs


def all_jobs(game):
    found = []
    while True:
        page = game.looks(f"/print-jobs?limit=100&offset={len(found)}", {})["printJobs"]
        found += page
        if len(page) < 100:
            return found


def compare(game):
    paper, jobs = game.world.paper, wait(game)
    listed = Counter((one["kind"], one["subjectId"]) for one in jobs)
    there = [(kind, subject) for kind, subject, at in paper.slips if at > game.latest - KEPT]
    listed.subtract((kind, game.comparer.ids.get(Ref(subject))) for kind, subject in there)
    for kind, subject, at in paper.slips:  # the list forgets slips, not the paper
        if at <= game.latest - KEPT and listed[kind, game.comparer.ids.get(Ref(subject))] > 0:
            listed[kind, game.comparer.ids[Ref(subject)]] -= 1
            there.append((kind, subject))
    game.comparer.compare(Bag([{"kind": kind, "subjectId": Ref(subject), "status": "printed", "attempts": 1} for kind, subject in there],
                              "kind", "subjectId"), jobs, "/print-jobs")
    receipts = sum(kind in ("receipt", "refund", "reprint") for kind, *_ in paper.slips)
    kitchen = sum(kind.startswith("kitchen") for kind, *_ in paper.slips)
    for name, count, mark in ((RECEIPTS, receipts, "Check: "), (KITCHEN, kitchen, "-20")):  # in a receipt's last line, in a ticket's number
        file = game.cafe.folder / name
        lines = [line for line in file.read_text().splitlines() if mark in line] if file.exists() else []
        if len(lines) != count:
            raise Difference(f"{name}: expected {count} slips, got {len(lines)}")
    expected, got = sorted(number for number, _ in paper.mails), sorted(number_in(mail) for mail in game.cafe.mails.kept)
    if expected != got:
        raise Difference(f"mails: expected {expected}, got {got}")


def number_in(mail):
    """Of the sale that it is the receipt of: said in the subject."""
    subject = str(make_header(decode_header(message_from_bytes(mail)["Subject"])))
    return next((word for word in subject.split() if word.startswith("ORD-")), subject)
