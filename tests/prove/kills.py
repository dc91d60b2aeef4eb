#!/usr/bin/env python3
"""kill -9 under mixed writes: nothing acknowledged is lost, nothing is doubled. Run by ./dev prove kills.

    tests/prove/kills.py [--long] [--seed N] [--database KIND] [--binary FILE] [--twin]

Eight clients sell, refund, keep tabs, take stock, move cash and serve the kitchen, each write with an Idempotency-Key; half of them are
sent twice. 15 times (--long: 500) the server is killed at any moment and started again. After each kill `cafepos verify` is clean and all
that was answered is there; what was not answered is sent again, and in the end is there once.

--twin forgets the keys behind the server's back, then takes a row away: doubled and lost writes must be seen.
"""

import random
import statistics
import threading
import time

from cafe import Cafe, ask, run, wait_for
from writers import Writers

READY_SECONDS_MAX = 2


def cafe_of(wanted, kind):
    return Cafe(wanted.binary, kind, {"LOG_LEVEL": "error"})


def kill_under_load(cafe, writers, chance):
    """Seconds until it is ready again, and what is wrong meanwhile."""
    known = len(writers.ledger.kept)
    wait_for("writes", lambda: len(writers.ledger.kept) > known + 5 or writers.ledger.faults, 60)
    time.sleep(chance.uniform(0, 0.3))
    cafe.kill()
    faults = [f"lost after a kill: {key}" for key in writers.missing()]
    verified = cafe.command("verify")
    if verified.returncode:
        faults.append("cafepos verify:\n" + verified.stdout)
    begun = time.monotonic()
    cafe.start()
    return time.monotonic() - begun, faults


def all_at_once(cafe, writers, number):
    """One key from eight clients at the same moment: one effect, and who comes while it runs is told so."""
    start, said = threading.Barrier(8), []

    def send():
        start.wait()
        status, headers, answer = ask(cafe.address, "POST", "/orders", body, writers.token, f"crowd {number}")
        said.append((status, headers["Idempotent-Replayed"], answer.get("errorCode") or answer["data"]["order"]["id"]))
    body = {"items": [{"productId": writers.products[0], "quantity": 1}], "paymentMethod": "card", "orderNotes": f"crowd {number}"}
    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    running = [one for one in said if one[0] == 409 and one[2] == "REQUEST_IN_PROGRESS"]
    done = [one for one in said if one[0] == 201]
    rows = cafe.database.sql(f"SELECT id FROM orders WHERE notes = 'crowd {number}'")
    good = len(running) + len(done) == 8 and len(rows) == 1 and {one[2] for one in done} == set(rows[0]) and sum(one[1] is None for one in done) == 1
    return len(running), [] if good else [f"one key from eight clients: {said}, {len(rows)} orders"]


def prove(wanted, kind):
    kills, chance = 500 if wanted.long else 15, random.Random(wanted.seed)
    with cafe_of(wanted, kind) as cafe:
        writers = Writers(cafe, wanted.seed).open()
        times, faults = [], []
        try:
            while len(times) < kills and not faults and not writers.ledger.faults:
                seconds, faults = kill_under_load(cafe, writers, chance)
                times.append(seconds)
                if len(times) % 50 == 0:
                    print(f"    {len(times)} kills, {len(writers.ledger.kept)} acknowledged", flush=True)
        except KeyboardInterrupt:
            print("    enough: what there is, is judged", flush=True)
            if not cafe.process:
                cafe.start()
        finally:
            writers.close()
        crowds = [all_at_once(cafe, writers, number) for number in range(20)]
        faults += writers.ledger.faults + [fault for _, wrong in crowds for fault in wrong]
        lost, doubled = writers.missing(), writers.doubled()
        faults += [f"lost: {key}" for key in lost] + [f"doubled: {key}" for key in doubled]
        verified = cafe.command("verify").stdout.strip().splitlines()[-1]
    print(f"{kind}: {len(times)} kills under {len(writers.ledger.kept)} acknowledged writes: {len(lost)} lost, {len(doubled)} doubled; "
          f"ready again after {statistics.median(times):.2f} s (median), {max(times):.2f} s (longest)\n"
          f"    keys: {writers.repeated} sent again, {writers.reused} with another body, {sum(n for n, _ in crowds)} of 140 while the first ran\n"
          f"    sent again: {', '.join(f'{n} × {what}' for what, n in writers.ledger.trouble.most_common())}\n    {verified}")
    if statistics.median(times) > READY_SECONDS_MAX:
        faults.append(f"ready after {statistics.median(times):.1f} s; at most {READY_SECONDS_MAX} are promised")
    return faults


def twin(wanted, kind):
    with cafe_of(wanted, kind) as cafe:
        writers = Writers(cafe, wanted.seed, repeat=0).open()
        wait_for("writes", lambda: len(writers.ledger.kept) > 50, 60)
        writers.close()
        key, (_, order) = next((key, what) for key, what in writers.ledger.kept.items() if key.startswith("sale"))
        cafe.database.sql("DELETE FROM idempotency_keys")
        body = {"items": writers.basket(random.Random(1)), "paymentMethod": "card", "orderNotes": key}
        ask(cafe.address, "POST", "/orders", body, writers.token, key)
        cafe.stop()
        doubled = writers.doubled()
        cafe.database.sql(f"UPDATE stock_movements SET notes = '' WHERE notes = '{next(k for k in writers.ledger.kept if k.startswith('stock'))}'")
        lost = writers.missing()
    print(f"{kind}: keys forgotten, {len(doubled)} doubled; a row changed, {len(lost)} lost")
    return [] if doubled == [key] and len(lost) == 1 and not writers.ledger.faults else [f"not seen: {doubled} {lost} {writers.ledger.faults}"]


if __name__ == "__main__":
    run(__doc__, prove, twin)
