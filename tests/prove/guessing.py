#!/usr/bin/env python3
"""Whoever guesses gets five tries, then one after ever longer delays, a hundred in all. Run by ./dev prove guessing.

    tests/prove/guessing.py [--long] [--seed N] [--database KIND] [--binary FILE] [--twin]

Somebody guesses as fast as he is let, and the café's clock goes on as long as he is told to wait. From thousands of strange addresses, some with
a forged X-Forwarded-For, and then at a till, he guesses the password of somebody, of somebody who was deactivated and of somebody who is not,
in many spellings, by sign-ins and approvals. Of one name no more than 5 guesses are judged, then one after 15 minutes, twice as long each time up to a
day, 100 in all until an administrator unlocks; while it is locked the right password is refused as a wrong one is. The three names are answered
with the same bytes all the time, also after weeks of silence and after kill -9, and within the same time at the cost that a café has (BCRYPT_COST=12; also
by whom a hash of less work, or none, came with the older server) and at nearly none, where all else would be seen. So for PINs (none from elsewhere, 14 in half
an hour and 110 a day at a till), guesses at once, many names from one address, links for a new password. Colleagues sign in and sell all the time.
--long: twelve such campaigns, the passwords' time from three times as many.

--twin clears counters behind the server's back, stores a hash of more work for somebody, and mails a link's token to a guesser: each must be seen.
"""

import random
import re
import threading
import time
from statistics import median

from cafe import run, wait_for
from guessers import DIALECTS, JUDGED, LOCKED, SECRET, GuessedCafe, HashedCafe, Place, email_of, strangers, till
from onlookers import processor_seconds
from posts import mail_server

MINUTE, DAY = 60, 86_400
FREE, FIRST_DELAY, IN_ALL = 5, 15 * MINUTE, 100
PINS_IN_HALF_AN_HOUR, PINS_A_DAY, NAMES_FROM_ONE = 14, 110, 100
APART_MAX, APART_MAX_BESIDE_HASHES = 1.4, 1.25  # the medians of known and unknown; a hash of one step less takes half as long
OLDER_HASHES = {"older": "$2b$10$" + "abcdefghijklmnopqrstuu" + "x" * 31, "without": "!"}
MORE_WORK = "$2b$14$" + "abcdefghijklmnopqrstuu" + "x" * 31


def too_early(judged):
    """What the promise says of the moments at which guesses at one password were judged."""
    faults = [f"{len(judged)} guesses were judged, {IN_ALL} are promised before a person must unlock"] if len(judged) > IN_ALL else []
    for count in range(FREE, len(judged)):
        delay = min(FIRST_DELAY * 2 ** min(count - FREE, 10), DAY)
        if judged[count] - judged[count - 1] < delay * 1000:
            faults.append(f"guess {count + 1} was judged {(judged[count] - judged[count - 1]) / 1000:.0f} s after the one before it; {delay} s are promised")
    return faults[:3]


