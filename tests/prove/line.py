"""A proxy before PostgreSQL that understands what is said, as far as to know a COMMIT, and can cut the line there."""

import queue
import random
import re
import socket
import struct
import threading
import urllib.parse

BEFORE, WITH, DONE, MIDDLE, CANCELLED, ENDED = KINDS = ["before it went on", "as it went on", "once it was done", "in the middle of its answer",
                                                         "cancelled while it ran", "the session ended while it ran"]
WITHOUT_ANSWER = 80877102  # the code of a request to cancel, which opens a line of its own
KEY = re.compile(rb"(?<![a-z\"])[a-z]+ w\d+-\d+[-0-9a-f]*")
COMMITTED = b"C\0\0\0\x0bCOMMIT\0"  # the answer


class Proxy:
    """Use it with `with`. `url` leads through it."""

    def __init__(self, url):
        place = urllib.parse.urlsplit(url)
        self.server = (place.hostname, place.port or 5432)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = place._replace(netloc=f"{place.username}@127.0.0.1:{self.listener.getsockname()[1]}").geturl()
        self.wanted = self.slow_down = None  # the kind of the next cut, and who says which keys are under way
        self.lock, self.done = threading.Lock(), queue.Queue()

    def __enter__(self):
        threading.Thread(target=self.accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.listener.close()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            Line(self, client)

    def cut(self, kind, keys_under_way, slow_down):
        """Waits for a COMMIT of writes with keys and cuts there: the line and the keys. Where PostgreSQL is to do it, that COMMIT is only
        made a slow one."""
        self.slow_down = slow_down
        self.wanted = (kind, keys_under_way)
        return self.done.get(timeout=60)

    def wants(self, stored):
        """The kind of the cut, if one is wanted and the transaction that stores that has writes that clients wait for."""
        with self.lock:
            if not self.wanted:
                return None, set()
            kind, keys_under_way = self.wanted
            keys = keys_in(stored) & keys_under_way()
            if not keys:
                return None, set()
            self.wanted = None
            return kind, keys


class Line:
    def __init__(self, proxy, client):
        self.proxy, self.client = proxy, client
        self.server = socket.create_connection(proxy.server)
        for end in (client, self.server):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.pid = 0
        self.statements = {}  # prepared: what each says
        self.stored = b""  # with which keys, since the last BEGIN
        self.swallows, self.keys = None, set()  # the kind of the cut that waits for the answer
        for work in (self.forth, self.back):
            threading.Thread(target=self.guarded, args=(work,), daemon=True).start()

    def guarded(self, work):
        try:
            work()
        except OSError:
            pass
        self.close()

    def close(self):
        for end in (self.client, self.server):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    # ---- from the café

    def forth(self):
        if not self.open():
            return
        waiting = b""
        while piece := self.client.recv(65536):
            messages, waiting = split(waiting + piece)
            out = b""
            for kind, content in messages:
                statement = self.statement_of(kind, content)
                if statement.startswith(b"BEGIN"):
                    self.stored = b""
                elif statement.startswith(b"INSERT INTO idempotency_keys"):
                    self.stored += content
                if statement.startswith(b"COMMIT"):
                    if cut := self.cut_wanted():
                        self.server.sendall(out)
                        if not self.begin_cut(cut):
                            return
                        out = b""
                out += message(kind, content)
            self.server.sendall(out)
            if self.swallows == WITH:
                self.finish()
                return

    def open(self):
        """The first words have no kind. False for a request to cancel, which is passed on and is all there is."""
        while True:
            head = exactly(self.client, 8)
            length, code = struct.unpack(">II", head)
            if code >> 16 == 1234 and code != WITHOUT_ANSWER:
                self.client.sendall(b"N")  # no encryption
                continue
            self.server.sendall(head + exactly(self.client, length - 8))
            return code != WITHOUT_ANSWER

    def statement_of(self, kind, content):
        """What is to be executed by that message."""
        if kind == b"P":
            name, statement = content.split(b"\0")[:2]
            self.statements[name] = statement
        if kind == b"Q":
            return content
        return self.statements.get(content.split(b"\0")[1], b"") if kind == b"B" else b""

    def cut_wanted(self):
        kind, self.keys = self.proxy.wants(self.stored)
        return kind

    def begin_cut(self, kind):
        """False once the line is cut."""
        if kind == BEFORE:
            self.finish()
            return False
        if kind in (CANCELLED, ENDED):
            self.proxy.slow_down()
            self.proxy.done.put((self, self.keys))
        else:
            self.swallows = kind
        return True

    def finish(self):
        self.close()
        self.proxy.done.put((self, self.keys))

    # ---- from PostgreSQL

    def back(self):
        begun, answer = b"", b""
        while piece := self.server.recv(65536):
            if not self.pid:
                begun += piece
                self.pid = pid_in(begun)
            if self.swallows == WITH:
                continue  # who has sent it closes the line; no answer may be faster
            if self.swallows in (DONE, MIDDLE):
                answer += piece
                if COMMITTED not in answer:
                    continue
                if self.swallows == MIDDLE:
                    self.client.sendall(answer[:answer.index(COMMITTED) + random.randrange(len(COMMITTED))])
                self.finish()
                return
            self.client.sendall(piece)


def keys_in(stored):
    return {key.decode() for key in KEY.findall(stored)}


def message(kind, content):
    return kind + struct.pack(">I", len(content) + 4) + content


def split(content):
    """The whole messages, and what is left."""
    messages, at = [], 0
    while at + 5 <= len(content):
        end = at + 1 + struct.unpack_from(">I", content, at + 1)[0]
        if end > len(content):
            break
        messages.append((content[at:at + 1], content[at + 5:end]))
        at = end
    return messages, content[at:]


def exactly(end, count):
    content = b""
    while len(content) < count:
        piece = end.recv(count - len(content))
        if not piece:
            raise ConnectionError("the line ended in the middle of a word")
        content += piece
    return content


def pid_in(content):
    """Of the session, which says so at its beginning."""
    return next((struct.unpack_from(">I", said)[0] for kind, said in split(content)[0] if kind == b"K"), 0)
