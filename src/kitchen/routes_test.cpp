#include <atomic>
#include <thread>

#include "test_kitchen.h"
#include "testing/reason.h"

namespace cafepos::kitchen {
namespace {

const db::Statement events_of_tickets{"kitchen_test.events",
                                      "SELECT COUNT(*) FROM events WHERE kind = $1 AND permission = 'kitchen.view'"};
const db::Statement ready_before_it_came{"kitchen_test.ready_before_it_came",
                                         "UPDATE kitchen_tickets SET ready_at = created_at - 60000 WHERE state = 'served'"};
const db::Statement remove_printer{"kitchen_test.remove_printer", "DELETE FROM printers WHERE id = $1"};

using KitchenRoutes = KitchenTest;

TEST_F(KitchenRoutes, StatementsFitTheirStructs) { EXPECT_EQ(world.db().prepare_all(), std::vector<std::string>{}); }

TEST_F(KitchenRoutes, AStationIsMadeChangedAndRemoved) {
    const std::string bar = new_station("Bar", R"(["Coffee, tea","Süßes"])", R"(,"sortOrder":2)");
    new_station("Attic", R"(["Food"])", R"(,"sortOrder":1)");
    const auto list = get("/stations")["stations"];
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0]["name"].text(), "Attic");
    EXPECT_EQ(list[1]["categories"][0].text(), "Coffee, tea") << "a comma is a letter like others";
    EXPECT_EQ(list[1]["categories"][1].text(), "Süßes");
    EXPECT_EQ(code(Method::post, "/stations", R"({"name":"Grill","categories":["food"]})"), "VALIDATION_ERROR")
        << "Attic makes it";
    EXPECT_EQ(code(Method::post, "/stations", R"({"name":"Grill","printerId":")" + world.ids.next().text() + "\"}"),
              "VALIDATION_ERROR");
    EXPECT_EQ(code(Method::post, "/stations", "{}"), "VALIDATION_ERROR");
    const auto changed = testing::data_of(call(Method::put, "/stations/" + bar, R"({"active":false})", world.admin))["station"];
    EXPECT_FALSE(changed["active"].boolean());
    EXPECT_EQ(changed["name"].text(), "Bar");
    EXPECT_EQ(call(Method::remove, "/stations/" + bar, "", world.admin).status, 204);
    EXPECT_EQ(code(Method::get, "/stations/" + bar, ""), "NOT_FOUND");
    EXPECT_EQ(audits(), 4);
}

TEST_F(KitchenRoutes, AStationWhosePrinterIsGoneCanBeRenamed) {
    printers.start();  // makes the row of the first printer
    printers.stop();
    const std::string printer = printing::first_printer.text();
    const std::string bar = new_station("Bar", R"(["Coffee"])", R"(,"printerId":")" + printer + "\"");
    world.db().write([&](db::Transaction& transaction) { transaction.execute(remove_printer, printing::first_printer); });
    const auto renamed = testing::data_of(call(Method::put, "/stations/" + bar, R"({"name":"Counter"})", world.admin))["station"];
    EXPECT_EQ(renamed["name"].text(), "Counter");
    EXPECT_EQ(code(Method::put, "/stations/" + bar, R"({"printerId":")" + printer + "\"}"), "VALIDATION_ERROR");
    EXPECT_TRUE(
        testing::data_of(call(Method::put, "/stations/" + bar, R"({"printerId":null})", world.admin))["station"]["printerId"]
            .is_null());
}

TEST_F(KitchenRoutes, WhetherAStationIsInUseIsNotNull) {
    const std::string bar = new_station("Bar", R"(["Coffee"])");
    const Error refused = testing::error_of([&] { call(Method::put, "/stations/" + bar, R"({"active":null})", world.admin); });
    EXPECT_EQ(refused.texts().at(0), "active must be true or false");
    EXPECT_EQ(code(Method::post, "/stations", R"({"name":"Grill","active":null})"), "VALIDATION_ERROR");
    call(Method::put, "/stations/" + bar, R"({"active":false})", world.admin);
    EXPECT_FALSE(get("/stations/" + bar)["station"]["active"].boolean());
}

TEST_F(KitchenRoutes, TicketsAreListedPageByPage) {
    new_station("Bar", R"(["Coffee"])");
    for (int i = 0; i < 3; ++i) send(new_tab(), {line("Coffee", 1)});
    const auto page = get("/kitchen/tickets?state=open&limit=2");
    EXPECT_EQ(page["tickets"][0]["number"].integer(), 1) << "the oldest first";
    const auto rest = get("/kitchen/tickets?state=open&limit=2&cursor=" + page["nextCursor"].text());
    EXPECT_EQ(rest["tickets"][0]["number"].integer(), 3);
    EXPECT_TRUE(rest["nextCursor"].is_null());
    EXPECT_EQ(get("/kitchen/tickets?limit=2")["tickets"][0]["number"].integer(), 3) << "the newest first";
    EXPECT_EQ(get("/kitchen/tickets?state=new")["tickets"].size(), 3U);
    EXPECT_EQ(code(Method::get, "/kitchen/tickets?state=burnt", ""), "VALIDATION_ERROR");
    world.clock.advance(std::chrono::hours(48));
    EXPECT_EQ(open().size(), 0U) << "nobody makes what was ordered the day before yesterday";
    send(new_tab(), {line("Coffee", 1)});
    EXPECT_EQ(open()[0]["number"].integer(), 1) << "a new day begins at 1";
    EXPECT_EQ(findings(), std::vector<std::string>{});
}

