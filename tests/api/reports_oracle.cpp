#include "reports_oracle.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>

#include "core/amounts.h"

namespace cafepos::testing {
namespace {

std::vector<std::string> order_ids(Client& client) {
    std::vector<std::string> ids;
    std::string cursor;
    do {
        const auto data = client.get("/orders?limit=3" + cursor)["data"];
        for (std::size_t i = 0; i < data["orders"].size(); ++i) ids.push_back(data["orders"][i]["id"].text());
        const auto next = data["pagination"]["nextCursor"];
        cursor = next.is_text() ? "&cursor=" + next.text() : "";
    } while (!cursor.empty());
    return ids;
}

/// Reads orders, with the categories of their items from the menu.
class Reading {
public:
    Reading(Client& client, const ShopClock& clock, const std::map<std::string, std::int64_t>& unit_costs)
        : client_(client), clock_(clock), unit_costs_(unit_costs) {}

    void read(const std::string& order_id, std::vector<Happening>& into) {
        const auto order = client_.get("/orders/" + order_id)["data"]["order"];
        const Happening sale = sale_of(order);
        EXPECT_EQ(order["business_date"].text(), sale.date) << order_id;
        if (order["status"].text() == "voided") {
            EXPECT_EQ(order["refunds"].size(), 0U);
            return;
        }
        into.push_back(sale);
        for (std::size_t i = 0; i < order["refunds"].size(); ++i) into.push_back(refund_of(order, sale, order["refunds"][i]));
    }

private:
    Happening happened(const Json& moment) const {
        const Timestamp at = Timestamp::parse(moment.text()).value();
        Happening happening;
        happening.date = clock_.date(at);
        happening.hour = clock_.hour(at);
        return happening;
    }

    Happening sale_of(const Json& order) {
        Happening sale = happened(order["created_at"]);
        sale.method = order["payment_method"].text();
        sale.staff_id = order["staff_id"].text();
        for (const char* field : {"customer_name", "customer_email"}) {
            if (order[field].is_text() && !order[field].text().empty()) sale.customer = order[field].text();
        }
        std::ranges::transform(sale.customer, sale.customer.begin(), [](unsigned char c) { return std::tolower(c); });
        sale.amount = cents(order["total"]);
        sale.tax = cents(order["tax_amount"]);
        sale.discount = cents(order["discount_amount"]);
        sale.flagged = order["flagged"].boolean();
        for (std::size_t i = 0; i < order["items"].size(); ++i) sale.lines.push_back(line_of(order["items"][i]));
        sale.taxes = taxes_of(order["taxes"]);
        expect_taxes_of_law(sale);
        sale.rounding = cents(order["rounding_amount"]);
        EXPECT_EQ(sale.amount, charged_at_rates(sale) + sale.rounding) << order["order_number"];
        return sale;
    }

    Happening refund_of(const Json& order, const Happening& sale, const Json& given) const {
        Happening refund = happened(given["refundedAt"]);
        refund.is_sale = false;
        refund.method = given["method"].text();
        refund.staff_id = given["staffId"].text();
        refund.amount = cents(given["amount"]);
        refund.tax = cents(given["taxAmount"]);
        for (std::size_t i = 0; i < given["items"].size(); ++i) {
            for (std::size_t k = 0; k < order["items"].size(); ++k) {
                if (order["items"][k]["id"] != given["items"][i]["orderItemId"]) continue;
                const std::int64_t quantity = given["items"][i]["quantity"].integer();
                LineOfSale line = sale.lines[k];
                line.gross = line.gross / line.quantity * quantity;
                line.cost = line.cost / line.quantity * quantity;
                line.net = cents(given["items"][i]["netAmount"]);
                line.quantity = quantity;
                refund.lines.push_back(line);
            }
        }
        refund.taxes = taxes_of(given["taxes"]);
        if (given["items"].size() == 0) add_money_alone(sale, refund);
        return refund;
    }

