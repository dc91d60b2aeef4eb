"""What a disk may hold after a power cut, from the record of all that was done in a folder (record_writes.c).

A flush that had ended before the cut has kept what was written before it began. Of later writes any may be there, in pieces of a
sector or a page, in any order; a file that grew may be longer than what is in it. A name that was made, changed or removed is sure once
its folder was flushed. Of later ones, on a disk with a journal (as ext4's) the first few are there, and a flush of a file that grew keeps
those before it; on a strict one any are.
"""

import bisect
import mmap
import os
import random
import struct
from pathlib import Path

CREATED, WRITTEN, SIZED, RENAMED, LINKED, REMOVED, FOLDER, FLUSH_BEGUN, FLUSHED, NOT_MODELLED = range(1, 11)
HEAD = struct.Struct("<IIQQ")
IS_FOLDER = "a folder"


class File:
    """`durable` is what is surely on the disk, `pending` what was done since: (index, offset, bytes), or None for the bytes of a new size."""

    def __init__(self, content=b""):
        self.durable, self.pending, self.is_sure = bytearray(content), [], bool(content)
        self.unchanged = bytes(content)  # the durable bytes, if nobody has changed them since they were asked for

    def flushed(self, before):
        """Whether it grew, which a journal has to be told."""
        count = bisect.bisect_left(self.pending, before, key=lambda one: one[0])
        size, is_new = len(self.durable), not self.is_sure
        for _, offset, content in self.pending[:count]:
            change(self.durable, offset, content)
        del self.pending[:count]
        self.is_sure, self.unchanged = True, None if count else self.unchanged
        return is_new or len(self.durable) != size

    def now(self):
        content = bytearray(self.durable)
        for _, offset, piece in self.pending:
            change(content, offset, piece)
        return bytes(content)

    def after_a_cut(self, damage):
        if not self.pending:
            self.unchanged = self.unchanged if self.unchanged is not None else bytes(self.durable)
            return self.unchanged
        content, longest = bytearray(self.durable), len(self.durable)
        for _, offset, piece in self.pending:
            if piece is None:
                if damage.keeps():
                    change(content, offset, None)
                continue
            longest = max(longest, offset + len(piece))
            for start, end in damage.pieces(offset, offset + len(piece)):
                if damage.keeps():
                    change(content, start, piece[start - offset:end - offset])
        if longest > len(content) and damage.chance.random() < 0.5:
            content += damage.filling(longest - len(content))
        return bytes(content)


def change(content, offset, piece):
    if piece is None:
        del content[offset:]
    end = offset + len(piece or b"")
    if end > len(content):
        content += bytes(end - len(content))
    if piece:
        content[offset:end] = piece


class Damage:
    """How one cut treats what no flush has kept."""

    def __init__(self, chance):
        self.chance, self.is_strict = chance, chance.random() < 0.5
        self.sector = chance.choice([512, 4096])
        self.share = chance.choice([0, 0.1, 0.5, 0.9, 0.99, 1])  # of the pieces that are there
        self.zeros = chance.random() < 0.5

    def __str__(self):
        return f"{'strict' if self.is_strict else 'journalled'} names, {self.share:.0%} of the unflushed pieces of {self.sector} bytes"

    def keeps(self):
        return self.chance.random() < self.share

    def pieces(self, start, end):
        while start < end:
            stop = min(end, start - start % self.sector + self.sector)
            yield start, stop
            start = stop

    def filling(self, count):
        """Of a file that grew, where nothing was written yet: zeros, or what lay there before."""
        return bytes(count) if self.zeros else self.chance.randbytes(count)


class Record:
    """The events in order, and at which length of the record each was complete."""

    def __init__(self, path):
        self.ends, self.events = [], []
        if not os.path.getsize(path):
            return
        with open(path, "rb") as file:
            content = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        at = 0
        while at + HEAD.size <= len(content):
            kind, length, inode, offset = HEAD.unpack_from(content, at)
            at += HEAD.size
            if at + length > len(content):
                break  # killed in the middle of it
            self.events.append((kind, inode, offset, content[at:at + length]))
            at += length
            self.ends.append(at)

    def length_at(self, position):
        """How many events were complete when the record was so long."""
        return bisect.bisect_right(self.ends, position)

    def turning_points(self):
        """The moments around whatever is no write to a write-ahead log: there are few of them, and they decide most."""
        return [index for index, (kind, _, offset, _) in enumerate(self.events) if kind != WRITTEN or offset == 0]


