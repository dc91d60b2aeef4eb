"""People's time in the model: who came, rested and went, and what was sold meanwhile. From docs/api/time-clock.md alone."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from model_cafe import Refused
from model_clock import DAY, MINUTE, day_of, written
from model_money import half_up, wire
from model_reports import Books
from model_wire import Ref, Sums


@dataclass(eq=False)
class Shift:
    key: str
    who: str
    day: date
    begun: int
    ended: int = None
    rests_since: int = None
    rested: int = 0  # milliseconds, of the breaks that are over
    corrected: tuple = None  # when, by whom, why

    def until(self, now):
        return self.ended if self.ended is not None else self.rests_since if self.rests_since is not None else now

    def worked(self, now):
        """Milliseconds without breaks. A clock that was put back takes nothing away."""
        return max(0, self.until(now) - self.begun - self.rested)

    def end_break(self, at):
        if self.rests_since is not None:
            self.rested += max(0, at - self.rests_since)
            self.rests_since = None


class TimeClock:
    def __init__(self):
        self.shifts = []

    def running(self, who):
        return next((one for one in self.shifts if one.who == who and one.ended is None), None)

    def last(self, who):
        """One that runs, or that which began last."""
        own = [one for one in self.shifts if one.who == who]
        return self.running(who) or (max(own, key=lambda one: (one.begun, own.index(one))) if own else None)

    def do(self, world, key, who, what):
        shift = self.running(who)
        if what == "in" and not shift:
            shift = Shift(key, who, world.calendar.look(world.now).day, world.now)
            self.shifts.append(shift)
        elif not shift or (what == "in") == (shift.rests_since is None) and what != "out":
            raise Refused(409, "TIME_CLOCK_STATE")
        elif what == "in":
            shift.end_break(world.now)
        elif what == "break":
            shift.rests_since = max(world.now, shift.begun)
        else:
            shift.end_break(world.now)
            shift.ended = max(world.now, shift.begun + shift.rested)
        return shift

    # ---- by hand

    def corrected(self, world, shift, change, by, reason):
        """The shift as somebody says that it was; `shift` itself stays."""
        new = replace(shift)
        new.begun = change.get("begun", new.begun)
        if "ended" in change:
            new.end_break(change["ended"])
            new.ended = change["ended"]
        if "rested" in change:
            new.rested = change["rested"] * MINUTE
        until = new.until(world.now)
        others = [one for one in self.shifts if one.who == new.who and one.key != new.key]
        if (not reason or not new.begun <= until <= world.now or until - new.begun > DAY or new.rested > until - new.begun
                or any(new.begun < (world.now if one.ended is None else one.ended)
                       and one.begun < (world.now if new.ended is None else new.ended) for one in others)):
            raise Refused(400, "VALIDATION_ERROR")
        new.day = min(day_of(new.begun, world.calendar.zone, world.calendar.start), world.calendar.look(world.now).day)
        new.corrected = (world.now, by, reason)
        return new


def name_of(who):
    return "New User" if who == "owner" else f"{who.title()} Doe"  # `cafepos user add` asks for no name


def minutes(milliseconds):
    return half_up(Fraction(milliseconds, MINUTE))


def view(shift, now):
    at, by, why = shift.corrected or (None, None, None)
    return {"id": Ref(shift.key), "staffId": Ref(shift.who), "staffName": name_of(shift.who), "businessDate": shift.day.isoformat(),
            "startedAt": written(shift.begun), "endedAt": None if shift.ended is None else written(shift.ended),
            "breakStartedAt": None if shift.rests_since is None else written(shift.rests_since), "breakMinutes": minutes(shift.rested),
            "workedMinutes": minutes(shift.worked(now)), "correctedAt": at and written(at), "correctedBy": by and Ref(by), "correctionReason": why}


def row(shift, now):
    """Of the table."""
    ended = "" if shift.ended is None else written(shift.ended)
    return (f"{shift.day},{name_of(shift.who)},{written(shift.begun)},{ended},{minutes(shift.rested)},{minutes(shift.worked(now))},"
            f"{shift.corrected[2] if shift.corrected else ''}")


def report(world, first, last):
    """By day, and by day and person: what was sold beside the time that was worked."""
    books, people, days = Books(world, first, last), {}, {}

    def add(day, who, place, more):
        for rows, key in ((people, (day, who)), (days, day)):
            rows.setdefault(key, [0, 0, 0, 0])[place] += more
    for shift in world.time_clock.shifts:
        if first <= shift.day <= last:
            add(shift.day, shift.who, 0, shift.worked(world.now))
    for order in books.sales:
        add(order.day, order.who, 1, 1)
        add(order.day, order.who, 2, order.total)
    for refund in books.refunds:
        add(refund.day, refund.who, 3, refund.amount)
    return {"days": Sums([{"businessDate": day.isoformat(), "workedMinutes": minutes(worked), "sales": sales, "revenue": wire(sold - back),
                           "revenuePerHour": per_hour(sold - back, worked)} for day, (worked, sales, sold, back) in days.items()], "businessDate"),
            "rows": Sums([{"businessDate": day.isoformat(), "staffId": Ref(who), "workedMinutes": minutes(worked), "sales": sales,
                           "revenue": wire(sold), "refunded": wire(back), "revenuePerHour": per_hour(sold, worked)}
                          for (day, who), (worked, sales, sold, back) in people.items()], "businessDate", "staffId")}


def per_hour(amount, worked):
    return wire(half_up(Fraction(amount * 60 * MINUTE, worked))) if minutes(worked) else None
