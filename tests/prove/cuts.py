#!/usr/bin/env python3
"""The line to PostgreSQL is cut at COMMIT: what became of it nobody can know, and the same key ends exactly once. Run by ./dev prove cuts.

    tests/prove/cuts.py [--long] [--seed N] [--binary FILE] [--twin]

Between the server and PostgreSQL a proxy reads along. 60 times (--long: 1,200), under eight clients that write all the time with keys, it
waits for the COMMIT of some of their writes and then cuts the line: before the COMMIT goes on, with it, after it was done, or in the
middle of its answer; or PostgreSQL cancels it or ends the session while it runs. Each of those writes must be answered 503
OUTCOME_UNKNOWN (one that was cancelled may as well be done again by the server) and, sent again with its key, be there once.

--twin sends again with another key: doubled sales must be seen.
"""

import random
import time
from collections import Counter, defaultdict
from contextlib import contextmanager

from cafe import SILENT, Cafe, ask, psql, run, share, wait_for
from line import CANCELLED, DONE, ENDED, KINDS, Proxy, keys_in
from writers import PATIENCE_SECONDS, Unanswered, Writers

UNKNOWN = "OUTCOME_UNKNOWN"
# COMMIT itself is over in no time. Where it shall be met at work, a check that was put off until then takes its time.
SLOW_COMMIT = """CREATE SCHEMA prove; CREATE TABLE prove.pause (seconds float8);
    CREATE FUNCTION prove.wait() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(seconds) FROM prove.pause; RETURN NULL; END';
    CREATE CONSTRAINT TRIGGER prove_wait AFTER INSERT ON public.idempotency_keys DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION prove.wait()"""


class Asking(Writers):
    """Writers that also know which keys are under way, and what each was answered."""

    def __init__(self, *arguments):
        self.under_way, self.said = set(), defaultdict(list)
        super().__init__(*arguments)

    def next_key(self, key):
        return key

    def until_answered(self, key, path, body):
        end, sent = time.monotonic() + PATIENCE_SECONDS, key
        while time.monotonic() < end:
            try:
                self.under_way.add(key)
                status, _, answer = ask(self.cafe.address, "POST", path, body, self.token, sent)
                self.said[key].append(answer.get("errorCode") or status)
                if status not in (503, 507) and answer.get("errorCode") != "REQUEST_IN_PROGRESS":
                    return status, answer
                self.ledger.note(f"{status} {answer.get('errorCode')}")
                if answer.get("errorCode") == UNKNOWN:
                    sent = self.next_key(sent)
            except SILENT as error:
                self.ledger.note(type(error).__name__)
            finally:
                self.under_way.discard(key)
            time.sleep(0.05)
        self.ledger.fault(f"{key} was not answered within {PATIENCE_SECONDS} s")
        raise Unanswered


