#!/usr/bin/env python3
"""report.py counts what a condition in the source can do, and nothing that only the compiler makes."""

import unittest
from unittest import mock

import report

BRANCH = 4  # as llvm-cov calls the kind


def at(line, column, taken, passed):
    return [line, column, line, column + 1, taken, passed, 0, 0, BRANCH]


class Outcomes(unittest.TestCase):
    def test_a_condition_has_two(self):
        found = report.outcomes(["  if (paid) close();"], [at(1, 7, 3, 0)])
        self.assertEqual(found, {(1, 7, "true"): 3, (1, 7, "false"): 0})

    def test_of_all_instantiations_of_a_template_are_one(self):
        found = report.outcomes(["  if (paid) close();"], [at(1, 7, 3, 0), at(1, 7, 0, 2)])
        self.assertEqual(found, {(1, 7, "true"): 3, (1, 7, "false"): 2})

    def test_a_case_has_one_and_the_default_that_nobody_wrote_none(self):
        lines = ["  switch (kind) {", "    case Kind::card: return 1;", "    default: return 2;"]
        found = report.outcomes(lines, [at(1, 11, 0, 5), at(2, 5, 5, 0), at(3, 5, 0, 5)])
        self.assertEqual(found, {(2, 5, "case"): 5, (3, 5, "case"): 0})

    def test_a_constant_has_none(self):
        self.assertEqual(report.outcomes(["while (true) {"], [at(1, 8, 0, 0)]), {})

    def test_columns_count_bytes(self):
        line = 'say("café"); if (paid) close();'
        column = len(line[: line.index("paid")].encode()) + 1
        self.assertEqual(len(report.outcomes([line.encode().decode("latin-1")], [at(1, column, 1, 1)])), 2)


class Floors(unittest.TestCase):
    FILES = {
        "src/sales/pricing.cpp": (report.Covered(10, 9), {(1, 1, "true"): 1, (1, 1, "false"): 0}),
        "src/mail/smtp.cpp": (report.Covered(10, 9), {(1, 1, "true"): 1, (1, 1, "false"): 1}),
    }

    def sunk(self, floor):
        goals = [("money", ("src/sales/",), 98, floor), ("all", ("src/",), 90, 75)]
        with mock.patch.object(report, "GOALS", goals), mock.patch("builtins.print"):
            return report.sunk(self.FILES)

    def test_what_is_reached_does_not_fail(self):
        self.assertEqual(self.sunk(50), [])

    def test_what_was_lost_fails(self):
        self.assertEqual(self.sunk(51), ["money"])

    def test_every_goal_is_of_folders_and_files_that_are_there(self):
        for _, where, _, _ in report.GOALS:
            for place in where:
                self.assertTrue(any(report.ROOT.glob(place.rstrip("/") + "*")), place)


if __name__ == "__main__":
    unittest.main()
