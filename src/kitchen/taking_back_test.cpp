#include "test_kitchen.h"

namespace cafepos::kitchen {
namespace {

const db::Statement slips_of_tickets{"kitchen_test.slips", "SELECT COUNT(*) FROM print_jobs WHERE kind = $1"};
const db::Statement audits_of_tickets{"kitchen_test.ticket_audits", "SELECT COUNT(*) FROM audit_log WHERE action = $1"};

using KitchenTakingBack = KitchenTest;

TEST_F(KitchenTakingBack, WhatIsCancelledMustBeAcknowledgedAndCanBeSentAgain) {
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

TEST_F(KitchenTakingBack, WhatIsServedIsTakenBackQuietlyAndNotRecalled) {
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

TEST_F(KitchenTakingBack, ATabsServedLineThatWasTakenOffIsNotRecalled) {
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

TEST_F(KitchenTakingBack, WhatChangesNothingIsNotWrittenDown) {
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

}  // namespace
}  // namespace cafepos::kitchen
