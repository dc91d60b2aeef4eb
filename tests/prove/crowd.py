"""Many connections at once, from one thread: what goes over each is written as it is on the wire."""

import asyncio
import json
import resource
import signal
import time

TILLS, PAUSE = 8, 0.05  # how many work beside a crowd, and seconds between two requests of one


def many_files():
    """As many sockets as the system lets us and the servers that we start have."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)


def request_of(method, path, body=None, token="", key=None):
    """Its bytes."""
    content = json.dumps(body).encode() if body is not None else b""
    lines = [f"{method} {path} HTTP/1.1", "Host: cafe"]
    lines += [f"Authorization: Bearer {token}"] if token else []
    lines += [f"Idempotency-Key: {key}"] if key else []
    lines += ["Content-Type: application/json", f"Content-Length: {len(content)}"] if content or method == "POST" else []
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


class HalfAnAnswer(Exception):
    """The connection ended in the middle of it."""


class Connection:
    """One that stays open. `number` says from which address of loopback it comes."""

    def __init__(self, address, number=0):
        self.address, self.source = address, f"127.0.{1 + number // 250 % 250}.{1 + number % 250}"
        self.reader = self.writer = None

    async def open(self):
        self.reader, self.writer = await asyncio.open_connection(*self.address, local_addr=(self.source, 0))
        return self

    async def send(self, content):
        """The status and the body; ConnectionError if nothing is answered, HalfAnAnswer if not all."""
        if self.writer is None:
            await self.open()
        self.writer.write(content)
        head = await self.part(self.reader.readuntil(b"\r\n\r\n"), ConnectionResetError)
        length = next((int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0)
        body = await self.part(self.reader.readexactly(length), HalfAnAnswer)
        if b"\r\nconnection: close" in head.lower():
            self.close()
        return int(head.split()[1]), body

    async def part(self, reading, kind_of_end):
        try:
            return await reading
        except asyncio.IncompleteReadError as error:
            self.close()
            raise (HalfAnAnswer if error.partial else kind_of_end)(error.partial[:200]) from error
        except ConnectionError as error:
            self.close()
            raise kind_of_end(str(error)) from error

    def close(self):
        if self.writer:
            self.writer.close()
        self.reader = self.writer = None


async def timed(connection, content):
    """Seconds and status."""
    begun = time.monotonic()
    status, _ = await connection.send(content)
    return time.monotonic() - begun, status


async def tills(cafe, token, seconds, product):
    """Seconds of each request of a few tills, and what failed."""
    sale = request_of("POST", "/orders", {"items": [{"productId": product, "quantity": 1}], "paymentMethod": "card"}, token)
    reading = request_of("GET", "/menu_items", None, token)
    times, failed = [], []

    async def work(number):
        connection = Connection(cafe.address, number)
        end = asyncio.get_running_loop().time() + seconds
        while asyncio.get_running_loop().time() < end:
            for content in (sale, reading):
                try:
                    took, status = await timed(connection, content)
                    times.append(took)
                    failed.extend([status] * (status not in (200, 201)))
                except OSError as error:
                    failed.append(type(error).__name__)
            await asyncio.sleep(PAUSE)
    await asyncio.gather(*(work(number) for number in range(TILLS)))
    return times, failed


async def hold_still(cafe):
    """What a server that waits for somebody looks like."""
    while True:
        cafe.process.send_signal(signal.SIGSTOP)
        await asyncio.sleep(2)
        cafe.process.send_signal(signal.SIGCONT)
        await asyncio.sleep(1)


async def beside(cafe, token, seconds, *others):
    """The tills' times while others do what they do."""
    product = cafe.get("/menu_items?limit=1", token)["menu_items"][0]["id"]
    tasks = [asyncio.create_task(other) for other in others]
    try:
        await asyncio.sleep(8 if others else 0)  # until all are there
        return await tills(cafe, token, seconds, product)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
