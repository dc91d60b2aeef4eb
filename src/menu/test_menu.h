#pragma once

#include <string>
#include <utility>

#include "db/table.h"
#include "images/store.h"
#include "routes.h"
#include "testing/call.h"
#include "testing/temporary.h"
#include "testing/world.h"

namespace cafepos::menu {

/// The menu's routes on a database and a folder of their own, for tests.
struct MenuWorld : testing::World {
    testing::TemporaryDirectory folder;
    images::Store pictures{folder.path() / "uploads", images::Limits{}, random};
    audit::AuditLog audit{clock, ids};
    events::EventLog events{clock};
    settings::SettingsStore settings{db(), settings::standard_settings()};
    Workshop workshop{db(), settings, audit, events, clock, ids, journal};
    testing::DirectCommands commands{db()};
    http::EndpointTable table{commands};
    bool legacy_uploads = false;

    MenuWorld() {
        add_routes(table, workshop, pictures, stock_amount, [this](const http::Call&) { return legacy_uploads; });
    }

    /// A stock that keeps all of its items in "ml" and converts from "l".
    static std::optional<StockAmount> stock_amount(db::Transaction& transaction, const Id& item, Quantity quantity,
                                                   const std::optional<std::string>& unit) {
        static const db::Query<std::string> name_of{"menu_test.stock", "SELECT name FROM inventory_items WHERE id = $1"};
        const auto name = transaction.query_one(name_of, item);
        if (!name) return std::nullopt;
        if (!unit || *unit == "ml") return StockAmount{*name, "ml", quantity};
        return StockAmount{*name, "ml", *unit == "l" ? std::optional(quantity * 1000) : std::nullopt};
    }

    http::RawReply call(http::Method method, const std::string& target, const std::string& body = "",
                        const testing::CallOptions& options = {}) {
        return testing::dispatch(table, method, target, body, &admin, options);
    }
    testing::Json get(const std::string& target) { return testing::data_of(call(http::Method::get, target)); }
    testing::Json post(const std::string& body) { return testing::data_of(call(http::Method::post, "/menu_items", body)); }
    std::string add(const std::string& name, const std::string& size, const std::string& price) {
        return post(R"({"name":")" + name + R"(","size":")" + size + R"(","price":)" + price + "}")["id"].text();
    }
    static testing::CallOptions form_with(const std::string& field, std::string bytes,
                                          const std::string& file_name = "any name.png") {
        testing::CallOptions options;
        options.form = true;
        options.files = {{.field = field, .client_file_name = file_name, .content_type = "image/png", .bytes = std::move(bytes)}};
        return options;
    }
    /// Four brown pixels.
    static std::string png() {
        return std::string(
            "\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x02\x00\x00\x00\x02\x08"
            "\x02\x00\x00\x00\xfd\xd4\x9a\x73\x00\x00\x00\x10\x49\x44\x41\x54\x78\xda\x63\x28\x08\x30\x00\x22\x06"
            "\x08\x05\x00\x1b\x4e\x03\xc1\x05\xea\xcd\xe4\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82",
            73);
    }
    /// The path of a file behind /uploads/….
    [[nodiscard]] std::filesystem::path path(const std::string& url) const { return folder.path() / url.substr(1); }
    /// Of pictures and thumbnails; what is retired lies aside and is none any more.
    [[nodiscard]] std::size_t file_count() const {
        std::size_t count = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path()))
            count += entry.is_regular_file() && entry.path().string().find("/.replaced/") == std::string::npos ? 1U : 0U;
        return count;
    }
};

}  // namespace cafepos::menu
