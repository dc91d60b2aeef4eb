#!/usr/bin/env python3
"""The rules of the house that concern more than one line. Prints each offence as file:line: words, and fails if there is one.

  structure.py [ROOT]

* Every table is of a kind of docs/security/data.md, which says how it is protected; every algorithm of cryptography stands there.
* Every table has one owner: docs/tables.md says which folder. SQL that names a table stands in its owner's folder, or the
  line above it says why not: `// reads orders of sales: …`.
* SQL stands where rows are read and written, never in what is called routes, rules, wire, checks or commands, and not in app.
* What is called rules or pricing is pure: its header reaches, through whatever it includes, neither http/ nor db/.
* Slices read rows by name: nobody asks for a column by its number.
* A test that a page of the documentation names is there: `auth_test LoginTest.ByPin` of that program, or
  `web/tests/till.test.ts "its title"`.
"""

import re
import sys
from pathlib import Path

SQL_OF_TABLE = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+([a-z_]+)\b")
TABLE_OBJECT = re.compile(r"\b(?:Table|Update|Upsert)<[^>]*>\s+\w+\{\"([a-z_]+)\"")
SQL = re.compile(r"\b(?:SELECT .* FROM|INSERT INTO|UPDATE [a-z_]+ SET|DELETE FROM)\b", re.S)
POSITIONAL = re.compile(r"[\w)\]](?:\.|->)(?:text|integer|flag|id|time|date|money|quantity|unit_cost|maybe_\w+)\(\d+\)")
ALGORITHM = re.compile(r"\bEVP_([a-z][a-z0-9_]*)\b|\bJWT_ALG_([A-Z0-9]+)|\bEVP_EC_gen\(\"([^\"]+)|\bEVP_\w+_fetch\([^,]*, \"([^\"]+)")
STRING = re.compile(r'R"(\w*)\((.*?)\)\1"|"((?:[^"\\\n]|\\.)*)"', re.S)
COMMENT = re.compile(r"//[^\n]*")
INCLUDE = re.compile(r'^#include "([^"]+)"', re.M)
NAMED_TEST = re.compile(r"`(\w+_test) (\w+\.\w+)`")
NAMED_WEB_TEST = re.compile(r'`(web/[\w./-]+\.test\.tsx?)(?: "([^"`]+)")?`')
TEST = re.compile(r"^(?:TEST|TEST_F|TEST_P|RC_GTEST_PROP)\(\s*(\w+),\s*(\w+)", re.M)
PROGRAM_OF_FOLDER = {"tests/api": "api_test", "tests/durability": "kill_test", "tests/docs": "docs_test", "tests/fuzz": "fuzz_test"}
NO_PLACE_FOR_SQL = re.compile(r"routes|rules|wire|checks|commands|pricing")


def product_files(root):
    for path in sorted((root / "src").rglob("*")):
        name = path.name
        if path.suffix in {".h", ".cpp"} and not re.search(r"_test\.cpp$|^test_|_data\.cpp$", name):
            yield path


def folder_of(root, path):
    parts = path.relative_to(root / "src").parts
    return parts[0] if len(parts) > 1 else ""


def owners(root):
    """The lines `| table | folder | …` of docs/tables.md."""
    rows = re.findall(r"^\| `([a-z_]+)` \| `([a-z_]+)` \|", (root / "docs/tables.md").read_text(), re.M)
    return dict(rows)


def tables_of_migrations(root):
    text = "".join(path.read_text() for path in sorted((root / "migrations").glob("*.sql")))
    return set(re.findall(r"CREATE TABLE ([a-z_]+)", text))


def code_of(path):
    """Its text without what comments quote."""
    return re.sub(r"^[ \t]*//.*$", "", path.read_text(), flags=re.M)


def strings_of(text):
    """(line, text) of each string literal; neighbours that the compiler joins count as one."""
    joined, start, end = "", 0, None
    for match in STRING.finditer(text):
        body = match.group(2) if match.group(2) is not None else match.group(3)
        if end is not None and not text[end:match.start()].strip():
            joined += body
        else:
            if joined:
                yield text.count("\n", 0, start) + 1, joined
            joined, start = body, match.start()
        end = match.end()
    if joined:
        yield text.count("\n", 0, start) + 1, joined


def is_allowed(lines, line, table):
    """A comment within the five lines above that names the table."""
    above = lines[max(0, line - 6) : line]
    return any(re.search(r"//.*\b[Rr]eads\b.*\b" + table + r"\b", text) for text in above)


