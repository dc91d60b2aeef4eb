"""Texts of our own in every free text of every body that /openapi.json describes."""

import copy
import json
import re
from collections import Counter

from deeds import more_deeds
from fits import Schemas, put_in, written
from script import Script

# What is a number by nature (docs/adr/0020-nobody-holds-the-house-up.md), a name to sign in with, or of a machine: no free text.
NO_FREE_TEXT = re.compile(r"(?i)(\w*id|barcode|phone\w*|email|username|password|pin|pinCode|token|role|type|method|unit|service|permissions?\[\d+\]|codePage|address|imageUrl|status|severity|"
                          r"color|kind|recipients.*|\w*At|until|\w*Date|\w*Restocked|last_restocked|expiry_date|mapping|quantity|price_at_time_of_sale|language|timezone|currency)$")


def fill(line, chance, count, often, text_for):
    """Each text of each body `often` at most in so many requests, whether or not the body is taken; the others keep theirs. `text_for(where, route)` is what
    stands there. Answers how often each was tried, and which of them stood in bodies that were taken."""
    description = json.loads(line.send("GET", "/openapi.json", None, "", "nobody")[2])
    schemas, script = Schemas(description), Script(chance, description)
    script.layout = None
    for path in ("/users", "/menu_items", "/inventory", "/tills", "/stations", "/printers", "/roles", "/option_groups", "/settings"):
        script.learn(path, line.ask("GET", path)[1])
    deeds, tried, taken = more_deeds(script), Counter(), set()
    for _ in range(count):
        deed = chance.choice(deeds)() if chance.random() < 0.8 else script.day.deed()
        if deed is None or isinstance(deed[2], tuple) or (deed[0], deed[1]) == ("PUT", "/auth/me/credentials"):
            continue
        method, path, body = deed
        route = script.route_of(method, path)
        if isinstance(body, dict):
            body = filled(schemas, script, route, body, tried, often, text_for)
        status, answer = line.ask(method, path, body)
        if status < 300 and answer:
            script.learn(path, answer)
            if path == "/till_layout":
                script.layout = answer["data"]
            taken |= {key for key in tried if key[0] == route}
    return tried, taken


def filled(schemas, script, route, body, tried, often, text_for):
    schema = next((inner for method, path, inner in script.routes if (method, path) == route), {}).get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    texts = [path for path, inner in schemas.places(body, schema)
             if inner.get("type") == "string" and not {"enum", "format", "pattern"} & set(inner) and not NO_FREE_TEXT.match(re.split(r"\.", written(path))[-1])]
    body = copy.deepcopy(body)
    for path in texts:
        where = written(path)
        if tried[route, where] < often:
            tried[route, where] += 1
            body = put_in(body, path, text_for(where, route))
    return body
