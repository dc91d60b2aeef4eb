#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "db/database.h"

namespace cafepos::testing {

/// The engine this test process runs on: CAFEPOS_TEST_DATABASE is "sqlite" (also when unset) or "postgres".
db::Database::Engine engine_under_test();

enum class Schema { migrated, empty };

/// A database of its own for one test, on the engine under test; gone when this object is.
/// Migrated ones are copies of a template made once per process, so they cost a few milliseconds.
/// For PostgreSQL, CAFEPOS_TEST_POSTGRES_URL names a server where databases may be created; without it the test fails.
class TestDatabase {
public:
    /// The options' url is ours to choose.
    explicit TestDatabase(db::Options options = {}, Schema schema = Schema::migrated);
    /// With all that is in the original, which must be closed, as must every other process's connection to it.
    static TestDatabase copy_of(const TestDatabase& original);
    ~TestDatabase();
    TestDatabase(const TestDatabase&) = delete;
    TestDatabase& operator=(const TestDatabase&) = delete;

    [[nodiscard]] db::Database& database();
    [[nodiscard]] const std::string& url() const { return options_.url; }
    /// Closes and opens again, as a restart of the program does.
    void reopen();
    /// Closes: for tests that let another process use url().
    void close() { database_.reset(); }

private:
    class Place;
    TestDatabase(std::unique_ptr<Place> place, db::Options options);
    std::unique_ptr<Place> place_;
    db::Options options_;
    std::unique_ptr<db::Database> database_;
};

/// How often this program has sent the statement of that name.
std::int64_t times_sent(std::string_view statement);

}  // namespace cafepos::testing