class Trial:
    def __init__(self, cafe, chance):
        self.cafe, self.chance, self.strangers, self.faults = cafe, chance, 0, []
        self.judged = self.guesses = self.crashes = self.days = self.worked = 0

    def stranger(self):
        self.strangers += 1
        return strangers(self.chance, self.strangers)

    def name(self):
        return f"{self.chance.choice(['rené', 'straße', 'ada', 'zoë', 'иван'])} {self.chance.randrange(10 ** 9)}"

    def colleagues(self):
        self.worked += 1
        self.faults += self.cafe.work()

    def alike(self, what, answers):
        """The one answer to all."""
        first, *others = answers
        self.guesses += len(answers)
        self.faults += [f"{what}: answered differently: {first} and {other}" for other in others if other.seen != first.seen][:1]
        return first

    def turn_of_fate(self):
        fate = self.chance.random()
        if fate < 0.06:
            self.crashes += 1
            self.cafe.crash(after_days=self.chance.uniform(31, 45) if fate < 0.03 else 0)
        elif fate < 0.15:
            self.colleagues()

    def guess(self, place, names):
        """One at each name, in the same words at the same moment. Some are told by somebody who works here, and asks for an approval."""
        spelt, password = self.chance.choice(DIALECTS), self.chance.choice(["123456", "five beans", "ß" * 60, "\u2028"])
        if self.chance.random() < 0.15:
            token = self.cafe.sign_in_from(till(1), "cleo", SECRET).token
            return self.alike("approvals", [self.cafe.ask_from(place, "POST", "/auth/approvals", {"username": spelt(name), "password": password, "permission": "sales.refund"}, token)
                                            for name in names.values()])
        return self.alike("sign-ins", [self.cafe.sign_in_from(place, spelt(name), SECRET if kind == "deactivated" else password) for kind, name in names.items()])

    def campaign(self, at_till, after_guess=lambda count: None):
        """All that can be guessed at three names."""
        names = {kind: self.name() for kind in ("known", "deactivated", "unknown")}
        known = self.cafe.hire(names["known"])
        self.cafe.hire(names["deactivated"], active=False)
        here, begun, recorded, judged = till(self.chance.randrange(100, 200)), self.cafe.at, self.cafe.recorded(), []
        while True:
            place = here if at_till else self.stranger()
            answer = self.guess(place, names)
            if answer.status in JUDGED:
                judged.append(self.cafe.at)
                after_guess(len(judged))
            elif answer.status == LOCKED[0]:
                self.alike("the right password while it is locked", [answer, self.cafe.sign_in_from(place, names["known"], SECRET)])
                if b"administrator" in answer.seen[2]:
                    break
                self.cafe.pass_on(answer.wait - 1)
                self.alike("a moment too early", [self.cafe.sign_in_from(place, name, SECRET) for name in names.values()])
                if not at_till and self.chance.random() < 0.1:
                    self.faults += ["strangers kept him out of his till"] if self.cafe.sign_in_from(till(2), names["known"], SECRET).status != 200 else []
                self.cafe.pass_on(1)
            else:
                self.faults.append(f"a guess was answered {answer}")
            if len(self.faults) > 3 or len(judged) > IN_ALL + 50:
                return names["known"]
            self.turn_of_fate()
        self.unlock(here if at_till else self.stranger(), names, known, judged, recorded, at_till)
        self.days += (self.cafe.at - begun) / DAY / 1000
        self.judged += len(judged)
        return names["known"]

    def unlock(self, place, names, known, judged, recorded, at_till):
        self.faults += too_early(judged)
        told = self.cafe.recorded() - recorded
        if told != 3 * len(judged) or not at_till and self.cafe.counted(names["known"]) != len(judged):
            self.faults.append(f"{len(judged)} guesses at each of three were judged; the tables tell of {told} in all, {self.cafe.counted(names['known'])} by strangers at one")
        self.cafe.pass_on(200 * DAY)
        if self.cafe.sign_in_from(place, names["known"], SECRET).status != 423:
            self.faults.append("nobody had unlocked him, and yet he got in")
        if self.cafe.ask_from(till(0), "PATCH", f"/users/{known}/activate", {}, self.cafe.boss()).status != 200:
            self.faults.append("he could not be unlocked")
        if self.cafe.sign_in_from(place, names["known"], SECRET).status != 200:
            self.faults.append("an administrator unlocked him, and he did not get in")

    # ---- PINs

    def pins(self):
        """At a till for a day; and from elsewhere, where they are not even looked at."""
        here, begun, judged, before = till(60), self.cafe.at, [], self.cafe.recorded()
        def typed(place, pin):
            return self.cafe.ask_from(place, "POST", "/auth/login", {"pinCode": pin})
        while self.cafe.at < begun + DAY * 1000:
            self.guesses += 1
            answer = typed(here, f"{self.chance.randrange(3000, 10_000)}")
            if answer.status == 401:
                judged.append(self.cafe.at - begun)
                self.faults += ["a right PIN was refused where no guess had been too many"] if len(judged) < FREE and typed(here, "2468").status != 200 else []
                continue
            self.alike("the right PIN where guesses were too many", [answer, typed(here, "2468")])
            if answer.status != 429:
                return self.faults.append(f"a PIN was answered {answer}")
            self.cafe.pass_on(answer.wait)
            self.turn_of_fate_at_the_till(len(judged))
        early = sum(at <= 30 * MINUTE * 1000 for at in judged)
        if early > PINS_IN_HALF_AN_HOUR or len(judged) > PINS_A_DAY:
            self.faults.append(f"{early} PINs in half an hour and {len(judged)} in a day were judged at a till; {PINS_IN_HALF_AN_HOUR} and {PINS_A_DAY} are promised")
        place = self.stranger()
        elsewhere = self.alike("PINs from elsewhere", [typed(place, pin) for pin in ["2468", "1357"] + [f"{number}" for number in range(4000, 4030)]])
        if elsewhere.status != 403 or self.cafe.recorded() - before != len(judged):
            self.faults.append(f"PINs from elsewhere: {elsewhere}; {self.cafe.recorded() - before} recorded of {len(judged)} that were judged")
        self.judged += len(judged)

    def turn_of_fate_at_the_till(self, count):
        if count % 15 == 0:
            self.crashes += 1
            self.cafe.crash()
            self.colleagues()

    # ---- many at once, many names, links

    def at_once(self, ends):
        """Forty guesses at one name in the same moment; then the server is killed in the midst of them, if it `ends`."""
        name, answers = self.name(), []
        self.cafe.hire(name)
        def one(place):
            try:
                answers.append(self.cafe.sign_in_from(place, name, "no such thing").status)
            except OSError:
                pass
        guessers = [threading.Thread(target=one, args=(self.stranger(),)) for _ in range(40)]
        for guesser in guessers:
            guesser.start()
        if ends:
            time.sleep(self.chance.uniform(0.005, 0.05))
            self.crashes += 1
            self.cafe.kill()
        else:
            self.colleagues()
        for guesser in guessers:
            guesser.join()
        if ends:
            self.cafe.start()
            if not answers.count(401) <= self.cafe.counted(name) <= FREE:
                self.faults.append(f"{answers.count(401)} were answered before the end, {self.cafe.counted(name)} are counted")
            for _ in range(10):
                one(self.stranger())
        self.guesses += len(guessers)
        if answers.count(401) > FREE or set(answers) - {401, 423, 429, 503}:
            self.faults.append(f"of forty guesses at once {answers.count(401)} were judged: {sorted(set(answers))}")

    def many_names(self):
        """From one address, which says to be another each time."""
        known, source = [self.name() for _ in range(8)], f"127.0.80.{self.chance.randrange(1, 250)}"
        for name in known:
            self.cafe.hire(name)
        names, answers = known + [self.name() for _ in range(130)], []
        self.chance.shuffle(names)
        for number, name in enumerate(names):
            answers.append(self.cafe.sign_in_from(Place(source, f"203.0.117.{number}"), name, "no such thing"))
        self.guesses += len(names)
        judged = sum(answer.status == 401 for answer in answers)
        self.faults += [f"{judged} names were tried from one address"] if judged > NAMES_FROM_ONE else []
        for some in (answers[:judged], answers[judged:]):
            self.alike("many names", some or [answers[0]])
        self.colleagues()

    def links(self, mails, told=lambda token: None):
        """Nobody is told who gets mail, and few mails are sent; a token is not found by changing another, and a used one is as good as none."""
        names = {kind: self.name() for kind in ("known", "deactivated", "unknown")}
        self.cafe.hire(names["known"])
        self.cafe.hire(names["deactivated"], active=False)
        before = len(mails.kept)
        for _ in range(10):
            place = self.stranger()
            answer = self.alike("links by mail", [self.cafe.ask_from(place, "POST", "/auth/password-reset-request", {"email": email_of(name)}) for name in names.values()])
            self.faults += [f"a link by mail: {answer}"] if answer.status != 200 else []
        mail = wait_for("the mail", lambda: next((mail for mail in mails.kept[before:] if b"token=" in mail), None), 60)
        time.sleep(1)  # for others
        token = re.findall(rb"token=([\w-]{16,})", b"".join(mails.kept[before:]).replace(b"=\r\n", b"").replace(b"=3D", b"="))[-1].decode()
        sent = [email_of(name) for mail in mails.kept[before:] for name in names.values() if email_of(name).encode() in mail]
        self.faults += [f"links were mailed to {sent}"] if sent.count(email_of(names["known"])) > 3 or set(sent) != {email_of(names["known"])} else []

        def tried(token, path="validate-reset-token"):
            return self.cafe.ask_from(self.stranger(), "POST", f"/auth/{path}", {"token": token, "newPassword": SECRET})
        ways = [token[:-1], token + "A", token.swapcase(), token[::-1], "%", "_" * len(token), token.replace(token[3], "_", 1) if token[3] != "_" else token[1:], token + " x"]
        ways += [token[:at] + self.chance.choice([letter for letter in "Aa0_-" if letter != token[at]]) + token[at + 1:] for at in range(len(token) - 1)]
        guesses = [told(token) or one for one in ways]
        wrong = self.alike("other tokens", [tried(one, path) for one in guesses for path in ("validate-reset-token", "password-reset-confirm")])
        if wrong.status != 400 or tried(token, "password-reset-confirm").status != 200:
            self.faults.append(f"other tokens: {wrong}; or the mailed one did not work")
        self.alike("a used token", [wrong, tried(token), tried(token, "password-reset-confirm")])
        return mail


