#!/usr/bin/env python3
"""The database hangs instead of dying: who waits is answered in time, and it goes on by itself. Run by ./dev prove hangs.

    tests/prove/hangs.py [--long] [--seed N] [--database KIND] [--binary FILE] [--twin]

Eight clients sell, refund, keep tabs, take stock, move cash and serve the kitchen, each write with a key. PostgreSQL, one of the
program's own, is frozen, loses its synchronous standby, is frozen and replaced by a promoted one, or another process of the café is frozen
or killed within a transaction; SQLite's disk does not end a write or a flush, its whole file system is frozen (as root), another process
that is frozen holds its lock, or a backup is frozen in the middle of it; and the server is stopped while its database hangs. Each once, in
an order that is drawn (--long: three times). While it hangs forty more clients want to sell, and /health/live and reads are asked all the
time. What was not answered is sent again with its key; in the end all that was answered is there, once, and `cafepos verify` and
`cafepos journal verify` are clean.

--twin lets the server be patient with its database, so that a write waits for longer than is promised, and has the ledger keep a write
that was never made: both must be seen.
"""

import os
import random
import signal
import time
from collections import Counter, defaultdict

from cafe import run
from hanging import OnPostgres, OnSqlite, Watch

LIVE_SECONDS_MAX, READ_SECONDS_MAX, WRITE_SECONDS_MAX, AGAIN_SECONDS_MAX, STOP_SECONDS_MAX = 2, 5, 15, 15, 10
UNKNOWN, BUSY = "503 OUTCOME_UNKNOWN", "503 OVERLOADED"


class Findings:
    """The worst of each kind of hang, and what is wrong."""

    def __init__(self):
        self.counts, self.worst, self.said, self.faults = Counter(), defaultdict(dict), defaultdict(Counter), []

    def begin(self, what):
        self.counts[what] += 1
        return what

    def hold(self, what, figure, seconds, limit):
        self.worst[what][figure] = max(seconds, self.worst[what].get(figure, 0))
        if seconds > limit:
            self.faults.append(f"{what}: {figure} took {seconds:.1f} s; at most {limit} are promised")

    def expect(self, holds, text):
        if not holds:
            self.faults.append(text)

    def shown(self):
        for what, count in sorted(self.counts.items()):
            said = ", ".join(f"{n} × {one}" for one, n in self.said[what].most_common())
            print(f"    {count} × {what}, at most: " + ", ".join(f"{figure} {seconds:.2f} s" for figure, seconds in self.worst[what].items()) +
                  f"; answered meanwhile: {said}" * bool(said))


def hang(rig, chance, findings, what, begin, end, code, reads_go_on=True):
    """Longer than anybody may wait."""
    findings.begin(what)
    begin()
    begun = time.monotonic()
    with Watch(rig.cafe, rig.writers.token) as watch:
        crowd = rig.writers.crowd(findings.counts.total())
        time.sleep(chance.uniform(WRITE_SECONDS_MAX + 1, WRITE_SECONDS_MAX + 3))
        over = time.monotonic()
        end()
    findings.hold(what, "a write again", rig.writers.until_done(over), AGAIN_SECONDS_MAX)
    for thread in crowd:
        thread.join()
    tries = rig.writers.under_way(begun, over)
    findings.hold(what, "a write", max(seconds for seconds, _ in tries), WRITE_SECONDS_MAX)
    judge_watch(watch, findings, what, reads_go_on)
    judge_answers(rig, findings, what, begun, over, code)


def judge_watch(watch, findings, what, reads_go_on):
    live, reads = watch.asked.values()
    findings.hold(what, "/health/live", max(seconds for seconds, _ in live), LIVE_SECONDS_MAX)
    findings.hold(what, "a read", max(seconds for seconds, _ in reads), READ_SECONDS_MAX if reads_go_on else WRITE_SECONDS_MAX)
    findings.expect({said for _, said in live} == {"200"}, f"{what}: /health/live said {Counter(said for _, said in live)}")
    allowed = {"200"} if reads_go_on else {"200", "503"}
    findings.expect({said for _, said in reads} <= allowed, f"{what}: reads were answered {Counter(said for _, said in reads)}")