    /// The story gives money alone back only for orders with one line of each tax.
    static void add_money_alone(const Happening& sale, Happening& refund) {
        for (const TaxOfSale& tax : refund.taxes) {
            for (LineOfSale line : sale.lines) {
                if (line.tax != tax.name_and_rate) continue;
                line.net = tax.taxable;
                line.quantity = line.gross = line.cost = 0;
                refund.money_alone.push_back(line);
            }
        }
        EXPECT_EQ(refund.money_alone.size(), refund.taxes.size());
    }

    static std::int64_t charged_at_rates(const Happening& sale) {
        std::int64_t charged = 0;
        for (const TaxOfSale& tax : sale.taxes) charged += tax.taxable + tax.tax;
        return charged;
    }

    /// Per rate, flagged or not: the lines sum to it, and its tax is what its money contains (within a cent: a tax on top of a
    /// price is rounded before the two are added up).
    static void expect_taxes_of_law(const Happening& sale) {
        for (const TaxOfSale& tax : sale.taxes) {
            std::int64_t net = 0;
            for (const LineOfSale& line : sale.lines) net += line.tax == tax.name_and_rate ? line.net : 0;
            EXPECT_EQ(net, tax.taxable) << tax.name_and_rate;
            const std::string rate = tax.name_and_rate.substr(tax.name_and_rate.rfind(' ') + 1);
            const std::int64_t ppm = Percentage::parse(rate).value().units();
            const std::int64_t contained = rounded_quotient((tax.taxable + tax.tax) * ppm, 1'000'000 + ppm);
            EXPECT_LE(std::abs(contained - tax.tax), 1) << tax.name_and_rate;
        }
    }

    LineOfSale line_of(const Json& item) {
        LineOfSale line{item["product_id"].text(), item["product_name"].text(), item["size"].text(), {}, 0, 0, 0, 0, false};
        line.net = cents(item["net_amount"]);
        line.tax = item["tax_name"].text() + " " + item["tax_rate"].text();
        line.quantity = item["quantity"].integer();
        line.gross = cents(item["price"]) * line.quantity;
        EXPECT_EQ(line.gross, cents(item["line_total"]));
        if (const auto cost = unit_costs_.find(line.item_id); cost != unit_costs_.end()) {
            line.has_recipe = true;
            line.cost = cost->second * line.quantity;
        }
        auto& category = categories_[line.item_id];
        if (category.empty()) category = client_.get("/menu_items/" + line.item_id)["data"]["category"].text();
        line.category = category;
        return line;
    }

    static std::vector<TaxOfSale> taxes_of(const Json& taxes) {
        std::vector<TaxOfSale> lines;
        for (std::size_t i = 0; i < taxes.size(); ++i) {
            lines.push_back({taxes[i]["name"].text() + " " + taxes[i]["rate"].text(), cents(taxes[i]["taxable_amount"]),
                             cents(taxes[i]["tax_amount"])});
        }
        return lines;
    }

    Client& client_;
    const ShopClock& clock_;
    const std::map<std::string, std::int64_t>& unit_costs_;
    std::map<std::string, std::string> categories_;
};

std::int64_t gross_of(const Happening& happening, const std::string& category) {
    std::int64_t gross = 0;
    for (const LineOfSale& line : happening.lines) gross += line.category == category ? line.gross : 0;
    return gross;
}

}  // namespace

std::int64_t cents(const Json& number) {
    EXPECT_TRUE(number.is_number()) << number;
    const auto money = number.is_number() ? Money::parse(number.print()) : std::nullopt;
    EXPECT_TRUE(money) << number;
    return money.value_or(Money::of(INT64_MIN)).units();
}

std::int64_t rounded_quotient(std::int64_t dividend, std::int64_t divisor) {
    if (divisor == 0) return 0;
    const std::int64_t size = (2 * std::abs(dividend) + divisor) / (2 * divisor);
    return dividend < 0 ? -size : size;
}

TaxTable taxes_in(const Json& lines) {
    TaxTable taxes;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        taxes[lines[i]["name"].text() + " " + lines[i]["rate"].text()] = {cents(lines[i]["taxable"]), cents(lines[i]["tax"])};
        EXPECT_EQ(cents(lines[i]["charged"]), cents(lines[i]["taxable"]) + cents(lines[i]["tax"]));
    }
    return taxes;
}

