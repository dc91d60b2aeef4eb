#!/usr/bin/env python3
"""Every answer is what /openapi.json says, and a body's members do what it says or nothing. Run by ./dev prove schemas.

    tests/prove/schemas.py [--long] [--seed N] [--database KIND] [--binary FILE] [--twin]

The requests of alike.py, 1,000 (--long: 6,000) of every route, good and bad. Each answer has a status and a type that are described, and a body that
fits its schema, with nothing that it does not name. Before a good body is sent, each of its members is tried: absent where it is required, of another type,
beyond each limit; that is refused by 400 or 422 naming it. The good body itself carries members that nobody knows, or that are the answer's alone (id,
total_amount, createdAt, …): each is named in `ignored`, and of their values nothing is in the database afterwards.

--twin changes schemas in memory: each change must be missed.
"""

import copy
import http.client
import json
import random
import re
from collections import Counter, defaultdict

from alike import Line
from cafe import Cafe, run
from cells import cells
from deeds import more_deeds
from fits import Schemas, parsed, put_in, taken_out, written
from script import Script

PAGES = ("/reset-password", "/receipts/page")  # for people: what is wrong is said in a page, too
FROM_THE_TRANSPORT = {405, 408, 413, 431, 503}
TRIES_OF_EACH, AT_ONCE_MAX, IGNORED_MAX, FAULTS_MAX = 2, 30, 45, 80
PLANTED = {"uuid": "0badf00d-0000-7000-8000-00000badf00d", "date-time": "1987-06-05T04:03:02Z", "date": "1987-06-05"}
PLANTED_WORD, PLANTED_NUMBER = "planted by a stranger", 4242
PLANTED_MONEY = 424242.42
FOREIGN = {"nobody_knows_this": 1, "id": PLANTED["uuid"], "total_amount": PLANTED_MONEY, "created_at": PLANTED["date-time"], "createdAt": PLANTED["date-time"],
           "user_id": PLANTED["uuid"], "userId": PLANTED["uuid"], "isSystem": True, "__proto__": {"isAdmin": True}, "constructor": PLANTED_WORD}