class Forgetful(Asking):
    """The twin's: sells only, and sends again as if it were new."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.threads = self.threads[:2] + self.threads[7:]

    def next_key(self, key):
        return key + " again"


@contextmanager
def cafe_behind(wanted):
    """A café and the proxy that it reaches its database through."""
    cafe = Cafe(wanted.binary, "postgres", {"LOG_LEVEL": "error"})
    with Proxy(cafe.database.url) as proxy:
        cafe.settings["DATABASE_URL"] = proxy.url
        with cafe:
            psql(cafe.database.url, SLOW_COMMIT)
            yield cafe, proxy


def hurt(cafe, writers, kind, line):
    """PostgreSQL does that to the session while its COMMIT waits: the keys of its writes. (The COMMIT that the line has met may have had
    nothing to wait for: a transaction that found only keys that were used before.)"""
    end = "pg_cancel_backend" if kind == CANCELLED else "pg_terminate_backend"
    wait_for("a COMMIT that waits", lambda: psql(cafe.database.url, f"SELECT 1 FROM pg_stat_activity WHERE pid = {line.pid} AND "
                                                 "wait_event = 'PgSleep'"), 10, 0.01)
    keys = keys_in(line.stored) & set(writers.under_way)
    psql(cafe.database.url, "DELETE FROM prove.pause")
    hit = psql(cafe.database.url, f"SELECT {end}(pid) FROM pg_stat_activity WHERE pid = {line.pid} AND wait_event = 'PgSleep'")
    return keys if hit else set()  # on a slow machine it may be over


def cut_once(cafe, proxy, writers, kind):
    """The keys of the writes that were cut, once writes go on."""
    line, keys = proxy.cut(kind, lambda: set(writers.under_way), lambda: psql(cafe.database.url, "INSERT INTO prove.pause VALUES (5)"))
    if kind in (CANCELLED, ENDED):
        keys = hurt(cafe, writers, kind, line)
    known = len(writers.ledger.kept)
    wait_for("writes that go on", lambda: len(writers.ledger.kept) > known or writers.ledger.faults, 60, 0.01)
    return keys


def prove(wanted, kind_of_database):
    chance, cuts, expected, writes = random.Random(wanted.seed), Counter(), defaultdict(list), 0
    with cafe_behind(wanted) as (cafe, proxy):
        writers, times = Asking(cafe, wanted.seed).open(), []
        try:
            while len(times) < (1200 if wanted.long else 60) and not writers.ledger.faults:
                kind, begun = chance.choice(KINDS), time.monotonic()
                keys = cut_once(cafe, proxy, writers, kind)
                times.append((time.monotonic() - begun, kind))
                cuts[kind] += 1
                writes += len(keys)
                for key in keys if kind != CANCELLED else ():
                    expected[key].append(kind)
                if len(times) % 100 == 0:
                    print(f"    {len(times)} cuts, {len(writers.ledger.kept)} acknowledged", flush=True)
        except KeyboardInterrupt:
            print("    enough: what there is, is judged", flush=True)
            psql(cafe.database.url, "DELETE FROM prove.pause")
        writers.close()
        lost, doubled = writers.missing(), writers.doubled()
        faults = writers.ledger.faults + [f"lost: {key}" for key in lost] + [f"doubled: {key}" for key in doubled]
        faults += [f"{key} was cut {kinds} and answered {writers.said[key]}" for key, kinds in expected.items()
                   if writers.said[key].count(UNKNOWN) < len(kinds)]
        for command in (["verify"], ["journal", "verify"]):
            done = cafe.command(*command)
            faults += [f"cafepos {' '.join(command)}:\n{done.stdout}"] * bool(done.returncode)
    print(f"{kind_of_database}: {sum(cuts.values())} cuts at COMMIT ({', '.join(f'{n} × {what}' for what, n in cuts.most_common())}) that hit "
          f"writes {writes} times; {len(writers.ledger.kept)} acknowledged writes: {len(lost)} lost, {len(doubled)} doubled; writing again after "
          f"{share(times, 0.5)[0]:.1f} s (median), {max(times)[0]:.1f} s at most ({max(times)[1]})\n"
          f"    answered meanwhile: {', '.join(f'{n} × {what}' for what, n in writers.ledger.trouble.most_common())}")
    return faults


def twin(wanted, kind_of_database):
    with cafe_behind(wanted) as (cafe, proxy):
        writers = Forgetful(cafe, wanted.seed, 0).open()
        keys = {key for _ in range(10) for key in cut_once(cafe, proxy, writers, DONE)}
        writers.close()
        doubled = set(writers.doubled())
    print(f"{kind_of_database}: sent again with another key, {len(doubled)} of {len(keys)} sales that were cut are doubled, and seen")
    return [] if keys and doubled == keys and not writers.ledger.faults else [f"not seen: {keys ^ doubled} {writers.ledger.faults}"]


if __name__ == "__main__":
    run(__doc__, prove, twin, kinds=("postgres",))
