#include "rules.h"

#include <gtest/gtest.h>

#include "paper/render.h"
#include "testing/call.h"
#include "testing/reason.h"
#include "ticket_slip.h"
#include "wire.h"

namespace cafepos::kitchen {
namespace {

using testing::code_of;
using testing::reason_in;

Id id(int number) { return Id::of_stored("line-" + std::to_string(number)); }
constexpr Timestamp at(std::int64_t ms) { return {ms}; }

TicketLine line(int number, int quantity) {
    TicketLine line;
    line.id = line.source_line_id = id(number);
    line.position = number;
    line.name = "Latte";
    line.size = "Large";
    line.quantity = quantity;
    return line;
}

Ticket ticket_of(std::vector<TicketLine> lines) {
    Ticket ticket;
    ticket.number = 7;
    ticket.reference = "ORD-20261122-0007";
    ticket.created_at = at(1'000);
    ticket.lines = std::move(lines);
    return ticket;
}

void expect_sound(const Ticket& ticket) { EXPECT_EQ(contradictions(ticket), std::vector<std::string>{}); }

TEST(KitchenRules, EachStateHasAWord) {
    for (const State state : {State::fresh, State::started, State::ready, State::served, State::cancelled}) {
        EXPECT_EQ(state_of(word_of(state)), state);
    }
    EXPECT_EQ(word_of(State::fresh), "new");
    EXPECT_EQ(state_of("fresh"), std::nullopt);
    EXPECT_EQ(state_of(""), std::nullopt);
}

TEST(KitchenRules, ATicketGoesForwardAndOnce) {
    Ticket ticket = ticket_of({line(1, 2), line(2, 1)});
    EXPECT_TRUE(advance(ticket, State::started, at(2'000)));
    EXPECT_FALSE(advance(ticket, State::started, at(3'000))) << "the second display";
    EXPECT_EQ(ticket.started_at, at(2'000));
    expect_sound(ticket);
    EXPECT_TRUE(advance(ticket, State::ready, at(4'000)));
    EXPECT_EQ(ticket.lines[0].done_at, at(4'000)) << "what is ready is made";
    EXPECT_EQ(code_of([&] { advance(ticket, State::started, at(5'000)); }), "TICKET_STATE");
    EXPECT_EQ(code_of([&] { advance(ticket, State::fresh, at(5'000)); }), "TICKET_STATE");
    EXPECT_EQ(code_of([&] { advance(ticket, State::cancelled, at(5'000)); }), "TICKET_STATE");
    EXPECT_EQ(reason_in([&] { advance(ticket, State::fresh, at(5'000)); }), "ticket_state");
    EXPECT_TRUE(advance(ticket, State::served, at(6'000)));
    EXPECT_EQ(ticket.ready_at, at(4'000));
    expect_sound(ticket);
}

TEST(KitchenRules, ARefusalSaysWhereTheTicketStands) {
    const auto said = [](const auto& step) { return testing::error_of(step).texts().front(); };
    Ticket ticket = ticket_of({line(1, 1)});
    EXPECT_EQ(said([&] { recall(ticket); }), "The ticket is new and cannot be recalled");
    advance(ticket, State::ready, at(2'000));
    EXPECT_EQ(said([&] { advance(ticket, State::started, at(3'000)); }), "The ticket is ready and cannot become started");
    EXPECT_EQ(said([&] { mark_done(ticket, id(1), false, at(3'000)); }), "The ticket is ready and cannot have its lines changed");
    take_back_all(ticket, at(4'000));
    EXPECT_EQ(said([&] { advance(ticket, State::served, at(5'000)); }), "The ticket is cancelled and cannot become served");
    EXPECT_EQ(said([&] { recall(ticket); }), "The ticket is cancelled and cannot be recalled");
}

TEST(KitchenRules, ServedAtOnceWasAlsoStartedAndReady) {
    Ticket ticket = ticket_of({line(1, 1)});
    EXPECT_TRUE(advance(ticket, State::served, at(2'000)));
    EXPECT_EQ(ticket.started_at, at(2'000));
    EXPECT_EQ(ticket.ready_at, at(2'000));
    EXPECT_EQ(ticket.served_at, at(2'000));
    expect_sound(ticket);
}

TEST(KitchenRules, WhatWasDoneBeforeKeepsItsTimeAndWhatIsCancelledHasNone) {
    Ticket ticket = ticket_of({line(1, 1), line(2, 1), line(3, 1)});
    mark_done(ticket, id(1), true, at(2'000));
    EXPECT_EQ(ticket.started_at, at(2'000));
    take_back(ticket, id(3), 1, at(2'500));
    advance(ticket, State::served, at(3'000));
    EXPECT_EQ(ticket.started_at, at(2'000));
    EXPECT_EQ(ticket.lines[0].done_at, at(2'000));
    EXPECT_EQ(ticket.lines[1].done_at, at(3'000));
    EXPECT_EQ(ticket.lines[2].done_at, std::nullopt);
}

TEST(KitchenRules, ARecalledTicketIsWorkedAtAgain) {
    Ticket ticket = ticket_of({line(1, 1)});
    EXPECT_EQ(code_of([&] { recall(ticket); }), "TICKET_STATE") << "nobody began";
    advance(ticket, State::served, at(2'000));
    EXPECT_TRUE(recall(ticket));
    EXPECT_FALSE(recall(ticket));
    EXPECT_EQ(ticket.state, State::started);
    EXPECT_FALSE(ticket.ready_at || ticket.served_at);
    expect_sound(ticket);
}

TEST(KitchenRules, ATicketOfWhichNothingIsLeftIsNotRecalled) {
    Ticket ticket = ticket_of({line(1, 1), line(2, 2)});
    advance(ticket, State::served, at(2'000));
    EXPECT_TRUE(take_back_all(ticket, at(3'000)));
    EXPECT_FALSE(take_back_all(ticket, at(4'000)));
    EXPECT_EQ(ticket.state, State::served);
    EXPECT_FALSE(ticket.must_be_acknowledged()) << "it is eaten";
    EXPECT_EQ(code_of([&] { recall(ticket); }), "TICKET_STATE");
    expect_sound(ticket);
    ticket = ticket_of({line(1, 1), line(2, 2)});
    advance(ticket, State::served, at(2'000));
    take_back(ticket, id(2), 2, at(3'000));
    EXPECT_TRUE(recall(ticket)) << "the first line may be made again";
    expect_sound(ticket);
}

TEST(KitchenRules, TheFirstLineThatIsMadeStartsTheTicket) {
    Ticket ticket = ticket_of({line(1, 1), line(2, 1)});
    EXPECT_FALSE(mark_done(ticket, id(1), false, at(2'000))) << "it is not done anyway";
    EXPECT_TRUE(mark_done(ticket, id(1), true, at(2'000)));
    EXPECT_EQ(ticket.state, State::started);
    EXPECT_FALSE(mark_done(ticket, id(1), true, at(3'000)));
    EXPECT_TRUE(mark_done(ticket, id(1), false, at(4'000)));
    expect_sound(ticket);
    EXPECT_EQ(code_of([&] { mark_done(ticket, id(9), true, at(5'000)); }), "NOT_FOUND");
    advance(ticket, State::ready, at(6'000));
    EXPECT_EQ(code_of([&] { mark_done(ticket, id(2), false, at(7'000)); }), "TICKET_STATE") << "recall it first";
}

TEST(KitchenRules, WhatIsTakenBackMustBeAcknowledged) {
    Ticket ticket = ticket_of({line(1, 3), line(2, 1)});
    EXPECT_EQ(code_of([&] { acknowledge(ticket, id(1), at(2'000)); }), "TICKET_STATE");
    EXPECT_EQ(reason_in([&] { acknowledge(ticket, id(1), at(2'000)); }), "nothing_cancelled");
    EXPECT_EQ(take_back(ticket, id(1), 2, at(2'000)), 2);
    EXPECT_EQ(ticket.state, State::fresh);
    EXPECT_TRUE(ticket.must_be_acknowledged());
    EXPECT_TRUE(acknowledge(ticket, id(1), at(3'000)));
    EXPECT_FALSE(acknowledge(ticket, id(1), at(3'000)));
    EXPECT_EQ(take_back(ticket, id(1), 5, at(4'000)), 1) << "more than was sent is nothing";
    EXPECT_TRUE(ticket.must_be_acknowledged()) << "the next one must be, too";
    EXPECT_EQ(code_of([&] { mark_done(ticket, id(1), true, at(5'000)); }), "TICKET_STATE");
    EXPECT_EQ(reason_in([&] { mark_done(ticket, id(1), true, at(5'000)); }), "line_cancelled");
    EXPECT_EQ(take_back(ticket, id(2), 1, at(5'000)), 1);
    EXPECT_EQ(ticket.state, State::cancelled);
    EXPECT_EQ(code_of([&] { advance(ticket, State::ready, at(6'000)); }), "TICKET_STATE");
    expect_sound(ticket);
}

TEST(KitchenRules, WhatIsServedIsOnlyCountedAsNotSent) {
    Ticket ticket = ticket_of({line(1, 2)});
    advance(ticket, State::served, at(2'000));
    EXPECT_EQ(take_back(ticket, id(1), 2, at(3'000)), 2);
    EXPECT_EQ(ticket.state, State::served);
    EXPECT_FALSE(ticket.must_be_acknowledged());
    expect_sound(ticket);
}

TEST(KitchenRules, WhoAcknowledgesAndWhenIsKeptUntilMoreIsTakenBack) {
    Ticket ticket = ticket_of({line(1, 3)});
    take_back(ticket, id(1), 1, at(2'000));
    EXPECT_EQ(ticket.cancelled_at, at(2'000));
    acknowledge(ticket, id(9), at(3'000));
    EXPECT_EQ(ticket.acknowledged_at, at(3'000));
    EXPECT_EQ(ticket.acknowledged_by, id(9));
    EXPECT_EQ(take_back(ticket, id(2), 1, at(4'000)), 0) << "no such line";
    EXPECT_EQ(ticket.acknowledged_at, at(3'000));
    take_back(ticket, id(1), 1, at(5'000));
    EXPECT_EQ(ticket.cancelled_at, at(5'000));
    EXPECT_EQ(ticket.acknowledged_at, std::nullopt);
    EXPECT_EQ(ticket.acknowledged_by, std::nullopt);
}

// What was ordered twice of one thing may have been sent in parts.
TEST(KitchenRules, ALineIsTakenBackFromAllItsPartsButNoMoreThanAsked) {
    Ticket ticket = ticket_of({line(1, 2), line(2, 5), line(3, 2)});
    ticket.lines[2].source_line_id = id(1);
    EXPECT_EQ(take_back(ticket, id(1), 3, at(2'000)), 3);
    EXPECT_EQ(ticket.lines[0].cancelled, 2);
    EXPECT_EQ(ticket.lines[1].cancelled, 0);
    EXPECT_EQ(ticket.lines[2].cancelled, 1);
    EXPECT_EQ(take_back(ticket, id(1), 3, at(3'000)), 1);
    EXPECT_EQ(ticket.lines[2].cancelled, 2);
}

TEST(KitchenRules, ATicketThatIsReadyIsCancelledWithAllOfIt) {
    Ticket ticket = ticket_of({line(1, 1)});
    advance(ticket, State::ready, at(2'000));
    EXPECT_TRUE(take_back_all(ticket, at(3'000)));
    EXPECT_EQ(ticket.state, State::cancelled);
    EXPECT_EQ(ticket.cancelled_at, at(3'000));
    expect_sound(ticket);
}

TEST(KitchenRules, EachContradictionHasItsSentence) {
    using Sentences = std::vector<std::string>;
    EXPECT_EQ(contradictions(Ticket{}), (Sentences{"it has no lines", "all of it is cancelled but the ticket is not"}));
    Ticket served = ticket_of({line(1, 1)});
    advance(served, State::served, at(2'000));
    Ticket wrong = served;
    wrong.lines[0].done_at.reset();
    EXPECT_EQ(contradictions(wrong), Sentences{"it is ready with lines that are not done"});
    wrong = served;
    wrong.ready_at.reset();
    EXPECT_EQ(contradictions(wrong), Sentences{"when it was ready does not fit its state"});
    wrong = served;
    wrong.started_at.reset();
    EXPECT_EQ(contradictions(wrong), Sentences{"when it was started does not fit its state"});
    wrong = served;
    wrong.served_at.reset();
    EXPECT_EQ(contradictions(wrong), Sentences{"when it was served does not fit its state"});
    wrong = ticket_of({line(1, 1)});
    wrong.started_at = at(2'000);
    EXPECT_EQ(contradictions(wrong), Sentences{"when it was started does not fit its state"});
    wrong = ticket_of({line(1, 1)});
    wrong.ready_at = at(2'000);
    EXPECT_EQ(contradictions(wrong), Sentences{"when it was ready does not fit its state"});
    wrong = ticket_of({line(1, 1)});
    wrong.acknowledged_at = at(2'000);
    EXPECT_EQ(contradictions(wrong), Sentences{"it is acknowledged without a cancellation"});
    wrong = ticket_of({line(1, 1)});
    wrong.state = State::cancelled;
    EXPECT_EQ(contradictions(wrong), Sentences{"it is cancelled with lines that are not"});
}

TEST(KitchenRules, ContradictionsAreFound) {
    Ticket ticket = ticket_of({line(1, 1)});
    ticket.state = State::ready;
    EXPECT_EQ(contradictions(ticket).size(), 3U) << "not done, not started, not ready at any time";
    ticket = ticket_of({line(1, 1)});
    ticket.lines[0].cancelled = 1;
    EXPECT_EQ(contradictions(ticket).size(), 1U);
    ticket.state = State::cancelled;
    expect_sound(ticket);
    ticket.lines[0].cancelled = 0;
    EXPECT_EQ(contradictions(ticket).size(), 1U);
    ticket = ticket_of({line(1, 1)});
    ticket.served_at = at(2'000);
    EXPECT_EQ(contradictions(ticket), std::vector<std::string>{"when it was served does not fit its state"});
}

TEST(KitchenRules, OnlyWhatIsNewIsSent) {
    const std::vector<SentLine> lines{
        {.line_id = id(1), .quantity = 3}, {.line_id = id(2), .quantity = 1}, {.line_id = id(3), .quantity = 2}};
    const auto rest = unsent(lines, {{id(1), 1}, {id(2), 1}, {id(3), 5}});
    ASSERT_EQ(rest.size(), 1U);
    EXPECT_EQ(rest[0].line_id, id(1));
    EXPECT_EQ(rest[0].quantity, 2);
}

TEST(KitchenRules, AnItemsOwnStationWinsOverItsCategorys) {
    Station bar{.id = id(1), .name = "Bar", .categories = {"Coffee", "Tea"}};
    Station grill{.id = id(2), .name = "Grill", .categories = {"Food"}};
    const std::vector<Station> stations{bar, grill};
    const SentLine tea{.line_id = id(1), .menu_item_id = id(10), .category = "TEA"};
    EXPECT_EQ(station_for(tea, stations, {})->name, "Bar");
    EXPECT_EQ(station_for(tea, stations, {{id(10), id(2)}})->name, "Grill");
    EXPECT_EQ(station_for(tea, stations, {{id(10), id(99)}})->name, "Bar") << "a station that is out of use";
    EXPECT_EQ(station_for({.line_id = id(1), .menu_item_id = id(11), .category = "Books"}, stations, {}), nullptr);
}

TEST(KitchenRules, OneStationInUseMakesACategory) {
    const Station bar{.id = id(1), .name = "Bar", .categories = {"Coffee"}};
    const auto faults = [&](const Station& station) {
        Checks checks;
        check(station, {bar, {.id = id(3), .name = "Oven"}}, checks);
        std::vector<std::string> fields;
        for (const FieldError& error : checks.take()) fields.push_back(error.field);
        return fields;
    };
    using Fields = std::vector<std::string>;
    EXPECT_EQ(faults({.name = "Grill", .categories = {"Food"}}), Fields{});
    EXPECT_EQ(faults({.name = "bar", .categories = {"Food", "coffee", " "}}), (Fields{"name", "categories[1]", "categories[2]"}));
    EXPECT_EQ(faults({.name = "Old bar", .categories = {"Coffee"}, .active = false}), Fields{});
    EXPECT_EQ(faults({.name = ""}), Fields{"name"});
    EXPECT_EQ(faults({.name = std::string(station_name_length_max + 1, 'x'), .sort_order = sort_order_max + 1}),
              (Fields{"name", "sortOrder"}));
}

TEST(KitchenRules, EachFieldOfAStationHasItsBounds) {
    const auto faults = [](const Station& station, const std::vector<Station>& others = {}) {
        Checks checks;
        check(station, others, checks);
        std::vector<std::string> found;
        for (const FieldError& error : checks.take()) found.push_back(error.field + " " + error.code);
        return found;
    };
    using Faults = std::vector<std::string>;
    EXPECT_EQ(faults({.name = std::string(60, 'x'), .categories = {std::string(50, 'x')}, .sort_order = 1'000'000}), Faults{});
    EXPECT_EQ(faults({.name = "a\nb", .sort_order = -1}), (Faults{"name characters", "sortOrder range"}));
    EXPECT_EQ(faults({.name = "Bar", .categories = {std::string(51, 'x')}}), Faults{"categories[0] length"});
    EXPECT_EQ(faults({.name = "Bar", .categories = {"a\nb"}}), Faults{"categories[0] characters"});
    const Station old{.id = id(1), .name = "Old bar", .categories = {"Coffee"}, .active = false};
    EXPECT_EQ(faults({.name = "Bar", .categories = {"Coffee"}}, {old}), Faults{}) << "the other is out of use";
}

TEST(KitchenRules, ALineOfAComboIsNotedWithItsName) {
    EXPECT_EQ(note_of({}, "very hot"), "very hot");
    EXPECT_EQ(note_of("Breakfast", ""), "Breakfast");
    EXPECT_EQ(note_of("Breakfast", "very hot"), "Breakfast: very hot");
}

TEST(KitchenRules, TooManyCategoriesAreNotComparedOneByOne) {
    const Station bar{.id = id(1), .name = "Bar", .categories = {"Coffee"}};
    Station grill{.id = id(2), .name = "Grill", .categories = std::vector<std::string>(categories_max, "Food")};
    Checks few;
    check(grill, {bar}, few);
    EXPECT_TRUE(few.good());
    grill.categories.emplace_back("Coffee");
    Checks many;
    check(grill, {bar}, many);
    const auto errors = many.take();
    ASSERT_EQ(errors.size(), 1U) << "that Coffee is made by another was not looked at";
    EXPECT_EQ(errors[0].field, "categories");
}

TEST(KitchenRules, TotalsCountAnOptionAsOftenAsItsLineHasIt) {
    Ticket ticket = ticket_of({line(1, 3), line(2, 1)});
    ticket.lines[0].options = {{"Vanilla", 2}, {"Oat", 1}};
    ticket.lines[0].cancelled = 1;
    ticket.lines[1].options = {{"Vanilla", 1}};
    const Totals totals = totals_of({ticket});
    ASSERT_EQ(totals.options.size(), 2U) << "once and twice of Vanilla are both Vanilla";
    EXPECT_EQ(totals.options[0].name, "Oat");
    EXPECT_EQ(totals.options[0].quantity, 2);
    EXPECT_EQ(totals.options[1].name, "Vanilla");
    EXPECT_EQ(totals.options[1].quantity, 5);
    EXPECT_EQ(totals.items.at(0).options.at(1).quantity, 5);
    EXPECT_EQ(view_of(ticket).lines.at(0).options, (std::vector<std::string>{"2x Vanilla", "Oat"}));
}

TEST(KitchenRules, TotalsAreOfWhatIsStillToBeMade) {
    Ticket ticket = ticket_of({line(1, 3), line(2, 1), line(3, 2)});
    ticket.lines[0].options = {{"oat milk", 1}};
    ticket.lines[0].cancelled = 1;
    ticket.lines[1].done_at = at(1);
    ticket.lines[2].options = {{"oat milk", 1}, {"extra shot", 1}};
    const Totals totals = totals_of({ticket});
    ASSERT_EQ(totals.items.size(), 1U);
    EXPECT_EQ(totals.items[0].quantity, 4);
    ASSERT_EQ(totals.options.size(), 2U);
    EXPECT_EQ(totals.options[0].name, "extra shot");
    EXPECT_EQ(totals.options[0].quantity, 2);
    EXPECT_EQ(totals.items[0].options[1].quantity, 4);
}

TEST(KitchenRules, ATicketOnPaperSaysWhatToMakeAndWhatNotAnyMore) {
    Ticket ticket = ticket_of({line(1, 3), line(2, 1)});
    ticket.table_name = "12";
    ticket.lines[0].options = {{"oat milk", 2}};
    ticket.lines[0].notes = "very hot";
    const auto settings = settings::standard_settings();
    std::string text = paper::text(slip_of(ticket, "Bar", {.may_be_second = true, .added_to_number = 3}, settings), 32);
    for (const char* part : {"#7 Bar", "Added to #3", "ORD-20261122-0007", "Table 12", "3 x Latte Large", "  + 2x oat milk",
                             "  ! very hot", "DUPLICATE"}) {
        EXPECT_NE(text.find(part), std::string::npos) << part << " in\n" << text;
    }
    take_back(ticket, id(1), 1, at(2'000));
    take_back(ticket, id(2), 1, at(2'000));
    text = paper::text(slip_of(ticket, "Bar", {.is_cancellation = true}, settings), 32);
    for (const char* part : {"CHANGED", "CANCELLED 1 x Latte Large", "2 x Latte Large"}) {
        EXPECT_NE(text.find(part), std::string::npos) << part << " in\n" << text;
    }
}

}  // namespace
}  // namespace cafepos::kitchen
