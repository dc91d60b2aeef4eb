#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "sums.h"
#include "test_history.h"

/// What the reports must say, by adding up all sales and refunds one by one, in whole cents.
namespace cafepos::reports::test {

struct Window {
    Date first;
    Date last;
    std::string payment_method;  ///< empty: all
    std::string category;        ///< empty: all
    std::string staff_id;        ///< empty: all
};

struct Totals {
    std::int64_t sales = 0;
    std::int64_t charged = 0;
    std::int64_t refunds = 0;
    std::int64_t refunded = 0;
    std::int64_t discounts = 0;
    std::int64_t tax = 0;
    std::int64_t tax_charged = 0;
    std::int64_t flagged = 0;

    [[nodiscard]] std::int64_t revenue() const { return charged - refunded; }
};

struct ItemTotals {
    std::int64_t lines = 0;
    std::int64_t quantity = 0;
    std::int64_t revenue = 0;
    std::int64_t refunded = 0;
    std::int64_t net = 0;
    std::int64_t costed = 0;  ///< of the net what has a cost
    std::int64_t cost = 0;
};

/// Paris by hand: an hour ahead of UTC, two between the last Sundays of March and October of 2026 at 01:00 UTC.
struct ParisTime {
    Date business_date;
    int hour = 0;

    explicit ParisTime(Timestamp moment) {
        using namespace std::chrono;
        const sys_time<milliseconds> utc{milliseconds(moment.ms)};
        const bool summer = utc >= sys_days(2026y / 3 / 29) + hours(1) && utc < sys_days(2026y / 10 / 25) + hours(1);
        const auto local = utc + hours(summer ? 2 : 1);
        business_date = Date(floor<days>(local - hours(4)));
        hour = static_cast<int>(floor<hours>(local - floor<days>(local)).count());
    }
};

class Oracle {
public:
    explicit Oracle(const History& history) : history_(history) {}

    [[nodiscard]] Totals totals(const Window& window) const {
        Totals totals;
        each_sale(window, [&](const HistorySale& sale) { count(totals, sale, window); });
        each_refund(window, [&](const HistoryRefund& refund) { count(totals, refund, window); });
        return totals;
    }

    template <class Key, class KeyOf>
    [[nodiscard]] std::map<Key, Totals> totals_by(const Window& window, const KeyOf& key_of) const {
        std::map<Key, Totals> groups;
        each_sale(window, [&](const HistorySale& sale) { count(groups[key_of(sale.at, sale.counted)], sale, window); });
        each_refund(window,
                    [&](const HistoryRefund& refund) { count(groups[key_of(refund.at, refund.counted)], refund, window); });
        std::erase_if(groups, [](const auto& group) {
            return group.second.sales == 0 && group.second.refunds == 0 && group.second.refunded == 0;
        });
        return groups;
    }

    template <class KeyOf>
    [[nodiscard]] std::map<std::string, ItemTotals> items_by(const Window& window, const KeyOf& key_of) const {
        std::map<std::string, ItemTotals> items;
        each_sale(window, [&](const HistorySale& sale) {
            for (const rollups::CountedLine& line : sale.counted.lines) {
                if (!window.category.empty() && line.category != window.category) continue;
                ItemTotals& item = items[key_of(line)];
                ++item.lines;
                add(item, line, 1);
            }
        });
        each_refund(window, [&](const HistoryRefund& refund) {
            for (const rollups::CountedLine& line : refund.counted.lines) {
                if (!window.category.empty() && line.category != window.category) continue;
                ItemTotals& item = items[key_of(line)];
                item.refunded += line.gross.units();
                add(item, line, -1);
            }
        });
        return items;
    }

    /// Distinct customers of the window, and those of them who had bought before it.
    [[nodiscard]] std::pair<std::int64_t, std::int64_t> customers(const Window& window) const {
        std::set<std::string> now;
        std::set<std::string> before;
        Window past = window;
        past.first = Date();
        past.last = window.first.plus_days(-1);
        const auto collect = [](std::set<std::string>& into) {
            return [&into](const HistorySale& sale) {
                std::string who = sale.email.empty() ? sale.name : sale.email;
                std::erase(who, ' ');
                std::transform(who.begin(), who.end(), who.begin(), [](unsigned char c) { return std::tolower(c); });
                if (!who.empty()) into.insert(who);
            };
        };
        each_sale(window, collect(now));
        each_sale(past, collect(before));
        const auto returning =
            std::count_if(now.begin(), now.end(), [&](const std::string& who) { return before.contains(who); });
        return {static_cast<std::int64_t>(now.size()), returning};
    }

