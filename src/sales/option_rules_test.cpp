// What a line has of its item's options: no database, no routes.
#include "option_rules.h"

#include <gtest/gtest.h>

namespace cafepos::sales {
namespace {

Id id(int number) { return Id::parse("00000000-0000-7000-8000-00000000000" + std::to_string(number)).value(); }

menu::Option option(int number, const std::string& name, std::int64_t price, int most) {
    menu::Option one;
    one.id = id(number);
    one.group_id = id(8);
    one.name = name;
    one.price_delta = Money::of(price);
    one.max_quantity = most;
    return one;
}

/// A latte may have up to three of vanilla and two of caramel; cinnamon was a syrup once.
class Syrups : public ::testing::Test {
protected:
    Syrups() {
        menu::OfferedGroup syrups{id(1), id(8), "Syrup", 0, 1, {option(2, "Vanilla", 50, 3), option(3, "Caramel", 70, 2)}};
        syrups.options[0].ingredients = {{menu::RecipeEffect::adds, {}, id(6), Quantity::of(10)},
                                         {menu::RecipeEffect::replaces, id(7), id(6), Quantity::of(1000)}};
        offered.groups[id(1)] = {syrups};
        offered.others[id(4)] = option(4, "Cinnamon", 30, 1);
        offered.group_names[id(8)] = "Syrup";
    }
    ChosenOptions choose(const std::vector<NewLineOption>& asked) {
        return choose_options(offered, id(1), asked, place_of(0), Timestamp(1'795'338'000'000));
    }
    static std::vector<std::string> messages_of(const ChosenOptions& chosen) {
        std::vector<std::string> messages;
        for (const LineFault& fault : chosen.faults) messages.push_back(fault.detail.message);
        return messages;
    }

    menu::OptionsForSale offered;
};

TEST_F(Syrups, OfSeveralEachIsPaidAndTakenFromTheStock) {
    const ChosenOptions chosen = choose({{id(2), 1}, {id(2), 2}});
    EXPECT_TRUE(chosen.faults.empty());
    ASSERT_EQ(chosen.options.size(), 1U);
    EXPECT_EQ(chosen.options[0].quantity, 3);
    EXPECT_EQ(chosen.price, Money::of(150));
    ASSERT_EQ(chosen.changes.size(), 2U);
    EXPECT_EQ(chosen.changes[0].amount, Quantity::of(30));
    EXPECT_EQ(chosen.changes[1].amount, Quantity::of(1000)) << "what is replaced is so once, however many there are";
}

TEST_F(Syrups, StandOnTheLineInOrderFromOne) {
    const ChosenOptions chosen = choose({{id(4), 1}, {id(3), 1}, {id(2), 1}});
    ASSERT_EQ(chosen.options.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(chosen.options[i].position, static_cast<int>(i) + 1);
    EXPECT_EQ(chosen.options[0].name, "Vanilla");
    EXPECT_EQ(chosen.options[2].name, "Cinnamon");
}

TEST_F(Syrups, BeyondWhatThereMayBeAreNamed) {
    EXPECT_EQ(messages_of(choose({{id(2), 4}})),
              std::vector<std::string>{"Line 1: Syrup has at most 3 × Vanilla (items[0].options)"});
    EXPECT_EQ(messages_of(choose({{id(2), 1}, {id(3), 1}})),
              std::vector<std::string>{"Line 1: Syrup has at most 1 (items[0].options)"});
    EXPECT_EQ(messages_of(choose({{id(2), 3}})), std::vector<std::string>{});
}

TEST_F(Syrups, WhatIsNoSyrupAnyMoreIsNamedOnceAndKept) {
    const ChosenOptions chosen = choose({{id(4), 1}, {id(4), 1}});
    EXPECT_EQ(messages_of(chosen),
              std::vector<std::string>{"Line 1: Cinnamon of Syrup is not an option of its item (items[0].options[0].optionId)"});
    ASSERT_EQ(chosen.options.size(), 1U);
    EXPECT_EQ(chosen.options[0].quantity, 2);
    EXPECT_EQ(chosen.price, Money::of(60));
    EXPECT_TRUE(choose({{id(5), 0}}).faults.empty()) << "none of what nobody knows";
}

TEST_F(Syrups, AreSaidToBeSoldOutWhereTheyAre) {
    EXPECT_TRUE(choose({{id(2), 1}}).sold_out.empty());
    offered.groups[id(1)][0].options[0].is_available = false;
    EXPECT_EQ(choose({{id(2), 1}}).sold_out, std::vector<std::string>{"Vanilla"});
}

TEST(OptionRefusals, HaveTheCodeOfTheirFirstFault) {
    const LineFault required = fault_at(place_of(0), "items[0].options", option_required, "option_required", "needs one");
    const LineFault limit = fault_at(place_of(1), "items[1].options", option_limit, "option_limit", "has too many");
    const Error refusal = refusal_of({required, limit});
    EXPECT_EQ(name_of(refusal.code()), "OPTION_REQUIRED");
    EXPECT_EQ(refusal.details().size(), 2U);
}

}  // namespace
}  // namespace cafepos::sales
