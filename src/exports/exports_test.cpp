#include "exports.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <map>
#include <regex>

#include "csv/csv_reader.h"
#include "db/table.h"
#include "db/transfer.h"
#include "files/files.h"
#include "json/read.h"
#include "testing/database.h"
#include "testing/source.h"
#include "testing/temporary.h"
#include "testing/world.h"

namespace cafepos::exports {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

const db::Statement insert_setting{"exports.test.setting",
                                   "INSERT INTO settings (name, value, updated_at, updated_by) VALUES ($1, $2, $3, NULL)"};
struct ShownColumn {
    std::string view;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(ShownColumn, (), (view, name))
const db::Query<ShownColumn> shown_columns{"exports.test.shown_columns", R"(
    SELECT v.name AS view, c.name AS name FROM sqlite_master AS v JOIN pragma_table_info(v.name) AS c WHERE v.type = 'view'
    ORDER BY v.name, c.cid)",
                                           R"(
    SELECT CAST(table_name AS TEXT) AS view, CAST(column_name AS TEXT) AS name FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name LIKE 'report_%' ORDER BY table_name, ordinal_position)"};
const db::Statement insert_item{"exports.test.item", R"(
    INSERT INTO inventory_items (id, name, category, current_stock, movement_count, min_stock_level, max_stock_level, unit,
                                 cost_per_unit, supplier, created_at, updated_at, name_folded, category_folded,
                                 supplier_folded, location_folded, search_text)
    VALUES ($1, $2, 'c', 1500, 0, 0, 0, 'kg', 123456, '', 1795600000000, 1795600000000, 'n', 'c', '', '', 's'))"};

struct Exports : ::testing::Test {
    std::vector<ExportedTable> write() {
        db::Options options;
        options.url = world.database.url();
        options.read_only = true;
        return exports::write(options, folder);
    }
    [[nodiscard]] std::string content(const std::string& name) const { return files::content_of(folder / name); }

    testing::World world;
    testing::TemporaryDirectory temporary;
    std::filesystem::path folder = temporary.path() / "books";
};

TEST_F(Exports, EveryTableIsExportedOrKeptOnPurpose) {
    for (const std::string& table : db::table_names(db::migrations())) {
        const bool is_kept = std::ranges::find(kept_tables(), table) != kept_tables().end();
        EXPECT_NE(is_exported(table), is_kept) << table << " must stand in exactly one of the lists of kinds.cpp";
    }
}

/// The page's lists: `- money: `a`, `b`` below `## table`.
TEST_F(Exports, ThePageNamesEveryColumnWithItsKind) {
    const std::map<Kind, std::string> words{
        {Kind::text, "text"},       {Kind::number, "number"},   {Kind::money, "money"}, {Kind::quantity, "stock quantity"},
        {Kind::unit_cost, "cost"},  {Kind::percent, "percent"}, {Kind::time, "time"},   {Kind::discount, "money or percent"},
        {Kind::yes_no, "yes or no"}};
    const std::string page = files::content_of(testing::source_root() / "docs/data.md");
    db::Options options;
    options.url = world.database.url();
    for (const db::TableShape& table : db::read_rows(options)->tables()) {
        if (!is_exported(table.name)) continue;
        const auto begin = page.find("\n## " + table.name + "\n");
        ASSERT_NE(begin, std::string::npos) << table.name;
        const std::string section = page.substr(begin, page.find("\n## ", begin + 1) - begin);
        for (const std::string& column : table.columns) {
            const auto kind = kind_of(table.name, column);
            if (!kind) continue;
            const auto list = section.find("\n- " + words.at(*kind) + ": ");
            ASSERT_NE(list, std::string::npos) << table.name << "." << column;
            const std::string line = section.substr(list + 1, section.find('\n', list + 1) - list);
            EXPECT_THAT(line, HasSubstr("`" + column + "`")) << table.name;
        }
    }
}

/// The lines `| `column` | kind | words |` below `## view`, in the order of the columns.
TEST_F(Exports, ThePageHasAWordForEveryColumnOfTheViews) {
    const std::string page = files::content_of(testing::source_root() / "docs/data.md");
    std::map<std::string, std::string> expected;
    for (const auto& [view, name] :
         world.db().reading([](db::Transaction& transaction) { return transaction.query(shown_columns); })) {
        expected[view] += "`" + name + "` ";
    }
    EXPECT_EQ(expected.size(), 11U);
    const std::regex line(
        R"(\n\| (`\w+`) \| (text|number|money|cost|quantity|percent|day|time|minutes|hours|yes or no) \| [^|\n]+ \|)");
    for (const auto& [view, columns] : expected) {
        const auto begin = page.find("\n## " + view + "\n");
        ASSERT_NE(begin, std::string::npos) << view;
        const std::string section = page.substr(begin, page.find("\n## ", begin + 1) - begin);
        std::string described;
        for (std::sregex_iterator found(section.begin(), section.end(), line), end; found != end; ++found) {
            described += (*found)[1].str() + " ";
        }
        EXPECT_EQ(described, columns) << view;
    }
}

TEST_F(Exports, WritesWhatPeopleReadAndNoSecrets) {
    world.db().write([&](db::Transaction& transaction) {
        transaction.defer(insert_item, world.ids.next().text(), std::string("=SUM(A1)"));
        transaction.defer(insert_setting, std::string("a\"b\tc\nd"), std::string("{}"), std::int64_t{1'795'600'000'000});
    });
    const auto tables = write();
    EXPECT_THAT(tables, Contains(::testing::Field(&ExportedTable::name, "users")));
    const auto rows = csv::read_all(content("inventory_items.csv"));
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_THAT(rows[1].cells, ::testing::IsSupersetOf({"'=SUM(A1)", "1.5", "12.3456", "2026-11-25T09:46:40.000Z"}));
    EXPECT_THAT(content("inventory_items.json"), HasSubstr(R"("current_stock":1.5)"));
    EXPECT_THAT(content("inventory_items.json"), HasSubstr(R"("expiry_at":null)"));
    EXPECT_THAT(content("settings.json"), HasSubstr(R"("name":"a\"b\tc\nd")"));
    EXPECT_THAT(content("users.csv"), Not(HasSubstr("password_hash")));
    EXPECT_THAT(content("users.json"), Not(HasSubstr("pin_lookup")));
    EXPECT_EQ(content("orders.json"), "[\n]\n");
    EXPECT_FALSE(std::filesystem::exists(folder / "sessions.csv"));
}

TEST_F(Exports, AreForTheirOwnerAndIntoAnEmptyFolder) {
    write();
    struct stat status{};
    ASSERT_EQ(::stat((folder / "orders.csv").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
    EXPECT_THROW(write(), std::runtime_error);
}

}  // namespace
}  // namespace cafepos::exports
