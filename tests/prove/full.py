#!/usr/bin/env python3
"""A full disk loses nothing and passes. Run by ./dev prove full, as root: it mounts a small disk.

    tests/prove/full.py [--long] [--seed N] [--database KIND] [--binary FILE] [--twin]

The café's database (on PostgreSQL: its tablespace) lies on a disk of 512 MB. Clients write all the time, each write with a key, and a
file fills the disk, 4 times (--long: 20): who writes is told 507 within a second, reads go on; once the file is gone writes go on without
a restart. In the end all that was answered is there, once, and `cafepos verify` is clean.

--twin looks for a write that was never made, and takes a row away: both must be seen.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from cafe import SERVER, Cafe, ask, psql, run, share, wait_for
from writers import Writers

DISK_MB, SECONDS_MAX = 512, 1
SETTINGS = {"LOG_LEVEL": "error"}


class SmallDisk:
    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="cafepos-disk-"))
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m,mode=0777", "tmpfs", self.folder], check=True)
        return self

    def __exit__(self, *_):
        subprocess.run(["umount", "--lazy", self.folder], check=True)
        self.folder.rmdir()

    def fill(self):
        with (self.folder / "ballast").open("wb", buffering=0) as ballast:
            try:
                while True:
                    ballast.write(bytes(4096))
            except OSError:
                pass

    def free(self):
        (self.folder / "ballast").unlink()


@contextmanager
def cafe_on(disk, wanted, kind):
    """On PostgreSQL the disk holds the tables only: a log that cannot be written would stop all of that server."""
    if kind == "sqlite":
        (disk.folder / "cafe").mkdir()
        with Cafe(wanted.binary, kind, SETTINGS, folder=disk.folder / "cafe") as cafe:
            yield cafe
        return
    cafe, space = Cafe(wanted.binary, kind, SETTINGS), disk.folder / "tables"
    space.mkdir()
    shutil.chown(space, "postgres")
    psql(SERVER, f"CREATE TABLESPACE {cafe.database.name} LOCATION '{space}'")
    try:
        psql(SERVER, f"ALTER DATABASE {cafe.database.name} SET TABLESPACE {cafe.database.name}")
        with cafe:
            yield cafe
    finally:
        psql(SERVER, f"DROP TABLESPACE {cafe.database.name}")


def sale(cafe, writers, seconds=20):
    begun = time.monotonic()
    body = {"items": [{"productId": writers.products[0], "quantity": 1}], "paymentMethod": "card", "orderNotes": "filler " + "x" * 400}
    status, _, answer = ask(cafe.address, "POST", "/orders", body, writers.token, seconds=seconds)
    return status, time.monotonic() - begun, answer.get("errorCode")


def refused_for_want_of_room(cafe, writers):
    """Seconds of the first 507: there may be room in pages that the database has already."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        status, seconds, code = sale(cafe, writers)
        if status == 507:
            return seconds
        assert status == 201, (status, code)
    raise AssertionError("writes went on though the disk is full")


def fill_once(cafe, writers, disk):
    """Seconds until it said 507, how long reads took meanwhile, and until writes went on."""
    disk.fill()
    refused = refused_for_want_of_room(cafe, writers)
    reads = []
    for _ in range(20):
        begun = time.monotonic()
        cafe.get("/orders?limit=5", writers.token)
        reads.append(time.monotonic() - begun)
    disk.free()
    begun = time.monotonic()
    wait_for("a write", lambda: sale(cafe, writers)[0] == 201, 30)
    return refused, max(reads), time.monotonic() - begun


def prove(wanted, kind):
    with SmallDisk() as disk, cafe_on(disk, wanted, kind) as cafe:
        writers, chance, rounds, faults = Writers(cafe, wanted.seed).open(), random.Random(wanted.seed), [], []
        process = cafe.process
        try:
            for _ in range(20 if wanted.long else 4):
                time.sleep(chance.uniform(0.5, 2))
                rounds.append(fill_once(cafe, writers, disk))
        except (AssertionError, TimeoutError) as error:
            faults.append(str(error))
        finally:
            writers.close()
        lost, doubled = writers.missing(), writers.doubled()
        verified = cafe.command("verify")
        faults += writers.ledger.faults + [f"lost: {key}" for key in lost] + [f"doubled: {key}" for key in doubled]
        faults += ["cafepos verify:\n" + verified.stdout] * bool(verified.returncode) + ["it was started anew"] * (process.poll() is not None)
    refused, reads, again = zip(*rounds) if rounds else ([0], [0], [0])
    print(f"{kind}: full {len(rounds)} times under {len(writers.ledger.kept)} acknowledged writes: 507 after {max(refused):.2f} s at most, reads took "
          f"{max(reads):.2f} s at most, writing again after {max(again):.2f} s at most; {len(lost)} lost, {len(doubled)} doubled\n"
          f"    sent again: {', '.join(f'{n} × {what}' for what, n in writers.ledger.trouble.most_common())}")
    return faults + [f"507 after {max(refused):.1f} s"] * (share(refused, 0.5) > SECONDS_MAX)


def twin(wanted, kind):
    with SmallDisk() as disk, cafe_on(disk, wanted, kind) as cafe:
        writers = Writers(cafe, wanted.seed, repeat=0).open()
        wait_for("writes", lambda: len(writers.ledger.kept) > 50, 60)
        writers.close()
        writers.ledger.keep("sale w9-1", ("sale", "of nobody"))
        stock = next(key for key in writers.ledger.kept if key.startswith("stock"))
        cafe.database.sql(f"UPDATE stock_movements SET notes = '' WHERE notes = '{stock}'")
        lost = writers.missing()
    print(f"{kind}: a write that was never made and a row that was changed: {len(lost)} lost, and seen")
    return [] if sorted(lost) == sorted(["sale w9-1", stock]) else [f"not seen: {lost}"]


if __name__ == "__main__":
    if os.geteuid() != 0:
        sys.exit("full.py: only root may mount the small disk that it fills")
    run(__doc__, prove, twin)
