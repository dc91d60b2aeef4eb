#include "option_rules.h"

#include <gtest/gtest.h>

namespace cafepos::menu {
namespace {

using Faults = std::vector<std::string>;  // "field code"

template <class Judge>
Faults faults_of(const Judge& judge) {
    Checks checks;
    judge(checks);
    Faults faults;
    for (const FieldError& error : checks.take()) faults.push_back(error.field + " " + error.code);
    return faults;
}
Faults faults_of_group(const OptionGroup& group) {
    return faults_of([&](Checks& checks) { check_group(group, checks); });
}
Faults faults_of_changes(const std::vector<RecipeChange>& changes) {
    return faults_of([&](Checks& checks) { check_changes("at", changes, checks); });
}

Id id(int number) { return Id::parse("00000000-0000-7000-8000-000000000" + std::to_string(100 + number)).value(); }

/// So many options named "0", "1", …
OptionGroup group_of(int options) {
    OptionGroup group;
    group.name = "Milk";
    for (int i = 0; i < options; ++i) {
        Option option;
        option.name = std::to_string(i);
        group.options.push_back(option);
    }
    return group;
}
OptionGroup limited(int options, int min_choices, std::optional<int> max_choices) {
    OptionGroup group = group_of(options);
    group.min_choices = min_choices;
    group.max_choices = max_choices;
    return group;
}
OptionGroup with(const Option& option) {
    OptionGroup group;
    group.options = {option};
    return group;
}

RecipeChange adds(int item, std::int64_t thousandths) {
    return {RecipeEffect::adds, std::nullopt, id(item), Quantity::of(thousandths)};
}
RecipeChange replaces(int item, int by, std::int64_t thousandths) {
    return {RecipeEffect::replaces, id(item), id(by), Quantity::of(thousandths)};
}
RecipeChange removes(int item) { return {RecipeEffect::removes, id(item), std::nullopt, Quantity()}; }

TEST(OptionGroupRules, LimitsCanBeMetByTheOptionsThereAre) {
    EXPECT_EQ(faults_of_group(limited(2, 0, {})), Faults{});
    EXPECT_EQ(faults_of_group(limited(2, 2, 2)), Faults{});
    EXPECT_EQ(faults_of_group(limited(2, 3, {})), Faults{"minChoices range"});
    EXPECT_EQ(faults_of_group(limited(2, 2, 1)), Faults{"maxChoices range"}) << "less than the least";
    EXPECT_EQ(faults_of_group(limited(2, -1, {})), Faults{"minChoices range"}) << "said once";
    EXPECT_EQ(faults_of_group(limited(2, 0, 1)), Faults{});
    EXPECT_EQ(faults_of_group(limited(2, 0, 0)), Faults{"maxChoices range"});
    EXPECT_EQ(faults_of_group(limited(100, 100, 100)), Faults{});
    EXPECT_EQ(faults_of_group(limited(2, 0, 101)), Faults{"maxChoices range"});
    EXPECT_EQ(faults_of_group(limited(101, 101, {})), (Faults{"minChoices range", "options length"}));
}

TEST(OptionGroupRules, ThereAreAHundredOptionsAtMost) {
    EXPECT_EQ(faults_of_group(group_of(100)), Faults{});
    EXPECT_EQ(faults_of_group(group_of(101)), Faults{"options length"});
}

TEST(OptionGroupRules, EachNameIsOfOneOption) {
    OptionGroup group = group_of(3);
    group.options[0].name = "Café";
    group.options[2].name = "CAFÉ";
    EXPECT_EQ(faults_of_group(group), Faults{"options[2].name duplicate"});
}

TEST(OptionGroupRules, DefaultsAreNoMoreThanMayBeChosen) {
    OptionGroup group = limited(3, 0, 2);
    group.options[0].is_default = group.options[2].is_default = true;
    EXPECT_EQ(faults_of_group(group), Faults{});
    group.options[1].is_default = true;
    EXPECT_EQ(faults_of_group(group), Faults{"options range"});
    group.max_choices.reset();
    EXPECT_EQ(faults_of_group(group), Faults{});
}

TEST(OptionRules, APriceDifferenceIsLessThanTenThousandEitherWay) {
    const auto faults = [](std::int64_t cents) {
        Option option;
        option.price_delta = Money::of(cents);
        return faults_of_group(with(option));
    };
    for (const std::int64_t good : {999'999, 0, -999'999}) EXPECT_EQ(faults(good), Faults{}) << good;
    for (const std::int64_t bad : {1'000'000, -1'000'000}) EXPECT_EQ(faults(bad), Faults{"options[0].priceDelta range"}) << bad;
    Checks checks;
    Option option;
    option.price_delta = Money::of(1'000'000);
    check_group(with(option), checks);
    EXPECT_EQ(checks.take().at(0).message, "options[0].priceDelta must be from -9999.99 to 9999.99");
}

TEST(OptionRules, AUnitHasOneToNinetyNineOfAnOption) {
    const auto faults = [](int quantity) {
        Option option;
        option.max_quantity = quantity;
        return faults_of_group(with(option));
    };
    for (const int good : {1, 99}) EXPECT_EQ(faults(good), Faults{}) << good;
    for (const int bad : {0, 100}) EXPECT_EQ(faults(bad), Faults{"options[0].maxQuantity range"}) << bad;
}

TEST(OptionRules, AsOftenAsAUnitMayHaveItTakesNoMoreThanCanBeCosted) {
    Option option;
    option.max_quantity = 3;
    option.ingredients = {adds(1, 3'333'333)};
    EXPECT_EQ(faults_of_group(with(option)), Faults{}) << "three times 3333.333 are 9999.999";
    option.ingredients = {adds(1, 3'333'334)};
    EXPECT_EQ(faults_of_group(with(option)), Faults{"options[0].maxQuantity range"});
    option.ingredients = {adds(1, 9'999'999)};
    EXPECT_EQ(faults_of_group(with(option)), Faults{"options[0].maxQuantity range"}) << "once it may be";
    option.ingredients = {adds(1, 10'000'000)};
    EXPECT_EQ(faults_of_group(with(option)), Faults{"options[0].ingredients[0].quantity range"}) << "too much already once";
    option.max_quantity = 99;
    option.ingredients = {replaces(1, 2, 100'000), removes(3)};
    EXPECT_EQ(faults_of_group(with(option)), Faults{});
}

TEST(RecipeChanges, TakeMoreThanNothingAndNotTooMuch) {
    EXPECT_EQ(faults_of_changes({adds(1, 1), replaces(2, 3, 1), removes(4)}), Faults{});
    EXPECT_EQ(faults_of_changes({adds(1, 9'999'999), replaces(2, 3, 100'000)}), Faults{});
    EXPECT_EQ(faults_of_changes({adds(1, 0), replaces(2, 3, 0)}), (Faults{"at[0].quantity range", "at[1].ratio range"}));
    EXPECT_EQ(faults_of_changes({adds(1, 10'000'000), replaces(2, 3, 100'001)}),
              (Faults{"at[0].quantity range", "at[1].ratio range"}));
}

TEST(RecipeChanges, SayWhatHappensToAStockItemOnce) {
    EXPECT_EQ(faults_of_changes({replaces(1, 2, 1'000), adds(1, 1'000)}), Faults{}) << "other milk, and a splash of it";
    EXPECT_EQ(faults_of_changes({replaces(1, 3, 1'000), replaces(2, 3, 1'000)}), Faults{}) << "one thing for two";
    EXPECT_EQ(faults_of_changes({removes(1), removes(2)}), Faults{});
    EXPECT_EQ(faults_of_changes({adds(1, 1'000), adds(1, 2'000)}), Faults{"at[1] duplicate"});
    EXPECT_EQ(faults_of_changes({replaces(1, 2, 1'000), replaces(1, 3, 1'000)}), Faults{"at[1] duplicate"});
    EXPECT_EQ(faults_of_changes({removes(1), replaces(1, 2, 1'000)}), Faults{"at[1] duplicate"});
}

TEST(RecipeChanges, AreTwentyAtMost) {
    std::vector<RecipeChange> changes;
    for (int i = 0; i < 20; ++i) changes.push_back(adds(i, 1'000));
    EXPECT_EQ(faults_of_changes(changes), Faults{});
    changes.push_back(adds(20, 1'000));
    EXPECT_EQ(faults_of_changes(changes), Faults{"at length"});
}

TEST(OptionName, IsTextOfAHundredCharactersAtMostWithoutCardNumbers) {
    const auto faults = [](const std::string& name) {
        return faults_of([&](Checks& checks) { checked_option_name("name", name, checks); });
    };
    EXPECT_EQ(faults(std::string(100, 'x')), Faults{});
    EXPECT_EQ(faults(std::string(101, 'x')), Faults{"name length"});
    EXPECT_EQ(faults("  "), Faults{"name required"});
    EXPECT_EQ(faults("a\nb"), Faults{"name characters"});
    Checks checks;
    EXPECT_EQ(checked_option_name("name", "  Oat milk ", checks), "Oat milk");
    EXPECT_EQ(checked_option_name("name", "4111 1111 1111 1111", checks).find("4111 1111"), std::string::npos);
}

TEST(Availability, ComesBackLaterThanNowAndOnlyOfWhatIsSoldOut) {
    const Timestamp now = *Timestamp::parse("2026-11-22T12:00:00Z");
    const Timestamp later = *Timestamp::parse("2026-11-22T12:00:00.001Z");
    const auto faults = [&](bool available, std::optional<Timestamp> until) {
        return faults_of([&](Checks& checks) { check_availability(available, until, now, checks); });
    };
    EXPECT_EQ(faults(true, {}), Faults{});
    EXPECT_EQ(faults(false, {}), Faults{});
    EXPECT_EQ(faults(false, later), Faults{});
    EXPECT_EQ(faults(false, now), Faults{"until range"});
    EXPECT_EQ(faults(true, later), Faults{"until choice"});
}

TEST(OwnLimits, CanBeMetWhereTheGroupSaysWhatTheItemDoesNot) {
    OptionGroup group = limited(3, 1, 2);
    group.options[0].is_default = group.options[1].is_default = true;
    const auto faults = [&](const OwnLimits& own) {
        return faults_of([&](Checks& checks) { check_own_limits("groups[0]", group, own, checks); });
    };
    EXPECT_EQ(faults({}), Faults{});
    EXPECT_EQ(faults({2, {}}), Faults{});
    EXPECT_EQ(faults({3, {}}), Faults{"groups[0].maxChoices range"}) << "the group's most is two";
    EXPECT_EQ(faults({3, 3}), Faults{});
    EXPECT_EQ(faults({4, 4}), Faults{"groups[0].minChoices range"}) << "there are three";
    EXPECT_EQ(faults({{}, 1}), Faults{"groups[0].maxChoices range"}) << "the group has two defaults";
    group.max_choices.reset();
    EXPECT_EQ(faults({3, {}}), Faults{});
}

}  // namespace
}  // namespace cafepos::menu