def offences_of_tables(root):
    owner_of = owners(root)
    tables = tables_of_migrations(root)
    for table in sorted(tables - owner_of.keys()):
        yield f"docs/tables.md:1: the table {table} has no owner"
    for table in sorted(owner_of.keys() - tables):
        yield f"docs/tables.md:1: there is no table {table}"
    for path in product_files(root):
        folder = folder_of(root, path)
        text = code_of(path)
        lines = path.read_text().split("\n")
        for line, literal in strings_of(text):
            if not SQL.search(literal):
                continue
            for offset in SQL_OF_TABLE.finditer(literal):
                table = offset.group(1)
                at = line + literal.count("\n", 0, offset.start())
                if table in owner_of and owner_of[table] != folder and not is_allowed(lines, line, table):
                    yield f"{path.relative_to(root)}:{at}: {table} belongs to {owner_of[table]}"
        for match in TABLE_OBJECT.finditer(text):
            if owner_of.get(match.group(1), folder) != folder:
                line = text.count("\n", 0, match.start()) + 1
                yield f"{path.relative_to(root)}:{line}: {match.group(1)} belongs to {owner_of[match.group(1)]}"


def offences_of_data(root):
    """Each table stands in a line of the kinds, each algorithm anywhere on the page: SHA-256 for EVP_sha256."""
    name = "docs/security/data.md"
    page = (root / name).read_text()
    kinds = re.findall(r"^\| \*\*.*", page, re.M)
    known = {table for kind in kinds for table in re.findall(r"`([a-z_]+)`", kind)}
    for table in sorted(tables_of_migrations(root) - known):
        yield f"{name}:1: the table {table} is of no kind"
    said = page.replace("-", "").upper()
    for path in product_files(root):
        for number, line in enumerate(path.read_text().split("\n"), 1):
            for found in ALGORITHM.finditer(COMMENT.sub("", line)):
                algorithm = next(filter(None, found.groups()))
                if algorithm.replace("-", "").upper() not in said:
                    yield f"{path.relative_to(root)}:{number}: {name} knows no {algorithm}"


def offences_of_sql_places(root):
    for path in product_files(root):
        if folder_of(root, path) != "app" and not NO_PLACE_FOR_SQL.search(path.name):
            continue
        for line, literal in strings_of(code_of(path)):
            if SQL.search(literal):
                yield f"{path.relative_to(root)}:{line}: SQL has no place here"


def resolve(root, including, name):
    for candidate in (including.parent / name, root / "src" / name):
        if candidate.is_file():
            return candidate
    return None


def reached(root, header):
    """How each header came into the closure: {header: the one that includes it}."""
    found, waiting = {header: None}, [header]
    while waiting:
        current = waiting.pop()
        for name in INCLUDE.findall(current.read_text()):
            target = resolve(root, current, name)
            if target is not None and target not in found:
                found[target] = current
                waiting.append(target)
    return found


def offences_of_purity(root):
    for header in product_files(root):
        if header.suffix != ".h" or not re.search(r"rules\.h$|^pricing\.h$", header.name):
            continue
        found = reached(root, header)
        for target, including in sorted(found.items()):
            if folder_of(root, target) in {"http", "db"}:
                by = including.relative_to(root)
                yield f"{header.relative_to(root)}:1: pure rules, but {by} includes {target.relative_to(root / 'src')}"
                break


def offences_of_positions(root):
    for path in product_files(root):
        if folder_of(root, path) == "db":
            continue
        for number, line in enumerate(path.read_text().split("\n"), 1):
            if POSITIONAL.search(COMMENT.sub("", line)):
                yield f"{path.relative_to(root)}:{number}: a column by its number"


def tests_of_program(root):
    """Each test as pages name it: `program Suite.Name`."""
    for path in [*(root / "src").rglob("*_test.cpp"), *(root / "tests").rglob("*_test.cpp")]:
        folder = "/".join(path.relative_to(root).parts[:2])
        program = PROGRAM_OF_FOLDER.get(folder, folder.split("/")[1] + "_test")
        for suite, name in TEST.findall(path.read_text()):
            yield f"{program} {suite}.{name}"


def is_web_test(root, name, title):
    path = root / name
    return path.is_file() and (not title or f'"{title}"' in path.read_text())


def offences_of_named_tests(root):
    tests = set(tests_of_program(root))
    for page in sorted([*root.glob("*.md"), *(root / "docs").rglob("*.md")]):
        for number, line in enumerate(page.read_text().split("\n"), 1):
            named = [f"{program} {test}" for program, test in NAMED_TEST.findall(line)]
            missing = [test for test in named if test not in tests]
            web = NAMED_WEB_TEST.findall(line)
            missing += [f"{name} {title}".strip() for name, title in web if not is_web_test(root, name, title)]
            for test in missing:
                yield f"{page.relative_to(root)}:{number}: there is no test {test}"


def offences(root):
    yield from offences_of_tables(root)
    yield from offences_of_data(root)
    yield from offences_of_sql_places(root)
    yield from offences_of_purity(root)
    yield from offences_of_positions(root)
    yield from offences_of_named_tests(root)


if __name__ == "__main__":
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent.parent)
    found = list(offences(root))
    print("\n".join(found) if found else "The structure holds")
    sys.exit(1 if found else 0)