TEST_F(KitchenRoutes, ATicketIsWorkedOff) {
    new_station("Bar", R"(["Coffee"])");
    send(new_tab(), {line("Coffee", 1), line("Coffee", 1)});
    const auto ticket = open()[0];
    const std::string first = ticket["lines"][0]["id"].text();
    const auto done = post(path(ticket, "/lines/" + first + "/done"), R"({"done":true})")["ticket"];
    EXPECT_EQ(done["state"].text(), "started");
    EXPECT_EQ(done["lines"][0]["state"].text(), "done");
    EXPECT_EQ(get("/kitchen/totals")["items"][0]["quantity"].integer(), 1);
    world.clock.advance(std::chrono::seconds(90));
    EXPECT_EQ(post(path(ticket, "/state"), R"({"state":"ready"})")["ticket"]["lines"][1]["state"].text(), "done");
    const auto refusal = testing::error_of([&] { post(path(ticket, "/state"), R"({"state":"started"})"); });
    EXPECT_EQ(name_of(refusal.code()), "TICKET_STATE");
    EXPECT_EQ(testing::reason_of(refusal), "ticket_state");
    EXPECT_NE(refusal.data().find(R"("state":"ready")"), std::string::npos) << refusal.data();
    const auto report = get("/reports/kitchen?from=2026-11-22&to=2026-11-22")["rows"];
    ASSERT_EQ(report.size(), 1U);
    EXPECT_EQ(report[0]["stationName"].text(), "Bar");
    EXPECT_EQ(report[0]["hour"].integer(), 9);
    EXPECT_EQ(report[0]["averageSeconds"].integer(), 90);
    EXPECT_EQ(get("/reports/kitchen?from=2026-11-23")["rows"].size(), 0U);
    EXPECT_EQ(post(path(ticket, "/state"), R"({"state":"served"})")["ticket"]["state"].text(), "served");
    EXPECT_EQ(open().size(), 0U);
    EXPECT_EQ(post(path(ticket, "/recall"))["ticket"]["state"].text(), "started");
    EXPECT_EQ(open().size(), 1U);
    EXPECT_EQ(number(events_of_tickets, "ticket.changed"), 4);
    EXPECT_EQ(code(Method::post, path(ticket, "/state"), R"({"state":"burnt"})"), "VALIDATION_ERROR");
    EXPECT_EQ(code(Method::post, path(ticket, "/lines/" + world.ids.next().text() + "/done"), R"({"done":true})"), "NOT_FOUND");
    EXPECT_EQ(code(Method::post, "/kitchen/tickets/" + world.ids.next().text() + "/recall", "{}"), "NOT_FOUND");
    EXPECT_EQ(findings(), std::vector<std::string>{});
}

TEST_F(KitchenRoutes, AClockThatWasPutBackMakesNoTimeLessThanNothing) {
    new_station("Bar", R"(["Coffee"])");
    send(new_tab(), {line("Coffee", 1)});
    send(new_tab(), {line("Coffee", 1)});
    const auto tickets = open();
    world.clock.advance(std::chrono::seconds(60));
    post(path(tickets[0], "/state"), R"({"state":"ready"})");
    world.clock.advance(std::chrono::hours(-3));
    const auto ready = post(path(tickets[1], "/state"), R"({"state":"served"})")["ticket"];
    EXPECT_EQ(ready["startedAt"].text(), ready["createdAt"].text());
    EXPECT_EQ(ready["readyAt"].text(), ready["createdAt"].text());
    world.db().write([&](db::Transaction& transaction) { transaction.execute(ready_before_it_came); });  // by an older version
    const auto report = get("/reports/kitchen")["rows"];
    EXPECT_EQ(report[0]["tickets"].integer(), 2);
    EXPECT_EQ(report[0]["averageSeconds"].integer(), 30);
    EXPECT_EQ(report[0]["longestSeconds"].integer(), 60);
}

TEST_F(KitchenRoutes, AStationThatMadeSomethingStays) {
    const std::string bar = new_station("Bar", R"(["Coffee"])");
    send(new_tab(), {line("Coffee", 1)});
    const auto refusal = testing::error_of([&] { call(Method::remove, "/stations/" + bar, "", world.admin); });
    EXPECT_EQ(name_of(refusal.code()), "CONFLICT");
    EXPECT_EQ(testing::reason_of(refusal), "station_used");
}

TEST_F(KitchenRoutes, TwoDisplaysAdvanceOneTicketOnce) {
    new_station("Bar", R"(["Coffee"])");
    for (int round = 0; round < 10; ++round) {
        send(new_tab(), {line("Coffee", 1)});
        const auto ticket = open()[0];
        std::atomic<int> refused = 0;
        const auto press = [&](const char* state) {
            if (!code(Method::post, path(ticket, "/state"), std::string(R"({"state":")") + state + "\"}").empty()) ++refused;
        };
        std::thread left([&] {
            press("ready");
            press("served");
        });
        std::thread right([&] {
            press("ready");
            press("served");
        });
        left.join();
        right.join();
        EXPECT_LE(refused, 1) << "who says ready of what is served already";
        EXPECT_EQ(get(path(ticket))["ticket"]["state"].text(), "served");
    }
    EXPECT_EQ(number(events_of_tickets, "ticket.changed"), 20) << "each step is told once";
    EXPECT_EQ(findings(), std::vector<std::string>{});
}

}  // namespace
}  // namespace cafepos::kitchen
