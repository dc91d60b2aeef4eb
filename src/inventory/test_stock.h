#pragma once

#include <string>
#include <vector>

#include "alerts/routes.h"
#include "inventory_store.h"
#include "json/write.h"
#include "menu/menu_store.h"
#include "routes.h"
#include "testing/call.h"
#include "testing/world.h"

// Only for the tests of this folder.
namespace cafepos::inventory {

/// A café with a database, a ledger and the routes of stock and alerts.
class StockWorld : public testing::World {
public:
    explicit StockWorld(const db::Options& options = {}) : World(options) {
        add_routes(table, workshop, ledger);
        alerts::add_routes(table, workshop, item_name);
    }

    testing::Json call(http::Method method, const std::string& target, const std::string& body = "") {
        const auto reply = testing::dispatch(table, method, target, body, &admin);
        return reply.body.empty() ? testing::Json() : testing::body_of(reply);
    }
    testing::Json get(const std::string& target) { return call(http::Method::get, target)["data"]; }
    testing::Json post(const std::string& target, const std::string& body) {
        return call(http::Method::post, target, body)["data"];
    }
    testing::Json put(const std::string& target, const std::string& body) {
        return call(http::Method::put, target, body)["data"];
    }

    Id item(const std::string& name, const std::string& stock, const std::string& minimum = "0", const std::string& cost = "0",
            const std::string& unit = "pieces") {
        StockItem item;
        item.name = name;
        item.current_stock = Quantity::parse(stock).value();
        item.min_stock_level = Quantity::parse(minimum).value();
        item.max_stock_level = Quantity::of(100'000);
        item.cost_per_unit = UnitCost::parse(cost).value();
        item.unit = unit;
        return db().writing([&](db::Transaction& tx) { return ledger.create_item(tx, item, admin.user_id); });
    }
    Id menu_item(const std::string& name, const std::vector<std::pair<Id, std::string>>& recipe = {}) {
        menu::Item item;
        item.name = name;
        item.size = "Regular";
        item.price = Money::of(350);
        std::vector<Ingredient> ingredients;
        for (const auto& [id, quantity] : recipe) ingredients.push_back({id, Quantity::parse(quantity).value()});
        return db().writing([&](db::Transaction& tx) {
            const Id id = menu::create(tx, item, admin.user_id, clock.now(), ids);
            set_recipe(tx, id, ingredients);
            return id;
        });
    }
    /// Units of a menu item, all on one line of the order.
    struct Units {
        Id menu_item_id;
        int quantity = 0;
    };
    static std::vector<SoldItem> lines_of(const std::vector<Units>& items) {
        std::vector<SoldItem> lines;
        for (const Units& item : items) lines.push_back({item.menu_item_id, item.menu_item_id, item.quantity});
        return lines;
    }
    SaleOutcome sell(const std::vector<Units>& items, const Id& order, settings::Oversell oversell = settings::Oversell::allow) {
        return sell_lines(lines_of(items), order, oversell);
    }
    SaleOutcome sell_lines(const std::vector<SoldItem>& lines, const Id& order,
                           settings::Oversell oversell = settings::Oversell::allow) {
        return db().writing([&](db::Transaction& tx) { return ledger.deduct_sale(tx, lines, order, admin.user_id, oversell); });
    }
    void give_back(const std::vector<Units>& items, const Id& order) { give_back_lines(lines_of(items), order); }
    void give_back_lines(const std::vector<SoldItem>& lines, const Id& order) {
        db().write([&](db::Transaction& tx) { ledger.return_items(tx, lines, order, ids.next(), admin.user_id, "Refund"); });
    }
    void undo(const Id& order) {
        db().write([&](db::Transaction& tx) { ledger.return_order(tx, order, admin.user_id, "Void"); });
    }
    std::string stock_of(const Id& item) { return get("/inventory/" + item.text())["inventory_item"]["currentStock"].text(); }
    std::vector<std::string> findings() {
        return db().reading([&](db::Transaction& tx) { return verify(tx); });
    }
    /// Types of the alerts on the list, oldest first, e.g. "low_stock out_of_stock".
    std::string open_alerts() {
        const auto alerts = get("/alerts?resolved=false&limit=500")["alerts"];
        std::string types;
        for (std::size_t i = alerts.size(); i-- > 0;) types += (types.empty() ? "" : " ") + alerts[i]["alert_type"].text();
        return types;
    }

    testing::DirectCommands commands{db()};
    http::EndpointTable table{commands};
    audit::AuditLog audit{clock, ids};
    events::EventLog event_log{clock};
    settings::SettingsStore settings{db(), settings::standard_settings()};
    alerts::AlertBook book{clock, ids, event_log};
    Ledger ledger{clock, ids, book, settings};
    Workshop workshop{db(), settings, audit, event_log, clock, ids, journal};
};

}  // namespace cafepos::inventory
