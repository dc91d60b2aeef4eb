// What may happen to a tab: no database, no routes.
#include "rules.h"

#include <gtest/gtest.h>

#include "testing/call.h"

namespace cafepos::tabs {
namespace {

using testing::code_of;
using testing::error_of;

Id id(int number) { return Id::parse("00000000-0000-7000-8000-00000000000" + std::to_string(number)).value(); }

constexpr Timestamp noon{1'795'348'800'000};

/// Two lattes, one of them paid; a tea that was taken off; a combo of two bagels and two juices.
struct TabRules : ::testing::Test {
    TabRules() {
        tab.id = id(9);
        tab.lines = {line(1, 2, 1), line(2, 0, 0), line(3, 2, 0), line(4, 2, 0)};
        tab.lines[2].combo_line_id = tab.lines[3].combo_line_id = id(8);
    }
    Line line(int number, int quantity, int settled) const {
        Line line;
        line.id = id(number);
        line.tab_id = tab.id;
        line.quantity = quantity;
        line.settled_quantity = settled;
        return line;
    }
    /// "1 × 2": the last digit of each line's id, and how many of it.
    std::string parts(const std::optional<std::vector<Portion>>& portions) {
        std::string text;
        for (const Part& part : parts_of(tab, portions)) {
            text += std::string(1, part.line->id.text().back()) + " × " + std::to_string(part.quantity) + "; ";
        }
        return text;
    }
    template <class Work>
    static std::vector<std::string> refusals(const Work& work) {
        std::vector<std::string> told;
        const Error refusal = error_of(work);
        for (const FieldError& one : refusal.details()) told.push_back(one.field + " " + one.code);
        return told;
    }
    std::vector<std::string> refused_parts(const std::vector<Portion>& portions) {
        return refusals([&] { parts_of(tab, portions); });
    }
    std::vector<std::string> refused_move(const std::vector<Id>& lines) {
        return refusals([&] { require_movable(tab, lines); });
    }