class Trial:
    def __init__(self, wanted, cafe):
        self.line, self.cafe, self.chance = Line(cafe), cafe, random.Random(wanted.seed)
        self.line.sign_in()
        description = json.loads(self.line.send("GET", "/openapi.json", None, "", "nobody")[2])
        self.schemas, self.script = Schemas(description), Script(self.chance, description)
        self.routes = {(method, path): route for method, path, route in self.script.routes}
        self.found, self.statuses, self.answered = {}, Counter(), Counter()
        self.tries, self.undecided, self.ignored_of = Counter(), Counter(), set()
        self.bodies = defaultdict(int)  # of each route with a body, how often a good one was taken
        self.free = set()  # places whose schema says nothing
        self.script.layout = None
        self.deeds = more_deeds(self.script)
        for path in ("/users", "/menu_items", "/inventory", "/orders?limit=50", "/tills", "/stations", "/printers", "/roles", "/option_groups", "/settings"):
            self.checked("GET", path, None, "", "admin")

    def fault(self, where, text):
        """One of each kind is enough."""
        self.found.setdefault((where, re.sub(r"\d+", "0", text.split(": ")[0] + text.split(": ")[-1][:40])), f"{where}: {text}")

    def next(self):
        """Something, or None if there was nothing to do."""
        if self.chance.random() < 0.4:
            return self.checked(*self.script.next())
        deed = self.chance.choice(self.deeds)() if self.chance.random() < 0.5 else self.script.day.deed()
        if deed is None:
            return None
        method, path, body = deed
        if isinstance(body, dict):
            return self.tried(method, path, body)
        kind, body = body if isinstance(body, tuple) else ("application/json", body)
        return self.checked(method, path, body, kind, "admin")

    # ---- answers

    def checked(self, method, path, body, kind, who):
        """The status and the answer, once it was compared with its schema."""
        status, headers, text = self.line.send(method, path, body, kind, who)
        self.statuses[status] += 1
        at = self.script.route_of(method, path)
        route = self.routes.get(at)
        answer = None
        if "json" in headers.get("content-type", ""):
            try:
                answer = parsed(text)
            except ValueError:
                self.fault(at, f"{status}: no JSON: {text[:200]}")
        if route is not None and not path.startswith(("/openapi", *PAGES)):
            for fault in self.differences(route, status, headers, answer):
                self.fault(" ".join(at), f"{status}: {fault}")
            self.answered[at] += status < 300
            if status < 300 and answer is not None:
                self.script.learn(path, json.loads(text))
                if path == "/till_layout":
                    self.script.layout = answer["data"]
        if status == 401 and who in ("admin", "manager", "cashier"):
            self.line.sign_in()
        return status, answer

    def differences(self, route, status, headers, answer):
        if str(status) not in route["responses"]:
            if status in FROM_THE_TRANSPORT:
                return
            yield "is not described"
            return
        said = route["responses"][str(status)]
        if "$ref" in said:
            said = self.script.description["components"]["responses"][said["$ref"].split("/")[-1]]
        content = said.get("content", {})
        kind = headers.get("content-type", "").split(";")[0]
        if content and kind not in content:
            yield f"is {kind or 'nothing'}, described is {list(content)}"
        elif content and kind == "application/json":
            yield from self.schemas.faults(answer, content[kind]["schema"], "answer")

    # ---- bodies

    def schema_of(self, at):
        return self.routes[at].get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")

    def tried(self, method, path, body):
        at = self.script.route_of(method, path)
        schema = self.schema_of(at) if at in self.routes else None
        if schema is None:
            return self.checked(method, path, json.dumps(body), "application/json", "admin")
        waiting = [variant for variant in self.variants(at, body, schema) if self.tries[(at, *variant[:2])] < TRIES_OF_EACH]
        self.chance.shuffle(waiting)
        refused = [(variant, *self.checked(method, path, json.dumps(variant[2]), "application/json", "admin")) for variant in waiting[:AT_ONCE_MAX]]
        more, extras = self.with_extras(at, body, schema)
        status, answer = self.checked(method, path, json.dumps(more), "application/json", "admin")
        if status >= 300:
            self.undecided[at] += 1
        for (where, how, changed), said, words in refused:
            if said < 300:
                self.fault(" ".join(at), f"takes {where or 'the body'} against its {how}: {json.dumps(changed, ensure_ascii=False)[:200]}")
            if status < 300 or said < 300 or names(words, where):
                self.tries[(at, where, how)] += 1
            if status < 300 and said >= 300 and not (said in (400, 422) and names(words, where)):
                self.fault(" ".join(at), f"{said} does not name {where or 'the body'}, which was against its {how}: {json.dumps(words, default=str, ensure_ascii=False)[:300]}"
                                         f" for {json.dumps(changed, ensure_ascii=False)[:200]}")
        if status < 300:
            self.bodies[at] += 1
            said = set((answer or {}).get("ignored", []))
            self.ignored_of |= {(at, extra) for extra in extras}
            if extras - said:
                self.fault(" ".join(at), f"does not name in ignored: {sorted(extras - said)}")
            if said - extras:
                self.fault(" ".join(at), f"ignores what is described: {sorted(said - extras)}")
        return status, answer

    def variants(self, at, body, schema):
        """(place, how, body) of each one thing that is wrong."""
        for path, inner in self.schemas.places(body, schema):
            value = body
            for step in path:
                value = value[step]
            where = written(path)
            if not inner or set(inner) <= {"description", "nullable"}:
                self.free.add((at, where))
            yield from ((where, how, put_in(body, path, other)) for how, other in self.schemas.misfits(value, inner) if not takes_more(at, other))
            if isinstance(value, dict):
                yield from ((written((*path, name)), "being required", taken_out(body, (*path, name))) for name in inner.get("required", []) if name in value)

    def with_extras(self, at, body, schema):
        """The body with foreign members in each of its objects, and their places."""
        more, extras = copy.deepcopy(body), set()
        for path, inner in list(self.schemas.places(body, schema)):
            value = more
            for step in path:
                value = value[step]
            if not isinstance(value, dict) or "properties" not in inner:
                continue
            foreign = {**FOREIGN, **self.of_the_answer(at)}
            for name, planted in foreign.items():
                if name not in inner["properties"] and len(extras) < IGNORED_MAX:
                    value[name] = planted
                    extras.add(written((*path, name)))
        return more, extras

    def of_the_answer(self, at):
        """What the answer has, with values that would be seen."""
        said = next((inner for status, inner in self.routes[at]["responses"].items() if status in ("200", "201")), {})
        schema = said.get("content", {}).get("application/json", {}).get("schema", {})
        found, waiting = {}, [schema.get("properties", {}).get("data", {}), *schema.get("allOf", [])[1:]]
        for depth in range(2):
            waiting = [self.schemas.plain(inner) for inner in waiting]
            properties = {name: inner for one in waiting for name, inner in one.get("properties", {}).items()}
            found |= {name: planted_value(self.schemas.plain(inner)) for name, inner in properties.items()}
            waiting = list(properties.values())
        return dict(self.chance.sample(sorted(found.items(), key=lambda entry: entry[0]), min(12, len(found))))

    def planted(self):
        """What of the foreign members got into the database."""
        numbers = {round(PLANTED_MONEY * 10 ** scale) for scale in (2, 3, 4)} | {PLANTED_NUMBER}
        texts = (PLANTED["uuid"], PLANTED["date-time"][:19], PLANTED["date-time"][:19].replace("T", " "), PLANTED_WORD)
        uuid_bytes = bytes.fromhex(PLANTED["uuid"].replace("-", ""))
        for table, column, value in cells(self.cafe.database):
            if value in numbers if isinstance(value, (int, float)) else uuid_bytes in value if isinstance(value, bytes) else any(text in value for text in texts):
                yield f"{table}.{column} has {str(value)[:80]!r} of a foreign member"


