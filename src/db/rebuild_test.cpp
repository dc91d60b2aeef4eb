#include <gmock/gmock.h>

#include <atomic>
#include <csignal>
#include <thread>

#include "postgres/migration_session.h"
#include "sqlite/migration_session.h"
#include "sqlite/test_faulty_vfs.h"
#include "test_schema.h"
#include "transfer.h"

namespace cafepos::db::test {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::KilledBySignal;

constexpr Migration filled{1, "0001_sales", R"sql(
CREATE TABLE store (id BIGINT PRIMARY KEY);
INSERT INTO store (id) VALUES (1);
CREATE TABLE sales (
    id TEXT PRIMARY KEY,
    status TEXT NOT NULL CHECK (status IN ('completed', 'voided')),
    corrects TEXT REFERENCES sales (id)
);
CREATE INDEX sales_status ON sales (status);
CREATE TABLE sale_lines (sale_id TEXT NOT NULL REFERENCES sales (id), amount BIGINT NOT NULL);
CREATE TABLE empty_notes (sale_id TEXT NOT NULL REFERENCES sales (id) ON DELETE CASCADE);
CREATE VIEW shown_sales AS
SELECT s.id, s.status, SUM(l.amount) AS total FROM sales AS s JOIN sale_lines AS l ON l.sale_id = s.id GROUP BY s.id, s.status;
INSERT INTO sales (id, status, corrects) VALUES ('a', 'completed', NULL), ('b', 'voided', 'a');
INSERT INTO sale_lines (sale_id, amount) VALUES ('a', 100), ('a', 250), ('b', 990);
)sql"};

constexpr Migration one_more_word{2, "0002_parked", R"sql(
-- rebuild
-- sqlite:
CREATE TABLE sales_made_anew (
    id TEXT PRIMARY KEY,
    status TEXT NOT NULL CHECK (status IN ('completed', 'voided', 'parked')),
    corrects TEXT REFERENCES sales (id)
);
INSERT INTO sales_made_anew (id, status, corrects) SELECT id, status, corrects FROM sales;
DROP TABLE sales;
ALTER TABLE sales_made_anew RENAME TO sales;
CREATE INDEX sales_status ON sales (status);
-- postgres:
ALTER TABLE sales DROP CONSTRAINT sales_status_check;
ALTER TABLE sales ADD CONSTRAINT sales_status_check CHECK (status IN ('completed', 'voided', 'parked'));
-- both:
CREATE TABLE parking (sale_id TEXT PRIMARY KEY REFERENCES sales (id));
)sql"};

/// Forgets a row on the way.
constexpr Migration lossy{2, "0002_lossy", R"sql(
-- rebuild
CREATE TABLE sales_made_anew (id TEXT PRIMARY KEY, status TEXT NOT NULL, corrects TEXT);
INSERT INTO sales_made_anew SELECT id, status, corrects FROM sales WHERE id <> 'b';
DROP TABLE sales;
ALTER TABLE sales_made_anew RENAME TO sales;
)sql"};

/// Leaves the new table under its other name. No row of empty_notes tells of it.
constexpr Migration nameless{2, "0002_nameless", R"sql(
-- rebuild
DELETE FROM sale_lines;
CREATE TABLE sales_made_anew (id TEXT PRIMARY KEY, status TEXT NOT NULL, corrects TEXT);
INSERT INTO sales_made_anew SELECT id, status, corrects FROM sales;
DROP TABLE sales;
)sql"};

/// Takes away what a view shows.
constexpr Migration blinding{2, "0002_blinding", R"sql(
-- rebuild
-- sqlite:
CREATE TABLE sales_made_anew (id TEXT PRIMARY KEY, corrects TEXT REFERENCES sales (id));
INSERT INTO sales_made_anew SELECT id, corrects FROM sales;
DROP TABLE sales;
ALTER TABLE sales_made_anew RENAME TO sales;
-- postgres:
ALTER TABLE sales DROP COLUMN status;
)sql"};

constexpr std::array<Migration, 1> before{filled};
constexpr std::array<Migration, 2> after{filled, one_more_word};
constexpr std::array<Migration, 2> with_loss{filled, lossy};
constexpr std::array<Migration, 2> without_name{filled, nameless};
constexpr std::array<Migration, 2> with_blind_view{filled, blinding};

Options with(const testing::TestDatabase& place, std::span<const Migration> migrations) {
    Options options{.url = place.url()};
    options.migrations = migrations;
    return options;
}

template <class Use>
void on_session(const Options& options, Use use) {
    if (const auto file = embedded_file(options)) {
        sqlite::Connection connection(*file, sqlite::Connection::Use::write, 1000);
        sqlite::SqliteMigrationSession session(connection);
        use(session);
    } else {
        postgres::PostgresMigrationSession session(options);
        use(session);
    }
}

/// As the engine answers, past the program's statements: those know nothing of these tables.
std::optional<Failure> failure_of(const testing::TestDatabase& place, const std::string& sql) {
    std::optional<Failure> failure;
    on_session(with(place, before), [&](MigrationSession& session) {
        try {
            session.run(sql);
        } catch (const DatabaseError& error) {
            failure = error.failure();
        }
    });
    return failure;
}

/// All rows, each with the sum of its lines.
std::vector<std::string> sales_in(const testing::TestDatabase& place) {
    std::vector<std::string> sales;
    on_session(with(place, before), [&](MigrationSession& session) {
        sales = session.first_column(
            "SELECT s.id || ' ' || s.status || COALESCE(' corrects ' || s.corrects, '') || ': ' || "
            "CAST((SELECT SUM(amount) FROM sale_lines WHERE sale_id = s.id) AS TEXT) FROM sales AS s ORDER BY s.id");
    });
    return sales;
}

std::vector<std::string> shown_in(const testing::TestDatabase& place) {
    std::vector<std::string> shown;
    on_session(with(place, before), [&](MigrationSession& session) {
        shown = session.first_column("SELECT id || ' ' || status || ' ' || CAST(total AS TEXT) FROM shown_sales ORDER BY id");
    });
    return shown;
}

void expect_old(const testing::TestDatabase& place) {
    EXPECT_EQ(open(with(place, before))->schema(), Database::Schema::current);
    EXPECT_THAT(sales_in(place), ElementsAre("a completed: 350", "b voided corrects a: 990"));
    EXPECT_EQ(failure_of(place, "INSERT INTO sales (id, status) VALUES ('c', 'parked')"), Failure::check_violation);
    EXPECT_EQ(failure_of(place, "INSERT INTO sale_lines (sale_id, amount) VALUES ('nobody', 1)"), Failure::foreign_key_violation);
}

void expect_new(const testing::TestDatabase& place) {
    EXPECT_EQ(open(with(place, after))->schema(), Database::Schema::current);
    EXPECT_THAT(sales_in(place), ElementsAre("a completed: 350", "b voided corrects a: 990"));
    EXPECT_EQ(failure_of(place, "INSERT INTO sales (id, status) VALUES ('c', 'nonsense')"), Failure::check_violation);
    EXPECT_EQ(failure_of(place, "INSERT INTO sales (id, status) VALUES ('c', 'parked')"), std::nullopt);
    EXPECT_EQ(failure_of(place, "INSERT INTO sale_lines (sale_id, amount) VALUES ('nobody', 1)"), Failure::foreign_key_violation);
    EXPECT_EQ(failure_of(place, "DELETE FROM sales WHERE id = 'a'"), Failure::foreign_key_violation);
}

/// The engine's session, except that the process is killed in place of the statement after the next `spared`.
class DyingSession final : public MigrationSession {
public:
    DyingSession(MigrationSession& real, int spared) : real_(real), spared_(spared) {}

