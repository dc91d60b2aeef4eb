"""What a spreadsheet, a browser and the system would make of what comes out of a café; and the client who gets it."""

import csv
import http.client
import io
import json
import os
import re
import subprocess
import time
import urllib.parse

from alike import Line
from deeds import multipart


class Client(Line):
    """Who sends what is no JSON as well."""

    def ask(self, method, path, body=None, who="admin"):
        status, _, text = self.send(method, path, None if body is None else json.dumps(body), "application/json", who)
        return status, json.loads(text) if text.startswith("{") else {}

    def post_file(self, path, name, content, field="file", kind="text/csv"):
        """Seconds, status and answer."""
        kind, body = multipart(field, name, kind, content)
        return self.timed("POST", path, body, kind)

    def timed(self, method, path, body, kind, encoding=None):
        headers = {"Content-Type": kind, "Authorization": "Bearer " + self.tokens["admin"]} | ({"Content-Encoding": encoding} if encoding else {})
        line, begun = http.client.HTTPConnection(*self.cafe.address, timeout=30), time.monotonic()
        try:
            line.request(method, path, body, headers)
        except (BrokenPipeError, ConnectionResetError):
            pass  # it had heard enough; the answer is there all the same
        try:
            answer = line.getresponse()
            text = answer.read()
            return time.monotonic() - begun, answer.status, json.loads(text) if text.startswith(b"{") else {}
        except (OSError, http.client.HTTPException):
            return time.monotonic() - begun, 0, {}
        finally:
            line.close()

    def fetch(self, path):
        line = http.client.HTTPConnection(*self.cafe.address, timeout=30)
        line.request("GET", urllib.parse.quote(path, safe="/?=&%"), headers={"Authorization": "Bearer " + self.tokens["admin"]})
        answer = line.getresponse()
        content = answer.read()
        line.close()
        return answer.status, answer.headers, content


def processor_seconds(cafe):
    fields = open(f"/proc/{cafe.process.pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def run_measured(cafe, command, content, file):
    file.write_bytes(content)
    begun = time.monotonic()
    process = subprocess.Popen([cafe.binary, command, str(file)], cwd=cafe.folder, env=cafe.settings, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    words = process.stdout.read().decode("utf-8", "replace")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, time.monotonic() - begun, usage.ru_maxrss / 1024, words


# ---- what a spreadsheet and a browser would make of it

def cuts(text):
    """The table as each kind of spreadsheet cuts it: some know no quotes but at the beginning of a cell, and none of them which separator was meant."""
    for separator in ",;\t":
        yield list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    yield [re.split(r"[;\t]", line) for line in re.split(r"[\r\n]", text)]


def computes(cell):
    bare = cell.lstrip(' "')
    return cell.startswith(("\t", "\r", "\n")) or bare.startswith(tuple("=+-@\v\f＝＋－＠")) and not re.fullmatch(r'-\d+(\.\d+)?"*', bare)


def judged(content):
    """What kind of picture it is, and what in it is none."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        names, at = [], 8
        while at < len(content):
            size = int.from_bytes(content[at:at + 4])
            names.append(content[at + 4:at + 8])
            at += size + 12
        return "png", set(names) - {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"pHYs", b"gAMA", b"sRGB", b"bKGD"}
    if content.startswith(b"\xff\xd8"):
        names, at = [], 2
        while content[at] == 0xFF and content[at + 1] != 0xDA:
            names.append(content[at + 1])
            at += 2 + int.from_bytes(content[at + 2:at + 4])
        behind = content[content.index(b"\xff\xd9", at) + 2:]
        return "jpeg", {hex(name) for name in names if name in (0xFE, *range(0xE1, 0xF0))} | ({behind[:20]} if behind else set())
    if content.startswith(b"GIF8"):
        return "gif", {name for name in (b"\x21\xfe", b"\x21\x01") if name in content[:800]} | ({content[-20:]} if not content.endswith(b";") else set())
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "webp", {name for name in (b"EXIF", b"XMP ", b"ICCP") if name in content} | ({"more behind"} if len(content) != int.from_bytes(content[4:8], "little") + 8 else set())
    return "none", {content[:20]}