def takes_more(at, value):
    """A size of 250 is "250" to the menu, for the sake of older clients and of forms."""
    return at[1].startswith("/menu_items") and type(value) is int


def planted_value(schema):
    kind = schema.get("type")
    return {"number": PLANTED_MONEY, "integer": PLANTED_NUMBER, "boolean": True, "array": [PLANTED_WORD], "object": {"a": PLANTED_WORD}}.get(
        kind, PLANTED.get(schema.get("format"), PLANTED_WORD))


def names(answer, where):
    """Whether an error names a member; the body as a whole needs no name."""
    last = re.sub(r"\[\d+\]$", "", where).split(".")[-1]
    said = [detail.get("field", "") for detail in (answer or {}).get("details", [])] + (answer or {}).get("errors", [])
    return not where or any(where in text or re.search(rf"\b{re.escape(last)}\b", text) for text in said)


def prove(wanted, kind):
    with Cafe(wanted.binary, kind) as cafe:
        trial = Trial(wanted, cafe)
        for _ in range(8000 if wanted.long else 2000):
            trial.next()
            if len(trial.found) >= FAULTS_MAX:
                break
        faults = [*trial.found.values(), *dict.fromkeys(trial.planted())]
    with_body = [at for at in trial.routes if trial.schema_of(at)]
    missed = [" ".join(at) for at in with_body if not trial.bodies[at]]
    print(f"{kind}: {sum(trial.statuses.values())} answers compared, of {sum(1 for at in trial.routes if trial.answered[at])} of {len(trial.routes)} routes good ones; "
          f"{len([key for key in trial.tries if trial.tries[key]])} wrong members of {len({key[:2] for key in trial.tries})} places refused, {len(trial.ignored_of)} foreign ones named, "
          f"bodies of {len(with_body) - len(missed)} of {len(with_body)} routes; {len(faults)} differences")
    print(f"  no good body for: {', '.join(missed) or 'none'}")
    print("  no good answer of: " + (", ".join(" ".join(at) for at in trial.routes if not trial.answered[at]) or "none"))
    return faults


def properties(trial, name):
    return trial.schemas.components[name]["properties"]


CHANGES = {"a price that is a text": lambda trial: properties(trial, "menu.MenuItem")["price"].update(type="string"),
           "an order's total that nobody describes": lambda trial: properties(trial, "sales.wire.OrderView").pop("total"),
           "a tab that has a colour": lambda trial: trial.schemas.components["tabs.TabView"]["required"].append("colour"),
           "names of tills that are shorter": lambda trial: properties(trial, "drawers.TillBody")["name"].update(maxLength=30),
           "a body that needs its reference": lambda trial: trial.schemas.components["inventory.AdjustStock"].update(required=["adjustment", "reference"]),
           "reasons that are forbidden": lambda trial: properties(trial, "drawers.NewMovement").pop("reason"),
           "a refusal that is not described": lambda trial: trial.routes["POST", "/orders"]["responses"].pop("422")}


def twin(wanted, kind):
    missed = []
    with Cafe(wanted.binary, kind) as cafe:
        for what, change in CHANGES.items():
            trial = Trial(wanted, cafe)
            change(trial)
            seen = next((number for number in range(1, 2001) if trial.next() and trial.found), None)
            print(f"seen at request {seen}: {what}: {next(iter(trial.found.values()))[:160]}" if seen else f"not seen: {what}")
            missed += [] if seen else [f"not seen: {what}"]
    return missed


if __name__ == "__main__":
    run(__doc__, prove, twin)