    [[nodiscard]] Database::Engine engine() const override { return real_.engine(); }
    void begin(bool rebuild) override { real_.begin(rebuild); }
    void make_room() override { real_.make_room(); }
    void run(const std::string& sql) override {
        die_in_time();
        real_.run(sql);
    }
    std::vector<std::string> first_column(const std::string& sql) override { return real_.first_column(sql); }
    void commit() override {
        die_in_time();
        real_.commit();
    }
    void rollback() noexcept override { real_.rollback(); }

private:
    void die_in_time() {
        if (spared_-- == 0) raise(SIGKILL);
    }

    MigrationSession& real_;
    int spared_;
};

[[noreturn]] void migrate_and_die(const Options& options, int spared) {
    on_session(options, [&](MigrationSession& real) {
        DyingSession session(real, spared);
        apply_migrations(session, options.migrations);
    });
    std::exit(0);
}

[[noreturn]] void migrate_and_die_writing(const Options& options, int spared) {
    sqlite::test::FaultyVfs vfs;
    vfs.arm(sqlite::test::FaultyVfs::Fault::killed, spared, 1);
    on_session(options, [&](MigrationSession& session) { apply_migrations(session, options.migrations); });
    std::exit(0);
}

class Rebuild : public ::testing::Test {
protected:
    Rebuild() {
        place.close();
        open(with(place, before))->migrate();
    }
    std::string refusal(std::span<const Migration> migrations) {
        try {
            open(with(place, migrations))->migrate();
        } catch (const DatabaseError& error) {
            return error.what();
        }
        return "";
    }
    testing::TestDatabase place{Options{}, testing::Schema::empty};
};

TEST_F(Rebuild, AddsAWordToATableThatOthersReferTo) {
    expect_old(place);
    EXPECT_EQ(open(with(place, after))->migrate(), 1);
    expect_new(place);
    EXPECT_EQ(open(with(place, after))->migrate(), 0);
    EXPECT_THAT(table_names(before), ElementsAre("store", "sales", "sale_lines", "empty_notes"));
    EXPECT_THAT(table_names(after), ElementsAre("store", "sales", "sale_lines", "empty_notes", "parking"));
}

TEST_F(Rebuild, AtTheSameTimeIsDoneOnce) {
    {
        const auto database = open(with(place, after));
        std::atomic<int> applied = 0;
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i) threads.emplace_back([&] { applied += database->migrate(); });
        threads.clear();
        EXPECT_EQ(applied, 1);
    }
    expect_new(place);
}