    using Fields = std::vector<std::string>;
    Tab tab;
};

TEST_F(TabRules, HasANumberOfItsDay) {
    tab.business_date = Date::parse("2026-11-22").value();
    tab.number = 7;
    EXPECT_EQ(number_of(tab), "TAB-20261122-0007");
    tab.number = 12'345;
    EXPECT_EQ(number_of(tab), "TAB-20261122-12345");
}

TEST_F(TabRules, ALineThatWasTakenOffIsNone) {
    EXPECT_EQ(require_line(tab, id(1)).quantity, 2);
    EXPECT_EQ(code_of([&] { require_line(tab, id(2)); }), "NOT_FOUND");
    EXPECT_EQ(code_of([&] { require_line(tab, id(7)); }), "NOT_FOUND");
}

TEST_F(TabRules, WhoNamesAPartOfAComboMeansAllOfIt) {
    EXPECT_EQ(together_with(tab, id(1)), std::vector<Line*>{&tab.lines[0]});
    EXPECT_EQ(together_with(tab, id(4)), (std::vector<Line*>{&tab.lines[2], &tab.lines[3]}));
    EXPECT_EQ(all_together(tab, {id(4), id(3), id(1), id(1)}), (std::vector<Id>{id(3), id(4), id(1)}));
}

TEST_F(TabRules, HasRoomForSoManyLines) {
    EXPECT_NO_THROW(require_room(tab, lines_max - tab.lines.size()));
    EXPECT_EQ(error_of([&] { require_room(tab, lines_max - tab.lines.size() + 1); }).details().at(0).message,
              "A tab has at most 500 lines");
}

TEST_F(TabRules, IsSettledWhenSomethingWasPaidAndNothingIsLeft) {
    EXPECT_TRUE(has_open_units(tab));
    EXPECT_TRUE(has_settled_units(tab));
    EXPECT_FALSE(settle_if_paid(tab, id(5), noon));
    EXPECT_TRUE(tab.is_open());
    tab.lines = {line(1, 2, 1)};
    EXPECT_TRUE(has_open_units(tab)) << "one is left";
    EXPECT_TRUE(has_settled_units(tab));
    tab.lines = {line(1, 2, 2), line(2, 0, 0)};
    EXPECT_FALSE(has_open_units(tab));
    EXPECT_TRUE(settle_if_paid(tab, id(5), noon));
    EXPECT_EQ(tab.status, Status::settled);
    EXPECT_EQ(tab.closed_by, id(5));
    EXPECT_EQ(tab.closed_at, noon);
    Tab empty;
    empty.lines = {line(2, 0, 0)};
    EXPECT_FALSE(has_settled_units(empty));
    EXPECT_FALSE(settle_if_paid(empty, id(5), noon)) << "nobody paid for nothing";
}

TEST_F(TabRules, EachChangeIsOneVersionMore) {
    touch(tab, noon);
    EXPECT_EQ(tab.version, 2);
    EXPECT_EQ(tab.updated_at, noon);
}

TEST_F(TabRules, ThePartsToPayAreWhatIsAskedForElseAllThatIsOpen) {
    EXPECT_EQ(parts({}), "1 × 1; 3 × 2; 4 × 2; ");
    EXPECT_EQ(parts({{{id(1), {}}}}), "1 × 1; ");
    EXPECT_EQ(parts({{{id(4), 1}}}), "3 × 1; 4 × 1; ") << "of a combo as many of each of its parts";
    EXPECT_EQ(parts({{{id(3), 1}, {id(4), 1}, {id(1), 1}}}), "3 × 1; 4 × 1; 1 × 1; ");
}

TEST_F(TabRules, APortionThatTheTabDoesNotHaveIsNamed) {
    EXPECT_EQ(refused_parts({{id(1), 2}}), Fields{"lines[0].quantity range"}) << "one of the two is paid";
    EXPECT_EQ(refused_parts({{id(1), 0}}), Fields{"lines[0].quantity range"});
    EXPECT_EQ(refused_parts({{id(1), 1}, {id(2), {}}}), Fields{"lines[1].lineId unknown_line"});
    EXPECT_EQ(refused_parts({{id(1), 1}, {id(7), {}}}), Fields{"lines[1].lineId unknown_line"});
    EXPECT_EQ(refused_parts({{id(1), 1}, {id(1), 1}}), Fields{"lines[1].lineId duplicate"});
    EXPECT_EQ(refused_parts({{id(3), 1}, {id(3), 2}}), Fields{"lines[1].lineId duplicate"});
    EXPECT_EQ(refused_parts({{id(3), 1}, {id(4), 2}}), Fields{"lines[1].quantity combo"});
    EXPECT_EQ(refused_parts({}), Fields{"lines required"});
    tab.lines[0].settled_quantity = 2;
    EXPECT_EQ(refused_parts({{id(3), 1}, {id(1), {}}}), Fields{"lines[1].lineId unknown_line"}) << "all of it is paid";
}

TEST_F(TabRules, WhatWasPaidStaysWhereItWasPaid) {
    EXPECT_NO_THROW(require_movable(tab, {id(3), id(4)}));
    EXPECT_EQ(refused_move({id(3), id(1)}), Fields{"lines[1] settled"});
    EXPECT_EQ(refused_move({id(3), id(3), id(1)}), (Fields{"lines[1] duplicate", "lines[2] settled"}));
    EXPECT_EQ(refused_move({id(1), id(1)}), (Fields{"lines[0] settled", "lines[1] duplicate"}));
    EXPECT_EQ(refused_move({}), Fields{"lines required"});
    EXPECT_EQ(code_of([&] { require_movable(tab, {id(7)}); }), "NOT_FOUND");
}

TEST_F(TabRules, ALineGoesToWhereItsAgePlacesIt) {
    Tab other;
    other.id = id(6);
    other.lines = {line(2, 1, 0), line(5, 1, 0)};
    const Line& moved = move(tab.lines[2], tab, other);
    EXPECT_EQ(moved.id, id(3));
    EXPECT_EQ(moved.tab_id, other.id);
    ASSERT_EQ(other.lines.size(), 3U);
    EXPECT_EQ(other.lines[1].id, id(3));
    ASSERT_EQ(tab.lines.size(), 3U);
    EXPECT_EQ(tab.lines[2].id, id(4));
}

}  // namespace
}  // namespace cafepos::tabs