class Disk:
    """As of `self.at` events. `folder` says what was there, durably, before them: a path's bytes, or IS_FOLDER."""

    def __init__(self, folder, inodes, record):
        self.record, self.at = record, 0
        self.names = {path: what if what == IS_FOLDER else File(what) for path, what in folder.items()}  # as the program saw them
        self.files = {inode: self.names[path] for path, inode in inodes.items()}
        self.sure = dict(self.names)  # names that no cut takes back
        self.pending = []  # later changes of names: (index, [(path, file or None)])
        self.journalled = 0  # how many events a journal of names has kept
        self.begun = {}  # flushes under way
        self.seen = {}  # by path: all contents that a name was given, once complete
        for path in folder:
            self.see(path)

    def see(self, path):
        if isinstance(self.names.get(path), File):
            self.seen.setdefault(path, set()).add(self.names[path].now())

    def advance(self, count):
        while self.at < count:
            kind, inode, offset, content = self.record.events[self.at]
            HAPPENS[kind](self, inode, offset, content)
            self.at += 1

    # ---- what happens

    def create(self, inode, _, content):
        self.files[inode] = File()
        self.rename_to([(bytes(content).decode(), self.files[inode])])

    def write(self, inode, offset, content):
        self.files[inode].pending.append((self.at, offset, content))

    def size(self, inode, offset, _):
        self.files[inode].pending.append((self.at, offset, None))

    def rename(self, _, __, content):
        old, new = bytes(content).decode().split("\0")
        if self.names[old] == IS_FOLDER:
            raise NotImplementedError(f"{old}: disk.py does not know what a cut leaves of a folder's new name")
        self.rename_to([(new, self.names[old]), (old, None)])
        self.see(new)

    def link(self, _, __, content):
        old, new = bytes(content).decode().split("\0")
        self.rename_to([(new, self.names[old])])
        self.see(new)

    def remove(self, _, __, content):
        self.rename_to([(bytes(content).decode(), None)])

    def make_folder(self, _, __, content):
        self.rename_to([(bytes(content).decode(), IS_FOLDER)])

    def flush_begun(self, _, number, __):
        self.begun[number] = self.at

    def flushed(self, inode, number, content):
        before = self.begun.pop(number)
        if inode:
            if self.files[inode].flushed(before):
                self.journalled = max(self.journalled, before)
            return
        folder = bytes(content).decode()
        self.journalled = max(self.journalled, before)
        kept = [one for one in self.pending if one[0] < before and all(os.path.dirname(path) == folder for path, _ in one[1])]
        self.pending = [one for one in self.pending if one not in kept]
        for _, changes in kept:
            name(self.sure, changes)

    def not_modelled(self, _, __, content):
        raise NotImplementedError(f"{bytes(content).decode()}: disk.py does not know what a cut leaves of that")

    def rename_to(self, changes):
        self.pending.append((self.at, changes))
        name(self.names, changes)

    # ---- what is there

    def now(self):
        """As the program sees it."""
        return {path: file if file == IS_FOLDER else file.now() for path, file in self.names.items()}

    def after_a_cut(self, damage):
        names = dict(self.sure)
        for index, changes in self.pending:
            if not damage.is_strict and index >= self.journalled and not damage.keeps():
                break
            if not damage.is_strict or damage.keeps():
                name(names, changes)
        return {path: file if file == IS_FOLDER else file.after_a_cut(damage) for path, file in names.items() if has_folder(names, path)}


HAPPENS = {CREATED: Disk.create, WRITTEN: Disk.write, SIZED: Disk.size, RENAMED: Disk.rename, LINKED: Disk.link, REMOVED: Disk.remove,
           FOLDER: Disk.make_folder, FLUSH_BEGUN: Disk.flush_begun, FLUSHED: Disk.flushed, NOT_MODELLED: Disk.not_modelled}


def name(names, changes):
    for path, file in changes:
        if file is None:
            names.pop(path, None)
        else:
            names[path] = file


def has_folder(names, path):
    folder = os.path.dirname(path)
    return not folder or (names.get(folder) == IS_FOLDER and has_folder(names, folder))


def folder_at(place):
    """What is there, and the inode of each file."""
    folder, inodes = {}, {}
    for path in sorted(Path(place).rglob("*")):
        if not path.name.endswith("-shm"):
            inside = str(path.relative_to(place))
            folder[inside] = IS_FOLDER if path.is_dir() else path.read_bytes()
            if path.is_file():
                inodes[inside] = path.stat().st_ino
    return folder, inodes


def write_folder(place, folder, before=None):
    """All of it, or what differs from the folder that was written there before."""
    before = before or {}
    for path in sorted(before.keys() - folder.keys(), reverse=True):
        (place / path).rmdir() if before[path] == IS_FOLDER else (place / path).unlink()
    for path in sorted(folder):
        if folder[path] is before.get(path):
            continue
        if folder[path] == IS_FOLDER:
            (place / path).mkdir()
        else:
            (place / path).write_bytes(folder[path])


def cuts(record, count, chance):
    """Half of them anywhere, half at turning points; in order."""
    turning = record.turning_points()
    last = len(record.events)
    anywhere = [chance.randint(0, last) for _ in range(count - count // 2)]
    return sorted(anywhere + [min(last, chance.choice(turning) + chance.randint(0, 2)) for _ in range(count // 2)])

