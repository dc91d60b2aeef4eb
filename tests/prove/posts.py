"""A mail server and a printer that keep what they get."""

import socketserver
import sys
import threading


class Kept(socketserver.ThreadingTCPServer):
    """On a free port of loopback. Use it with `with`."""

    daemon_threads, allow_reuse_address = True, True

    def __init__(self, handler):
        super().__init__(("127.0.0.1", 0), handler)
        self.port, self.kept, self.spoken = self.server_address[1], [], []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request, address):
        """Servers are killed in the middle of a mail or a slip."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, address)

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()


class Smtp(socketserver.StreamRequestHandler):
    """Takes whoever signs in and every mail. What was said to sign in is kept apart from the mails."""

    def handle(self):
        self.say("220 here")
        while line := self.rfile.readline():
            self.server.spoken.append(line)
            verb = line.split()[0].upper() if line.split() else b""
            if verb == b"EHLO":
                self.say("250-here\r\n250 AUTH PLAIN LOGIN")
            elif verb == b"AUTH":
                self.sign_in(line)
            elif verb == b"DATA":
                self.say("354 go on")
                self.server.kept.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                self.say("250 taken")
            elif verb == b"QUIT":
                return self.say("221 bye")
            else:
                self.say("250 fine")

    def sign_in(self, line):
        waits_for = {b"PLAIN": 1, b"LOGIN": 2}[line.split()[1].upper()] - (len(line.split()) - 2)
        for _ in range(waits_for):
            self.say("334 ")
            self.server.spoken.append(self.rfile.readline())
        self.say("235 come in")

    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")


class Printer(socketserver.BaseRequestHandler):
    """Prints all, and is always fine."""

    def handle(self):
        while part := self.request.recv(65536):
            self.server.kept.append(part)
            if b"\x10\x04" in part:
                self.request.sendall(b"\x12" * part.count(b"\x10\x04"))


def mail_server():
    return Kept(Smtp)


def printer():
    return Kept(Printer)
