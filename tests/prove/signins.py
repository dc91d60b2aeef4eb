#!/usr/bin/env python3
"""50 sign-ins at once slow nobody down. Run by ./dev prove signins.

    tests/prove/signins.py [--long] [--seed N] [--database KIND] [--binary FILE] [--twin]

Passwords are hashed at the cost that a café has (BCRYPT_COST=12). 50 people sign in at the same moment, again and again for 15 seconds
(--long: 60), while tills read and sell: 99 % of these are answered within twice the time they take when nobody signs in.

--twin holds the server still for a moment each second: that must be seen.
"""

import asyncio
from collections import Counter

from cafe import PASSWORD, Cafe, run, share
from crowd import Connection, HalfAnAnswer, beside, hold_still, request_of

AT_ONCE, ADDRESSES, RATIO_MAX = 50, 10, 2


async def sign_in(cafe, number, said):
    connection = Connection(cafe.address, 100 + number % ADDRESSES)
    try:
        said.append((await connection.send(request_of("POST", "/auth/login", {"username": "cashier", "password": PASSWORD})))[0])
    except (OSError, HalfAnAnswer) as error:
        said.append(type(error).__name__)
    connection.close()


async def before_the_storm(cafe):
    """Strangers may not do so much: these are addresses where staff has signed in."""
    for number in range(ADDRESSES):
        await sign_in(cafe, number, [])


async def storm(cafe, said):
    while True:
        await asyncio.gather(*(sign_in(cafe, number, said) for number in range(AT_ONCE)))


def measured(wanted, kind, twin):
    with Cafe(wanted.binary, kind, {"LOG_LEVEL": "error", "BCRYPT_COST": "12"}) as cafe:
        token, seconds, said = cafe.sign_in("admin"), 60 if wanted.long else 15, []
        asyncio.run(before_the_storm(cafe))
        before, _ = asyncio.run(beside(cafe, token, seconds))
        during, failed = asyncio.run(beside(cafe, token, seconds, *([hold_still(cafe)] if twin else [storm(cafe, said)])))
        after, _ = asyncio.run(beside(cafe, token, seconds))
    alone, under = share(before + after, 0.99), share(during, 0.99)
    print(f"{kind}: alone p99 {alone * 1000:.0f} ms of {len(before + after)}; beside {AT_ONCE} sign-ins at once ({said.count(200)} got in, "
          f"{len(said) - said.count(200)} were told to try again) {under * 1000:.0f} ms of {len(during)}: {under / alone:.1f} ×; "
          f"medians {share(before + after, 0.5) * 1000:.0f} and {share(during, 0.5) * 1000:.0f} ms")
    faults = [f"tills were refused: {failed[:5]}"] if failed else []
    if not twin and (len(said) < AT_ONCE or 200 not in said or set(said) - {200, 503}):
        faults.append(f"too few sign-ins to show anything, or not answered as they should be: {Counter(said)}")
    if under > RATIO_MAX * alone:
        faults.append(f"p99 {under / alone:.1f} × what it is alone; {RATIO_MAX} × is promised")
    return faults


def prove(wanted, kind):
    return measured(wanted, kind, twin=False)


def twin(wanted, kind):
    return [] if measured(wanted, kind, twin=True) else ["a server that holds still was not seen"]


if __name__ == "__main__":
    run(__doc__, prove, twin)
