// Baskets with what the server's arithmetic makes of them, as the web app writes both: one JSON object in each line, for the unit
// test of web/src/shared/order/vectors.test.ts, which must come to the same.  pricing_vectors COUNT SEED

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>
#include <vector>

#include "sales/pricing.h"
#include "sales/test_baskets.h"

namespace {

using namespace cafepos;
using namespace cafepos::sales;

struct Part {
    bool is_cash = false;
    Money amount;
    bool is_rest = false;
};

/// One to four tenders: the last pays the rest, or all amounts are known and sum to about what is due.
std::vector<Part> random_parts(testing_support::BasketSource& source, Money due) {
    std::vector<Part> parts;
    Money left = due;
    for (int more = source.between(0, 3); more > 0 && left > Money(); --more) {
        const auto most = std::min<std::int64_t>(left.units(), std::numeric_limits<int>::max());
        const Money amount = Money::of(source.between(0, static_cast<int>(most)));
        parts.push_back({source.one_in(2), amount, false});
        left -= amount;
    }
    const bool is_cash = source.one_in(2);
    const bool is_known = source.one_in(3);
    parts.push_back({is_cash, is_known ? left + Money::of(source.between(0, 4)) : Money(), !is_known});
    return parts;
}

Rounding rounding_of(const std::vector<Part>& parts, settings::RoundingMode coins) {
    Rounding rounding;
    for (const Part& part : parts) {
        if (part.is_rest) {
            rounding.add_rest(part.is_cash, coins);
        } else {
            rounding.add_part(part.amount, part.is_cash, coins);
        }
    }
    return rounding;
}

std::string json_of(const TaxRate& tax) { return fmt::format(R"({{"name":"{}","ppm":{}}})", tax.name, tax.rate.units()); }

/// Nothing, or the member with a comma before it.
std::string json_of(const Discount& discount) {
    switch (discount.kind) {
        case Discount::Kind::none:
            return "";
        case Discount::Kind::fixed:
            return fmt::format(R"(,"discount":{{"kind":"fixed","amount":{}}})", discount.amount.units());
        case Discount::Kind::percentage:
            return fmt::format(R"(,"discount":{{"kind":"percentage","ppm":{}}})", discount.percentage.units());
    }
    return "";
}

std::string json_of(const Part& part) {
    const std::string amount = part.is_rest ? "" : fmt::format(R"(,"amount":{})", part.amount.units());
    return fmt::format(R"({{"isCash":{}{}}})", part.is_cash, amount);
}

template <class Items, class Print>
std::string list_of(const Items& items, const Print& print) {
    std::string list;
    for (const auto& item : items) list += (list.empty() ? "" : ",") + print(item);
    return '[' + list + ']';
}

std::string json_of(const Basket& basket, const std::vector<Part>& parts, settings::RoundingMode coins) {
    const auto lines = list_of(basket.lines, [](const BasketLine& line) {
        return fmt::format(R"({{"unitPrice":{},"quantity":{},"tax":{}{}}})", line.unit_price.units(), line.quantity,
                           json_of(line.tax), json_of(line.discount));
    });
    return fmt::format(R"({{"lines":{}{},"taxInclusive":{},"parts":{},"coin":{}}})", lines, json_of(basket.discount),
                       basket.tax_inclusive, list_of(parts, [](const Part& part) { return json_of(part); }),
                       coin_of(coins).units());
}

std::string json_of(const Priced& priced) {
    const auto lines = list_of(priced.lines, [](const PricedLine& line) {
        return fmt::format(R"({{"gross":{},"discount":{},"ownDiscount":{},"tax":{}}})", line.gross.units(), line.discount.units(),
                           line.own_discount.units(), line.tax.units());
    });
    const auto taxes = list_of(priced.taxes, [](const PricedTax& tax) {
        return fmt::format(R"({{"tax":{},"taxable":{},"amount":{}}})", json_of(tax.tax), tax.taxable.units(), tax.amount.units());
    });
    return fmt::format(
        R"({{"lines":{},"taxes":{},"subtotal":{},"discount":{},"orderDiscount":{},"tax":{},"rounding":{},"total":{}}})", lines,
        taxes, priced.subtotal.units(), priced.discount.units(), priced.order_discount.units(), priced.tax.units(),
        priced.rounding.units(), priced.total.units());
}

void print_one(testing_support::BasketSource& source) {
    Basket basket = source.basket();
    basket.rounding = {};
    const auto coins = source.coins();
    const auto parts = random_parts(source, price(basket).total);
    basket.rounding = rounding_of(parts, coins);
    std::puts(fmt::format(R"({{"basket":{},"priced":{}}})", json_of(basket, parts, coins), json_of(price(basket))).c_str());
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) return EXIT_FAILURE;
    testing_support::BasketSource source(std::strtoull(argv[2], nullptr, 10));
    for (long left = std::strtol(argv[1], nullptr, 10); left > 0; --left) print_one(source);
    return EXIT_SUCCESS;
}
