#pragma once

#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "core/amounts.h"
#include "core/id.h"
#include "core/time.h"

namespace cafepos::rollups {

// The rows of the rollup tables as keys and sums, spelled as their columns. Adding a row's sums to what is stored under its key
// is all that is ever done to a rollup; sums may be negative.

template <class Sums>
void add(Sums& sums, const Sums& other) {
    boost::mp11::mp_for_each<boost::describe::describe_members<Sums, boost::describe::mod_public>>(
        [&](auto member) { sums.*member.pointer += other.*member.pointer; });
}
template <class Sums>
Sums negated(Sums sums) {
    boost::mp11::mp_for_each<boost::describe::describe_members<Sums, boost::describe::mod_public>>(
        [&](auto member) { sums.*member.pointer = -(sums.*member.pointer); });
    return sums;
}

/// Money that moved. An order of several tenders counts among the sales of each.
struct SalesSums {
    std::int64_t sales = 0;
    Money charged = {};
    std::int64_t refunds = 0;
    Money refunded = {};
    Money discounts = {};
    Money tax_charged = {};
    Money tax_refunded = {};
    std::int64_t flagged = 0;

    [[nodiscard]] Money revenue() const { return charged - refunded; }
    [[nodiscard]] Money tax() const { return tax_charged - tax_refunded; }
    [[nodiscard]] bool nothing_happened() const { return sales == 0 && refunds == 0 && refunded.is_zero(); }
};
BOOST_DESCRIBE_STRUCT(SalesSums, (), (sales, charged, refunds, refunded, discounts, tax_charged, tax_refunded, flagged))

struct CategorySums {
    std::int64_t sales = 0;
    std::int64_t sold_lines = 0;
    Money gross = {};
    Money refunded = {};
};
BOOST_DESCRIBE_STRUCT(CategorySums, (), (sales, sold_lines, gross, refunded))

struct ItemSums {
    std::int64_t sold_lines = 0;
    std::int64_t quantity = 0;
    Money gross = {};
    std::int64_t refunded_quantity = 0;
    Money refunded = {};
    Money net = {};         ///< after discount, without tax, less refunds
    Money costed_net = {};  ///< of it what has a known cost
    Money cost = {};

    [[nodiscard]] Money revenue() const { return gross - refunded; }
    [[nodiscard]] std::int64_t net_quantity() const { return quantity - refunded_quantity; }
    [[nodiscard]] bool nothing_happened() const { return sold_lines == 0 && refunded_quantity == 0 && refunded.is_zero(); }
    [[nodiscard]] std::optional<Money> known_cost() const {
        return costed_net.is_zero() && cost.is_zero() ? std::nullopt : std::optional(cost);
    }
};
BOOST_DESCRIBE_STRUCT(ItemSums, (), (sold_lines, quantity, gross, refunded_quantity, refunded, net, costed_net, cost))

struct TaxSums {
    Money taxable = {};
    Money tax = {};

    [[nodiscard]] Money charged() const { return taxable + tax; }
    [[nodiscard]] bool nothing_happened() const { return taxable.is_zero() && tax.is_zero(); }
};
BOOST_DESCRIBE_STRUCT(TaxSums, (), (taxable, tax))

struct TipSums {
    std::int64_t tips = 0;
    Money amount = {};
};
BOOST_DESCRIBE_STRUCT(TipSums, (), (tips, amount))

// What is kept by day only.
struct StaffDay {
    Date business_date;
    Id staff_id;
    auto operator<=>(const StaffDay&) const = default;
};
BOOST_DESCRIBE_STRUCT(StaffDay, (), (business_date, staff_id))

struct TenderDay {
    Date business_date;
    std::string payment_method;
    auto operator<=>(const TenderDay&) const = default;
};
BOOST_DESCRIBE_STRUCT(TenderDay, (), (business_date, payment_method))

struct TipDay {
    Date business_date;
    Id staff_id;
    std::string payment_method;
    auto operator<=>(const TipDay&) const = default;
};
BOOST_DESCRIBE_STRUCT(TipDay, (), (business_date, staff_id, payment_method))

struct TaxKey {
    std::string name;
    Percentage rate;
    auto operator<=>(const TaxKey&) const = default;
};
BOOST_DESCRIBE_STRUCT(TaxKey, (), (name, rate))
struct TaxDay : TaxKey {
    Date business_date;
    auto operator<=>(const TaxDay&) const = default;
};
BOOST_DESCRIBE_STRUCT(TaxDay, (TaxKey), (business_date))

// What is kept by day and by month; `period` is the day here.
struct HourPeriod {
    Date period;
    int business_hour = 0;
    auto operator<=>(const HourPeriod&) const = default;
};
BOOST_DESCRIBE_STRUCT(HourPeriod, (), (period, business_hour))

struct CategoryPeriod {
    Date period;
    std::string category;
    int business_hour = 0;
    auto operator<=>(const CategoryPeriod&) const = default;
};
BOOST_DESCRIBE_STRUCT(CategoryPeriod, (), (period, category, business_hour))

struct ItemKey {
    std::string menu_item_id;
    std::string name;
    std::string size;
    std::string category;
    auto operator<=>(const ItemKey&) const = default;
};
BOOST_DESCRIBE_STRUCT(ItemKey, (), (menu_item_id, name, size, category))
struct ItemPeriod : ItemKey {
    Date period;
    auto operator<=>(const ItemPeriod&) const = default;
};
BOOST_DESCRIBE_STRUCT(ItemPeriod, (ItemKey), (period))

// Parts of keys, by which reports add up.
struct DayPart {
    Date business_date;
    auto operator<=>(const DayPart&) const = default;
};
BOOST_DESCRIBE_STRUCT(DayPart, (), (business_date))

struct HourPart {
    int business_hour = 0;
    auto operator<=>(const HourPart&) const = default;
};
BOOST_DESCRIBE_STRUCT(HourPart, (), (business_hour))

struct StaffPart {
    Id staff_id;
    auto operator<=>(const StaffPart&) const = default;
};
BOOST_DESCRIBE_STRUCT(StaffPart, (), (staff_id))

}  // namespace cafepos::rollups
