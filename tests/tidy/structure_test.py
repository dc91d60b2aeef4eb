#!/usr/bin/env python3
"""structure.py finds what it is there for: each rule is broken on purpose in a small house."""

import tempfile
import unittest
from pathlib import Path

import structure

HOUSE = {
    "docs/tables.md": "| `orders` | `sales` | what was sold |\n| `users` | `staff` | people |\n",
    "docs/security/data.md": "| **books** | `orders` |\n| **people** | `users` |\n\nPasswords: SHA-256, `tabs`\n",
    "migrations/0001.sql": "CREATE TABLE orders (id TEXT);\nCREATE TABLE users (id TEXT);\n",
    "src/core/money.h": "",
    "src/db/database.h": "",
    "src/http/endpoint.h": "",
    "src/sales/order.h": '#include "core/money.h"\n',
    "src/sales/rules.h": '#include "order.h"\n',
    "src/sales/store.cpp": 'const Query<Order> all{"all", R"(\n  SELECT {}\n  FROM orders)"};\n',
}


class Structure(unittest.TestCase):
    def offences(self, **changed):
        with tempfile.TemporaryDirectory() as name:
            root = Path(name)
            for path, text in (HOUSE | changed.get("files", {})).items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(text)
            return list(structure.offences(root))

    def expect(self, files, *expected):
        self.assertEqual(self.offences(files=files), list(expected))

    def test_the_house_as_it_is(self):
        self.expect({})

    def test_a_table_of_another_slice(self):
        sql = 'const Query<Id> who{"who",\n    "SELECT u.id FROM orders o "\n    "JOIN users u ON u.id = o.id"};\n'
        self.expect({"src/sales/who_store.cpp": sql}, "src/sales/who_store.cpp:2: users belongs to staff")
        self.expect({"src/sales/who_store.cpp": "// reads users of staff: names on receipts\n" + sql})
        self.expect({"src/sales/user_store.cpp": 'const db::Table<User> table{"users"};\n'},
                    "src/sales/user_store.cpp:1: users belongs to staff")

    def test_a_table_without_owner_and_an_owner_without_table(self):
        self.expect({"migrations/0002.sql": "CREATE TABLE tabs (id TEXT);\n"},
                    "docs/tables.md:1: the table tabs has no owner", "docs/security/data.md:1: the table tabs is of no kind")
        self.expect({"migrations/0001.sql": "CREATE TABLE orders (id TEXT);\n"}, "docs/tables.md:1: there is no table users")

    def test_an_algorithm_that_nobody_wrote_down(self):
        self.expect({"src/security/digest.cpp": "hash(EVP_sha256());  // not EVP_md5()\nEVP_DigestInit_ex();\n"})
        code = 'hash(EVP_md5());\nEVP_EC_gen("P-256");\nEVP_KDF_fetch(nullptr, "HKDF", nullptr);\nsign(JWT_ALG_RS256);\n'
        self.expect({"src/security/digest.cpp": code},
                    *[f"src/security/digest.cpp:{line}: docs/security/data.md knows no {name}"
                      for line, name in enumerate(["md5", "P-256", "HKDF", "RS256"], 1)])

    def test_sql_in_a_route(self):
        self.expect({"src/sales/order_routes.cpp": 'run("DELETE FROM orders");\n'},
                    "src/sales/order_routes.cpp:1: SQL has no place here")
        self.expect({"src/app/health.cpp": 'run("SELECT id FROM orders");\n'},
                    "src/app/health.cpp:1: orders belongs to sales", "src/app/health.cpp:1: SQL has no place here")

    def test_rules_that_reach_the_database(self):
        self.expect({"src/sales/order.h": '#include "db/database.h"\n'},
                    "src/sales/rules.h:1: pure rules, but src/sales/order.h includes db/database.h")
        self.expect({"src/menu/pricing.h": '#include "http/endpoint.h"\n'},
                    "src/menu/pricing.h:1: pure rules, but src/menu/pricing.h includes http/endpoint.h")

    def test_a_column_by_its_number(self):
        self.expect({"src/sales/wire.cpp": "order.total = row.money(12);  // row.text(3)\n"},
                    "src/sales/wire.cpp:1: a column by its number")
        self.expect({"src/sales/wire.cpp": "// row.text(3)\ntake(2);\n"})

    def test_a_page_that_names_a_test(self):
        tests = {"src/sales/store/deep_test.cpp": "TEST_F(Sale, IsKept) {}\nRC_GTEST_PROP(Sale, IsExact, ()) {}\n",
                 "tests/api/sale_test.cpp": "TEST(SaleApi, Answers) {}\n",
                 "web/tests/till.test.ts": 'it("sells", () => {});\n'}
        good = '`sales_test Sale.IsKept` `sales_test Sale.IsExact` `api_test SaleApi.Answers` `web/tests/till.test.ts "sells"`\n'
        self.expect(tests | {"docs/page.md": good + "`web/tests/till.test.ts`\n"})
        self.expect(tests | {"docs/a/page.md": "\n`api_test Sale.IsKept`, `sales_test Sale.IsLost`\n"},
                    "docs/a/page.md:2: there is no test api_test Sale.IsKept",
                    "docs/a/page.md:2: there is no test sales_test Sale.IsLost")
        self.expect(tests | {"README.md": '`web/tests/till.test.ts "gives"` `web/tests/tab.test.ts`\n'},
                    "README.md:1: there is no test web/tests/till.test.ts gives",
                    "README.md:1: there is no test web/tests/tab.test.ts")


if __name__ == "__main__":
    unittest.main()
