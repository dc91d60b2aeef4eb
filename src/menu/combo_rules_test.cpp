#include "combo_rules.h"

#include <gtest/gtest.h>

namespace cafepos::menu {
namespace {

using Faults = std::vector<std::string>;  // "field code"

Faults taken_from(Checks& checks) {
    Faults faults;
    for (const FieldError& error : checks.take()) faults.push_back(error.field + " " + error.code);
    return faults;
}
Faults faults_of(const ComboSlots& slots) {
    Checks checks;
    check_slots(slots, checks);
    return taken_from(checks);
}

Id id(int number) { return Id::parse("00000000-0000-7000-8000-00000000000" + std::to_string(number)).value(); }

TEST(ComboSlots, HaveNamesOfTheirOwn) {
    EXPECT_EQ(faults_of({{"Drink", {{id(1), {}}}}, {"Bread", {{id(1), {}}}}}), Faults{}) << "one item for two slots";
    EXPECT_EQ(faults_of({{"Café", {{id(1), {}}}}, {"CAFÉ", {{id(2), {}}}}}), Faults{"slots[1].name duplicate"});
}

TEST(ComboSlots, HaveEachChoiceOnceAndOneDefaultAtMost) {
    EXPECT_EQ(faults_of({{"Drink", {{id(1), {}, true}, {id(2), {}}}}}), Faults{});
    EXPECT_EQ(faults_of({{"Drink", {{id(1), {}}, {id(2), {}}, {id(1), {}}}}}),
              Faults{"slots[0].choices[2].menuItemId duplicate"});
    EXPECT_EQ(faults_of({{"Drink", {{id(1), {}, true}, {id(2), {}, true}}}}), Faults{"slots[0].choices range"});
}

TEST(ComboSlots, AChoiceCostsLessThanTenThousandMoreOrLess) {
    const auto faults = [](std::int64_t cents) { return faults_of({{"Drink", {{id(1), Money::of(cents)}}}}); };
    for (const std::int64_t good : {999'999, 0, -999'999}) EXPECT_EQ(faults(good), Faults{}) << good;
    for (const std::int64_t bad : {1'000'000, -1'000'000}) {
        EXPECT_EQ(faults(bad), Faults{"slots[0].choices[0].priceDelta range"}) << bad;
    }
    Checks checks;
    check_slots({{"Drink", {{id(1), Money::of(1'000'000)}}}}, checks);
    EXPECT_EQ(checks.take().at(0).message, "slots[0].choices[0].priceDelta must be from -9999.99 to 9999.99");
}

TEST(ComboParts, AreItemsOfTheMenuWithAPriceOfTheirOwn) {
    const auto faults = [](const SaleItem* item) {
        Checks checks;
        check_part("slots[0].choices[0].menuItemId", item, checks);
        Faults codes;
        for (const FieldError& error : checks.take()) codes.push_back(error.code);
        return codes;
    };
    SaleItem item;
    EXPECT_EQ(faults(&item), Faults{});
    EXPECT_EQ(faults(nullptr), Faults{"unknown"});
    SaleItem archived;
    archived.is_archived = true;
    archived.open_price = true;
    EXPECT_EQ(faults(&archived), Faults{"unknown"});
    SaleItem combo;
    combo.kind = ItemKind::combo;
    EXPECT_EQ(faults(&combo), Faults{"combo"});
    SaleItem open;
    open.open_price = true;
    EXPECT_EQ(faults(&open), Faults{"open_price"});
}

}  // namespace
}  // namespace cafepos::menu
