#!/usr/bin/env python3
"""Nobody hides one request in another. Run by ./dev prove smuggling.

    tests/prove/smuggling.py [--long] [--seed N] [--database KIND] [--binary FILE] [--twin]

Some 400 streams of bytes (streams.py) that two readers may read in two ways go to CafePOS directly, through nginx and through HAProxy with the files of
docs/operations/proxy.md, in an order that the seed says. Directly each gets exactly the answers that are written beside it, and the connection ends or
stays. Behind a proxy the server handles no more requests than the proxy handed on, somebody else on the same connections gets his own answers, and
each line of the log has the address it came from. Nothing that was hidden leaves its trace. --long sends each also in small pieces and, last, those that
stop in the middle.

--twin has a careless server (lenient.py) in CafePOS's place: it must be seen in each of these ways.
"""

import json
import random
import re
import shutil
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from cafe import Cafe, free_ports, run
from fronts import Direct, Haproxy, Nginx, PassingNginx, certificate_of
from lenient import Lenient
from streams import Maker, Stream

ATTACKER, SOMEBODY = "127.0.0.7", "127.0.0.8"
TOO_MANY = "were handled where the proxy has handed on"
STATUS = re.compile(rb"HTTP/1\.[01] (\d{3}) ")
QUIET, PATIENCE, FAULTS_MAX = 0.04, 3, 10


class Line:
    """A connection, and all that was answered on it."""

    def __init__(self, way, source):
        self.socket, self.answered, self.ended = way.connect(source), b"", False

    def send(self, content, piece=0):
        """Whoever is refused early may find that nobody reads the rest."""
        try:
            for at in range(0, len(content), piece or len(content)):
                self.socket.sendall(content[at:at + (piece or len(content))])
                if piece:
                    time.sleep(0.0005)
        except OSError:
            pass

    def read(self, seconds):
        """Whether anything came."""
        self.socket.settimeout(seconds)
        try:
            more = self.socket.recv(65536)
        except TimeoutError:
            return False
        except OSError:
            more = b""
        self.answered += more
        self.ended = self.ended or not more
        return bool(more)

    def statuses(self):
        return tuple(int(status) for status in STATUS.findall(self.answered) if status != b"100")

    def await_answers(self, count, seconds=PATIENCE):
        end = time.monotonic() + seconds
        while not self.ended and len(self.statuses()) < count and time.monotonic() < end:
            self.read(max(end - time.monotonic(), 0.01))

    def close(self):
        self.socket.close()


class Server:
    """CafePOS, and what its log says of requests."""

    def __init__(self, cafe):
        self.cafe = cafe
        self.admin, self.cashier = cafe.sign_in("admin"), cafe.sign_in("cashier")
        self.lines, self.read = [], 0
        self.products = [row["id"] for row in cafe.get("/menu_items?limit=40", self.admin)["menu_items"]]

    def log(self):
        """The lines of requests so far, but those of whoever watches."""
        with self.cafe.log.open("rb") as log:
            log.seek(self.read)
            *lines, _ = log.read().split(b"\n")
        self.read += sum(len(line) + 1 for line in lines)
        self.lines += [text for text in (line.decode(errors="replace") for line in lines) if " method=" in text and " path=/health" not in text]
        return self.lines

    def made(self):
        return [name.split()[1] for name, in self.cafe.database.sql("SELECT name FROM tills WHERE name LIKE 'smuggled%'")]

    def trouble(self):
        return [] if self.cafe.process.poll() is None else ["the server ended"]


class Careless(Server):
    def __init__(self, cafe, lenient):
        super().__init__(cafe)
        self.lenient = lenient

    def log(self):
        return [line for line in self.lenient.log if " path=/health" not in line]

    def made(self):
        return [number.decode() for number in self.lenient.made]