def judge_answers(rig, findings, what, begun, over, code):
    """Those whose answer came while it hung; what was on its way in the first moment may have been done."""
    said = Counter(said for at, seconds, said in list(rig.writers.tries) if begun + 1 < at + seconds < over)
    findings.said[what] += said
    findings.expect(said[code] > 0, f"{what}: nobody was told {code}, but {said}")
    odd = {one for one in said if not one.startswith("503 ") and one != "409 REQUEST_IN_PROGRESS"}
    findings.expect(not odd, f"{what}: answered {odd} while it hung")


def stop(rig, chance, findings, what, begin, end):
    """SIGTERM while the clients wait."""
    findings.begin(what)
    begin()
    time.sleep(chance.uniform(0.5, 8))
    begun, process = time.monotonic(), rig.cafe.process
    process.send_signal(signal.SIGTERM)
    try:
        code = process.wait(30)
        findings.hold(what, "the stop", time.monotonic() - begun, STOP_SECONDS_MAX)
        findings.expect(code in (0, 75), f"{what}: exit code {code}")
    finally:
        end()
    rig.cafe.start()
    rig.writers.until_done(time.monotonic())


# ---- PostgreSQL


def frozen_primary(rig, chance, findings):
    hang(rig, chance, findings, "a frozen PostgreSQL", rig.freeze, rig.thaw, UNKNOWN, reads_go_on=False)


def standby_away(rig, chance, findings):
    hang(rig, chance, findings, "a standby that is away", rig.send_standby_away, rig.call_standby_back, UNKNOWN)


def stopped_while_frozen(rig, chance, findings):
    stop(rig, chance, findings, "a stop while PostgreSQL is frozen", rig.freeze, rig.thaw)


def promoted(rig, chance, findings):
    what = findings.begin("a standby promoted in the place of a frozen one")
    rig.make_standby()
    rig.writers.until_done(time.monotonic() + chance.uniform(0, 1))
    rig.freeze()
    begun = time.monotonic()
    with Watch(rig.cafe, rig.writers.token) as watch:
        rig.promote()
        over = time.monotonic()
        findings.hold(what, "a write again", rig.writers.until_done(over), AGAIN_SECONDS_MAX)
    rig.forget_primary()
    findings.hold(what, "a write", max(seconds for seconds, _ in rig.writers.under_way(begun, over)), WRITE_SECONDS_MAX)
    judge_watch(watch, findings, what, False)


def sibling_frozen(rig, chance, findings):
    stalled_sibling(rig, chance, findings, "a sibling frozen within a transaction", signal.SIGCONT)


def sibling_vanished(rig, chance, findings):
    stalled_sibling(rig, chance, findings, "a sibling killed within a transaction", signal.SIGKILL)


def stalled_sibling(rig, chance, findings, what, then):
    findings.begin(what)
    sibling, clients = rig.begin_sibling(findings.counts.total())
    try:
        clients.until_done(time.monotonic() + chance.uniform(0, 0.5))
        begun, known = rig.freeze_within_a_transaction(sibling)
        if then == signal.SIGKILL:
            sibling.kill()
        with Watch(rig.cafe, rig.writers.token) as watch:
            findings.hold(what, "a write again", rig.writers.until_done(known) + known - begun, AGAIN_SECONDS_MAX)
            time.sleep(1)
        findings.hold(what, "a write", max(seconds for seconds, _ in rig.writers.under_way(begun, time.monotonic())), WRITE_SECONDS_MAX)
        judge_watch(watch, findings, what, True)
    finally:
        if sibling.process:
            sibling.process.send_signal(signal.SIGCONT)
    if not sibling.process:
        sibling.start()
    clients.close()
    sibling.stop()


# ---- SQLite


def flush_stalls(rig, chance, findings):
    hang(rig, chance, findings, "a flush that does not end", lambda: rig.stall("flush"), rig.go_on, UNKNOWN)