# ---- time

def measured(cafe, kinds, rounds, chance, ask):
    """Seconds of each kind by rounds, asked by turns, and the server's own processor's."""
    took = {kind: [] for kind in kinds}
    for number in range(rounds):
        for kind in chance.sample(kinds, len(kinds)):
            begun, busy = time.monotonic(), processor_seconds(cafe)
            answer = ask(kind, number)
            took[kind].append((time.monotonic() - begun, processor_seconds(cafe) - busy))
            assert answer.status in (401, 423, 200), answer
    return took


def told_by_time(what, took, apart_max, hashing=False):
    """Each is compared with the unknown of the same round: the machine is slower at times. Of hashes, which yield to all else that a machine does, the
    processor's time must differ as well; it is counted in hundredths, too few for anything else."""
    def ratio(kind, of):
        return median(one[of] / max(other[of], 0.01 * of or 1e-9) for one, other in zip(took[kind], took["unknown"]))
    print(f"{what}: " + ", ".join(f"{kind} {median(one for one, _ in seconds) * 1000:.1f} ms ({ratio(kind, 0):.2f} ×{f', of work {ratio(kind, 1):.2f} ×' if hashing else ''})" for kind, seconds in took.items()))
    return [f"{what}: {kind} takes {ratio(kind, 0):.2f} × as long as unknown" for kind in took
            if all(not 1 / apart_max < ratio(kind, of) < apart_max for of in ((0, 1) if hashing else (0,)))]


