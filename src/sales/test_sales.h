#pragma once

#include <string>
#include <vector>

#include "alerts/alert_book.h"
#include "drawer_figures.h"
#include "drawers/drawers.h"
#include "drawers/routes.h"
#include "idempotency/idempotency.h"
#include "inventory/inventory_store.h"
#include "kitchen/kitchen.h"
#include "kitchen/routes.h"
#include "menu/menu_store.h"
#include "reports/reports.h"
#include "routes.h"
#include "sales.h"
#include "testing/call.h"
#include "testing/world.h"

// Only for the tests of this folder.
namespace cafepos::sales {

/// A café that sells; everything real but the paper. A latte of 4.50 takes 0.2 of the milk, of which there is 1,000; a bagel of
/// 3.25 has no recipe; tax is 8 %, days are those of UTC.
class SalesWorld : public testing::World {
public:
    using Json = testing::Json;

    explicit SalesWorld(const db::Options& options = {})
        : World(options), settings(db(), settings::standard_settings()), printers(db(), clock, ids, settings, {}) {
        settings.load();
        add_routes(table, {{db(), settings, audit, events, clock, ids, journal}, ledger, printers});
        drawers::add_routes(table, {db(), settings, audit, events, clock, ids, journal}, {sales_of_drawer}, printers);
        kitchen::add_routes(table, {db(), settings, audit, events, clock, ids, journal}, printers);
        inventory::StockItem milk_item;
        milk_item.name = "Milk";
        milk_item.current_stock = Quantity::of(1'000'000);
        milk_item.cost_per_unit = UnitCost::of(10'000);
        db().write([&](db::Transaction& transaction) { milk = ledger.create_item(transaction, milk_item, admin.user_id); });
        latte = add_item("Latte", 450, "Coffee");
        bagel = add_item("Bagel", 325, "Pastries");
        db().write([&](db::Transaction& transaction) { inventory::set_recipe(transaction, latte, {{milk, Quantity::of(200)}}); });
    }

    http::RawReply call(http::Method method, const std::string& target, const std::string& body = "",
                        const Actor* actor = nullptr, const std::string& key = "") {
        testing::CallOptions options;
        options.received_at = clock.now();
        if (!key.empty()) options.headers.emplace_back("idempotency-key", key);
        if (!till.empty()) options.headers.emplace_back("x-till", till);
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
    /// `more`: further members of the body, each after a comma.
    static std::string sale_body(const std::string& lines, const std::string& more = "") {
        return R"({"items":[)" + lines + R"(],"paymentMethod":"cash")" + more + "}";
    }
    Json sell(const std::string& lines, const std::string& more = "") { return post("/orders", sale_body(lines, more))["order"]; }
    /// Paid with several tenders.
    Json sell_with(const std::string& lines, const std::string& payments, const std::string& more = "") {
        return post("/orders", R"({"items":[)" + lines + R"(],"payments":)" + payments + more + "}")["order"];
    }
    Json order(const Json& sold) { return get("/orders/" + sold["id"].text())["order"]; }
    std::string refund_target(const Json& sold) { return "/orders/" + sold["id"].text() + "/refund"; }

    Id add_item(const std::string& name, std::int64_t price, const std::string& category) {
        menu::Item item;
        item.name = name;
        item.size = "Regular";
        item.price = Money::of(price);
        item.category = category;
        return db().writing(
            [&](db::Transaction& transaction) { return menu::create(transaction, item, admin.user_id, clock.now(), ids); });
    }
    void change_settings(const std::string& json) {
        db().write(
            [&](db::Transaction& transaction) { settings.update(transaction, json::parse(json), clock.now(), admin.user_id); });
    }
    std::int64_t number(const db::Statement& statement) {
        return db().reading([&](db::Transaction& transaction) { return transaction.query_one(statement)->integer(0); });
    }
    /// All that `cafepos verify` would find wrong with sales, stock, reports, drawers and the kitchen.
    std::vector<std::string> findings() {
        return db().reading([](db::Transaction& transaction) {
            std::vector<std::string> all = sales::verify(transaction);
            for (auto& finding : inventory::verify(transaction)) all.push_back(std::move(finding));
            for (auto& finding : reports::verify(transaction)) all.push_back(std::move(finding));
            for (auto& finding : drawers::verify(transaction, sales_of_drawer)) all.push_back(std::move(finding));
            for (auto& finding : kitchen::verify(transaction)) all.push_back(std::move(finding));
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
    std::string till;  ///< where everything is done from now on: the header X-Till, unless empty
    Id latte;
    Id bagel;
    Id milk;
};

inline const db::Statement stock_in_test{"sales_test.stock", "SELECT SUM(current_stock) FROM inventory_items"};
inline const db::Statement orders_in_test{"sales_test.orders", "SELECT COUNT(*) FROM orders"};
inline const db::Statement audits_in_test{"sales_test.audits", "SELECT COUNT(*) FROM audit_log WHERE entity = 'order'"};
inline const db::Statement events_in_test{"sales_test.events",
                                          "SELECT COUNT(*) FROM events WHERE kind IN ('sale', 'refund', 'void')"};
inline const db::Statement charged_in_test{
    "sales_test.charged", "SELECT CAST(COALESCE(SUM(charged), 0) - COALESCE(SUM(refunded), 0) AS BIGINT) FROM sales_rollups"};

}  // namespace cafepos::sales