class Trial:
    """All streams one way."""

    def __init__(self, server, way, chance, piece=False, enough=None):
        self.server, self.way, self.chance, self.piece = server, way, chance, piece
        self.enough = enough or (lambda fault: len(self.faults) >= FAULTS_MAX)
        self.maker = Maker(server.admin, server.products[0])
        self.streams = self.maker.all()
        self.names = {f"{number:04}": stream.name for number, stream in enumerate(self.streams)}
        self.faults, self.before, self.somebody, self.seen = [], server.made(), None, Counter()
        self.logged, self.passed_on = len(server.log()), way.passed_on()
        self.counted = self.logged, self.passed_on

    def run(self):
        for stream in self.chance.sample(self.streams, len(self.streams)):
            for fault in self.directly(stream) if self.passed_on is None else self.behind(stream):
                self.faults.append(f"{self.way.name}: {stream.name}: {fault}")
            if self.faults and self.enough(self.faults[-1]):
                break
        hidden = Counter(self.server.made()) - Counter(self.before)
        # A proxy may read a stream as two requests and hand on both, openly: then both were asked for.
        if self.passed_on is None:
            self.faults += [f"{self.way.name}: {self.names.get(number, number)}: what was hidden was done" for number in hidden]
        self.faults += [f"{self.way.name}: {fault}" for fault in self.server.trouble() + self.wrong_addresses()]
        print(f"  {self.way.name}{', in pieces' if self.piece else ''}: {len(self.streams)} streams, {len(self.server.log()) - self.logged} requests handled"
              + (f" of {self.way.passed_on() - self.passed_on} handed on" if self.passed_on is not None else "")
              + ", answered " + ", ".join(f"{count} × {status}" for status, count in sorted(self.seen.items())) + f": {len(self.faults)} faults", flush=True)
        return self.faults

    def send(self, stream):
        line = Line(self.way, ATTACKER)
        line.send(stream.content, len(stream.content) // 60 + 1 if self.piece else 0)
        return line

    def directly(self, stream):
        line = self.send(stream)
        line.await_answers(len(stream.statuses))
        # Whatever more would come, comes at once.
        line.read(QUIET if stream.open else PATIENCE)
        found = line.statuses()
        self.seen.update(found)
        if found != stream.statuses:
            yield f"{found} instead of {stream.statuses}: {line.answered[:200]!r}"
        elif line.ended == stream.open:
            yield "ended" if line.ended else "did not end"
        elif stream.open:
            line.send(self.maker.good)
            line.await_answers(len(found) + 1)
            if line.statuses() != found + (200,):
                yield f"is out of step: then {line.statuses()[len(found):]}"
        line.close()

    def behind(self, stream):
        line = self.send(stream)
        line.await_answers(1, 0.3)
        while not line.ended and line.read(QUIET):
            pass
        self.seen.update(line.statuses())
        yield from self.somebodys_own()
        line.close()
        yield from self.somebodys_own()
        yield from self.too_many()

    def somebodys_own(self):
        """Answers to somebody else, who may be given the same connection to the server."""
        product = self.chance.choice(self.server.products)
        for token, path, own in ((self.server.cashier, "/auth/me", '"username":"cashier"'), (self.server.admin, f"/menu_items/{product}", product)):
            request = f"GET {path} HTTP/1.1\r\nHost: cafe\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
            said = self.asked(request)
            if b" 200 " not in said[:20] or own.encode() not in said:
                yield f"somebody who asked for {path} was answered {said[:300]!r}"

    def asked(self, request):
        for attempt in (1, 2):  # the proxy may have closed it
            if self.somebody is None or self.somebody.ended:
                self.somebody = Line(self.way, SOMEBODY)
            self.somebody.answered = b""
            self.somebody.send(request)
            self.somebody.await_answers(1)
            while not is_whole(self.somebody.answered) and not self.somebody.ended and self.somebody.read(PATIENCE):
                pass
            if self.somebody.answered or attempt == 2:
                break
        return self.somebody.answered

    def too_many(self):
        """The logs come a moment later, the server's or the proxy's."""
        end = time.monotonic() + 0.5
        handled = passed_on = None
        while handled is None or handled != passed_on and time.monotonic() < end:
            time.sleep(0.005)
            handled, passed_on = len(self.server.log()) - self.counted[0], self.way.passed_on() - self.counted[1]
        self.counted = self.counted[0] + handled, self.counted[1] + passed_on
        if handled > passed_on:
            yield f"{handled} {TOO_MANY} {passed_on}; {[line[25:] for line in self.server.log()[-handled:]]}"

    def wrong_addresses(self):
        """Of heads that could not be read the log has who sent them: the proxy."""
        found = Counter(re.search(r"address=(\S+)", line)[1] for line in self.server.log()[self.logged:] if " path=- " not in line)
        return [f"{count} requests are said to come from {address}" for address, count in found.items() if address not in (ATTACKER, SOMEBODY)]


def is_whole(answer):
    head, _, body = answer.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: *(\d+)", head)
    return bool(length) and len(body) >= int(length[1])


def stopped(server, way):
    """What stops in the middle is told so in time, and nothing of it counts."""
    maker = Maker(server.admin, server.products[0])
    halves = [Stream("half a line", b"GET /aut", (408,)), Stream("half a head", maker.get()[:-2], (408,)), Stream("half a body", maker.head(maker.length) + b"{", (408,)),
              Stream("half a chunk", maker.chunked(b"9\r\n{}"), (408,)), Stream("no last chunk", maker.chunked(maker.chunks), (408,)),
              Stream("bare LF between chunks", maker.chunked(b"2\n{}\n0\n\n"), (408,))]
    faults = []

    def wait(stream):
        line = Line(way, ATTACKER)
        line.send(stream.content)
        line.await_answers(1, 60)  # half a minute, and a second for each 64 kB that might come
        while not line.ended and line.read(PATIENCE):
            pass
        if line.statuses() != stream.statuses or not line.ended:
            faults.append(f"{way.name}: {stream.name}: {line.statuses()}")
        line.close()
    threads = [threading.Thread(target=wait, args=(stream,)) for stream in halves]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def ways(cafe, folder, port):
    certificate = certificate_of(cafe)
    return [Direct(port), *(kind(folder, port, certificate) for kind in (Nginx, PassingNginx, Haproxy))]


def tried(wanted, server, port, enough=None):
    """The faults of each way."""
    folder = Path(tempfile.mkdtemp(prefix="cafepos-prove-"))
    try:
        found = {}
        for way in ways(server.cafe, folder, port):
            with way:
                found[way.name] = Trial(server, way, random.Random(wanted.seed), enough=enough).run()
                if wanted.long:
                    found[way.name] += Trial(server, way, random.Random(wanted.seed), piece=True).run()
                    found[way.name] += stopped(server, way) if way.name == "direct" else []
        return found
    finally:
        shutil.rmtree(folder)


SETTINGS = {"LOG_LEVEL": "debug", "TRUSTED_PROXIES": "127.0.0.1"}


def prove(wanted, kind):
    with Cafe(wanted.binary, kind, SETTINGS) as cafe:
        return [fault for faults in tried(wanted, Server(cafe), cafe.address[1]).values() for fault in faults]


def is_smuggling(fault):
    return TOO_MANY in fault or fault.startswith("direct: ") and " instead of " in fault


def twin(wanted, kind):
    with ExitStack() as stack:
        cafe = stack.enter_context(Cafe(wanted.binary, kind, SETTINGS))
        port = free_ports("127.0.0.1", 1)
        lenient = stack.enter_context(Lenient(port))
        found = tried(wanted, Careless(cafe, lenient), port, is_smuggling)
    missed = []
    for way, faults in found.items():
        seen = [fault for fault in faults if is_smuggling(fault)]
        print(f"seen, {seen[0][:300]}" if seen else f"not seen: {way}")
        missed += [] if seen else [f"a careless server was not seen: {way}, where {faults[:1]}"]
    return missed


if __name__ == "__main__":
    run(__doc__, prove, twin)