    /// What came in by a tender, less what went back by it.
    [[nodiscard]] std::int64_t tender_revenue(const Window& window, const std::string& method) const {
        std::int64_t revenue = 0;
        const auto add = [&](const Counted& counted, std::int64_t sign) {
            for (const auto& tender : counted.tenders) revenue += tender.method == method ? sign * tender.amount.units() : 0;
        };
        each_sale(window, [&](const HistorySale& sale) { add(sale.counted, 1); });
        each_refund(window, [&](const HistoryRefund& refund) { add(refund.counted, -1); });
        return revenue;
    }

    /// Taxable amount and tax by name and rate.
    [[nodiscard]] std::map<TaxKey, std::pair<std::int64_t, std::int64_t>> taxes(const Window& window) const {
        std::map<TaxKey, std::pair<std::int64_t, std::int64_t>> taxes;
        const auto add = [&](const Counted& counted, std::int64_t sign) {
            for (const rollups::CountedTax& tax : counted.taxes) {
                auto& [taxable, amount] = taxes[{tax.name, tax.rate}];
                taxable += sign * tax.taxable.units();
                amount += sign * tax.tax.units();
            }
        };
        each_sale(window, [&](const HistorySale& sale) { add(sale.counted, 1); });
        each_refund(window, [&](const HistoryRefund& refund) { add(refund.counted, -1); });
        return taxes;
    }

private:
    static void add(ItemTotals& item, const rollups::CountedLine& line, std::int64_t sign) {
        item.quantity += sign * line.quantity;
        item.revenue += sign * line.gross.units();
        item.net += sign * line.net.units();
        if (!line.cost) return;
        item.costed += sign * line.net.units();
        item.cost += sign * line.cost->units();
    }

    static std::int64_t gross_of(const Counted& counted, const std::string& category) {
        std::int64_t gross = 0;
        for (const rollups::CountedLine& line : counted.lines) gross += line.category == category ? line.gross.units() : 0;
        return gross;
    }

    static void count(Totals& totals, const HistorySale& sale, const Window& window) {
        ++totals.sales;
        totals.flagged += sale.counted.flagged ? 1 : 0;
        if (!window.category.empty()) {
            totals.charged += gross_of(sale.counted, window.category);
            return;
        }
        totals.charged += sale.counted.total.units();
        totals.discounts += sale.counted.discount.units();
        totals.tax += sale.counted.tax.units();
        totals.tax_charged += sale.counted.tax.units();
    }

    static void count(Totals& totals, const HistoryRefund& refund, const Window& window) {
        if (!window.category.empty()) {
            totals.refunded += gross_of(refund.counted, window.category);
            return;
        }
        ++totals.refunds;
        totals.refunded += refund.counted.total.units();
        totals.tax -= refund.counted.tax.units();
    }

    static bool has_tender(const Counted& counted, const std::string& method) {
        return std::ranges::any_of(counted.tenders, [&](const auto& tender) { return tender.method == method; });
    }

    static bool within(const Window& window, Timestamp at, const Counted& counted) {
        const Date date = ParisTime(at).business_date;
        return window.first <= date && date <= window.last &&
               (window.payment_method.empty() || has_tender(counted, window.payment_method)) &&
               (window.staff_id.empty() || window.staff_id == counted.staff_id.text());
    }

    template <class F>
    void each_sale(const Window& window, const F& use) const {
        for (const HistorySale& sale : history_.sales()) {
            if (sale.voided || !within(window, sale.at, sale.counted)) continue;
            const auto& lines = sale.counted.lines;
            const auto in_category = [&](const rollups::CountedLine& line) { return line.category == window.category; };
            if (window.category.empty() || std::any_of(lines.begin(), lines.end(), in_category)) use(sale);
        }
    }
    template <class F>
    void each_refund(const Window& window, const F& use) const {
        for (const HistoryRefund& refund : history_.refunds()) {
            if (within(window, refund.at, refund.counted)) use(refund);
        }
    }

    const History& history_;
};

}  // namespace cafepos::reports::test
