#include "migration_sql.h"

#include <gmock/gmock.h>

namespace cafepos::db {
namespace {

using ::testing::ElementsAre;

constexpr auto sqlite = Database::Engine::sqlite;
constexpr auto postgres = Database::Engine::postgres;

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

}  // namespace
}  // namespace cafepos::db
