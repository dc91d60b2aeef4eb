#include <gtest/gtest.h>

#include "alert_book.h"
#include "backup_alert.h"
#include "db/table.h"
#include "routes.h"
#include "testing/call.h"
#include "testing/reason.h"
#include "testing/world.h"

namespace cafepos::alerts {
namespace {

using http::Method;
using testing::code_of;
using testing::error_of;

const db::Statement insert_item{
    "alerts_test.insert_item",
    "INSERT INTO inventory_items (id, name, category, current_stock, movement_count, min_stock_level, max_stock_level, unit, "
    "cost_per_unit, created_at, updated_at) VALUES ($1, $2, 'Dairy', 0, 0, 0, 0, 'l', 0, 0, 0)"};
const db::Query<std::string> name_of_item{"alerts_test.name_of_item", "SELECT name FROM inventory_items WHERE id = $1"};
const db::Statement select_events{"alerts_test.select_events",
                                  "SELECT permission, payload FROM events WHERE kind = 'alert' ORDER BY id"};

const db::Query<std::int64_t> printers_that_work{"alerts_test.printers_that_work",
                                                 "SELECT COUNT(*) FROM events WHERE kind = 'printer.works'"};

class AlertRoutes : public ::testing::Test {
protected:
    AlertRoutes() {
        add_routes(table, workshop, [](db::Transaction& tx, const Id& id) { return tx.query_one(name_of_item, id); });
    }

    Id item(const std::string& name) {
        const Id id = world.ids.next();
        world.db().write([&](db::Transaction& tx) { tx.execute(insert_item, id, name); });
        return id;
    }
    void evaluate(const Id& id, std::int64_t stock) {
        const ItemState state{id, "Milk", "l", Quantity::of(stock), Quantity::of(5000)};
        world.db().write([&](db::Transaction& tx) { book.evaluate(tx, std::span(&state, 1), settings::standard_settings()); });
    }
    testing::Json call(Method method, const std::string& target, const std::string& body = "") {
        const auto reply = testing::dispatch(table, method, target, body, &world.admin);
        status = reply.status;
        return reply.body.empty() ? testing::Json() : testing::body_of(reply);
    }
    std::string raised_id() { return call(Method::get, "/alerts")["alerts"][0]["id"].text(); }

    testing::World world;
    testing::DirectCommands commands{world.db()};
    http::EndpointTable table{commands};
    audit::AuditLog audit{world.clock, world.ids};
    events::EventLog events{world.clock};
    settings::SettingsStore settings{world.db(), settings::standard_settings()};
    Workshop workshop{world.db(), settings, audit, events, world.clock, world.ids, world.journal};
    AlertBook book{world.clock, world.ids, events};
    BackupAlert backup_alert{world.clock, world.ids, events};
    Id milk = item("Milk");
    int status = 0;
};

TEST_F(AlertRoutes, AListIsSpreadAndNewestFirst) {
    const auto empty = call(Method::get, "/alerts");
    EXPECT_EQ(empty["amount"].integer(), 0);
    EXPECT_EQ(empty["alerts"].size(), 0U);
    evaluate(milk, 4000);
    world.clock.advance(std::chrono::minutes(1));
    evaluate(milk, -1);
    const auto list = call(Method::get, "/alerts");
    EXPECT_TRUE(list["success"].boolean());
    EXPECT_EQ(list["amount"].integer(), 3);
    EXPECT_EQ(list["data"]["alerts"], list["alerts"]);
    const auto oldest = list["alerts"][2];
    EXPECT_EQ(oldest["alert_type"].text(), "low_stock");
    EXPECT_EQ(oldest["object_id"].text(), milk.text());
    EXPECT_EQ(oldest["alert_time"].text(), "2026-11-22T09:00:00.000Z");
    EXPECT_TRUE(oldest["resolved"].boolean());
    EXPECT_EQ(oldest["resolved_at"].text(), "2026-11-22T09:01:00.000Z");
    EXPECT_TRUE(oldest["resolved_by"].is_null()) << "the server saw it end";
    EXPECT_FALSE(oldest["notification_sent"].boolean());
    EXPECT_EQ(call(Method::get, "/alerts?type=low_stock")["amount"].integer(), 1);
    EXPECT_EQ(call(Method::get, "/alerts?severity=critical")["amount"].integer(), 1);
    EXPECT_EQ(call(Method::get, "/alerts?resolved=false")["amount"].integer(), 2);
    EXPECT_EQ(call(Method::get, "/alerts?acknowledged=true")["amount"].integer(), 0);
    EXPECT_EQ(call(Method::get, "/alerts?inventory_item_id=" + world.ids.next().text())["amount"].integer(), 0);
    const auto page = call(Method::get, "/alerts?limit=1&offset=2");
    EXPECT_EQ(page["alerts"][0], oldest);
    EXPECT_EQ(page["total"].integer(), 3);
    EXPECT_EQ(code_of([&] { call(Method::get, "/alerts?severity=dire"); }), "VALIDATION_ERROR");
}

TEST_F(AlertRoutes, EachRaiseAndEndIsAnEvent) {
    evaluate(milk, 4000);
    evaluate(milk, 3000);
    evaluate(milk, 9000);
    const auto rows = world.db().reading([](db::Transaction& tx) { return tx.query(select_events); });
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].text(0), "inventory.view");
    EXPECT_FALSE(testing::Json::parse(rows[0].text(1))["resolved"].boolean());
    EXPECT_TRUE(testing::Json::parse(rows[1].text(1))["resolved"].boolean());
}

