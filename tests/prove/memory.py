#!/usr/bin/env python3
"""What an idle café and idle event streams weigh. Run by ./dev prove memory.

    tests/prove/memory.py [--long] [--seed N] [--database KIND] [--binary FILE] [--twin]

The memory (RSS) of a café that was started and that nobody has asked anything yet: 30 MB. With 1,000 idle event streams (--long: 9,990; ten connections are
left for tills) of 200 MB; all of them live: each is told of the next sale.

--twin cuts some streams off: that they are not told must be seen.
"""

import asyncio
import time

from cafe import Cafe, ask, run
from crowd import Connection, many_files, request_of

IDLE_MB_MAX, STREAMS_MB_MAX, PATIENCE_SECONDS = 30, 200, 60


async def stream(cafe, token, number, gate):
    connection = Connection(cafe.address, number)
    async with gate:
        await connection.open()
        connection.writer.write(request_of("GET", "/events", None, token))
        head = await connection.reader.readuntil(b"\r\n\r\n")
        assert b" 200 " in head, head
    return connection


async def told(connection, name):
    """Whether the event came that has this name in it."""
    try:
        await asyncio.wait_for(connection.reader.readuntil(name), PATIENCE_SECONDS)
        return True
    except (asyncio.TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError):
        return False


def sell(cafe, token):
    product = cafe.get("/menu_items?limit=1", token)["menu_items"][0]["id"]
    status, _, answer = ask(cafe.address, "POST", "/orders", {"items": [{"productId": product, "quantity": 1}], "paymentMethod": "card"}, token)
    assert status == 201, answer
    return answer["data"]["order"]["id"].encode()


async def streams(cafe, token, count, cut_off):
    """How many streams are told of a sale, the memory that all idle ones take, and the seconds until the last was told."""
    gate = asyncio.Semaphore(100)
    all_of_them = await asyncio.gather(*(stream(cafe, token, number, gate) for number in range(count)))
    await asyncio.sleep(5)
    megabytes = cafe.memory_kb() / 1024
    for connection in all_of_them[:cut_off]:
        connection.writer.transport.abort()
    begun = time.monotonic()
    name = await asyncio.to_thread(sell, cafe, token)
    heard = sum(await asyncio.gather(*(told(connection, name) for connection in all_of_them)))
    seconds = time.monotonic() - begun
    for connection in all_of_them:
        connection.close()
    return heard, megabytes, seconds


def measured(wanted, kind, count, cut_off=0):
    many_files()
    with Cafe(wanted.binary, kind, {"LOG_LEVEL": "error"}) as cafe:
        cafe.stop()  # the first start draws the demo's pictures
        cafe.start()
        time.sleep(3)
        idle, own = cafe.memory_kb() / 1024, cafe.memory_kb("RssAnon") / 1024
        heard, megabytes, seconds = asyncio.run(streams(cafe, cafe.sign_in("admin"), count, cut_off))
    print(f"{kind}: idle {idle:.0f} MB, {own:.0f} of them data and the rest code of the program and of libraries; with {count} idle event streams {megabytes:.0f} MB; {heard} of them told of a sale within {seconds:.1f} s")
    faults = [f"only {heard} of {count} streams were told"] if heard < count else []
    if idle > IDLE_MB_MAX:
        faults.append(f"idle {idle:.0f} MB; {IDLE_MB_MAX} are promised")
    if megabytes > STREAMS_MB_MAX:
        faults.append(f"{megabytes:.0f} MB with {count} streams; {STREAMS_MB_MAX} are promised for 10,000")
    return faults


def prove(wanted, kind):
    return measured(wanted, kind, 9990 if wanted.long else 1000)


def twin(wanted, kind):
    return [] if any("were told" in fault for fault in measured(wanted, kind, 100, cut_off=3)) else ["streams that were cut off were not missed"]


if __name__ == "__main__":
    run(__doc__, prove, twin)
