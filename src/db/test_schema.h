#pragma once

#include <array>

#include "migrations.h"
#include "statement.h"
#include "testing/database.h"

/// A small schema for the tests of this folder, and what they ask of it.
namespace cafepos::db::test {

inline constexpr std::array<Migration, 2> schema{
    Migration{
        1, "0001_store",
        "CREATE TABLE store (\n    id BIGINT PRIMARY KEY CHECK (id = 1),\n"
        "    known_version BIGINT NOT NULL DEFAULT 0,\n    moved_to TEXT\n);\nINSERT INTO store (id) VALUES (1);\n"
        "-- postgres:\n"
        "CREATE FUNCTION refuse_moved(place TEXT) RETURNS BIGINT LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''moved to %'', "
        "place USING ERRCODE = ''lock_not_available''; END';\n"},
    Migration{2, "0002_shelf",
              "CREATE TABLE counters (name TEXT PRIMARY KEY, value BIGINT NOT NULL);\n"
              "CREATE TABLE things (\n"
              "    id TEXT PRIMARY KEY,\n"
              "    number BIGINT UNIQUE CHECK (number > 0),\n"
              "    counter TEXT REFERENCES counters (name)\n"
              ");\n"
              "INSERT INTO counters (name, value) VALUES ('c', 0);\n"
              "CREATE TABLE prices (name TEXT PRIMARY KEY, price BIGINT NOT NULL, sold BIGINT NOT NULL);\n"
              "INSERT INTO prices (name, price, sold) VALUES ('tea', 3, 0), ('milk', 2, 0);\n"},
};

inline const Statement insert_thing{"test.insert_thing", "INSERT INTO things (id, number, counter) VALUES ($1, $2, $3)"};
inline const Statement insert_thing_returning{"test.insert_thing_returning",
                                              "INSERT INTO things (id, number) VALUES ($1, $2) RETURNING id, number"};
inline const Statement thing_exists{"test.thing_exists", "SELECT id FROM things WHERE id = $1"};
inline const Statement count_things{"test.count_things", "SELECT COUNT(*), SUM(number), MAX(number) FROM things"};
inline const Statement thing_ids{"test.thing_ids", "SELECT id FROM things ORDER BY id"};
inline const Statement delete_things{"test.delete_things", "DELETE FROM things"};
inline const Statement read_counter{"test.read_counter", "SELECT value FROM counters WHERE name = 'c'"};
inline const Statement set_counter{"test.set_counter", "UPDATE counters SET value = $1 WHERE name = 'c'"};
inline const Statement next_number{"test.next_number", "UPDATE counters SET value = value + 1 WHERE name = 'c' RETURNING value"};

/// A database with that schema, on the engine under test.
class Shelf {
public:
    explicit Shelf(Options options = {}) : place_(with_schema(std::move(options)), testing::Schema::empty) {
        place_.database().migrate();
    }
    Database& operator*() { return place_.database(); }
    Database* operator->() { return &place_.database(); }
    testing::TestDatabase& place() { return place_; }

    static Options with_schema(Options options) {
        options.migrations = schema;
        return options;
    }
    std::int64_t counter() {
        return place_.database().reading(
            [](Transaction& transaction) { return transaction.query_one(read_counter)->integer(0); });
    }
    std::vector<std::string> things() {
        return place_.database().reading([](Transaction& transaction) {
            std::vector<std::string> ids;
            for (const Row& row : transaction.query(thing_ids)) ids.push_back(row.text(0));
            return ids;
        });
    }

private:
    testing::TestDatabase place_;
};

/// A command that stores one thing, deferred.
inline Database::Work add(const std::string& id) {
    return [id](Transaction& transaction) { transaction.defer(insert_thing, id, nullptr, nullptr); };
}

/// What a command throws that is not the database's fault.
struct Refused : std::runtime_error {
    Refused() : std::runtime_error("refused by the command") {}
};

inline bool on_postgres() { return testing::engine_under_test() == Database::Engine::postgres; }

}  // namespace cafepos::db::test
