"""Damaged backups, restored over a café that must then be as it was."""

import shutil
import tempfile
from collections import Counter
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from cafe import Cafe, Database
from cells import everything
from damages import damaged
from failing_cafe import CLEAR_TEXT

WRONG_USE = 2


@contextmanager
def target_of(wanted, cafe):
    """A café of its own secret, stopped, which knows the journal's key of the other; on a server the place for one. `template` is a copy of its files."""
    with tempfile.TemporaryDirectory(prefix="cafepos-prove-") as template:
        target = Cafe(wanted.binary, cafe.kind, {"LOG_LEVEL": "error"})
        shutil.copy(cafe.folder / "data/journal.key", target.folder / "data")
        with target:
            target.stop()
            if target.kind == "postgres":
                target.database.drop()
                target.database = Database("postgres", target.folder)
                target.settings["DATABASE_URL"] = target.database.url
                shutil.rmtree(target.folder / "uploads")
            target.template = shutil.copytree(target.folder, Path(template) / "template", symlinks=True)
            yield target


def try_all(target, good, other, chance, count, tried, faults):
    """How many of each kind go to `tried`, and what is wrong to `faults`."""
    before = everything(target)
    for what, content in damaged(chance, good, other):
        tried[what] += 1
        faults += [f"{what}: {fault}" for fault in refused(target, content, before, chance.random() < 0.3)]
        if sum(tried.values()) == count or len(faults) > 5:
            break
        if sum(tried.values()) % 200 == 0:
            print(f"    {sum(tried.values())} damaged ones", flush=True)
    faults += by_another_key(target, good) + taken_after_all(target, good)


def by_another_key(target, good):
    """Beside another café's journal key, or a file that is none, it cannot be known whether its books are right."""
    file, faults = target.folder / "data/journal.key", []
    right, bytes_of_key = file.read_bytes(), bytes(32)
    another = sha256(b"cafepos journal key v1" + bytes_of_key).hexdigest()[:16] + " " + bytes_of_key.hex() + "\n"
    for what, key, code in (("another key", another.encode(), 1), ("half a key", right[:40], WRONG_USE)):
        file.write_bytes(key)
        faults += [f"beside {what}: {fault}" for fault in refused(target, good, everything(target), code=code)]
    file.write_bytes(right)
    return faults


def refused(target, content, before, only_check=False, code=1):
    file = target.folder / "file.backup"
    file.write_bytes(content)
    done = target.command("restore", *["--check"] * only_check, str(file))
    now = everything(target)
    changed = sorted(name for name in {*before, *now} if before.get(name) != now.get(name))
    lines = done.stdout.strip().splitlines()
    if done.returncode != code or not lines or "terminate called" in done.stdout:
        yield f"ended with {done.returncode}:\n{done.stdout[-500:]}"
    elif not any(CLEAR_TEXT.search(line) or "books in it do not agree" in line for line in lines):
        yield f"says not why: {done.stdout[-500:]!r}"
    if changed:
        yield f"was refused, and yet there changed {changed[:5]}"


def taken_after_all(target, good):
    """What is whole is taken there, so that the others were refused for what they are."""
    (target.folder / "file.backup").write_bytes(good)
    done = target.command("restore", str(target.folder / "file.backup"))
    return [f"the good one was refused, too:\n{done.stdout}"] * bool(done.returncode)
