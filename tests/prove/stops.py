#!/usr/bin/env python3
"""Orderly stops and overload. Run by ./dev prove stops.

    tests/prove/stops.py [--long] [--seed N] [--database KIND] [--binary FILE] [--twin]

SIGTERM, 10 times under 50 clients (--long: 200 under 200) that sell and read as fast as they can: each request is answered in full, or
was never begun; the database has a sale if and only if its client was told so. Then four times as many sales as the server can take:
it must still make at least 80 % of what it can, and refuse the rest within 100 ms.

--twin kills instead of stopping: sales that nobody was told of must be seen.
"""

import asyncio
import os
import random
import signal
import time
from pathlib import Path

from cafe import Cafe, Ledger, run, share
from crowd import Connection, HalfAnAnswer, request_of

GOODPUT_MIN, REFUSED_SECONDS_MAX, STOP_SECONDS_MAX = 0.8, 0.1, 10


class Tills:
    """Sales and reads over connections that stay open. No retries: what became of each request is what is asked."""

    def __init__(self, cafe, count):
        self.cafe, self.count, self.ledger, self.stopping = cafe, count, Ledger(), False
        self.token = cafe.sign_in("cashier")
        self.products = [row["id"] for row in cafe.get("/menu_items?limit=20", self.token)["menu_items"]]
        self.unanswered = 0

    def sale(self, name, lines=2):
        items = [{"productId": self.products[(len(name) + line) % len(self.products)], "quantity": 1} for line in range(lines)]
        return request_of("POST", "/orders", {"items": items, "paymentMethod": "card", "orderNotes": name}, self.token)

    async def work(self, number, round_of):
        connection = Connection(self.cafe.address, number)
        count = 0
        while not self.stopping:
            count += 1
            name = f"till {round_of}-{number}-{count}"
            try:
                status, body = await connection.send(self.sale(name) if count % 2 else request_of("GET", "/menu_items?limit=50", None, self.token))
            except HalfAnAnswer as error:
                self.ledger.fault(f"{name} was answered by half: {error}")
                break
            except OSError:
                self.unanswered += 1
                break
            self.ledger.note(status)
            if status == 201:
                self.ledger.keep(name, body)
            elif status not in (200, 503):
                self.ledger.fault(f"{name}: {status} {body[:300]}")
        connection.close()

    async def until(self, end, round_of):
        """They work until `end` has ended the server. Seconds that took."""
        self.stopping = False
        workers = [asyncio.create_task(self.work(number, round_of)) for number in range(self.count)]
        seconds = await end()
        self.stopping = True
        await asyncio.gather(*workers)
        return seconds

    def untold(self):
        """What is stored and was not answered, or the other way round."""
        stored = [notes for notes, in self.cafe.database.sql("SELECT notes FROM orders WHERE notes LIKE 'till %'")]
        return sorted(set(stored) ^ set(self.ledger.kept)) + [f"{len(stored) - len(set(stored))} twice"] * (len(stored) != len(set(stored)))


def stop_under_load(cafe, tills, chance, round_of, how):
    async def end():
        await asyncio.sleep(chance.uniform(0.3, 0.8))
        begun = time.monotonic()
        cafe.process.send_signal(how)
        await asyncio.to_thread(cafe.process.wait, 30)
        return time.monotonic() - begun
    seconds = asyncio.run(tills.until(end, round_of))
    code = cafe.process.returncode
    return seconds, [] if code == 0 else [f"exit code {code}"]


def prove_stops(wanted, cafe, kind):
    stops, clients, chance = (200, 200, random.Random(wanted.seed)) if wanted.long else (10, 50, random.Random(wanted.seed))
    tills = Tills(cafe, clients)
    times, faults = [], []
    while len(times) < stops and not faults:
        seconds, faults = stop_under_load(cafe, tills, chance, len(times), signal.SIGTERM)
        times.append(seconds)
        faults += tills.ledger.faults + [f"stored and not answered, or the other way round: {name}" for name in tills.untold()]
        cafe.start()
    print(f"{kind}: {len(times)} stops under {clients} clients, {sum(tills.ledger.trouble.values())} answered in full "
          f"({', '.join(f'{n} × {what}' for what, n in tills.ledger.trouble.most_common())}), {tills.unanswered} not begun; "
          f"stopped after {share(times, 0.5):.2f} s (median), {max(times):.2f} s (longest)")
    if max(times) > STOP_SECONDS_MAX:
        faults.append(f"a stop took {max(times):.1f} s")
    return faults


# ---- four times too many


