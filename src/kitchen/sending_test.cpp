#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "test_kitchen.h"
#include "testing/temporary.h"
#include "ticket_store.h"

namespace cafepos::kitchen {
namespace {

const db::Statement events_of_tickets{"kitchen_test.events",
                                      "SELECT COUNT(*) FROM events WHERE kind = $1 AND permission = 'kitchen.view'"};
const db::Statement slips_of_tickets{"kitchen_test.slips", "SELECT COUNT(*) FROM print_jobs WHERE kind = $1"};
const db::Statement strange_state{"kitchen_test.strange_state", "UPDATE kitchen_tickets SET state = 'burnt'"};
const db::Statement spoil_number{"kitchen_test.spoil", "UPDATE kitchen_tickets SET number = 9, state = 'ready' WHERE number = 1"};

class KitchenSending : public KitchenTest {
protected:
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
};

TEST_F(KitchenSending, WithoutStationsNothingIsWritten) {
    const Source tab = new_tab();
    send(tab, {line("Coffee", 2)});
    EXPECT_EQ(get("/kitchen/tickets")["tickets"].size(), 0U);
    new_station("Bar", R"(["Coffee"])", R"(,"active":false)");
    send(tab, {line("Coffee", 2)});
    EXPECT_EQ(open().size(), 0U);
}

TEST_F(KitchenSending, EachStationGetsItsLinesAndOnlyWhatIsNew) {
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

TEST_F(KitchenSending, OfWhatIsJustSoldNobodyAsksWhatWasSentBefore) {
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

TEST_F(KitchenSending, TheFirstTicketIsTheFirstWhateverOtherComputersClocksSay) {
    new_station("Bar", R"(["Coffee"])");
    ManualClock behind(world.clock.now() - std::chrono::minutes(2));
    IdSource ids(behind, world.random);
    const Workshop other{world.db(), settings, audit, events, world.clock, ids, world.journal};
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

TEST_F(KitchenSending, DisplaysReadNoHistory) {
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

TEST_F(KitchenSending, AStationWithAPrinterHasSlips) {
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

TEST_F(KitchenSending, ItsSlipComesOut) {
    printing::Options options;
    options.first.address = ::testing::TempDir() + "kitchen_test_" + testing::unique_name() + ".txt";
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

TEST_F(KitchenSending, VerifyNamesAWordThatNobodyKnows) {
    new_station("Bar", R"(["Coffee"])");
    send(new_tab(), {line("Coffee", 1)});
    world.db().write([&](db::Transaction& transaction) { transaction.execute(strange_state); });
    EXPECT_EQ(findings(), std::vector<std::string>{"A ticket says burnt, which nobody knows"});
}

TEST_F(KitchenSending, VerifyFindsWhatDoesNotFit) {
    new_station("Bar", R"(["Coffee"])");
    send(new_tab(), {line("Coffee", 1)});
    world.db().write([&](db::Transaction& transaction) { transaction.execute(spoil_number); });
    EXPECT_EQ(findings().size(), 4U) << "a gap, a line that is not done, no time of the start and of the end";
}

}  // namespace
}  // namespace cafepos::kitchen