// The office of a colleague would show it until somebody loads the page anew.
TEST_F(AlertRoutes, WhatPeopleRaiseAndEndIsAnEvent) {
    const auto told = [&] {
        std::string all;
        for (const auto& row : world.db().reading([](db::Transaction& tx) { return tx.query(select_events); })) {
            const auto payload = testing::Json::parse(row.text(1));
            all += payload["type"].text() + (payload["resolved"].boolean() ? " ended, " : " began, ");
        }
        return all;
    };
    const auto made =
        call(Method::post, "/alerts", R"({"inventory_item_id": ")" + milk.text() + R"(", "alert_type": "smells odd"})");
    const std::string alert = "/alerts/" + made["id"].text();
    call(Method::patch, alert + "/acknowledge");
    EXPECT_EQ(told(), "smells odd began, ") << "it still is one";
    call(Method::patch, alert + "/dismiss");
    call(Method::patch, alert + "/resolve");
    EXPECT_EQ(told(), "smells odd began, smells odd ended, ");
    call(Method::remove, alert);
    EXPECT_EQ(told(), "smells odd began, smells odd ended, ") << "it was over";
    evaluate(milk, 4000);
    const std::string low = "/alerts/" + raised_id();
    call(Method::put, low, R"({"resolved": true})");
    call(Method::put, low, R"({"resolved": false})");
    call(Method::remove, low);
    EXPECT_EQ(told(), "smells odd began, smells odd ended, low_stock began, low_stock ended, low_stock began, low_stock ended, ");
}

TEST_F(AlertRoutes, APersonCanRaiseOne) {
    const auto made =
        call(Method::post, "/alerts",
             R"({"inventory_item_id": ")" + milk.text() + R"(", "alert_type": "smells odd", "notification_method": "email"})");
    EXPECT_EQ(status, 201);
    EXPECT_EQ(made["alert_type"].text(), "smells odd");
    EXPECT_EQ(made["data"]["message"].text(), "Milk: smells odd");
    EXPECT_EQ(made["data"]["severity"].text(), "medium");
    EXPECT_EQ(made["notification_method"].text(), "email");
    const auto read = call(Method::get, "/alerts/" + made["id"].text());
    EXPECT_EQ(read["data"], made["data"]);
    evaluate(milk, 9000);
    EXPECT_FALSE(call(Method::get, "/alerts/" + made["id"].text())["resolved"].boolean()) << "the server does not judge smells";
    const std::string same = R"({"inventory_item_id": ")" + milk.text() + R"(", "alert_type": "smells odd"})";
    EXPECT_EQ(code_of([&] { call(Method::post, "/alerts", same); }), "CONFLICT");
    call(Method::patch, "/alerts/" + made["id"].text() + "/resolve");
    call(Method::post, "/alerts", same);
    EXPECT_EQ(status, 201) << "resolved by the one who judges it, it may come again";

    const Error incomplete = error_of([&] { call(Method::post, "/alerts", R"({"alert_type": "x"})"); });
    EXPECT_EQ(incomplete.texts().at(0), "Missing required alert data");
    ASSERT_EQ(incomplete.details().size(), 1U);
    EXPECT_EQ(incomplete.details()[0].field, "inventory_item_id");
    EXPECT_EQ(code_of([&] {
                  call(Method::post, "/alerts",
                       R"({"alert_type": "x", "inventory_item_id": ")" + world.ids.next().text() + "\"}");
              }),
              "VALIDATION_ERROR");
    EXPECT_EQ(code_of([&] {
                  call(Method::post, "/alerts",
                       R"({"alert_type": ")" + std::string(101, 'x') + R"(", "inventory_item_id": ")" + milk.text() + "\"}");
              }),
              "VALIDATION_ERROR");
}

TEST_F(AlertRoutes, CanBeAcknowledgedResolvedAndDismissed) {
    evaluate(milk, 4000);
    const std::string id = raised_id();
    auto alert = call(Method::patch, "/alerts/" + id + "/acknowledge", "{}");
    EXPECT_TRUE(alert["acknowledged"].boolean());
    EXPECT_EQ(alert["acknowledged_by"].text(), world.admin.user_id.text());
    EXPECT_FALSE(alert["resolved"].boolean());
    world.clock.advance(std::chrono::minutes(1));
    alert = call(Method::patch, "/alerts/" + id + "/dismiss", "{}");
    EXPECT_EQ(alert["acknowledged_at"].text(), "2026-11-22T09:00:00.000Z") << "seen before, and only once";
    EXPECT_EQ(alert["resolved_at"].text(), "2026-11-22T09:01:00.000Z");
    EXPECT_EQ(alert["resolved_by"].text(), world.admin.user_id.text());
    alert = call(Method::put, "/alerts/" + id,
                 R"({"resolved": false, "acknowledged": false, "notification_sent": true, "severity": "high"})");
    EXPECT_FALSE(alert["resolved"].boolean());
    EXPECT_FALSE(alert["acknowledged"].boolean());
    EXPECT_TRUE(alert["notification_sent"].boolean());
    EXPECT_EQ(alert["severity"].text(), "high");
    evaluate(milk, 9000);
    const auto reopen = [&] { call(Method::put, "/alerts/" + id, R"({"resolved": false})"); };
    EXPECT_EQ(code_of(reopen), "CONFLICT") << "it is over";
    EXPECT_EQ(testing::reason_in(reopen), "alert_over");
}

