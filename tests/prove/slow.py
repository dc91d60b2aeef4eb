#!/usr/bin/env python3
"""Slow clients keep nobody waiting. Run by ./dev prove slow.

    tests/prove/slow.py [--long] [--seed N] [--database KIND] [--binary FILE] [--twin]

1,000 (--long: 5,000) sockets from many addresses: some say nothing, some send their head or their body a byte at a time, some ask and
read nothing, some stop in the middle of TLS's handshake; each that is cut off comes again. Tills read and sell meanwhile: none of their
requests fails, and 99 % are answered within 250 ms.

--twin holds the server still for a moment each second, as one that waits for a slow client would be: that must be seen.
"""

import asyncio
import multiprocessing
import random
import ssl
import time

from cafe import Cafe, run, share
from crowd import Connection, beside, hold_still, many_files, request_of

P99_SECONDS_MAX = 0.25  # or, on a machine that is as slow without them, twice what it is alone


class SlowOnes:
    """In a process of their own, so that what is measured beside them waits for the server only."""

    def __init__(self, cafe, token, count, seed):
        self.cafe, self.token, self.count, self.chance = cafe, token, count, random.Random(seed)
        self.hello = hello()
        self.open, self.cut_off, self.turned_away = (multiprocessing.Value("i") for _ in range(3))
        self.process = multiprocessing.get_context("fork").Process(target=lambda: asyncio.run(self.crowd()), daemon=True)

    async def crowd(self):
        kinds = [self.say_nothing, self.trickle_head, self.trickle_body, self.read_nothing, self.half_a_handshake]
        await asyncio.gather(*(self.again_and_again(number, kinds[number % len(kinds)]) for number in range(self.count)))

    async def again_and_again(self, number, kind):
        await asyncio.sleep(self.chance.uniform(0, 5))
        while True:
            port = self.cafe.address[1] + (kind == self.half_a_handshake)
            connection = Connection(("127.0.0.1", port), 100 + number)
            try:
                await connection.open()
                await self.until_cut_off(connection, kind)
                self.cut_off.value += 1
            except OSError:
                self.turned_away.value += 1
            await asyncio.sleep(1)

    async def until_cut_off(self, connection, kind):
        self.open.value += 1
        try:
            await kind(connection)
        except ConnectionError:
            pass
        finally:
            self.open.value -= 1
            connection.close()

    async def say_nothing(self, connection):
        await connection.reader.read()

    async def trickle(self, connection, content, at_once):
        connection.writer.write(content[:at_once])
        for byte in content[at_once:]:
            await asyncio.sleep(2)
            connection.writer.write(bytes([byte]))
            await connection.writer.drain()

    async def trickle_head(self, connection):
        await self.trickle(connection, request_of("GET", "/menu_items", None, self.token), 10)

    async def trickle_body(self, connection):
        content = request_of("POST", "/orders", {"items": [{"productId": "x" * 200, "quantity": 1}]}, self.token)
        await self.trickle(connection, content, content.index(b"\r\n\r\n") + 10)

    async def read_nothing(self, connection):
        connection.writer.transport.pause_reading()
        connection.writer.write(request_of("GET", "/openapi.json") * 5)
        await asyncio.sleep(20)

    async def half_a_handshake(self, connection):
        connection.writer.write(self.hello[: len(self.hello) // 2])
        await connection.reader.read()


def hello():
    """The first bytes of TLS."""
    context = ssl.create_default_context()
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    try:
        context.wrap_bio(incoming, outgoing, server_hostname="cafe").do_handshake()
    except ssl.SSLWantReadError:
        return outgoing.read()


def measured(wanted, kind, count, seconds, twin):
    many_files()
    with Cafe(wanted.binary, kind, {"LOG_LEVEL": "error"}) as cafe:
        made = cafe.command("tls", "init")
        assert made.returncode == 0, made.stdout
        cafe.stop()
        cafe.start()
        token = cafe.sign_in("admin")
        slow = SlowOnes(cafe, token, count, wanted.seed)
        before, _ = asyncio.run(beside(cafe, token, seconds))
        slow.process.start()
        time.sleep(8)
        during, failed = asyncio.run(beside(cafe, token, seconds, *([hold_still(cafe)] if twin else [])))
        open_ones = slow.open.value
        slow.process.kill()
        memory = cafe.memory_kb("VmHWM") / 1024
    print(f"{kind}: alone p99 {share(before, 0.99) * 1000:.0f} ms of {len(before)}; beside {open_ones} slow sockets "
          f"({slow.cut_off.value} cut off, {slow.turned_away.value} turned away) p99 {share(during, 0.99) * 1000:.0f} ms of {len(during)}, {len(failed)} failed; "
          f"at most {memory:.0f} MB")
    faults = [f"failed: {failed[:5]}"] if failed else []
    if open_ones < count * 0.8:
        faults.append(f"only {open_ones} of {count} slow sockets were open: too few to show anything")
    if share(during, 0.99) > max(P99_SECONDS_MAX, 2 * share(before, 0.99)):
        faults.append(f"p99 {share(during, 0.99) * 1000:.0f} ms; {P99_SECONDS_MAX * 1000:.0f} are promised")
    return faults


def prove(wanted, kind):
    return measured(wanted, kind, *((5000, 60) if wanted.long else (1000, 15)), twin=False)


def twin(wanted, kind):
    return [] if measured(wanted, kind, 50, 5, twin=True) else ["a server that holds still was not seen"]


if __name__ == "__main__":
    run(__doc__, prove, twin)
