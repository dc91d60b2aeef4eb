"""Whether a value fits a schema of /openapi.json, of the words that it uses, with nothing extra; and what does not fit it."""

import copy
import json
import re
import uuid
from datetime import date, datetime
from decimal import Decimal

KINDS = {"string": str, "boolean": bool, "object": dict, "array": list, "null": type(None)}
KNOWN = {"$ref", "type", "properties", "required", "items", "additionalProperties", "anyOf", "allOf", "enum", "const", "format", "pattern", "minimum", "maximum",
         "exclusiveMinimum", "minLength", "maxLength", "minItems", "maxItems", "x-decimals", "description", "deprecated"}


def parsed(text):
    """With every decimal that was sent."""
    return json.loads(text, parse_float=Decimal)


class Schemas:
    def __init__(self, description):
        self.components = description["components"]["schemas"]
        self.loosened = {}  # for a twin

    def resolved(self, schema):
        while "$ref" in schema:
            schema = {**self.components[schema["$ref"].split("/")[-1]], **{word: value for word, value in schema.items() if word != "$ref"}}
        return schema

    # ---- what is wrong with a value

    def faults(self, value, schema, at="body"):
        schema = self.resolved(schema)
        unknown = set(schema) - KNOWN
        if unknown:
            yield f"{at}: the schema says {unknown}, which nobody here understands"
        if "allOf" in schema:
            yield from self.faults(value, self.joined(schema["allOf"]), at)
        elif "anyOf" in schema:
            attempts = [list(self.faults(value, one, at)) for one in schema["anyOf"]]
            yield from [] if [] in attempts else min(attempts, key=lambda found: (f"{at}: is of type" in str(found), len(found)))
        elif "const" in schema and value != schema["const"]:
            yield f"{at}: {value!r} instead of {schema['const']!r}"
        elif "type" in schema and not is_of(value, schema["type"]):
            yield f"{at}: is of type {type(value).__name__}, not {schema['type']}: {str(value)[:60]!r}"
        else:
            yield from self.faults_of_kind(value, schema, at)

    def joined(self, parts):
        parts = [self.resolved(part) for part in parts]
        return {"type": "object", "properties": {name: inner for part in parts for name, inner in part.get("properties", {}).items()},
                "required": [name for part in parts for name in part.get("required", [])]}

    def faults_of_kind(self, value, schema, at):
        if value is not None and value not in schema.get("enum", [value]):
            yield f"{at}: {value!r} is none of {schema['enum']}"
        if isinstance(value, dict):
            yield from self.faults_of_object(value, schema, at)
        elif isinstance(value, list):
            yield from edges(len(value), schema, "Items", at)
            for number, element in enumerate(value):
                yield from self.faults(element, schema.get("items", {}), f"{at}[{number}]")
        elif isinstance(value, str):
            yield from edges(len(value), schema, "Length", at)
            if not has_form(value, schema):
                yield f"{at}: {value!r} is no {schema.get('format') or schema.get('pattern')}"
        elif value is not None and not isinstance(value, bool):
            yield from self.faults_of_number(value, schema, at)

    def faults_of_object(self, value, schema, at):
        for name in schema.get("required", []):
            if name not in value:
                yield f"{at}.{name}: is required and absent"
        rest = schema.get("additionalProperties", "properties" not in schema)
        for name, inner in value.items():
            if name in schema.get("properties", {}):
                yield from self.faults(inner, schema["properties"][name], f"{at}.{name}")
            elif isinstance(rest, dict):
                yield from self.faults(inner, rest, f"{at}.{name}")
            elif not rest:
                yield f"{at}.{name}: is not described"

    def faults_of_number(self, value, schema, at):
        if value < schema.get("minimum", value) or value > schema.get("maximum", value) or value <= schema.get("exclusiveMinimum", value - 1):
            yield f"{at}: {value} is beyond a limit"
        if "x-decimals" in schema and -Decimal(value).normalize().as_tuple().exponent > schema["x-decimals"]:
            yield f"{at}: {value} has more decimals than {schema['x-decimals']}"

    # ---- places of a body, and what does not fit there

    def places(self, value, schema, path=()):
        """(path, schema) of each object and each member in the value that the schema describes."""
        schema = self.plain(schema)
        yield path, schema
        if isinstance(value, dict):
            for name, inner in value.items():
                if name in schema.get("properties", {}):
                    yield from self.places(inner, schema["properties"][name], (*path, name))
        elif isinstance(value, list) and value:
            yield from self.places(value[0], schema.get("items", {}), (*path, 0))

    def plain(self, schema):
        """Without the null that it may be."""
        schema = self.resolved(schema)
        for one in schema.get("anyOf", []):
            if self.resolved(one).get("type") != "null":
                return {**self.resolved(one), **{word: inner for word, inner in schema.items() if word != "anyOf"}, "nullable": True}
        return schema

    def misfits(self, value, schema):
        """(how, other value) for what the schema does not allow there."""
        kind = schema.get("type")
        # Booleans and numbers may be texts, as forms and older clients send them.
        odd = {"string": [7, True, [], {}], "boolean": [7, "yes", [], {}], "integer": [True, "x", 1.5, [], {}], "number": [True, "x", [], {}], "array": [7, "x", True, {"a": 1}],
               "object": [7, "x", True, [1]]}.get(kind, [])
        yield from (("type", other) for other in odd)
        if kind and not schema.get("nullable"):
            yield "null", None
        if "enum" in schema:
            yield "enum", "none of these"
        if "format" in schema and kind == "string":
            yield "format", "nonsense"
        if "pattern" in schema:
            yield "pattern", "x"
        if isinstance(value, str) and "maxLength" in schema:
            yield "maxLength", "é" * (schema["maxLength"] + 1)
        if isinstance(value, str) and schema.get("minLength"):
            yield "minLength", "x" * (schema["minLength"] - 1)
        if isinstance(value, list) and "maxItems" in schema and value:
            yield "maxItems", value[:1] * (schema["maxItems"] + 1)
        if isinstance(value, list) and schema.get("minItems"):
            yield "minItems", []
        if kind in ("number", "integer"):
            yield from wrong_numbers(schema)


