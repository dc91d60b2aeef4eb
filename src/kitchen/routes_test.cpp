#include "routes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "kitchen.h"
#include "menu/menu_store.h"
#include "route_parts.h"
#include "testing/call.h"
#include "testing/world.h"
#include "ticket_store.h"

namespace cafepos::kitchen {
namespace {

using http::Method;
using testing::Json;

const db::Statement events_of_tickets{"kitchen_test.events",
                                      "SELECT COUNT(*) FROM events WHERE kind = $1 AND permission = 'kitchen.view'"};
const db::Statement slips_of_tickets{"kitchen_test.slips", "SELECT COUNT(*) FROM print_jobs WHERE kind = $1"};
const db::Statement audits_of_kitchen{"kitchen_test.audits",
                                      "SELECT COUNT(*) FROM audit_log WHERE entity IN ('station', 'ticket')"};
const db::Statement audits_of_tickets{"kitchen_test.ticket_audits", "SELECT COUNT(*) FROM audit_log WHERE action = $1"};
const db::Statement remove_printer{"kitchen_test.remove_printer", "DELETE FROM printers WHERE id = $1"};
const db::Statement strange_state{"kitchen_test.strange_state", "UPDATE kitchen_tickets SET state = 'burnt'"};
const db::Statement spoil_number{"kitchen_test.spoil", "UPDATE kitchen_tickets SET number = 9, state = 'ready' WHERE number = 1"};

class KitchenRoutes : public ::testing::Test {
protected:
    KitchenRoutes() { add_routes(table, workshop, printers); }

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
    Ticket served(const Id& station_id, const Date& business_date, int number) {
        Ticket ticket;
        ticket.id = world.ids.next();
        ticket.business_date = business_date;
        ticket.number = number;
        ticket.station_id = station_id;
        ticket.source_kind = SourceKind::tab;
        ticket.source_id = world.ids.next();
        ticket.state = State::served;
        ticket.created_by = world.admin.user_id;
        return ticket;
    }
    /// How the database goes about what a display asks, in its own words.
    std::string plan_of_open_tickets() {
        const auto& all = db::Statement::all();
        const auto& asked = **std::ranges::find(all, "kitchen.open_tickets", &db::Statement::name);
        const bool on_postgres = world.db().engine() == db::Database::Engine::postgres;
        static const std::string sql =
            on_postgres ? "EXPLAIN EXECUTE s" + std::to_string(asked.number()) + "(NULL, NULL, '2026-11-22', 50)"
                        : "EXPLAIN QUERY PLAN " + std::string(asked.sqlite_sql());
        static const db::Statement explain{"kitchen_test.explain", sql};
        std::vector<db::Value> values;
        if (!on_postgres) values = {db::Value(nullptr), db::Value(nullptr), db::Value("2026-11-22"), db::Value(50)};
        std::string plan;
        world.db().write([&](db::Transaction& transaction) {
            store::list_open(transaction, {}, Date::parse("2026-11-22").value(), 50);  // prepares it on this connection
            plan.clear();
            for (const db::Row& row : transaction.query_values(explain, values)) plan += row.text(on_postgres ? 0 : 3) + "\n";
        });
        return plan;
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
    Workshop workshop{world.db(), settings, audit, events, world.clock, world.ids};
    printing::Printers printers{world.db(), world.clock, world.ids, settings, {}};
};

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

TEST_F(KitchenRoutes, WithoutStationsNothingIsWritten) {
    const Source tab = new_tab();
    send(tab, {line("Coffee", 2)});
    EXPECT_EQ(get("/kitchen/tickets")["tickets"].size(), 0U);
    new_station("Bar", R"(["Coffee"])", R"(,"active":false)");
    send(tab, {line("Coffee", 2)});
    EXPECT_EQ(open().size(), 0U);
}

TEST_F(KitchenRoutes, EachStationGetsItsLinesAndOnlyWhatIsNew) {
    const std::string bar = new_station("Bar", R"(["Coffee"])");
    const std::string grill = new_station("Grill", R"(["Food"])");
    const Source tab = new_tab();
    std::vector<SentLine> lines{line("Coffee", 2), line("Food", 1, "Toast"), line("Books", 1, "Novel")};
    lines[0].options = {{"oat milk", 1}};
    lines[0].notes = "hot";
    send(tab, lines);
    send(tab, lines);
    const auto tickets = open();
    ASSERT_EQ(tickets.size(), 2U);
    EXPECT_EQ(tickets[0]["number"].integer(), 1);
    EXPECT_EQ(tickets[0]["stationId"].text(), bar);
    EXPECT_EQ(tickets[0]["state"].text(), "new");
    EXPECT_EQ(tickets[0]["table"].text(), "12");
    EXPECT_EQ(tickets[0]["lines"][0]["quantity"].integer(), 2);
    EXPECT_EQ(tickets[0]["lines"][0]["options"][0].text(), "oat milk");
    EXPECT_EQ(tickets[0]["lines"][0]["notes"].text(), "hot");
    EXPECT_FALSE(tickets[0]["addedTo"].exists());
    EXPECT_EQ(tickets[1]["number"].integer(), 2);
    EXPECT_EQ(tickets[1]["lines"][0]["name"].text(), "Toast");

    lines[0].quantity = 5;
    lines.push_back(line("Coffee", 1, "Mocha"));
    send(tab, lines);
    ASSERT_EQ(open().size(), 3U);
    const auto added = open("&stationId=" + bar)[1];
    EXPECT_EQ(added["addedTo"].text(), tickets[0]["id"].text());
    EXPECT_EQ(added["lines"][0]["quantity"].integer(), 3);
    EXPECT_EQ(added["lines"][1]["name"].text(), "Mocha");
    EXPECT_EQ(number(events_of_tickets, "ticket.created"), 3);
    EXPECT_EQ(get("/kitchen/totals")["items"][0]["quantity"].integer(), 5);
    EXPECT_EQ(get("/kitchen/totals?stationId=" + grill)["items"].size(), 1U);
    EXPECT_EQ(findings(), std::vector<std::string>{});
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

TEST_F(KitchenRoutes, WhatIsCancelledMustBeAcknowledgedAndCanBeSentAgain) {
    new_station("Bar", R"(["Coffee"])");
    const Source tab = new_tab();
    std::vector<SentLine> lines{line("Coffee", 2), line("Coffee", 1, "Mocha")};
    send(tab, lines);
    const auto ticket = open()[0];
    cancel(tab, {{lines[0].line_id, 1}, {lines[1].line_id, 7}, {world.ids.next(), 1}});
    const auto changed = get(path(ticket))["ticket"];
    EXPECT_EQ(changed["state"].text(), "new");
    EXPECT_TRUE(changed["mustAcknowledge"].boolean());
    EXPECT_EQ(changed["lines"][0]["cancelled"].integer(), 1);
    EXPECT_EQ(changed["lines"][1]["state"].text(), "cancelled");
    EXPECT_FALSE(post(path(ticket, "/acknowledge"))["ticket"]["mustAcknowledge"].boolean());
    const auto sent = world.db().reading([&](db::Transaction& transaction) { return Kitchen::sent(transaction, tab); });
    EXPECT_EQ(sent.at(lines[0].line_id), 1);
    EXPECT_EQ(sent.at(lines[1].line_id), 0);
    send(tab, lines);
    EXPECT_EQ(open()[1]["lines"].size(), 2U) << "what was taken back is wanted again";

    world.db().write([&](db::Transaction& transaction) { Kitchen(workshop, printers).cancel(transaction, tab, act()); });
    ASSERT_EQ(open().size(), 2U) << "displays show it until somebody knows";
    EXPECT_EQ(open()[0]["state"].text(), "cancelled");
    for (const int left : {1, 0}) {
        post(path(open()[0], "/acknowledge"));
        EXPECT_EQ(open().size(), static_cast<std::size_t>(left));
    }
    EXPECT_EQ(findings(), std::vector<std::string>{});
}

TEST_F(KitchenRoutes, WhatIsServedIsTakenBackQuietlyAndNotRecalled) {
    printers.start();  // makes the row of the first printer
    printers.stop();
    new_station("Bar", R"(["Coffee"])", R"(,"printerId":")" + printing::first_printer.text() + "\"");
    const Source tab = new_tab();
    const std::vector<SentLine> lines{line("Coffee", 1), line("Coffee", 1)};
    send(tab, lines);
    const auto ticket = open()[0];
    cancel(tab, {{lines[0].line_id, 1}});
    post(path(ticket, "/state"), R"({"state":"served"})");
    world.db().write([&](db::Transaction& transaction) { Kitchen(workshop, printers).cancel(transaction, tab, act()); });
    const auto served = get(path(ticket))["ticket"];
    EXPECT_EQ(served["state"].text(), "served");
    EXPECT_EQ(served["lines"][1]["cancelled"].integer(), 1);
    EXPECT_EQ(number(slips_of_tickets, "kitchen_cancellation"), 1) << "the one of before";
    EXPECT_EQ(code(Method::post, path(ticket, "/recall"), "{}"), "TICKET_STATE");
    EXPECT_EQ(findings(), std::vector<std::string>{});
}

TEST_F(KitchenRoutes, ATabsServedLineThatWasTakenOffIsNotRecalled) {
    new_station("Bar", R"(["Coffee"])");
    const Source tab = new_tab();
    const std::vector<SentLine> lines{line("Coffee", 2)};
    send(tab, lines);
    const auto ticket = open()[0];
    post(path(ticket, "/state"), R"({"state":"served"})");
    cancel(tab, {{lines[0].line_id, 2}});
    EXPECT_EQ(code(Method::post, path(ticket, "/recall"), "{}"), "TICKET_STATE");
    EXPECT_EQ(open().size(), 0U);
    EXPECT_EQ(findings(), std::vector<std::string>{});
}

TEST_F(KitchenRoutes, WhatChangesNothingIsNotWrittenDown) {
    new_station("Bar", R"(["Coffee"])");
    const Source tab = new_tab();
    const std::vector<SentLine> lines{line("Coffee", 2)};
    send(tab, lines);
    const auto ticket = open()[0];
    post(path(ticket, "/state"), R"({"state":"ready"})");
    cancel(tab, {{lines[0].line_id, 1}});
    for (int press = 0; press < 2; ++press) {
        post(path(ticket, "/recall"));
        post(path(ticket, "/acknowledge"));
    }
    EXPECT_EQ(number(audits_of_tickets, "ticket.recalled"), 1);
    EXPECT_EQ(number(audits_of_tickets, "ticket.acknowledged"), 1);
}

TEST_F(KitchenRoutes, OfWhatIsJustSoldNobodyAsksWhatWasSentBefore) {
    new_station("Bar", R"(["Coffee"])");
    const Sending sale{.source = {SourceKind::order, world.ids.next()},
                       .number = "ORD-1",
                       .sold_at = SoldAt{Date::parse("2026-11-21").value(), 23},
                       .lines = {line("Coffee", 2)}};
    send(sale);
    send(sale);
    const auto tickets = get("/kitchen/tickets")["tickets"];
    ASSERT_EQ(tickets.size(), 2U) << "who says that it is new is believed";
    EXPECT_EQ(tickets[0]["businessDate"].text(), "2026-11-21") << "the order's, whatever the clock says meanwhile";
    EXPECT_EQ(tickets[0]["number"].integer(), 2);
}

TEST_F(KitchenRoutes, TheFirstTicketIsTheFirstWhateverOtherComputersClocksSay) {
    new_station("Bar", R"(["Coffee"])");
    ManualClock behind(world.clock.now() - std::chrono::minutes(2));
    IdSource ids(behind, world.random);
    const Workshop other{world.db(), settings, audit, events, world.clock, ids};
    const Source tab = new_tab();
    std::vector<SentLine> lines{line("Coffee", 1)};
    send(tab, lines);
    const std::string first = open()[0]["id"].text();
    lines[0].quantity = 2;
    world.db().write([&](db::Transaction& transaction) {
        Kitchen(other, printers).send(transaction, {.source = tab, .number = "Tab 1", .lines = lines}, act());
    });
    lines[0].quantity = 3;
    send(tab, lines);
    const auto tickets = open();
    ASSERT_EQ(tickets.size(), 3U);
    EXPECT_LT(tickets[0]["id"].text(), first) << "or this test says nothing";
    for (const std::size_t added : {0U, 2U}) EXPECT_EQ(tickets[added]["addedTo"].text(), first);
    EXPECT_EQ(findings(), std::vector<std::string>{});
}

TEST_F(KitchenRoutes, DisplaysReadNoHistory) {
    const Id bar = Id::parse(new_station("Bar", R"(["Coffee"])")).value();
    const Date today = Date::parse("2026-11-22").value();
    world.db().write([&](db::Transaction& transaction) {
        for (int i = 0; i < 2'000; ++i) store::insert(transaction, served(bar, today.plus_days(-i / 100 - 1), i % 100 + 1));
    });
    world.db().analyze();
    send(new_tab(), {line("Coffee", 1)});
    EXPECT_EQ(open().size(), 1U);
    const std::string plan = plan_of_open_tickets();
    EXPECT_NE(plan.find("kitchen_tickets_open"), std::string::npos) << plan;
}

TEST_F(KitchenRoutes, AStationWithAPrinterHasSlips) {
    printers.start();  // makes the row of the first printer
    printers.stop();
    new_station("Bar", R"(["Coffee"])", R"(,"printerId":")" + printing::first_printer.text() + "\"");
    new_station("Grill", R"(["Food"])");
    const Source tab = new_tab();
    const std::vector<SentLine> lines{line("Coffee", 2), line("Food", 1)};
    send(tab, lines);
    EXPECT_EQ(number(slips_of_tickets, "kitchen_ticket"), 1);
    cancel(tab, {{lines[0].line_id, 1}, {lines[1].line_id, 1}});
    EXPECT_EQ(number(slips_of_tickets, "kitchen_cancellation"), 1);
}

TEST_F(KitchenRoutes, ItsSlipComesOut) {
    printing::Options options;
    options.first.address = ::testing::TempDir() + "kitchen_test_" + world.ids.next().text() + ".txt";
    options.first_is_given = true;
    SystemClock clock;
    printing::Printers paper(world.db(), clock, world.ids, settings, options);
    add_slips(workshop, paper);
    paper.start();
    new_station("Bar", R"(["Coffee"])", R"(,"printerId":")" + printing::first_printer.text() + "\"");
    const Sending sending{.source = new_tab(), .number = "Tab 1", .lines = {line("Coffee", 2)}};
    world.db().write([&](db::Transaction& transaction) { Kitchen(workshop, paper).send(transaction, sending, act()); });
    std::string text;
    for (int i = 0; i < 500 && text.find("2 x Latte") == std::string::npos; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        std::ostringstream content;
        content << std::ifstream(options.first.address).rdbuf();
        text = content.str();
    }
    EXPECT_NE(text.find("#1 Bar"), std::string::npos) << text;
    EXPECT_NE(text.find("2 x Latte Large"), std::string::npos) << text;
    paper.stop();
    std::filesystem::remove(options.first.address);
}

TEST_F(KitchenRoutes, AStationThatMadeSomethingStays) {
    const std::string bar = new_station("Bar", R"(["Coffee"])");
    send(new_tab(), {line("Coffee", 1)});
    EXPECT_EQ(code(Method::remove, "/stations/" + bar, ""), "CONFLICT");
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

TEST_F(KitchenRoutes, VerifyNamesAWordThatNobodyKnows) {
    new_station("Bar", R"(["Coffee"])");
    send(new_tab(), {line("Coffee", 1)});
    world.db().write([&](db::Transaction& transaction) { transaction.execute(strange_state); });
    EXPECT_EQ(findings(), std::vector<std::string>{"A ticket says burnt, which nobody knows"});
}

TEST_F(KitchenRoutes, VerifyFindsWhatDoesNotFit) {
    new_station("Bar", R"(["Coffee"])");
    send(new_tab(), {line("Coffee", 1)});
    world.db().write([&](db::Transaction& transaction) { transaction.execute(spoil_number); });
    EXPECT_EQ(findings().size(), 4U) << "a gap, a line that is not done, no time of the start and of the end";
}

}  // namespace
}  // namespace cafepos::kitchen
