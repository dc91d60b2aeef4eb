"""Tills that sell all the time and write down what they were answered."""

import http.client
import random
import threading
import time
from collections import Counter

from cafe import ask

TILLS = 8
PAUSE = 0.1  # seconds between two sales of a till


class Tills:
    """Each sale has a key of its own, and is sent again with it until it is answered."""

    def __init__(self, address, source, seed):
        """`source` makes the address of a till from its number, so that the server sees several."""
        self.address, self.source, self.seed = address, source, seed
        status, _, answer = ask(address, "POST", "/auth/login", {"username": "cashier", "password": "password123"})
        assert status == 200, answer
        self.token = answer["data"]["token"]
        status, _, answer = ask(address, "GET", "/menu_items?limit=20", token=self.token)
        assert status == 200, answer
        self.products = [item["id"] for item in answer["data"]["menu_items"]]
        self.ledger = {}  # the key → (the body, the order's id)
        self.answered = []  # when each sale was answered
        self.waited = []  # how long each took, with all its attempts
        self.trouble = Counter()  # what was answered instead
        self.faults = []
        self.lock = threading.Lock()
        self.closing = threading.Event()
        self.threads = [threading.Thread(target=self.work, args=(number,)) for number in range(TILLS)]

    def open(self):
        for thread in self.threads:
            thread.start()

    def close(self):
        """Once the last sale of each was answered."""
        self.closing.set()
        for thread in self.threads:
            thread.join()

    def work(self, number):
        chance = random.Random(f"{self.seed} {number}")
        sale = 0
        while not self.closing.is_set() and not self.faults:
            body = {"items": [{"productId": chance.choice(self.products), "quantity": chance.randint(1, 3)}], "paymentMethod": "card"}
            self.sell(number, f"till-{number}-sale-{sale}", body)
            sale += 1
            time.sleep(PAUSE)

    def sell(self, number, key, body):
        begun = time.monotonic()
        while time.monotonic() < begun + 120:
            order = self.attempt(number, key, body)
            if order:
                with self.lock:
                    self.ledger[key] = (body, order)
                    self.answered.append(time.monotonic())
                    self.waited.append(time.monotonic() - begun)
                return
            time.sleep(0.2)
        self.faults.append(f"{key} was not answered within two minutes")

    def attempt(self, number, key, body):
        try:
            status, headers, answer = ask(self.address, "POST", "/orders", body, self.token, key, self.source(number))
        except (OSError, http.client.HTTPException, ValueError) as error:
            return self.note(type(error).__name__)
        if status in (200, 201):
            if headers["Idempotent-Replayed"] == "true":
                self.note("answered by an earlier attempt's order")
            return answer["data"]["order"]["id"]
        said = answer.get("errorCode", "of HAProxy")
        # An attempt that broke off may still be under way at another CafePOS.
        if status not in (502, 503, 504) and said != "REQUEST_IN_PROGRESS":
            self.faults.append(f"{key} was refused: {status} {answer}")
        return self.note(f"{status} {said}")

    def note(self, what):
        with self.lock:
            self.trouble[what] += 1

    def longest_silence(self, since):
        """Seconds in which no till was answered, and the seconds until now count."""
        moments = [since, *(moment for moment in self.answered[:] if moment > since), time.monotonic()]
        return max(later - earlier for earlier, later in zip(moments, moments[1:]))

    def sell_again_since(self, moment):
        return bool(self.answered) and self.answered[-1] > moment
