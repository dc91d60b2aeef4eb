"""A server that reads requests as careless ones do, in CafePOS's place: what its reading lets through must be noticed.

Bodies of GET, HEAD, DELETE and OPTIONS are no bodies to it, chunks are what follows no Content-Length, the last length counts, lines may end as they like, and
what is no request is skipped. It keeps a log in the words of CafePOS's.
"""

import re
import socketserver
import threading

REQUEST = re.compile(rb"([A-Za-z]+)[ \t]+(\S+)[^\n]*\n")


class Reader(socketserver.BaseRequestHandler):
    def handle(self):
        arrived = b""
        self.request.settimeout(5)
        while arrived is not None:
            found = re.search(rb"[A-Z]+ \S[^\n]*\n(?:[^\r\n][^\n]*\n)*\r?\n", arrived)
            if found:
                arrived = self.take(found[0], arrived[found.end():])
                continue
            more = self.more()
            arrived = arrived + more if more else None

    def more(self):
        try:
            return self.request.recv(65536)
        except OSError:
            return b""

    def take(self, head, rest):
        method, path = REQUEST.match(head).groups()
        lengths = re.findall(rb"(?i)content.length *: *(\d{1,6})", head)
        body = int(lengths[-1]) if lengths and method in (b"POST", b"PUT") else 0
        while len(rest) < body:
            more = self.more()
            if not more:
                break
            rest += more
        with self.server.lock:
            self.server.log.append(f"http method={method.decode()} path={path.decode('ascii', 'replace')} status=200 address={self.client_address[0]}")
            self.server.made += re.findall(rb"smuggled (\d{4})", rest[:body]) if path == b"/tills" else []
        said = b'{"success":true,"data":{"username":"cashier","path":"%s"}}' % path.replace(b'"', b"")  # what somebody waits for
        self.answer(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(said), said))
        return rest[body:]

    def answer(self, content):
        try:
            self.request.sendall(content)
        except OSError:
            pass


class Lenient(socketserver.ThreadingTCPServer):
    """Use it with `with`."""

    daemon_threads, allow_reuse_address, request_queue_size = True, True, 200

    def __init__(self, port):
        super().__init__(("127.0.0.1", port), Reader)
        self.lock, self.log, self.made = threading.Lock(), [], []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()
