#include "summary.h"

#include <gtest/gtest.h>

#include <functional>
#include <utility>

#include "rollups.h"
#include "testing/database.h"
#include "testing/world.h"

namespace cafepos::rollups {
namespace {

Date day(const char* text) { return Date::parse(text).value(); }

/// Sales of two people, of several things in several hours, on each third day of fifteen months.
class SummaryTest : public ::testing::Test {
protected:
    SummaryTest() {
        const Id people[] = {world.admin.user_id, world.add_user("cashier", "mike").user_id};
        const Id items[] = {world.ids.next(), world.ids.next(), world.ids.next()};
        world.db().write([&](db::Transaction& transaction) {
            std::int64_t number = 0;
            for (Date date = first; date <= last; date = date.plus_days(3)) {
                Counted sale;
                sale.business_date = date;
                sale.business_hour = static_cast<int>(++number % 5) + 8;
                sale.staff_id = people[number % 2];
                sale.total = Money::of(number * 100);
                sale.tax = Money::of(number);
                sale.tenders = {{"cash", sale.total}};
                sale.lines = {{items[number % 3], "Tea", number % 2 == 0 ? "Large" : "Small", "Drinks", number, sale.total,
                               sale.total, std::nullopt}};
                sale.taxes = {{"Tax", Percentage::of(80'000), sale.total, sale.tax}};
                count_sale(transaction, sale);
            }
        });
    }

    /// The summary of the range against the rows of its days, added up here.
    template <class Part, class Key, class Sums>
    void expect_sum_of_days(const Summary<Part, Sums>& summary, const Table<Key, Sums>& table, const DateRange& range,
                            const std::function<Part(const Key&)>& part_of) {
        std::map<Part, Sums> expected;
        const auto days = world.db().reading([&](auto& transaction) { return table.read(transaction, range, day_grain); });
        for (const auto& [key, sums] : days) add(expected[part_of(key)], sums);
        const auto parts = world.db().reading([&](auto& transaction) { return summary.read(transaction, range); });
        ASSERT_EQ(parts.size(), expected.size());
        for (const auto& [part, sums] : expected) EXPECT_EQ(text_of(parts.at(part)), text_of(sums));
    }
    template <class Sums>
    static std::string text_of(const Sums& sums) {
        std::string text;
        boost::mp11::mp_for_each<boost::describe::describe_members<Sums, boost::describe::mod_public>>([&](auto member) {
            const auto& value = sums.*member.pointer;
            if constexpr (std::is_same_v<std::remove_cvref_t<decltype(value)>, Money>) {
                text += std::to_string(value.units()) + " ";
            } else {
                text += std::to_string(value) + " ";
            }
        });
        return text;
    }

    testing::World world;
    Date first = day("2025-09-02");
    Date last = day("2026-11-22");
};

TEST_F(SummaryTest, IsTheSumOfItsDaysWhateverPeriodsTheRangeHas) {
    const std::pair<const char*, const char*> ranges[] = {
        {"2025-09-02", "2026-11-22"}, {"2025-10-01", "2026-09-30"}, {"2025-10-01", "2026-09-15"}, {"2025-09-20", "2026-09-30"},
        {"2026-02-01", "2026-02-28"}, {"2026-02-02", "2026-03-30"}, {"2026-05-05", "2026-05-05"}, {"2020-01-01", "2020-12-31"}};
    for (const auto& [from, to] : ranges) {
        SCOPED_TRACE(std::string(from) + " to " + to);
        const DateRange range{day(from), day(to)};
        expect_sum_of_days<DayPart, StaffDay, SalesSums>(days_summary, staff_table, range,
                                                         [](const StaffDay& key) { return DayPart{key.business_date}; });
        expect_sum_of_days<StaffPart, StaffDay, SalesSums>(staff_summary, staff_table, range,
                                                           [](const StaffDay& key) { return StaffPart{key.staff_id}; });
        expect_sum_of_days<HourPart, HourPeriod, SalesSums>(hours_summary, hour_table, range,
                                                            [](const HourPeriod& key) { return HourPart{key.business_hour}; });
        expect_sum_of_days<ItemKey, ItemPeriod, ItemSums>(items_summary, item_table, range,
                                                          [](const ItemPeriod& key) { return ItemKey(key); });
        expect_sum_of_days<TaxKey, TaxDay, TaxSums>(taxes_summary, tax_table, range,
                                                    [](const TaxDay& key) { return TaxKey(key); });
    }
}

TEST_F(SummaryTest, OfAYearIsAskedOnce) {
    const auto before = testing::times_sent("rollups.item_rollups_by_item");
    const auto items = world.db().reading([&](auto& transaction) { return items_summary.read(transaction, {first, last}); });
    EXPECT_EQ(items.size(), 6U);
    EXPECT_EQ(testing::times_sent("rollups.item_rollups_by_item") - before, 1);
}

}  // namespace
}  // namespace cafepos::rollups