def wrong_numbers(schema):
    step = 1 if schema["type"] == "integer" else round(10.0 ** -schema.get("x-decimals", 2), 6)
    if "maximum" in schema:
        yield "maximum", round(schema["maximum"] + step, 6)
    if "minimum" in schema:
        yield "minimum", round(schema["minimum"] - step, 6)
    if "exclusiveMinimum" in schema:
        yield "exclusiveMinimum", schema["exclusiveMinimum"]
    if "x-decimals" in schema:
        yield "decimals", round(1 + 10.0 ** -(schema["x-decimals"] + 1), 9)


def is_of(value, kind):
    if isinstance(kind, list):
        return any(is_of(value, one) for one in kind)
    if kind in ("number", "integer"):
        return isinstance(value, (int, Decimal)) and not isinstance(value, bool) and (kind == "number" or value == int(value))
    return isinstance(value, KINDS[kind])


def edges(count, schema, what, at):
    if count > schema.get("max" + what, count) or count < schema.get("min" + what, 0):
        yield f"{at}: {count} is beyond {'max' + what if count > schema.get('max' + what, count) else 'min' + what}"


def has_form(value, schema):
    if "pattern" in schema and not re.search(schema["pattern"], value):
        return False
    try:
        if schema.get("format") == "uuid":
            return str(uuid.UUID(value)) == value
        if schema.get("format") == "date":
            return date.fromisoformat(value).isoformat() == value
        if schema.get("format") == "date-time":
            return bool(datetime.fromisoformat(value.replace("Z", "+00:00")).tzinfo)
    except ValueError:
        return False
    return True


def put_in(body, path, value):
    """A copy of the body with another value there."""
    body = copy.deepcopy(body)
    if not path:
        return value
    inner = body
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return body


def taken_out(body, path):
    body = copy.deepcopy(body)
    inner = body
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    return body


def written(path):
    """As the server names it: items[0].quantity."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