async def offered(tills, per_second, seconds, pool):
    """Sales begun at this rate, whatever becomes of those before: seconds and status of each."""
    waiting, said = asyncio.Queue(), []
    for connection in pool:
        waiting.put_nowait(connection)

    async def one(connection, due, name):
        try:
            status, _ = await connection.send(tills.sale(name, lines=5))
            said.append((time.monotonic() - due, status))
        except (OSError, HalfAnAnswer) as error:
            said.append((0, type(error).__name__))
        waiting.put_nowait(connection)
    begun, tasks = time.monotonic(), []
    while time.monotonic() < begun + seconds:
        due = begun + len(tasks) / per_second
        await asyncio.sleep(max(0, due - time.monotonic()))
        connection = await waiting.get()
        tasks.append(asyncio.create_task(one(connection, time.monotonic(), f"offered {len(tasks)}")))
    took = time.monotonic() - begun
    done = sum(status == 201 for _, status in said)
    await asyncio.gather(*tasks)
    return done / took, len(tasks) / took, said


async def taken(tills, seconds, pool):
    """Sales a second of as many clients as keep the server busy and no more."""
    end = time.monotonic() + seconds

    async def work(connection):
        said = []
        while time.monotonic() < end:
            said.append((await connection.send(tills.sale("taken", lines=5)))[0])
        return said.count(201)
    return sum(await asyncio.gather(*(work(connection) for connection in pool))) / seconds


def worked(cafe):
    """Seconds of processors that the server and its sessions of PostgreSQL have had: whoever else is on the machine has no part in it."""
    ticks = 0
    for process in Path("/proc").iterdir():
        try:
            if process.name == str(cafe.process.pid) or cafe.kind == "postgres" and cafe.database.name in (process / "cmdline").read_text():
                ticks += sum(map(int, (process / "stat").read_text().rsplit(")", 1)[1].split()[11:13]))
        except OSError:
            pass
    return ticks / os.sysconf("SC_CLK_TCK")


async def overload(tills, seconds):
    """The sales a second that it takes, before and after; those it makes of too many, how many came, and what became of each. Last, how
    many more of these than of those it makes of a second of a processor."""
    few = [await Connection(tills.cafe.address, number).open() for number in range(16)]
    at = [worked(tills.cafe)]
    before = await taken(tills, seconds, few)
    at.append(worked(tills.cafe))
    many = [await Connection(tills.cafe.address, number).open() for number in range(4000)]
    goodput, rate, said = await offered(tills, 4 * before, 2 * seconds, many)
    at.append(worked(tills.cafe))
    after = await taken(tills, seconds, few)
    at.append(worked(tills.cafe))
    for connection in few + many:
        connection.close()
    usual = (before + after) * seconds / (at[1] - at[0] + at[3] - at[2])
    return (before + after) / 2, goodput, rate, said, sum(status == 201 for _, status in said) / (at[2] - at[1]) / usual


def prove_overload(wanted, cafe, kind):
    tills = Tills(cafe, 0)
    can, goodput, rate, said, thrift = asyncio.run(overload(tills, 20 if wanted.long else 6))
    refused = [seconds for seconds, status in said if status == 503]
    odd = {status for _, status in said} - {201, 503}
    late = sum(seconds > 1 for seconds in refused)
    print(f"{kind}: takes {can:.0f} sales/s; offered {rate:.0f}/s ({rate / can:.1f} ×) it made {goodput:.0f}/s ({goodput / can:.0%}) and refused "
          f"{len(refused)}, half of them within {share(refused or [0], 0.5) * 1000:.0f} ms, {late} after they had waited in vain; of each "
          f"second of a processor it made {thrift:.0%} of the usual number of sales")
    faults = [f"answered {odd}"] if odd else []
    if not refused:
        faults.append("nothing was refused: too few sales were offered to show anything")
    elif share(refused, 0.5) > REFUSED_SECONDS_MAX:
        faults.append(f"refused after {share(refused, 0.5):.2f} s (median)")
    if goodput < GOODPUT_MIN * can:
        faults.append(f"{goodput / can:.0%} of what it can; {GOODPUT_MIN:.0%} are promised")
    return faults


def cafe_of(wanted, kind):
    return Cafe(wanted.binary, kind, {"LOG_LEVEL": "error"})


def prove(wanted, kind):
    with cafe_of(wanted, kind) as cafe:
        return prove_stops(wanted, cafe, kind) + prove_overload(wanted, cafe, kind)


def twin(wanted, kind):
    with cafe_of(wanted, kind) as cafe:
        tills = Tills(cafe, 50)
        for number in range(10):
            stop_under_load(cafe, tills, random.Random(wanted.seed + number), number, signal.SIGKILL)
            untold = tills.untold()
            cafe.start()
            if untold or tills.ledger.faults:
                print(f"{kind}: killed instead of stopped, {len(untold)} sales that nobody was told of, after {number + 1} kills")
                return []
    return ["kills were not told from orderly stops"]


if __name__ == "__main__":
    run(__doc__, prove, twin)
