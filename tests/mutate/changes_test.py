#!/usr/bin/env python3
"""changes.py changes what it says and leaves alone what it must."""

import unittest

from changes import File
from mutate import all_mutants, listed_as_equivalent, survived_before


def changed(source):
    return [change.applied(source) for change in File(source).changes()]


def whats(source):
    return [change.what for change in File(source).changes()]


class Changes(unittest.TestCase):
    def test_operators_of_two_values(self):
        self.assertEqual(changed("x = a < b;"), ["x = a <= b;", "x = a > b;"])
        self.assertEqual(changed("bool x = a && b;"), ["bool x = a || b;"])
        self.assertEqual(changed("x = a ? b : c;"), ["x = a || true ? b : c;"])
        self.assertEqual(changed("x = !a;"), ["x = a;"])

    def test_what_only_looks_like_one(self):
        for source in ("std::vector<Money> lines;", "const Order& order;", "template <class Part>\n", "const Item* find(const auto&& it);",
                       "bool operator<(const Id& id);", "out << name;", "Map<Id, std::vector<Item>> all;", "auto at = it->second;"):
            self.assertEqual(changed(source), [], source)

    def test_shifts_are_no_streams(self):
        self.assertIn("x = y >> 4U;", changed("x = y << 4U;"))

    def test_comments_texts_and_includes(self):
        for source in ("// a < b\n", "/* 1\n + 2 */", '#include "core/1.h"\n', "#define A \\\n  1 + 2\n", 'const char* a = "1 < 2 \\" + 3";', "char c = '1';",
                       'auto a = R"sql(SELECT 1 + ")" WHERE a < b)sql";', "char c = '\\'';"):
            self.assertEqual(changed(source), [], source)

    def test_constants(self):
        self.assertEqual(changed("int a = 1'000;"), ["int a = 1001;", "int a = 999;"])
        self.assertEqual(changed("int a = 0U;"), ["int a = 1U;"])
        self.assertEqual(changed("int a{std::min(b, c)};"), ["int a{std::max(b, c)};"])
        self.assertEqual(changed("Fraction a = 1.5;"), [])

    def test_conditions(self):
        self.assertEqual(changed("if (a.empty()) b;"), ["if (false && (a.empty())) b;", "if (true || (a.empty())) b;"])
        self.assertEqual(changed("if (const auto a = b) c;"), [])

    def test_statements_are_removed(self):
        self.assertEqual(changed("void f() { sum += a; }"), ["void f() { ; }", "void f() { sum -= a; }"])
        self.assertEqual(changed("void f() { checks.require(a, b); }"), ["void f() { ; }"])
        self.assertIn("if (a) ;", changed("if (a) throw Error(b);"))
        self.assertIn("for (auto a : b) ;", changed("for (auto a : b) total.add(a);"))
        self.assertEqual(whats("void f() { checks.fail(\n    a); }"), ["removed: checks.fail( a)"])

    def test_declarations_are_kept(self):
        for source in ("void f() { Money sum; }", "void f() { std::vector<Id> ids; }", "void f() { Rounding rounding(a); }", "void f() { lines.reserve(a); }",
                       "struct A { Id id; };", "using A = B;"):
            self.assertEqual(changed(source), [], source)

    def test_returns(self):
        self.assertEqual(changed("Money f() { return a; }"), ["Money f() { return {}; }"])
        self.assertEqual(changed("bool f() { return true; }"), ["bool f() { return false; }"])
        self.assertEqual(changed("Money f() { return {}; }"), [])
        self.assertEqual(changed('std::string f() { return ""; }'), [])

    def test_what_survived_is_known_again(self):
        first, second, *others = all_mutants()
        output = f"3/9 survived: {first.name.replace(':', ':1', 1)}\n4/9\nsurvived: {second.name}\n"
        self.assertEqual(survived_before(output, [first, second, *others]), [first, second])
        self.assertEqual(survived_before("10/9\n", others), [])

    def test_what_is_listed_exists(self):
        everything = all_mutants()
        self.assertTrue(listed_as_equivalent(everything))


if __name__ == "__main__":
    unittest.main()
