#include "older_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "db/postgres/connect.h"

namespace cafepos::moving_in {
namespace {

using db::postgres::run;

constexpr const char* names_of_tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()";

/// Reads the tables of another program, whose statements are none of ours.
class Reader {
public:
    explicit Reader(const db::Options& options) : connection_(connect(options, db::postgres::Purpose::reading)) {
        run(connection_.get(), "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        tables_ = run(connection_.get(), names_of_tables);
    }

    [[nodiscard]] bool has(const std::string& table) const { return std::ranges::find(tables_, table) != tables_.end(); }

    template <class Row>
    void read(const std::string& table, std::vector<Row>& rows, const std::string& order = "1") {
        if (!has(table)) return;
        const std::string sql = fmt::format("SELECT to_jsonb(t)::text FROM {} t ORDER BY {}", table, order);
        for (const std::string& text : run(connection_.get(), sql)) add(table, text, rows);
    }

    [[nodiscard]] std::int64_t count(const std::string& table) const {
        return has(table) ? std::stoll(run(connection_.get(), "SELECT COUNT(*) FROM " + table).front()) : 0;
    }

    std::vector<Unreadable> unreadable;

private:
    template <class Row>
    void add(const std::string& table, const std::string& text, std::vector<Row>& rows) {
        json::Reader reader;
        Row row;
        const json::Value value = json::parse(text);
        json::read(reader, value, row);
        if (reader.ok()) return rows.push_back(std::move(row));
        std::string reason;
        for (const FieldError& error : reader.errors()) reason += (reason.empty() ? "" : "; ") + error.message;
        const json::Value* id = value.find("id");
        unreadable.push_back({table + (id != nullptr ? " " + json::print(*id) : ""), reason});
    }

    db::postgres::ConnectionHandle connection_;
    std::vector<std::string> tables_;
};

void require_older_server(const Reader& reader) {
    if (reader.has("schema_migrations")) {
        throw std::runtime_error(
            "That database is a café of this program, not the older server's: `cafepos backup` and `cafepos restore` move it");
    }
    for (const char* table : {"users", "menu_items", "orders", "order_items", "inventory_items"}) {
        if (reader.has(table)) continue;
        throw std::runtime_error("That database is not the older server's: it has no table " + std::string(table));
    }
}

}  // namespace

OlderServer read_older_server(const std::string& url, int answer_seconds_max) {
    db::Options options;
    options.url = url;
    options.read_only = true;
    options.answer_ms_max = answer_seconds_max * 1000;
    Reader reader(options);
    require_older_server(reader);
    OlderServer older;
    reader.read("users", older.users, "lower(username), id");
    reader.read("roles", older.roles);
    reader.read("role_permissions", older.role_permissions);
    reader.read("user_permissions", older.user_permissions);
    reader.read("menu_items", older.menu_items, "sort_order, name, size, id");
    reader.read("inventory_items", older.inventory_items, "name, id");
    reader.read("orders", older.orders, "created_at, id");
    reader.read("order_items", older.order_items, "order_id, created_at, id");
    reader.read("order_discounts", older.order_discounts);
    older.stock_movements = reader.count("stock_movements");
    older.unreadable = std::move(reader.unreadable);
    return older;
}

}  // namespace cafepos::moving_in
