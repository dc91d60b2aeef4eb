#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/time.h"
#include "testing/client.h"

/// What the reports must say, added up one by one from the pages of GET /orders and from GET /orders/{id}: in whole cents,
/// and with a calendar of its own.
namespace cafepos::testing {

/// A JSON number of money in minor units; the test fails if it is none.
std::int64_t cents(const Json& number);
/// Half away from zero; 0 of nothing.
std::int64_t rounded_quotient(std::int64_t dividend, std::int64_t divisor);

/// Taxable amount and tax by "name rate".
using TaxTable = std::map<std::string, std::array<std::int64_t, 2>>;
/// As the reports list them.
TaxTable taxes_in(const Json& lines);

/// A café that moves its clock once: so many whole hours ahead of UTC, and from a moment on as many as that.
struct ShopClock {
    int hours_ahead_before = 0;
    int hours_ahead_after = 0;
    Timestamp changed = {INT64_MAX};

    [[nodiscard]] std::int64_t local_hours(Timestamp moment) const;  ///< whole hours since 1970 on the café's wall
    [[nodiscard]] std::string date(Timestamp moment) const;
    [[nodiscard]] int hour(Timestamp moment) const { return static_cast<int>(local_hours(moment) % 24); }
};

struct LineOfSale {
    std::string item_id;
    std::string name;
    std::string size;
    std::string category;
    std::int64_t quantity = 0;
    std::int64_t gross = 0;
    std::int64_t net = 0;
    std::int64_t cost = 0;
    bool has_recipe = false;
    std::string tax = {};  ///< "name rate"
};

struct TaxOfSale {
    std::string name_and_rate;
    std::int64_t taxable = 0;
    std::int64_t tax = 0;
};

/// A sale that was not voided, or a refund.
struct Happening {
    bool is_sale = true;
    std::string date;
    int hour = 0;
    std::string method;
    std::string staff_id;
    std::string customer;
    std::int64_t amount = 0;
    std::int64_t tax = 0;
    std::int64_t discount = 0;
    bool flagged = false;
    std::vector<LineOfSale> lines;
    std::vector<LineOfSale> money_alone;  ///< of a refund without goods: what of it is which line's
    std::vector<TaxOfSale> taxes;
    std::int64_t rounding = 0;  ///< of the amount what is neither taxable nor tax
};

struct Sums {
    std::int64_t sales = 0;
    std::int64_t charged = 0;
    std::int64_t refunds = 0;
    std::int64_t refunded = 0;
    std::int64_t discounts = 0;
    std::int64_t tax = 0;
    std::int64_t tax_charged = 0;
    std::int64_t net = 0;  ///< the sum of all taxable amounts
    std::int64_t flagged = 0;

    [[nodiscard]] std::int64_t revenue() const { return charged - refunded; }
    [[nodiscard]] std::int64_t average() const { return rounded_quotient(revenue(), sales); }
};

struct ItemSums {
    std::int64_t lines = 0;
    std::int64_t quantity = 0;
    std::int64_t charged = 0;
    std::int64_t refunded = 0;
    std::int64_t net = 0;
    std::int64_t costed = 0;  ///< of the net what has a recipe
    std::int64_t cost = 0;

    [[nodiscard]] std::int64_t revenue() const { return charged - refunded; }
    [[nodiscard]] bool moved_goods() const { return lines != 0 || refunded != 0; }
};

/// Business days, both included, and what else may narrow a report; empty: all.
struct Window {
    std::string first;
    std::string last;
    std::string method = {};
    std::string category = {};
};

class WireOracle {
public:
    /// Reads every order there is. `unit_costs`: cents by item id, for the items with a recipe.
    WireOracle(Client& client, const ShopClock& clock, const std::map<std::string, std::int64_t>& unit_costs);

    /// With a category: of its lines alone, before discount and tax.
    [[nodiscard]] Sums totals(const Window& window) const;

    /// `key_of` gives a happening's key as text.
    template <class KeyOf>
    [[nodiscard]] std::map<std::string, Sums> totals_by(const Window& window, const KeyOf& key_of) const {
        std::map<std::string, Sums> groups;
        for (const Happening& happening : happenings_) {
            if (counts(happening, window)) add(groups[key_of(happening)], happening, window);
        }
        return groups;
    }
    /// `key_of` gives a line's key as text.
    template <class KeyOf>
    [[nodiscard]] std::map<std::string, ItemSums> items_by(const Window& window, const KeyOf& key_of) const {
        std::map<std::string, ItemSums> groups;
        for (const Happening& happening : happenings_) {
            if (!is_within(happening, window)) continue;
            for (const auto* lines : {&happening.lines, &happening.money_alone}) {
                for (const LineOfSale& line : *lines) {
                    if (window.category.empty() || line.category == window.category) add(groups[key_of(line)], happening, line);
                }
            }
        }
        return groups;
    }
    /// Those that came to nothing are left out.
    [[nodiscard]] TaxTable taxes(const Window& window) const;
    [[nodiscard]] std::set<std::string> customers(const Window& window) const;
    [[nodiscard]] const std::vector<Happening>& happenings() const { return happenings_; }

private:
    static bool is_within(const Happening& happening, const Window& window);
    static bool counts(const Happening& happening, const Window& window);
    static void add(Sums& sums, const Happening& happening, const Window& window);
    static void add(ItemSums& sums, const Happening& happening, const LineOfSale& line);

    std::vector<Happening> happenings_;
};

}  // namespace cafepos::testing
