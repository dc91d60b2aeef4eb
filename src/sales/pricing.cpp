#include "pricing.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "core/allocation.h"
#include "core/text.h"

namespace cafepos::sales {
namespace {

constexpr std::int64_t one_in_ppm = 1'000'000;
constexpr int quantity_max = 999;

void require(bool holds, const char* what) {
    if (!holds) throw std::invalid_argument(what);
}

Money tax_on(Money base, Percentage rate, bool inclusive) {
    const std::int64_t divisor = inclusive ? one_in_ppm + rate.units() : one_in_ppm;
    return Money::of(multiply_divide_half_up(base.units(), rate.units(), divisor));
}

std::vector<PricedLine> gross_lines(const Basket& basket) {
    require(!basket.lines.empty(), "price: a basket without lines");
    std::vector<PricedLine> lines;
    lines.reserve(basket.lines.size());
    for (const BasketLine& line : basket.lines) {
        require(!line.unit_price.is_negative(), "price: a negative unit price");
        require(line.quantity >= 1 && line.quantity <= quantity_max, "price: a quantity out of range");
        require(!line.tax.rate.is_negative(), "price: a negative tax rate");
        const Money gross = line.unit_price * line.quantity;
        const Money discount = discount_amount(line.discount, gross);
        lines.push_back({gross, discount, {}, {}, discount});
    }
    return lines;
}

std::vector<Money> gross_of(const std::vector<PricedLine>& lines) {
    std::vector<Money> amounts;
    amounts.reserve(lines.size());
    for (const PricedLine& line : lines) amounts.push_back(line.gross);
    return amounts;
}

/// The distinct rates of a basket with their lines, in order of first appearance.
struct RateGroup {
    TaxRate tax;
    std::vector<std::size_t> lines;
};

std::vector<RateGroup> group_by_rate(const Basket& basket) {
    std::vector<RateGroup> groups;
    for (std::size_t i = 0; i < basket.lines.size(); ++i) {
        const TaxRate& tax = basket.lines[i].tax;
        auto found = std::find_if(groups.begin(), groups.end(), [&](const RateGroup& group) { return group.tax == tax; });
        if (found == groups.end()) found = groups.insert(groups.end(), {tax, {}});
        found->lines.push_back(i);
    }
    return groups;
}

Money net_of(const RateGroup& group, const std::vector<PricedLine>& lines) {
    Money net;
    for (const std::size_t i : group.lines) net += lines[i].net();
    return net;
}

/// Gives a rate's tax to its lines and records the rate's sums.
void settle_rate(const RateGroup& group, Money amount, bool inclusive, Priced& priced) {
    std::vector<Money> nets;
    for (const std::size_t i : group.lines) nets.push_back(priced.lines[i].net());
    const std::vector<Money> shares = allocate(amount, nets);
    for (std::size_t k = 0; k < shares.size(); ++k) priced.lines[group.lines[k]].tax = shares[k];
    const Money net = net_of(group, priced.lines);
    priced.taxes.push_back({group.tax, inclusive ? net - amount : net, amount});
    priced.tax += amount;
}

/// What each line costs the customer; of goods that cost nothing, what they would.
std::vector<Money> prices_with_tax(const std::vector<PricedLine>& lines, bool inclusive) {
    std::vector<Money> prices;
    for (const PricedLine& line : lines) prices.push_back(inclusive ? line.net() : line.net() + line.tax);
    const bool all_free = std::all_of(prices.begin(), prices.end(), [](Money one) { return one.is_zero(); });
    return all_free ? gross_of(lines) : prices;
}

/// As settle_rate, from what was paid for each line.
void settle_charged_rate(const RateGroup& group, const std::vector<Money>& paid, bool inclusive, Priced& priced) {
    std::vector<Money> parts;
    Money charged;
    for (const std::size_t i : group.lines) {
        parts.push_back(paid[i]);
        charged += paid[i];
    }
    const Money tax = tax_on(charged, group.tax.rate, true);
    const std::vector<Money> shares = allocate(tax, parts);
    for (std::size_t k = 0; k < shares.size(); ++k) {
        PricedLine& line = priced.lines[group.lines[k]];
        line.tax = shares[k];
        line.difference = parts[k] - (inclusive ? Money() : line.tax) - line.net();
    }
    priced.taxes.push_back({group.tax, charged - tax, tax});
    priced.tax += tax;
}

Money due_before_rounding(const Priced& priced, bool inclusive) {
    const Money net = priced.subtotal - priced.discount;
    return inclusive ? net : net + priced.tax;
}

void settle_total(const Basket& basket, Priced& priced) {
    const Money due = due_before_rounding(priced, basket.tax_inclusive);
    priced.total = basket.rounding.apply(due);
    priced.rounding = priced.total - due;
}

}  // namespace

const settings::Tax* find_tax(const std::vector<settings::Tax>& taxes, const std::string& category,
                              const std::optional<settings::Service>& service) {
    const auto lists = [&](const settings::Tax& tax) {
        return std::ranges::any_of(tax.categories, [&](const std::string& name) { return text::same(name, category); });
    };
    const settings::Tax* best = nullptr;
    std::pair<bool, bool> best_rank;
    for (const settings::Tax& tax : taxes) {
        if (tax.service && tax.service != service) continue;
        if (!tax.categories.empty() && !lists(tax)) continue;
        const std::pair rank{!tax.categories.empty(), tax.service.has_value()};
        if (best != nullptr && rank <= best_rank) continue;
        best = &tax;
        best_rank = rank;
    }
    return best;
}

TaxRate tax_of(const std::vector<settings::Tax>& taxes, const std::string& category,
               const std::optional<settings::Service>& service) {
    const settings::Tax* tax = find_tax(taxes, category, service);
    return tax == nullptr ? TaxRate{} : TaxRate{tax->name, tax->rate};
}

Money discount_amount(const Discount& discount, Money price) {
    Money amount;
    if (discount.kind == Discount::Kind::fixed) amount = discount.amount;
    if (discount.kind == Discount::Kind::percentage) {
        amount = Money::of(multiply_divide_half_up(price.units(), discount.percentage.units(), one_in_ppm));
    }
    require(!amount.is_negative() && amount <= price, "price: a discount out of range");
    return amount;
}

Money coin_of(settings::RoundingMode mode) {
    switch (mode) {
        case settings::RoundingMode::nearest_nickel:
            return Money::of(5);
        case settings::RoundingMode::nearest_dime:
            return Money::of(10);
        case settings::RoundingMode::nearest_half:
            return Money::of(50);
        case settings::RoundingMode::nearest_whole:
            return Money::of(100);
        case settings::RoundingMode::none:
            break;
    }
    return Money::of(1);
}

Money round_cash(Money amount, settings::RoundingMode mode) {
    const std::int64_t coin = coin_of(mode).units();
    return Money::of(multiply_divide_half_up(amount.units(), 1, coin)) * coin;
}

Rounding Rounding::of_cash(settings::RoundingMode coins, Money paid_otherwise) {
    Rounding rounding;
    rounding.add_part(paid_otherwise, false, coins);
    rounding.add_rest(true, coins);
    return rounding;
}

void Rounding::add_part(Money amount, bool is_cash, settings::RoundingMode coins) {
    parts_ += amount;
    payable_parts_ += is_cash ? round_cash(amount, coins) : amount;
    if (is_cash) slack_ += Money::of(coin_of(coins).units() / 2);
}

void Rounding::add_rest(bool is_cash, settings::RoundingMode coins) {
    has_rest_ = true;
    rest_ = is_cash ? coins : settings::RoundingMode::none;
}

Money Rounding::apply(Money exact) const {
    if (has_rest_) return exact < parts_ ? exact : payable_parts_ + round_cash(exact - parts_, rest_);
    const Money off = exact < parts_ ? parts_ - exact : exact - parts_;
    const bool already_in_coins = parts_ == payable_parts_ && off <= slack_;
    return off.is_zero() || already_in_coins ? payable_parts_ : exact;
}

namespace {

/// The order's discount is taken off what the lines cost after their own.
void share_order_discount(const Basket& basket, Priced& priced) {
    std::vector<Money> nets;
    for (const PricedLine& line : priced.lines) {
        nets.push_back(line.net());
        priced.discount += line.own_discount;
    }
    priced.order_discount = discount_amount(basket.discount, priced.subtotal - priced.discount);
    priced.discount += priced.order_discount;
    const std::vector<Money> shares = allocate(priced.order_discount, nets);
    for (std::size_t i = 0; i < shares.size(); ++i) priced.lines[i].discount += shares[i];
}

}  // namespace

Priced price(const Basket& basket) {
    Priced priced;
    priced.lines = gross_lines(basket);
    for (const PricedLine& line : priced.lines) priced.subtotal += line.gross;
    share_order_discount(basket, priced);
    for (const RateGroup& group : group_by_rate(basket)) {
        settle_rate(group, tax_on(net_of(group, priced.lines), group.tax.rate, basket.tax_inclusive), basket.tax_inclusive,
                    priced);
    }
    settle_total(basket, priced);
    return priced;
}

Priced with_charged_total(const Basket& basket, Priced priced, Money total) {
    const std::vector<Money> paid = allocate(total, prices_with_tax(priced.lines, basket.tax_inclusive));
    priced.taxes.clear();
    priced.tax = {};
    priced.rounding = {};
    priced.total = total;
    for (const RateGroup& group : group_by_rate(basket)) settle_charged_rate(group, paid, basket.tax_inclusive, priced);
    for (const PricedLine& line : priced.lines) priced.difference += line.difference;
    return priced;
}

}  // namespace cafepos::sales
