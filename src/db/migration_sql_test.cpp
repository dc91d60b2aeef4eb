#include "migration_sql.h"

#include <gmock/gmock.h>

namespace cafepos::db {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr auto sqlite = Database::Engine::sqlite;
constexpr auto postgres = Database::Engine::postgres;

std::vector<std::string> migration_statements(std::string_view sql, Database::Engine engine) {
    return script_of({7, "0007_this", sql}, engine).statements;
}

std::string refusal(std::string_view sql) {
    try {
        script_of({7, "0007_this", sql}, sqlite);
    } catch (const DatabaseError& error) {
        return error.what();
    }
    return "";
}

TEST(MigrationSql, SpellsATableForEachEngine) {
    constexpr auto* sql = "CREATE TABLE a (\n    id TEXT PRIMARY KEY,\n    n BIGINT NOT NULL\n);\n";
    EXPECT_THAT(migration_statements(sql, sqlite),
                ElementsAre("CREATE TABLE a (\n    id TEXT PRIMARY KEY,\n    n INTEGER NOT NULL\n) STRICT"));
    EXPECT_THAT(migration_statements(sql, postgres),
                ElementsAre("CREATE TABLE a (\n    id TEXT COLLATE \"C\" PRIMARY KEY,\n    n BIGINT NOT NULL\n)"));
}

TEST(MigrationSql, SplitsAtSemicolonsThatEndALine) {
    EXPECT_THAT(migration_statements("INSERT INTO a VALUES (1);\nINSERT INTO a VALUES (2);", sqlite),
                ElementsAre("INSERT INTO a VALUES (1)", "INSERT INTO a VALUES (2)"));
    EXPECT_THAT(migration_statements("INSERT INTO a VALUES ('x;\ny');\n", sqlite), ElementsAre("INSERT INTO a VALUES ('x;\ny')"));
}

TEST(MigrationSql, DropsCommentsButNotWhatLooksLikeOne) {
    EXPECT_THAT(migration_statements("-- TEXT;\n\nINSERT INTO a -- why\nVALUES ('--', 'it''s');\n-- end", postgres),
                ElementsAre("INSERT INTO a \nVALUES ('--', 'it''s')"));
    EXPECT_THAT(migration_statements("-- nothing at all", sqlite), ElementsAre());
}

TEST(MigrationSql, LeavesQuotedWordsAndLongerNamesAlone) {
    EXPECT_THAT(migration_statements("CREATE TABLE a (TEXT_KIND TEXT CHECK (TEXT_KIND IN ('TEXT', 'BIGINT')));", postgres),
                ElementsAre("CREATE TABLE a (TEXT_KIND TEXT COLLATE \"C\" CHECK (TEXT_KIND IN ('TEXT', 'BIGINT')))"));
    EXPECT_THAT(migration_statements("CREATE TABLE a (b TEXT CHECK (b <> 'BIGINT'));", sqlite),
                ElementsAre("CREATE TABLE a (b TEXT CHECK (b <> 'BIGINT')) STRICT"));
}

TEST(MigrationSql, AddsColumnsInTheSameSpelling) {
    EXPECT_THAT(migration_statements("ALTER TABLE a ADD COLUMN b TEXT;", postgres),
                ElementsAre("ALTER TABLE a ADD COLUMN b TEXT COLLATE \"C\""));
    EXPECT_THAT(migration_statements("ALTER TABLE a ADD COLUMN b BIGINT;", sqlite),
                ElementsAre("ALTER TABLE a ADD COLUMN b INTEGER"));
}

TEST(MigrationSql, KeepsCastsAndOtherStatementsAsTheyAre) {
    constexpr auto* insert = "INSERT INTO a SELECT CAST(n AS TEXT) FROM b";
    EXPECT_THAT(migration_statements(std::string(insert) + ";", postgres), ElementsAre(insert));
    EXPECT_THAT(migration_statements("CREATE TABLE a (b BIGINT CHECK (CAST(b AS TEXT) <> ''));", postgres),
                ElementsAre("CREATE TABLE a (b BIGINT CHECK (CAST(b AS TEXT) <> ''))"));
}

TEST(MigrationSql, TellsAViewTheCafesTime) {
    constexpr auto* sql = "CREATE VIEW a AS SELECT LOCAL_TIME(COALESCE(b, c)) AS d, LOCAL_TIME(e) AS f FROM g;";
    const auto on_sqlite = migration_statements(sql, sqlite).at(0);
    EXPECT_THAT(on_sqlite,
                StartsWith("CREATE VIEW a AS SELECT strftime('%Y-%m-%d %H:%M:%S', (COALESCE(b, c) + COALESCE((SELECT"));
    EXPECT_THAT(on_sqlite, HasSubstr("begins_at <= COALESCE(b, c) ORDER"));
    EXPECT_THAT(on_sqlite, ::testing::EndsWith("'unixepoch') AS f FROM g"));
    EXPECT_THAT(migration_statements(sql, postgres).at(0), StartsWith("CREATE VIEW a AS SELECT to_char(to_timestamp((COALESCE"));
}

TEST(MigrationSql, RunsABlockOnItsEngineAlone) {
    constexpr auto* sql = "A;\n-- sqlite:\n-- why\nB;\nC;\n-- postgres:\nD;\n-- both:\nE;\n-- sqlite:\nF;\n";
    EXPECT_THAT(migration_statements(sql, sqlite), ElementsAre("A", "B", "C", "E", "F"));
    EXPECT_THAT(migration_statements(sql, postgres), ElementsAre("A", "D", "E"));
}

TEST(MigrationSql, KeepsATriggerWhole) {
    constexpr auto* one = "CREATE TRIGGER a AFTER INSERT ON b BEGIN\n    UPDATE c SET n = 1;\n    UPDATE c SET n = 2;\nEND";
    constexpr auto* other = "CREATE TRIGGER d AFTER DELETE ON b BEGIN UPDATE c SET n = 3; END";
    EXPECT_THAT(migration_statements(std::string(one) + ";\n" + other + ";\nA;\n", sqlite), ElementsAre(one, other, "A"));
}

TEST(MigrationSql, SpellsTablesInBlocksToo) {
    EXPECT_THAT(migration_statements("-- sqlite:\nCREATE TABLE a (n BIGINT);", sqlite),
                ElementsAre("CREATE TABLE a (n INTEGER) STRICT"));
}

TEST(MigrationSql, KnowsARebuild) {
    EXPECT_TRUE(script_of({7, "0007_this", "-- Why.\n\n-- rebuild\n-- sqlite:\nA;\n"}, sqlite).rebuild);
    EXPECT_FALSE(script_of({7, "0007_this", "-- rebuild it all\nA;\n"}, sqlite).rebuild);
}

TEST(MigrationSql, SaysWhereAMarkIsWrong) {
    EXPECT_THAT(refusal("A;\n\n-- sqllite:\nB;\n"), StartsWith("migrations/0007_this.sql:3: `-- sqllite:` is none of the marks"));
    EXPECT_THAT(refusal("-- SQLite:\nA;\n"), HasSubstr(".sql:1: `-- SQLite:` is none"));
    EXPECT_THAT(refusal("--sqlite:\nA;\n"), HasSubstr("is none of the marks"));
    EXPECT_THAT(refusal("-- Rebuild\nA;\n"), HasSubstr("is none of the marks"));
    EXPECT_THAT(refusal("A\n-- sqlite:\nB;\n"), HasSubstr(".sql:2: `-- sqlite:` stands inside a statement"));
    EXPECT_THAT(refusal("A; -- sqlite:\nB;\n"), HasSubstr(".sql:1: a statement ends with `;`"));
    EXPECT_THAT(refusal("-- both:\nA;\n"), HasSubstr("runs already"));
    EXPECT_THAT(refusal("-- sqlite:\nA;\n-- sqlite:\nB;\n"), HasSubstr(".sql:3: `-- sqlite:` where"));
}

TEST(MigrationSql, SaysWhereARebuildOrABlockIsWrong) {
    EXPECT_THAT(refusal("A;\n-- rebuild\n"), HasSubstr(".sql:2: `-- rebuild` stands once"));
    EXPECT_THAT(refusal("-- rebuild\n-- rebuild\nA;\n"), HasSubstr(".sql:2: `-- rebuild` stands once"));
    EXPECT_THAT(refusal("-- sqlite:\nA;\n-- both:\n-- rebuild\nB;\n"), HasSubstr(".sql:4: `-- rebuild` stands once"));
    EXPECT_THAT(refusal("-- sqlite:\n-- postgres:\nA;\n"), HasSubstr(".sql:2: the block that ends here has no statement"));
    EXPECT_THAT(refusal("A;\n-- sqlite:\n"), HasSubstr(".sql:3: the block that ends here"));
}

TEST(MigrationSql, SaysWhereAStatementIsWrong) {
    EXPECT_THAT(refusal("A;\nB 'c;\nD;\n"), HasSubstr(".sql:2: a quote has no end"));
    EXPECT_THAT(refusal("A;\nB; C;\n"), HasSubstr(".sql:2: a statement ends with `;`"));
}

TEST(MigrationSql, TheProgramsOwnKeepTheRulesOnBoth) {
    for (const Migration& migration : migrations()) {
        const auto statements = script_of(migration, sqlite).statements.size() + script_of(migration, postgres).statements.size();
        EXPECT_GT(statements, 0U) << migration.name << ": some are for one of them alone";
    }
}

}  // namespace
}  // namespace cafepos::db