def by_time(wanted, kind, cost, rounds, chance, more_work=False):
    with HashedCafe(wanted.binary, kind, cost) as cafe:
        names = ["known", "deactivated", *OLDER_HASHES]
        for name in names:
            cafe.hire(name, active=name != "deactivated")
        for name, stored in OLDER_HASHES.items() if cost > 4 else ():
            cafe.database.sql(f"UPDATE users SET password_hash = '{stored}' WHERE username = '{name}'")
        if more_work:
            cafe.database.sql(f"UPDATE users SET password_hash = '{MORE_WORK}' WHERE username = 'known'")
        names += ["unknown"]
        faults = told_by_time(f"{kind}: wrong passwords at cost {cost}", measured(cafe,  # each from a till of its own, for the sixth try is another matter
            names, rounds, chance, lambda name, number: cafe.sign_in_from(till(number), name, "no such thing")), APART_MAX if cost > 4 else APART_MAX_BESIDE_HASHES, cost > 4)
        if cost > 4:
            return faults
        for name in names * FREE:
            cafe.sign_in_from(till(250), name, "no such thing")
        faults += told_by_time(f"{kind}: locked", measured(cafe, names, 2 * rounds, chance, lambda name, number: cafe.sign_in_from(till(250), name, "no such thing")), APART_MAX_BESIDE_HASHES)
        for number in range(rounds // 3 + 1):
            cafe.hire(f"person {number}")
        return faults + told_by_time(f"{kind}: links by mail", measured(cafe, ["person", "unknown"], rounds, chance, lambda name, number: cafe.ask_from(
            till(200 + number), "POST", "/auth/password-reset-request", {"email": email_of(f"{name} {number // 3}")})), APART_MAX_BESIDE_HASHES)


# ---- the program

def prove(wanted, kind):
    chance, campaigns = random.Random(wanted.seed), 12 if wanted.long else 2
    with mail_server() as mails, GuessedCafe(wanted.binary, kind, mails) as cafe:
        trial = Trial(cafe.furnish(), chance)
        for number in range(campaigns):
            trial.campaign(at_till=number % 2)
            trial.colleagues()
            trial.at_once(ends=number % 2)
        trial.pins()
        trial.many_names()
        trial.links(mails)
    print(f"{kind}: {trial.guesses} guesses at three kinds of names, from {trial.strangers} strange addresses and tills, over {trial.days:.0f} days and {trial.crashes} kills; "
          f"of one name or till's PINs {trial.judged} were judged in {campaigns} campaigns and a day; colleagues came to work {trial.worked} times")
    return trial.faults + by_time(wanted, kind, 12, 60 if wanted.long else 16, chance) + by_time(wanted, kind, 4, 200, chance)


def twin(wanted, kind):
    chance, faults = random.Random(wanted.seed), []
    with mail_server() as mails, GuessedCafe(wanted.binary, kind, mails) as cafe:
        cafe.furnish()

        def forget(count):
            if count == 8:
                cafe.database.sql("UPDATE users SET failed_login_attempts = 0, locked_until = NULL")
                cafe.database.sql("DELETE FROM throttles")
        for at_till in (False, True):
            trial = Trial(cafe, chance)
            trial.campaign(at_till, forget)
            faults += [] if any("was judged" in fault for fault in trial.faults) else [f"forgotten guesses were not seen: {trial.faults}"]
        trial = Trial(cafe, chance)
        trial.links(mails, told=lambda token: token)
        faults += [] if any("differently" in fault for fault in trial.faults) else ["a token that was told was not seen"]
    return faults + ([] if any("known takes" in fault for fault in by_time(wanted, kind, 12, 5, chance, more_work=True)) else ["a hash of more work was not seen"])


if __name__ == "__main__":
    run(__doc__, prove, twin)