std::int64_t ShopClock::local_hours(Timestamp moment) const {
    return moment.ms / 3'600'000 + (moment < changed ? hours_ahead_before : hours_ahead_after);
}

std::string ShopClock::date(Timestamp moment) const {
    return Date(std::chrono::sys_days(std::chrono::days(local_hours(moment) / 24))).text();
}

WireOracle::WireOracle(Client& client, const ShopClock& clock, const std::map<std::string, std::int64_t>& unit_costs) {
    Reading reading(client, clock, unit_costs);
    for (const std::string& id : order_ids(client)) reading.read(id, happenings_);
}

Sums WireOracle::totals(const Window& window) const {
    return totals_by(window, [](const Happening&) { return ""; })[""];
}

TaxTable WireOracle::taxes(const Window& window) const {
    TaxTable taxes;
    for (const Happening& happening : happenings_) {
        if (!counts(happening, window)) continue;
        const std::int64_t sign = happening.is_sale ? 1 : -1;
        for (const TaxOfSale& tax : happening.taxes) {
            taxes[tax.name_and_rate][0] += sign * tax.taxable;
            taxes[tax.name_and_rate][1] += sign * tax.tax;
        }
    }
    std::erase_if(taxes, [](const auto& tax) { return tax.second == std::array<std::int64_t, 2>{}; });
    return taxes;
}

std::set<std::string> WireOracle::customers(const Window& window) const {
    std::set<std::string> customers;
    for (const Happening& happening : happenings_) {
        if (happening.is_sale && counts(happening, window) && !happening.customer.empty()) customers.insert(happening.customer);
    }
    return customers;
}

bool WireOracle::is_within(const Happening& happening, const Window& window) {
    return window.first <= happening.date && happening.date <= window.last &&
           (window.method.empty() || window.method == happening.method);
}

bool WireOracle::counts(const Happening& happening, const Window& window) {
    const auto in_category = [&](const LineOfSale& line) { return line.category == window.category; };
    return is_within(happening, window) && (window.category.empty() || std::ranges::any_of(happening.lines, in_category));
}

void WireOracle::add(Sums& sums, const Happening& happening, const Window& window) {
    const bool whole = window.category.empty();
    const std::int64_t amount = whole ? happening.amount : gross_of(happening, window.category);
    if (happening.is_sale) {
        ++sums.sales;
        sums.charged += amount;
        sums.flagged += happening.flagged ? 1 : 0;
    } else {
        ++sums.refunds;
        sums.refunded += amount;
    }
    if (!whole) return;
    sums.discounts += happening.discount;
    sums.tax += happening.is_sale ? happening.tax : -happening.tax;
    sums.tax_charged += happening.is_sale ? happening.tax : 0;
    for (const TaxOfSale& tax : happening.taxes) sums.net += happening.is_sale ? tax.taxable : -tax.taxable;
}

void WireOracle::add(ItemSums& sums, const Happening& happening, const LineOfSale& line) {
    const std::int64_t sign = happening.is_sale ? 1 : -1;
    sums.lines += happening.is_sale ? 1 : 0;
    sums.quantity += sign * line.quantity;
    (happening.is_sale ? sums.charged : sums.refunded) += line.gross;
    sums.net += sign * line.net;
    if (!line.has_recipe) return;
    sums.costed += sign * line.net;
    sums.cost += sign * line.cost;
}

}  // namespace cafepos::testing
