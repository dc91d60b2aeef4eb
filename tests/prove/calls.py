"""Calls to the system that fail, or at which the program is killed: which, how, and the file by which fail_calls.c is told and tells what it counted."""

import errno
import mmap
import os
import struct
import subprocess
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

SOURCE = Path(__file__).with_name("fail_calls.c")
FILES = ("open", "read", "write", "flush", "size", "rename", "remove", "folder", "look", "lock", "map")
LINES = ("connect", "send", "receive", "wait")
ANY = "any"
KINDS = (*FILES, *LINES, ANY)  # in the order of fail_calls.c
NOT, HALF, DONE, LIE, ENDED, STALL, KILL = range(7)  # likewise
HOWS = ("nothing done", "half done", "done all the same", "a lie", "the end", "a stall", "killed")
EVERY = 1 << 40
MOMENTS_SECONDS = 0.7
HEAD = struct.Struct("6Q")  # kind, first, count, error, how, failed
COUNTS = struct.Struct(f"{len(KINDS)}Q")
SIZE = HEAD.size + COUNTS.size + 256


class Call:
    """The Nth of a kind, and those after it if it is for some moments."""

    def __init__(self, kind, error, how, lasts, number=0):
        self.kind, self.error, self.how, self.lasts, self.number = kind, error, how, lasts, number

    def at(self, number):
        return Call(self.kind, self.error, self.how, self.lasts, number)

    @property
    def way(self):
        return self.kind, self.error, self.how, self.lasts

    @property
    def count(self):
        return EVERY if self.lasts else 2 if self.how == HALF else 1

    def __str__(self):
        error = errno.errorcode.get(self.error, "no error")
        return f"{self.kind} {self.number}: {error}, {HOWS[self.how]}, {'for some moments' if self.lasts else 'once'}"


def ways(kind, *kinds_of_failure):
    return [Call(kind, error, how, lasts) for error, how in kinds_of_failure for lasts in (False, True)]


WAYS = {
    "open": ways("open", (errno.EIO, NOT), (errno.EMFILE, NOT), (errno.ENOSPC, NOT)),
    "read": ways("read", (errno.EIO, NOT)),
    "write": ways("write", (errno.EIO, NOT), (errno.ENOSPC, NOT), (errno.ENOSPC, HALF), (errno.EIO, DONE)),
    "flush": ways("flush", (errno.EIO, NOT), (errno.EIO, DONE)),
    "size": ways("size", (errno.EIO, NOT), (errno.EIO, DONE)),
    "rename": ways("rename", (errno.EIO, NOT), (errno.ENOSPC, NOT), (errno.EIO, DONE)),
    "remove": ways("remove", (errno.EIO, NOT), (errno.EIO, DONE)),
    "folder": ways("folder", (errno.ENOSPC, NOT)),
    "look": ways("look", (errno.EIO, NOT)),
    "lock": ways("lock", (errno.ENOLCK, NOT)),
    "map": ways("map", (errno.ENOMEM, NOT)),
    "connect": ways("connect", (errno.ECONNREFUSED, NOT), (errno.ETIMEDOUT, NOT)),
    "send": ways("send", (errno.ECONNRESET, NOT), (errno.ETIMEDOUT, HALF), (errno.EPIPE, DONE)),
    "receive": ways("receive", (errno.ECONNRESET, NOT), (errno.ETIMEDOUT, NOT), (0, ENDED)),
    "wait": ways("wait", (errno.ENOMEM, NOT)),
}


class Failing:
    """The library and its plan."""

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="cafepos-faults-")
        self.library, self.path = f"{self.folder.name}/fail_calls.so", f"{self.folder.name}/plan"
        subprocess.run(["cc", "-std=c17", "-O2", "-shared", "-fPIC", "-o", self.library, SOURCE, "-ldl"], check=True)
        with open(self.path, "wb") as file:
            file.write(bytes(SIZE))
        file = os.open(self.path, os.O_RDWR)
        self.memory = mmap.mmap(file, SIZE)
        os.close(file)
        return self

    def __exit__(self, *_):
        self.memory.close()
        self.folder.cleanup()

    def settings(self, root, port=None):
        """For the server: of a folder, of the lines to a port, or of both."""
        watched = ({"FAIL_ROOT": str(root)} if root else {}) | ({"FAIL_PORT": str(port)} if port else {})
        return {"LD_PRELOAD": self.library, "FAIL_PLAN": self.path, **watched}

    def plan(self, call):
        """From now on, and from the first on."""
        self.memory[:] = bytes(SIZE)
        if call:
            self.memory[: HEAD.size] = HEAD.pack(KINDS.index(call.kind), call.number, call.count, call.error, call.how, 0)

    def pass_by(self):
        """Nothing fails any more."""
        self.memory[8:16] = bytes(8)

    @contextmanager
    def for_moments(self, call):
        """What lasts passes by some moments after the first failure."""
        over = threading.Event()

        def watch():
            while not over.wait(0.02):
                if self.has_failed():
                    time.sleep(MOMENTS_SECONDS)
                    return self.pass_by()
        thread = threading.Thread(target=watch if call and call.lasts else lambda: None)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def kill_at(self, kind, number):
        """The Nth of that kind, or of any, is not done any more."""
        self.plan(Call(kind, 0, KILL, lasts=False, number=number))

    def has_failed(self):
        return HEAD.unpack(self.memory[: HEAD.size])[5] > 0

    def where(self):
        at = self.memory[HEAD.size + COUNTS.size :].split(b"\0")[0].decode()
        return f", at {at}" if at else ", not reached"

    def counted(self):
        return dict(zip(KINDS, COUNTS.unpack(self.memory[HEAD.size : HEAD.size + COUNTS.size]), strict=True))