def write_stalls(rig, chance, findings):
    hang(rig, chance, findings, "a disk's write that does not end", lambda: rig.stall("write"), rig.go_on, UNKNOWN)


def frozen_disk(rig, chance, findings):
    hang(rig, chance, findings, "a frozen file system", rig.freeze_disk, rig.thaw_disk, UNKNOWN)


def lock_held(rig, chance, findings):
    hang(rig, chance, findings, "a frozen process with the lock", rig.hold_lock, rig.give_lock_back, BUSY)


def stopped_while_stalled(rig, chance, findings):
    stop(rig, chance, findings, "a stop while a flush does not end", lambda: rig.stall("flush"), rig.go_on)


def backup_frozen(rig, chance, findings):
    what = findings.begin("a backup frozen in the middle of it")
    backup, file = rig.freeze_backup(chance)
    begun = time.monotonic()
    try:
        with Watch(rig.cafe, rig.writers.token) as watch:
            time.sleep(5)
    finally:
        backup.send_signal(signal.SIGCONT)
    findings.hold(what, "a write", max(seconds for seconds, _ in rig.writers.under_way(begun, time.monotonic())), WRITE_SECONDS_MAX)
    judge_watch(watch, findings, what, True)
    words = backup.communicate()[0].decode()
    findings.expect(backup.returncode == 0, f"{what}: {words}")
    file.unlink(missing_ok=True)


KINDS = {"postgres": [frozen_primary, standby_away, stopped_while_frozen, promoted, sibling_frozen, sibling_vanished],
         "sqlite": [flush_stalls, write_stalls, lock_held, stopped_while_stalled, backup_frozen] + [frozen_disk] * (os.geteuid() == 0)}


# ---- all of them


def rig_of(wanted, kind, settings=None):
    return (OnPostgres if kind == "postgres" else OnSqlite)(wanted, settings)


def judged(rig):
    """Once the clients have ended: what is not there, or not once."""
    lost, doubled = rig.writers.missing(), rig.writers.doubled()
    faults = [f"lost: {key}" for key in lost] + [f"doubled: {key}" for key in doubled]
    for command in (["verify"], ["journal", "verify"]):
        done = rig.cafe.command(*command)
        faults += [f"cafepos {' '.join(command)}:\n{done.stdout}"] * bool(done.returncode)
    return faults, f"{len(rig.writers.ledger.kept)} acknowledged writes: {len(lost)} lost, {len(doubled)} doubled"


def prove(wanted, kind):
    chance, findings = random.Random(wanted.seed), Findings()
    rounds = [one for _ in range(3 if wanted.long else 1) for one in chance.sample(KINDS[kind], len(KINDS[kind]))]
    with rig_of(wanted, kind) as rig:
        begun = time.monotonic()
        try:
            for one in rounds:
                one(rig, chance, findings)
                if findings.faults or rig.writers.ledger.faults:
                    break
        except KeyboardInterrupt:
            print("    enough: what there is, is judged", flush=True)
        rig.writers.close()
        faults, words = judged(rig)
        faults += findings.faults + rig.writers.ledger.faults
    print(f"{kind}: hung {findings.counts.total()} times within {time.monotonic() - begun:.0f} s, under {words}")
    findings.shown()
    return faults


def twin(wanted, kind):
    findings = Findings()
    with rig_of(wanted, kind, {"DATABASE_TIMEOUT_SECONDS": "60"}) as rig:
        (frozen_primary if kind == "postgres" else flush_stalls)(rig, random.Random(wanted.seed), findings)
        rig.writers.close()
        rig.writers.ledger.keep("sale w9-1", ("sale", "of nobody"))
        faults, _ = judged(rig)
    waited = [fault for fault in findings.faults if "a write took" in fault]
    print(f"{kind}: a patient server: {', '.join(waited) or 'not seen'}; a write that was never made: {', '.join(faults) or 'not seen'}")
    return [] if waited and faults == ["lost: sale w9-1"] and not rig.writers.ledger.faults else [f"not seen: {findings.faults} {faults} {rig.writers.ledger.faults}"]


if __name__ == "__main__":
    run(__doc__, prove, twin)
