#!/usr/bin/env python3
"""Checks an exported CafePOS journal without CafePOS: docs/formats/journal.md describes what is checked.

    cafepos journal export > journal.jsonl
    python3 verify_journal.py journal.jsonl journal.key ["1042 5e9f… 03ab…"]

The last argument is a head that was kept elsewhere: on paper, in a mail, in journal.head.
"""
import hashlib
import hmac
import json
import sys


def read_keys(path):
    keys = {}
    for line in open(path, encoding="ascii"):
        if line.strip():
            key_id, digits = line.split()
            keys[key_id] = bytes.fromhex(digits)
    return keys


def hash_of(entry, before, key):
    fields = [before, entry["sequence"], entry["at"], entry["kind"], entry["subject"], entry["key_id"], entry["record"]]
    return hmac.new(key, "\n".join(map(str, fields)).encode(), hashlib.sha256).hexdigest()


def verify(lines, keys, head):
    """Yields a sentence for whatever is wrong."""
    before, expected, last_key, head_seen = "", 1, None, False
    for line in lines:
        entry = json.loads(line)
        number = entry["sequence"]
        if number != expected:
            yield f"entries {expected} to {number - 1} are missing"
        elif entry["key_id"] not in keys:
            yield f"entry {number}: the key {entry['key_id']} is not here"
        elif hash_of(entry, before, keys[entry["key_id"]]) != entry["hash"]:
            yield f"entry {number} was changed, or the one before it"
        if last_key not in (None, entry["key_id"]) and entry["kind"] not in ("key_changed", "key_lost"):
            yield f"entry {number} has another key than the one before it"
        head_seen = head_seen or head == [str(number), entry["key_id"], entry["hash"]]
        before, expected, last_key = entry["hash"], number + 1, entry["key_id"]
    if head and not head_seen:
        yield f"the head {' '.join(head)} is not in this journal: an older copy, or its end was cut"


def main(journal, key_file, head=""):
    with open(journal, encoding="utf-8") as lines:
        findings = list(verify(lines, read_keys(key_file), head.split()))
    print("\n".join(findings) or "Every entry follows from the one before it.")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