TEST_F(AlertRoutes, CanBeDeleted) {
    evaluate(milk, 4000);
    const std::string id = raised_id();
    EXPECT_FALSE(call(Method::remove, "/alerts/" + id).exists());
    EXPECT_EQ(status, 204);
    for (const auto method : {Method::get, Method::put, Method::remove}) {
        EXPECT_EQ(error_of([&] { call(method, "/alerts/" + id); }).texts().at(0), "Alert not found");
    }
    EXPECT_EQ(call(Method::get, "/alerts")["amount"].integer(), 0);
    const auto cashier = world.add_user("cashier", "mike");
    EXPECT_EQ(code_of([&] { testing::dispatch(table, Method::patch, "/alerts/" + id + "/dismiss", "", &cashier); }), "FORBIDDEN");
}

TEST_F(AlertRoutes, APrinterThatPrintsNothingIsToldOnceUntilItWorks) {
    const Id printer = world.ids.next();
    const auto fail = [&] {
        world.db().write(
            [&](db::Transaction& transaction) { book.printer_failed(transaction, printer, "Printer Bar does not print"); });
    };
    const auto work = [&] { world.db().write([&](db::Transaction& transaction) { book.printer_works(transaction, printer); }); };
    work();
    fail();
    fail();
    const auto list = call(Method::get, "/alerts?type=printer_failed");
    ASSERT_EQ(list["amount"].integer(), 1);
    const auto alert = list["alerts"][0];
    EXPECT_EQ(alert["printer_id"].text(), printer.text());
    EXPECT_TRUE(alert["inventory_item_id"].is_null());
    EXPECT_EQ(alert["message"].text(), "Printer Bar does not print");
    call(Method::patch, "/alerts/" + alert["id"].text() + "/dismiss");
    fail();
    EXPECT_EQ(call(Method::get, "/alerts?type=printer_failed")["amount"].integer(), 1) << "somebody knows";
    work();
    fail();
    EXPECT_EQ(call(Method::get, "/alerts?type=printer_failed")["amount"].integer(), 2);
    const auto items = world.db().reading([&](db::Transaction& transaction) { return book.items_with_open_alerts(transaction); });
    EXPECT_TRUE(items.empty()) << "a printer is no item";
}

TEST_F(AlertRoutes, APrinterOutOfUseIsNotSaidToWork) {
    const Id printer = world.ids.next();
    const auto works = [&] {
        return world.db().reading([](db::Transaction& transaction) { return transaction.query_only(printers_that_work); });
    };
    const auto fail_and = [&](auto end) {
        world.db().write([&](db::Transaction& transaction) {
            book.printer_failed(transaction, printer, "Printer Bar does not print");
            (book.*end)(transaction, printer);
        });
    };
    fail_and(&AlertBook::printer_is_out_of_use);
    EXPECT_EQ(works(), 0);
    fail_and(&AlertBook::printer_works);
    EXPECT_EQ(works(), 1);
    EXPECT_EQ(call(Method::get, "/alerts?type=printer_failed")["amount"].integer(), 2) << "the first one had ended";
}

TEST_F(AlertRoutes, ABackupThatProvesNothingIsToldOnceUntilOneDoes) {
    const auto fail = [&] {
        world.db().write(
            [&](db::Transaction& transaction) { backup_alert.raise(transaction, "Backup: there is no room for it"); });
    };
    const auto prove = [&] { world.db().write([&](db::Transaction& transaction) { backup_alert.end(transaction); }); };
    prove();
    fail();
    fail();
    const auto list = call(Method::get, "/alerts?type=backup_failed");
    ASSERT_EQ(list["amount"].integer(), 1);
    EXPECT_EQ(list["alerts"][0]["message"].text(), "Backup: there is no room for it");
    EXPECT_FALSE(list["alerts"][0]["printer_id"].exists());
    call(Method::patch, "/alerts/" + list["alerts"][0]["id"].text() + "/dismiss");
    fail();
    EXPECT_EQ(call(Method::get, "/alerts?type=backup_failed")["amount"].integer(), 1) << "somebody knows";
    prove();
    fail();
    EXPECT_EQ(call(Method::get, "/alerts?type=backup_failed")["amount"].integer(), 2);
    prove();
    EXPECT_EQ(call(Method::get, "/alerts?type=backup_failed&resolved=false")["amount"].integer(), 0);
}

}  // namespace
}  // namespace cafepos::alerts
