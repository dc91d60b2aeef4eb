#pragma once

#include <string>
#include <vector>

#include "alerts/alert_book.h"
#include "idempotency/idempotency.h"
#include "inventory/inventory_store.h"
#include "kitchen/kitchen.h"
#include "menu/menu_store.h"
#include "reports/reports.h"
#include "routes.h"
#include "sales/routes.h"
#include "sales/sales.h"
#include "tabs.h"
#include "testing/call.h"
#include "testing/world.h"

// Only for the tests of this folder.
namespace cafepos::tabs {

/// A café with tabs, and a kitchen that makes Pastries. A latte is 4.50, a bagel 3.25; tax is 8 %.
class TabsWorld : public testing::World {
public:
    using Json = testing::Json;

    explicit TabsWorld(const db::Options& options = {})
        : World(options), settings(db(), settings::standard_settings()), printers(db(), clock, ids, settings, {}) {
        settings.load();
        const sales::Collaborators with{{db(), settings, audit, events, clock, ids, journal}, ledger, printers};
        sales::Collaborators of_sales = with;
        of_sales.after_void = [this, with](db::Transaction& transaction, const Id& order_id, const Act& act) {
            cancel_in_kitchen(transaction, order_id, act, with, printers);
        };
        sales::add_routes(table, of_sales);
        tabs::add_routes(table, with);
        latte = add_item("Latte", 450, "Coffee");
        bagel = add_item("Bagel", 325, "Pastries");
        db().write([&](db::Transaction& transaction) {
            kitchen::plant_station(transaction, "Kitchen", {"Pastries"}, clock.now(), ids);
        });
    }

    http::RawReply call(http::Method method, const std::string& target, const std::string& body = "",
                        const Actor* actor = nullptr, const std::string& if_match = "") {
        testing::CallOptions options;
        options.received_at = clock.now();
        if (!if_match.empty()) options.headers.emplace_back("if-match", if_match);
        return testing::dispatch(table, method, target, body, actor == nullptr ? &admin : actor, options);
    }
    Json get(const std::string& target) { return testing::data_of(call(http::Method::get, target)); }
    Json post(const std::string& target, const std::string& body) {
        return testing::data_of(call(http::Method::post, target, body));
    }
    std::string code(http::Method method, const std::string& target, const std::string& body = "", const Actor* actor = nullptr) {
        return testing::code_of([&] { call(method, target, body, actor); });
    }

    static std::string line(const Id& item, int quantity, const std::string& more = "") {
        return R"({"productId":")" + item.text() + R"(","quantity":)" + std::to_string(quantity) + more + "}";
    }
    Json open(const std::string& lines, const std::string& more = "") {
        return post("/tabs", R"({"lines":[)" + lines + "]" + more + "}")["tab"];
    }
    static std::string path(const Json& tab, const std::string& more = "") { return "/tabs/" + tab["id"].text() + more; }
    static std::string line_path(const Json& tab, std::size_t line) {
        return path(tab, "/lines/" + tab["lines"][line]["id"].text());
    }
    Json now(const Json& tab) { return get(path(tab))["tab"]; }
    Json add(const Json& tab, const std::string& lines) {
        return post(path(tab, "/lines"), R"({"lines":[)" + lines + "]}")["tab"];
    }
    /// A body for a change of that tab as it is in `tab`.
    static std::string of(const Json& tab, const std::string& more = "") {
        return R"({"version":)" + tab["version"].text() + more + "}";
    }
    Json settle(const Json& tab, const std::string& more = "") {
        return post(path(tab, "/settle"), of(tab, R"(,"payments":[{"method":"card"}])" + more));
    }
    static std::string part(const Json& tab, std::size_t line, int quantity) {
        return R"({"lineId":")" + tab["lines"][line]["id"].text() + R"(","quantity":)" + std::to_string(quantity) + "}";
    }

    Id add_item(const std::string& name, std::int64_t price, const std::string& category) {
        menu::Item item;
        item.name = name;
        item.size = "Regular";
        item.price = Money::of(price);
        item.category = category;
        return db().writing(
            [&](db::Transaction& transaction) { return menu::create(transaction, item, admin.user_id, clock.now(), ids); });
    }
    std::int64_t number(const db::Statement& statement) {
        return db().reading([&](db::Transaction& transaction) { return transaction.query_one(statement)->integer(0); });
    }
    std::vector<std::string> findings() {
        return db().reading([](db::Transaction& transaction) {
            std::vector<std::string> all = tabs::verify(transaction);
            for (auto& finding : sales::verify(transaction)) all.push_back(std::move(finding));
            for (auto& finding : kitchen::verify(transaction)) all.push_back(std::move(finding));
            for (auto& finding : reports::verify(transaction)) all.push_back(std::move(finding));
            return all;
        });
    }

    events::EventLog events{clock};
    audit::AuditLog audit{clock, ids};
    settings::SettingsStore settings;
    alerts::AlertBook alerts{clock, ids, events};
    inventory::Ledger ledger{clock, ids, alerts, settings};
    printing::Printers printers;
    uptime::Uptime uptime{db(), clock};
    idempotency::Commands commands{db(), clock, uptime, "key"};
    http::EndpointTable table{commands};
    Id latte;
    Id bagel;
};

inline const db::Statement units_sold_in_test{"tabs_test.units",
                                              "SELECT CAST(COALESCE(SUM(quantity), 0) AS BIGINT) FROM order_items"};
inline const db::Statement stock_moves_in_test{"tabs_test.stock_moves",
                                               "SELECT COUNT(*) FROM stock_movements WHERE type = 'sale'"};
inline const db::Statement sent_in_test{"tabs_test.sent",
                                        "SELECT CAST(COALESCE(SUM(quantity - cancelled), 0) AS BIGINT) FROM kitchen_lines"};

}  // namespace cafepos::tabs
