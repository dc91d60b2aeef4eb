"""Streams of bytes that two readers may read in two ways, each with the answers that CafePOS gives to who sends it directly.

Where more follows than one request, it is one that would leave a trace: a till named after the stream. `TRACE` stands for it, `GOOD` for a
request that may be answered.
"""

from dataclasses import dataclass

REFUSED, ANSWERED = (400,), (200,)


@dataclass
class Stream:
    name: str
    content: bytes
    statuses: tuple = REFUSED  # of a direct connection, all of them
    open: bool = False  # whether it stays usable after the last


class Maker:
    """`token` is an admin's, `product` an item of the menu."""

    def __init__(self, token, product):
        self.authorization = f"Authorization: Bearer {token}\r\n".encode()
        self.body = b'{"items":[{"productId":"%s","quantity":1}]}' % product.encode()
        self.length = b"Content-Length: %d\r\n" % len(self.body)
        self.chunks = b"%x\r\n%s\r\n" % (len(self.body), self.body)
        trace = b'{"name":"smuggled @@@@"}'
        self.trace = self.head(b"Content-Length: %d\r\n" % len(trace), path=b"/tills") + trace
        self.good = self.head(b"", b"GET", b"/auth/me")

    def head(self, lines, method=b"POST", path=b"/orders/preview", version=b"HTTP/1.1"):
        kind = b"Content-Type: application/json\r\n" if method == b"POST" else b""
        return b"%s %s %s\r\nHost: cafe\r\n%s%s%s\r\n" % (method, path, version, self.authorization, kind, lines)

    def get(self, lines=b"", path=b"/auth/me"):
        return self.head(lines, b"GET", path)

    def all(self):
        """With its number in what each hides."""
        families = [self.two_lengths, self.codings, self.lengths, self.chunk_sizes, self.trailers, self.line_ends, self.names, self.values,
                    self.request_lines, self.hosts, self.other_protocols, self.doubled, self.hidden_in_bodies, self.expectations, self.hop_by_hop,
                    self.addresses, self.sizes, self.pipelines]
        made = [stream for family in families for stream in family()]
        for number, stream in enumerate(made):
            stream.content = stream.content.replace(b"@@@@", b"%04d" % number)
        return made

    # ---- where a body ends

    def two_lengths(self):
        for coding in (b"chunked", b"Chunked", b"\tchunked", b"chunked ", b"identity", b"gzip, chunked", b"x", b"", b"chunked\x0b"):
            for order in (0, 1):
                lines = [self.length, b"Transfer-Encoding: %s\r\n" % coding][:: -1 if order else 1]
                yield Stream(f"both lengths, {coding!r}, order {order}", self.head(b"".join(lines)) + b"0\r\n\r\n" + self.trace)
        for length in (0, 4, 6, len(self.chunks) + 5):
            yield Stream(f"length {length} with chunks", self.head(b"Content-Length: %d\r\nTransfer-Encoding: chunked\r\n" % length) + self.chunks
                         + b"0\r\n\r\n" + self.trace)

    def codings(self):
        for coding in (b"identity", b"gzip", b"gzip, chunked", b"chunked, identity", b"chunked, chunked", b"chunked,", b",chunked", b"chunked;q=1",
                       b'"chunked"', b"'chunked'", b"chunke", b"chunkedx", b"xchunked", b"cow", b"", b"chunked\x00", b"\x0bchunked", b"\xa0chunked",
                       b"chunked\xff", b"\r\n chunked", b"\r\n\tchunked", b"chunked\r\n ", b"chunked\r\n identity", b"CHUN\xc3\x8bED", b"\xc5\xbfhunked"):
            yield Stream(f"coding {coding!r}", self.head(b"Transfer-Encoding: %s\r\n" % coding) + self.chunks + b"0\r\n\r\n" + self.trace)
        for coding in (b"chunked", b"CHUNKED", b"cHuNkEd", b"\t chunked", b"chunked \t"):
            yield Stream(f"good coding {coding!r}", self.head(b"Transfer-Encoding: %s\r\n" % coding) + self.chunks + b"0\r\n\r\n" + self.good,
                         (200, 200), True)
        for name in (b"Transfer-Encoding ", b"Transfer-Encoding\t", b" Transfer-Encoding", b"Transfer Encoding", b"Transfer-Encoding\x00", b"\xefTransfer-Encoding",
                     b"Transfer-Encoding\xad", b"Transfer-Encoding\r", b"X: y\nTransfer-Encoding", b"X: y\rTransfer-Encoding"):
            yield Stream(f"named {name!r}", self.head(self.length + name + b": chunked\r\n") + b"0\r\n\r\n" + self.trace)
        for name in (b"Transfer_Encoding", b"X-Transfer-Encoding", b"TransferEncoding", b"Transfer-Encoding-", b"TE"):
            yield Stream(f"another header {name!r}", self.head(self.length + name + b": chunked\r\n") + self.body + self.good, (200, 200), True)
        yield Stream("coding in HTTP/1.0", self.head(b"Transfer-Encoding: chunked\r\n", version=b"HTTP/1.0") + b"0\r\n\r\n" + self.trace)

    def lengths(self):
        n = len(self.body)
        for length in (b"+%d" % n, b"-%d" % n, b"0x%x" % n, b"%d.0" % n, b"%d," % n, b"%d, %d" % (n, n), b"%d %d" % (n, n), b"%de0" % n, b"", b"ten",
                       b"%d;" % n, b"%d\x00" % n, b"\x0b%d" % n, b"%d\x0c" % n, b"1\r\n %d" % n, b"\r\n %d" % n, b"18446744073709551616", b"9" * 40,
                       b"\xd9\xa1", b"%d\xa0" % n, b"0" * 30 + b"%d" % n, b'"%d"' % n, b"- %d" % n, b"NaN"):
            yield Stream(f"length {length!r}", self.head(b"Content-Length: %s\r\n" % length) + self.body + self.trace)
        yield Stream("length with zeros", self.head(b"Content-Length: 000%d\r\n" % n) + self.body + self.good, (200, 200), True)
        yield Stream("length with blanks", self.head(b"Content-Length: \t %d \t\r\n" % n) + self.body + self.good, (200, 200), True)
        for lines in (self.length * 2, self.length + b"Content-Length: 0\r\n", b"Content-Length: 0\r\n" + self.length, self.length + b"content-length: %d\r\n" % n,
                      self.length + b"X: y\r\nCONTENT-LENGTH: 5\r\n"):
            yield Stream(f"two lengths {lines!r}", self.head(lines) + self.body + self.trace)
        for name in (b"Content-Length ", b"Content-Length\t", b" Content-Length", b"Content Length", b"Content-Length\x00", b"\xbfContent-Length"):
            yield Stream(f"named {name!r}", self.head(name + b": %d\r\n" % n) + self.body + self.trace)
        for name in (b"Content_Length", b"X-Content-Length", b"ContentLength"):
            yield Stream(f"another header {name!r}", self.head(self.length + name + b": 0\r\n") + self.body + self.good, (200, 200), True)
        yield Stream("too long to be read", self.head(b"Content-Length: 999999999999999999\r\n") + self.trace, (413,))

    def chunked(self, content):
        return self.head(b"Transfer-Encoding: chunked\r\n") + content

    def chunk_sizes(self):
        n = len(self.body)
        for size in (b"-%x" % n, b"+%x" % n, b"0x%x" % n, b"%xg" % n, b"", b"x", b"%x.0" % n, b"ffffffffffffffff", b"10000000000000%02x" % n, b"%x\x00" % n, b"\x0b%x" % n,
                     b"%x\xa0" % n, b"_%x" % n, b'"%x"' % n, b"%x,%x" % (n, n), b"%x %x" % (n, n), b"%x h" % n, b"-0", b"0x0", b" %x" % n, b"\t%x" % n):
            yield Stream(f"chunk size {size!r}", self.chunked(size + b"\r\n" + self.body + b"\r\n0\r\n\r\n") + self.trace, (413,) if len(size) == 16 else REFUSED)
        for end in (b"\n", b"\r", b"\n\r", b"\r\r\n", b"\x00\r\n", b"x\r\n", b""):
            yield Stream(f"chunk ends in {end!r}", self.chunked(b"%x\r\n" % n + self.body + end + b"0\r\n\r\n") + self.trace)
            if end:
                yield Stream(f"size ends in {end!r}", self.chunked(b"%x" % n + end + self.body + b"\r\n0\r\n\r\n") + self.trace)
        for extension in (b";a", b";a=b", b';a="b;c"', b";" + b"a" * 100):
            yield Stream(f"extension {extension[:20]!r}", self.chunked(b"%x%s\r\n%s\r\n0\r\n\r\n" % (n, extension, self.body)) + self.good, (200, 200), True)
        for byte in (0, 1, 10, 13, 31, 127):
            yield Stream(f"{byte:#04x} in a quoted extension", self.chunked(b'%x;a="%c"\r\n%s\r\n0\r\n\r\n' % (n, byte, self.body)) + self.trace)
        for extension in (b";\n", b";a\r", b";a\x00b", b";" + b"a" * 100_000, b";\nxx", b"\n;a"):
            yield Stream(f"bad extension {extension[:20]!r}", self.chunked(b"%x%s\r\n%s\r\n0\r\n\r\n" % (n, extension, self.body)) + self.trace)
        yield Stream("a chunk with less than it says", self.chunked(b"2\r\n" + self.body + b"\r\n0\r\n\r\n") + self.trace)
        yield Stream("many chunks", self.chunked(b"".join(b"1\r\n%c\r\n" % byte for byte in self.body) + b"0\r\n\r\n") + self.good, (200, 200), True)
        yield Stream("zeros before the size", self.chunked(b"000%x\r\n%s\r\n000\r\n\r\n" % (n, self.body)) + self.good, (200, 200), True)

    def trailers(self):
        without = self.head(b"Transfer-Encoding: chunked\r\n").replace(self.authorization, b"")
        yield Stream("a trailer signs nobody in", without + self.chunks + b"0\r\n" + self.authorization + b"\r\n", (401,))
        for line, statuses in ((b"X: y\r\n", (200, 200)), (b"Host: evil\r\n", (200, 200)), (b"X-Forwarded-For: 6.6.6.6\r\n", (200, 200)), (b"Content-Length: 5\r\n", REFUSED),
                               (b"Transfer-Encoding: chunked\r\n", REFUSED), (b"nonsense\r\n", REFUSED), (b"X: a\nY: b\r\n", REFUSED), (b": x\r\n", REFUSED)):
            after = self.good if len(statuses) == 2 else self.trace
            yield Stream(f"trailer {line!r}", self.chunked(self.chunks + b"0\r\n" + line + b"\r\n") + after, statuses, len(statuses) == 2)
        for byte in (0, 1, 11, 31, 127):
            yield Stream(f"{byte:#04x} in a trailer", self.chunked(self.chunks + b"0\r\nX: a%cb\r\n\r\n" % byte) + self.trace)
            yield Stream(f"{byte:#04x} in a trailer's name", self.chunked(self.chunks + b"0\r\nX%cY: b\r\n\r\n" % byte) + self.trace)
        yield Stream("a request as trailers", self.chunked(self.chunks + b"0\r\n") + self.trace)
        yield Stream("a long trailer", self.chunked(self.chunks + b"0\r\nX: " + b"x" * 100_000 + b"\r\n\r\n") + self.trace)

    # ---- what a line is

    def line_ends(self):
        good = self.get(b"X: y\r\n")
        places = [at for at in range(len(good)) if good.startswith(b"\r\n", at)]
        for at in places:
            for end in (b"\n", b"\r", b"\n\r", b"\r\r\n", b"\x00\r\n", b"\x0b\r\n"):
                # At the very end of the head what comes next belongs to it.
                yield Stream(f"{end!r} at {at}", good[:at] + end + good[at + 2:] + self.trace)
        yield Stream("no CR at all", good.replace(b"\r\n", b"\n") + self.trace)
        yield Stream("no LF at all", good.replace(b"\r\n", b"\r") + self.trace)
        yield Stream("blank lines first", b"\r\n\r\n" + good, ANSWERED, True)
        yield Stream("a bare LF first", b"\n" + good)

    def names(self):
        for byte in [*range(0x21), *b'"(),/;<=>?@[\\]{}', 0x7F, 0x80, 0xA0, 0xE9, 0xFF]:
            yield Stream(f"{byte:#04x} in a name", self.get(b"X%cY: a\r\n" % byte) + self.trace)
        for line in (b": x\r\n", b"nonsense\r\n", b" X: y\r\n", b"\tX: y\r\n", b"X: y\r\n z\r\n", b"X :y\r\n", b"X\t:y\r\n"):
            yield Stream(f"line {line!r}", self.get(line) + self.trace)
        yield Stream("marks in a name", self.get(b"!#$%&'*+-.^_`|~: a\r\n"), ANSWERED, True)

    def values(self):
        for byte in [*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F]:
            yield Stream(f"{byte:#04x} in a value", self.get(b"X: a%cb\r\n" % byte) + self.trace)
        yield Stream("UTF-8 in a value", self.get("X: café\r\n".encode()), ANSWERED, True)

    def request_lines(self):
        rest = b"\r\nHost: cafe\r\n" + self.authorization + b"\r\n"
        for line in (b"GET /auth/me", b"GET  /auth/me HTTP/1.1", b"GET /auth/me  HTTP/1.1", b" GET /auth/me HTTP/1.1", b"GET /auth/me HTTP/1.1 ", b"GET\t/auth/me\tHTTP/1.1",
                     b"GET /auth/me HTTP/1.1 x", b"GET /auth/me HTTP/0.9", b"GET /auth/me HTTP/1.2", b"GET /auth/me HTTP/2.0", b"GET /auth/me HTTP/11", b"GET /auth/me HTTP/1.",
                     b"GET /auth/me http/1.1", b"GET /auth/me HTTPS/1.1", b"GET /auth/me HTTP/1.1\x00", b"GET /auth/me HTTP/01.1", b"GET /auth/me HTTP/1.10", b"get /auth/me HTTP/1.1",
                     b"G(T /auth/me HTTP/1.1", b"GETGETGETGETGETGET /auth/me HTTP/1.1", b"GET auth/me HTTP/1.1", b"GET * HTTP/1.1", b"GET /auth/me#x HTTP/1.1",
                     b"GET /auth\\me\x00 HTTP/1.1", b"GET /auth me HTTP/1.1", b"GET /a\xc3\xa9 HTTP/1.1", b"GET \x0b/auth/me HTTP/1.1", b"CONNECT cafe:443 HTTP/1.1",
                     b"GET http://evil/auth/me HTTP/1.1", b"GET http://cafe@evil/auth/me HTTP/1.1", b"GET https://cafe/auth/me HTTP/1.1", b"GET ftp://cafe/auth/me HTTP/1.1",
                     b"GET http:///auth/me HTTP/1.1", b"GET http:cafe/auth/me HTTP/1.1", b"GET file:///etc/passwd HTTP/1.1", b"GET javascript:x HTTP/1.1", b"GET cafe:80 HTTP/1.1",
                     b"GET /" + b"x" * 9000 + b" HTTP/1.1", b"GET ?x HTTP/1.1"):
            yield Stream(f"request line {line[:50]!r}", line + rest + self.trace)
        yield Stream("no head but a line", b"GET /auth/me\r\n\r\n" + self.trace)
        yield Stream("absolute target of this host", b"GET http://cafe/auth/me HTTP/1.1" + rest, ANSWERED, True)
        yield Stream("CONNECT with a path", b"CONNECT /auth/me HTTP/1.1" + rest + self.good, (405, 200), True)
        yield Stream("TRACE shows nobody a header", b"TRACE /auth/me HTTP/1.1" + rest, (405,), True)
        for path in (b"//auth/me", b"/auth/../auth/me", b"/auth/%2e%2e/auth/me", b"/auth//me", b"/auth/me/", b"/auth/me%00", b"/auth/me%0d%0aX:y", b"/auth/me;x", b"/AUTH/ME", b"/%zz"):
            yield Stream(f"path {path!r}", self.get(b"", path), (404,), True)

    def hosts(self):
        for host in (b"", b"a b", b"a,b", b"a/b", b"a@b", b"a:8x", b"a:80:80", b"[::1", b"a\\b", b"a?b", b"a#b", b"\xc3\xa9"):
            yield Stream(f"host {host!r}", self.get().replace(b"Host: cafe", b"Host: " + host) + self.trace)
        yield Stream("no host", self.get().replace(b"Host: cafe\r\n", b"") + self.trace)
        yield Stream("two hosts", self.get(b"Host: evil\r\n") + self.trace)
        yield Stream("two equal hosts", self.get(b"Host: cafe\r\n") + self.trace)
        yield Stream("a host behind a blank", self.get().replace(b"Host:", b"Host :") + self.trace)
        yield Stream("X-Forwarded-Host is nothing to us", self.get(b"X-Forwarded-Host: evil\r\nX-Host: evil\r\nForwarded: host=evil\r\n"), ANSWERED, True)

    def other_protocols(self):
        yield Stream("HTTP/2 at once", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00" + self.trace)
        upgrade = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n"
        yield Stream("upgrade to h2c", self.get(upgrade) + self.good, (200, 200), True)
        yield Stream("upgrade to h2c with a body", self.head(self.length + upgrade) + self.body + self.good, (200, 200), True)
        for word in (b"websocket", b"TLS/1.0", b"HTTP/2.0", b"h2c, websocket"):
            yield Stream(f"upgrade to {word!r}", self.get(b"Connection: Upgrade\r\nUpgrade: %s\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" % word) + self.good,
                         (200, 200), True)
        yield Stream("a TLS hello", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(40)))
        yield Stream("PROXY protocol", b"PROXY TCP4 6.6.6.6 127.0.0.1 1 2\r\n" + self.good + self.trace)
        yield Stream("HTTP/1.0 keeps open when asked", self.head(b"Connection: keep-alive\r\n", b"GET", b"/auth/me", b"HTTP/1.0") + self.good, (200, 200), True)
        yield Stream("HTTP/1.0 closes", self.head(b"", b"GET", b"/auth/me", b"HTTP/1.0") + self.trace, ANSWERED)

    def doubled(self):
        for name in (b"Authorization", b"Content-Type", b"Origin", b"Idempotency-Key", b"Range", b"If-Range", b"Expect", b"Content-Encoding", b"Last-Event-ID", b"Host"):
            yield Stream(f"{name.decode()} twice", self.get(name + b": a\r\n" + name.lower() + b": b\r\n") + self.trace)

    # ---- a request where no request is

    def hidden_in_bodies(self):
        trace = self.trace
        inside = b"Content-Length: %d\r\n" % len(trace)
        for method, path, statuses in ((b"GET", b"/auth/me", REFUSED), (b"HEAD", b"/auth/me", REFUSED), (b"DELETE", b"/printers/x", REFUSED), (b"OPTIONS", b"/auth/me", (204,)),
                                       (b"TRACE", b"/auth/me", (405,)), (b"PUT", b"/auth/me", (405,)), (b"BREW", b"/auth/me", (405,)), (b"POST", b"/orders/preview", (400,)),
                                       (b"POST", b"/nothing", (404,)), (b"GET", b"/nothing", (404,)), (b"GET", b"/app/", ANSWERED), (b"GET", b"/", ANSWERED)):
            yield Stream(f"in the body of {method.decode()} {path.decode()}", self.head(inside, method, path) + trace, statuses, True)
        framed = b"%x\r\n%s\r\n0\r\n\r\n" % (len(trace), trace)
        for method, path, statuses, kept in ((b"GET", b"/auth/me", REFUSED, True), (b"OPTIONS", b"/auth/me", (204,), False), (b"POST", b"/orders/preview", REFUSED, True),
                                       (b"TRACE", b"/auth/me", (405,), False), (b"POST", b"/nothing", (404,), False)):
            yield Stream(f"in a chunk of {method.decode()} {path.decode()}", self.head(b"Transfer-Encoding: chunked\r\n", method, path) + framed, statuses, kept)
        many = trace * 40
        yield Stream("forty of them", self.head(b"Content-Length: %d\r\n" % len(many)) + many, REFUSED, True)
        yield Stream("after a body that is too short", self.head(b"Content-Length: %d\r\n" % (len(self.body) - 1)) + self.body + trace, (400, 400))
        yield Stream("in a form", self.head(inside).replace(b"application/json", b"application/x-www-form-urlencoded") + trace, (415,), True)
        packed = self.head(self.length + b"Content-Encoding: gzip\r\n") + self.body
        yield Stream("a packed body", packed + self.good, (415, 200), True)

    def expectations(self):
        yield Stream("expects tea", self.head(self.length + b"Expect: tea\r\n") + self.body + self.trace)
        yield Stream("expects to continue, twice named", self.head(self.length + b"Expect: 100-continue, 100-continue\r\n") + self.body + self.trace)
        yield Stream("expects to continue and sends", self.head(self.length + b"Expect: 100-continue\r\n") + self.body + self.good, (200, 200), True)
        yield Stream("expects to continue without a body", self.get(b"Expect: 100-continue\r\n") + self.good, (200, 200), True)
        yield Stream("expects to continue in HTTP/1.0", self.head(self.length + b"Expect: 100-continue\r\n", version=b"HTTP/1.0") + self.body + self.trace, ANSWERED)
        yield Stream("expects to continue at no route", self.head(b"Content-Length: 9\r\nExpect: 100-continue\r\n", path=b"/nothing") + self.trace, (404,))
        yield Stream("expects to continue with too much", self.head(b"Content-Length: 99999999\r\nExpect: 100-continue\r\n") + self.trace, (413,))

    def hop_by_hop(self):
        for word in (b"Authorization", b"Content-Length", b"Host", b"X-Forwarded-For", b"close, Authorization", b"Cookie", b"Content-Type"):
            kept = b"close" not in word
            yield Stream(f"Connection: {word.decode()}", self.head(self.length + b"Connection: %s\r\n" % word) + self.body + (self.good if kept else self.trace),
                         (200, 200) if kept else ANSWERED, kept)
        for line in (b"X-HTTP-Method-Override: DELETE\r\n", b"X-Original-URL: /tills\r\n", b"X-Rewrite-URL: /tills\r\n", b"Keep-Alive: timeout=0\r\n",
                     b"TE: trailers\r\n", b"Max-Forwards: 0\r\n"):
            yield Stream(f"{line.strip().decode()} is nothing to us", self.get(line) + self.good, (200, 200), True)

    def addresses(self):
        """What a client says of its address is not believed: every line of the log has the one it came from."""
        for line in (b"X-Forwarded-For: 6.6.6.6\r\n", b"X-Forwarded-For: 127.0.0.1\r\n", b"X-Forwarded-For: 6.6.6.6, 127.0.0.1\r\n", b"X-Forwarded-For: 127.0.0.1, 127.0.0.1,\r\n",
                     b"X-Forwarded-For: ,\r\n", b"X-Forwarded-For: unknown\r\n", b"X-Forwarded-For: [::1]:80\r\n", b"X-Forwarded-For: a\r\nX-Forwarded-For: 127.0.0.1\r\n",
                     b"X-Forwarded-For: " + b"127.0.0.1, " * 300 + b"6.6.6.6\r\n", b"X-Real-IP: 6.6.6.6\r\nForwarded: for=6.6.6.6\r\nTrue-Client-IP: 6.6.6.6\r\n"):
            yield Stream(f"{line[:44].decode()!r}", self.get(line), ANSWERED, True)
            yield Stream(f"metrics, {line[:44].decode()!r}", self.get(line, b"/metrics"), (403,) if b"Forwarded" in line else ANSWERED, True)
        yield Stream("metrics, forwarded by a name for this hop only", self.get(b"Connection: close, X-Forwarded-For\r\nX-Forwarded-For: 1.2.3.4\r\n", b"/metrics"), (403,))

    def sizes(self):
        yield Stream("a long line", b"GET /" + b"x" * 100_000, (431,))
        yield Stream("a long header", self.get(b"X: " + b"x" * 100_000 + b"\r\n") + self.trace, (431,))
        yield Stream("a long name", self.get(b"X" * 100_000 + b": x\r\n") + self.trace, (431,))
        yield Stream("many headers", self.get(b"".join(b"X%d: y\r\n" % number for number in range(500))) + self.trace, (431,))
        yield Stream("many hosts", self.get(b"Host: cafe\r\n" * 90) + self.trace)
        yield Stream("a head that ends with its space", self.get(b"X: " + b"x" * (16 * 1024 - len(self.get(b"X: \r\n"))) + b"\r\n") + self.good, (200, 200), True)

    def pipelines(self):
        yield Stream("forty at once", self.good * 40, (200,) * 40, True)
        yield Stream("forty, the last bad", self.good * 39 + b"GET\r\n\r\n" + self.trace, (200,) * 39 + (400,))
        both = self.head(self.length) + self.body + self.good
        yield Stream("bodies between", both * 10, (200,) * 20, True)
        yield Stream("closing in the middle", self.good * 3 + self.get(b"Connection: close\r\n") + self.trace, (200,) * 4)
        yield Stream("nonsense behind a body", self.head(self.length) + self.body + b"NONSENSE\r\n\r\n" + self.trace, (200, 400))
