#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "kitchen.h"
#include "menu/menu_store.h"
#include "route_parts.h"
#include "routes.h"
#include "testing/call.h"
#include "testing/world.h"

// Only for the tests of this folder.
namespace cafepos::kitchen {

using http::Method;
using testing::Json;

/// A café without stations.
class KitchenTest : public ::testing::Test {
protected:
    KitchenTest() { add_routes(table, workshop, printers); }

    http::RawReply call(Method method, const std::string& target, const std::string& body, const Actor& actor) {
        return testing::dispatch(table, method, target, body, &actor);
    }
    Json get(const std::string& target) { return testing::data_of(call(Method::get, target, "", world.admin)); }
    Json post(const std::string& target, const std::string& body = "{}") {
        return testing::data_of(call(Method::post, target, body, world.admin));
    }
    std::string code(Method method, const std::string& target, const std::string& body) {
        return testing::code_of([&] { call(method, target, body, world.admin); });
    }
    std::string new_station(const std::string& name, const std::string& categories, const std::string& more = "") {
        return post("/stations", R"({"name":")" + name + R"(","categories":)" + categories + more + "}")["station"]["id"].text();
    }
    Id new_item(const std::string& category) {
        menu::Item item;
        item.name = "Item";
        item.size = "Regular";
        item.category = category;
        return world.db().writing([&](db::Transaction& transaction) {
            return menu::create(transaction, item, world.admin.user_id, world.clock.now(), world.ids);
        });
    }

    SentLine line(const std::string& category, int quantity, const std::string& name = "Latte") {
        return {.line_id = world.ids.next(),
                .menu_item_id = new_item(category),
                .category = category,
                .name = name,
                .size = "Large",
                .quantity = quantity};
    }
    Act act() { return {world.admin, {}, world.clock.now()}; }
    void send(const Sending& sending) {
        world.db().write([&](db::Transaction& transaction) { Kitchen(workshop, printers).send(transaction, sending, act()); });
    }
    void send(const Source& source, const std::vector<SentLine>& lines) {
        send({.source = source, .number = "Tab 1", .table = "12", .lines = lines});
    }
    void cancel(const Source& source, const std::vector<CancelledLine>& lines) {
        world.db().write(
            [&](db::Transaction& transaction) { Kitchen(workshop, printers).cancel_lines(transaction, source, lines, act()); });
    }
    Source new_tab() { return {SourceKind::tab, world.ids.next()}; }
    Json open(const std::string& more = "") { return get("/kitchen/tickets?state=open" + more)["tickets"]; }
    static std::string path(const Json& ticket, const std::string& verb = "") {
        return "/kitchen/tickets/" + ticket["id"].text() + verb;
    }

    std::int64_t number(const db::Statement& statement, const std::string& of) {
        return world.db().reading([&](db::Transaction& transaction) { return transaction.query_one(statement, of)->integer(0); });
    }
    std::int64_t audits() {
        static const db::Statement audits_of_kitchen{"kitchen_test.audits",
                                                     "SELECT COUNT(*) FROM audit_log WHERE entity IN ('station', 'ticket')"};
        return world.db().reading(
            [](db::Transaction& transaction) { return transaction.query_one(audits_of_kitchen)->integer(0); });
    }
    std::vector<std::string> findings() {
        return world.db().reading([](db::Transaction& transaction) { return verify(transaction); });
    }

    testing::World world;
    testing::DirectCommands commands{world.db()};
    http::EndpointTable table{commands};
    audit::AuditLog audit{world.clock, world.ids};
    events::EventLog events{world.clock};
    settings::SettingsStore settings{world.db(), settings::standard_settings()};
    Workshop workshop{world.db(), settings, audit, events, world.clock, world.ids, world.journal};
    printing::Printers printers{world.db(), world.clock, world.ids, settings, {}};
};

}  // namespace cafepos::kitchen
