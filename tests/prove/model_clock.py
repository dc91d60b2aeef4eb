"""The clock of a server that stands still until the program steps it, and what the café's calendar makes of a moment.

Debian's `faketime` lies to the server alone: of the time of day, not of the steady clock by which it waits. Moments are milliseconds
since 1970.
"""

import os
import re
import subprocess
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from cafe import Cafe

PASSWORD = "five beans in a mill"
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
LATE_MAX = 7 * DAY  # a sale may count so long ago on the day it was made
BEHIND_MAX = MINUTE  # a clock that is further behind the newest sale cannot be right
FIRST_PLAUSIBLE, LAST_PLAUSIBLE = 1_767_225_600_000, 3_345_062_400_000  # 2026-01-01, 2076-01-01


def moment(text):
    """2026-03-28 12:00 of UTC."""
    return int(datetime.fromisoformat(text).replace(tzinfo=timezone.utc).timestamp() * 1000)


def written(at):
    """As answers say it."""
    return (datetime(1970, 1, 1) + timedelta(milliseconds=at)).isoformat(timespec="milliseconds") + "Z"


def library():
    """Where Debian keeps the library that lies."""
    listed = subprocess.run(["dpkg", "-L", "libfaketime"], text=True, stdout=subprocess.PIPE).stdout
    found = re.search(r"\S+/libfaketimeMT\.so\.1$", listed, re.M)
    if not found:
        raise FileNotFoundError("faketime is missing; ./dev setup promises installs it")
    return found[0]


class ClockedCafe(Cafe):
    """A café without anything in it but an owner, whose clock stands at `at` until it is set."""

    arguments = ("serve",)

    def __init__(self, binary, kind, at, settings=None, folder=None):
        super().__init__(binary, kind, settings, folder)
        self.said = self.folder / "clock"
        self.settings |= {"LD_PRELOAD": library(), "FAKETIME_TIMESTAMP_FILE": str(self.said), "FAKETIME_NO_CACHE": "1",
                          "FAKETIME_DONT_FAKE_MONOTONIC": "1", "TZ": "UTC"}
        self.set(at)

    def start(self):
        if not self.process and self.log.stat().st_size == 0:
            self.told("migrate")
            self.told("user", "add", "owner", "--role", "admin", "--email", "owner@example.org", words=PASSWORD + "\n")
        return super().start()

    def told(self, *arguments, words=""):
        subprocess.run([self.binary, *arguments], cwd=self.folder, env=self.settings, text=True, input=words, stdout=subprocess.DEVNULL, check=True)

    def set(self, at):
        """The server's next look at the clock sees it."""
        fresh = self.said.with_suffix(".new")
        fresh.write_text((datetime(1970, 1, 1) + timedelta(milliseconds=at)).strftime("%Y-%m-%d %H:%M:%S"))
        os.replace(fresh, self.said)


# ---- the calendar

def local(at, zone):
    return datetime.fromtimestamp(at / 1000, timezone.utc).astimezone(ZoneInfo(zone))


@lru_cache(maxsize=4096)
def begin(day, zone, start):
    """The first moment of a business day: `start` minutes after midnight on the wall. What the spring leaves out is when it does."""
    wall = datetime.combine(day, datetime.min.time()) + timedelta(minutes=start)
    from_then = wall.replace(tzinfo=ZoneInfo(zone))
    found = int(from_then.timestamp() * 1000)
    if local(found, zone).replace(tzinfo=None) == wall:
        return found
    # In the gap. The wall jumps over it at the first moment that shows something later.
    early = found - 3 * HOUR
    return early + bisect_left(range(0, 6 * HOUR, MINUTE), wall, key=lambda span: local(early + span, zone).replace(tzinfo=None)) * MINUTE


def day_of(at, zone, start):
    day = local(at, zone).date() + timedelta(days=1)
    while begin(day, zone, start) > at:
        day -= timedelta(days=1)
    return day


@dataclass
class Dated:
    at: int
    day: date
    hour: int
    doubtful: bool = False


class Calendar:
    """Which business day it is: what the café has come to decides, not the clock alone (ADR 15, 32)."""

    def __init__(self, zone, start):
        self.zone, self.start = zone, start
        self.newest = self.day = self.ends = None

    def look(self, now):
        newest = self.newest
        if newest is not None and now < newest - BEHIND_MAX or not FIRST_PLAUSIBLE <= now < LAST_PLAUSIBLE:
            at = FIRST_PLAUSIBLE if newest is None else newest
            return Dated(at, self.day_at(at), local(at, self.zone).hour, True)
        return Dated(now, self.day_at(now), local(now, self.zone).hour)

    def day_at(self, at):
        if self.day is None:
            return day_of(at, self.zone, self.start)
        if at < self.ends:
            return self.day
        return max(day_of(at, self.zone, self.start), self.day + timedelta(days=1))

    def take(self, now):
        """Something of now is stored: the café has come so far."""
        dated = self.look(now)
        if self.day != dated.day:
            self.day, self.ends = dated.day, begin(dated.day + timedelta(days=1), self.zone, self.start)
        self.newest = max(dated.at, self.newest or 0)
        return dated

    def of_late(self, arrival, occurred):
        """When a sale counts that was made before it arrived."""
        if arrival.doubtful or occurred > arrival.at - BEHIND_MAX or arrival.at - occurred > LATE_MAX:
            return arrival
        return Dated(occurred, min(day_of(occurred, self.zone, self.start), arrival.day), local(occurred, self.zone).hour)

    def trust(self):
        """Somebody knows that the clock is right, whatever was sold by a wrong one."""
        self.newest = self.day = self.ends = None

    def change(self, zone, start, now):
        """The running day stays as it began; other settings act from the next one on."""
        if self.day is not None and now >= self.ends:
            self.day = self.day_at(now)
            self.ends = begin(self.day + timedelta(days=1), self.zone, self.start)
        self.zone, self.start = zone, start