TEST_F(Rebuild, ThatLeavesReferencesToNothingIsRefused) {
    EXPECT_THAT(refusal(with_loss), HasSubstr(on_postgres() ? "sale" : "from sale_lines to sales"));
    expect_old(place);
    EXPECT_THAT(refusal(without_name), HasSubstr(on_postgres() ? "sales" : "from empty_notes to sales"));
    expect_old(place);
}

TEST_F(Rebuild, OfWhatAViewShowsLeavesTheViewOrIsRefused) {
    EXPECT_THAT(refusal(with_blind_view), HasSubstr("status"));
    expect_old(place);
    EXPECT_THAT(shown_in(place), ElementsAre("a completed 350", "b voided 990"));
    EXPECT_EQ(open(with(place, after))->migrate(), 1);
    EXPECT_THAT(shown_in(place), ElementsAre("a completed 350", "b voided 990"));
}

TEST_F(Rebuild, SwitchesReferencesOnAgainAlsoAfterAFailure) {
    if (on_postgres()) GTEST_SKIP() << "of SQLite only";
    on_session(with(place, before), [&](MigrationSession& session) {
        EXPECT_THROW(apply_migrations(session, with_loss), DatabaseError);
        EXPECT_THAT(session.first_column("PRAGMA foreign_keys"), ElementsAre("1"));
        EXPECT_EQ(apply_migrations(session, after), 1);
        EXPECT_THAT(session.first_column("PRAGMA foreign_keys"), ElementsAre("1"));
    });
}

TEST_F(Rebuild, KilledAtAnyStatementHasNotBegun) {
    const int statements = on_postgres() ? 5 : 8;  // with the record and COMMIT
    for (int spared = 0; spared < statements; ++spared) {
        SCOPED_TRACE(spared);
        EXPECT_EXIT(migrate_and_die(with(place, after), spared), KilledBySignal(SIGKILL), "");
        expect_old(place);
    }
    EXPECT_EXIT(migrate_and_die(with(place, after), statements), KilledBySignal(SIGKILL), "") << "after COMMIT";
    expect_new(place);
}

TEST_F(Rebuild, KilledAtAnyWriteToTheFileIsWholeOrNotThere) {
    if (on_postgres()) GTEST_SKIP() << "of SQLite only";
    int writes = 0;
    const auto killed_or_done = [](int status) { return WIFSIGNALED(status) || WEXITSTATUS(status) == 0; };
    for (; writes < 1000 && !open(with(place, after))->is_migrated(); ++writes) {
        SCOPED_TRACE(writes);
        expect_old(place);
        EXPECT_EXIT(migrate_and_die_writing(with(place, after), writes), killed_or_done, "");
    }
    EXPECT_GT(writes, 5);
    expect_new(place);
}

}  // namespace
}  // namespace cafepos::db::test
