#include "figures.h"

#include <algorithm>

namespace cafepos::sales {
namespace {

const Money one_cent = Money::of(1);

Money distance(Money a, Money b) { return a < b ? b - a : a - b; }
bool equal_within_a_cent(Money a, Money b) { return distance(a, b) <= one_cent; }

/// Parts of a combo count once.
bool is_counted(const SoldLine& line) { return !line.combo_price || line.combo_price->is_first; }

/// The whole order may be a cent off, not each line of it.
bool are_prices_ours(const std::vector<SoldLine>& lines) {
    Money sum;
    for (const SoldLine& line : lines) sum += is_counted(line) ? deviation(line) : Money();
    return sum <= one_cent;
}

/// Collects what differs, and remembers each cause once.
class Findings {
public:
    explicit Findings(Charge& charge) : charge_(charge) {}
    void flag(const std::string& reason) {
        auto& reasons = charge_.reasons;
        if (std::find(reasons.begin(), reasons.end(), reason) == reasons.end()) reasons.push_back(reason);
    }
    void variance(const std::string& reason, const std::string& field, Money sent, Money ours) {
        flag(reason);
        charge_.variances.push_back({field, reason, field + " is " + sent.fixed_text() + ", expected " + ours.fixed_text()});
    }
    /// True if the register's figure is there and is more than a cent away from ours.
    bool differs(const std::string& reason, const std::string& field, const std::optional<Money>& sent, Money ours) {
        if (!sent || equal_within_a_cent(*sent, ours)) return false;
        variance(reason, field, *sent, ours);
        return true;
    }

private:
    Charge& charge_;
};

Basket basket_of(const std::vector<SoldLine>& lines, const Figures& figures, const settings::Pos& pos, const Rounding& rounding,
                 const std::optional<settings::Service>& service) {
    Basket basket;
    for (const SoldLine& line : lines) {
        basket.lines.push_back({line.price.value_or(line.item.price), line.quantity,
                                tax_of(pos.taxes, line.item.category, service), line.discount.discount});
    }
    basket.discount = figures.discount;
    basket.tax_inclusive = pos.taxInclusive;
    basket.rounding = rounding;
    return basket;
}

void require_discount_within(const Discount& discount, Money subtotal) {
    if (discount.kind != Discount::Kind::fixed || discount.amount <= subtotal) return;
    throw Error::field(Code::unprocessable, "discountAmount", "range", "discountAmount must not exceed the subtotal");
}

Money gross_of(const BasketLine& line) { return line.unit_price * line.quantity; }

Money subtotal_of(const Basket& basket) {
    Money subtotal;
    for (const BasketLine& line : basket.lines) subtotal += gross_of(line);
    return subtotal;
}

/// What the order's discount can be taken off.
Money discountable_of(const Basket& basket) {
    Money left;
    for (const BasketLine& line : basket.lines) left += gross_of(line) - discount_amount(line.discount, gross_of(line));
    return left;
}

void compare_lines(const std::vector<SoldLine>& lines, Findings& findings) {
    const bool ours = are_prices_ours(lines);
    for (const SoldLine& line : lines) {
        if (line.item.is_archived) findings.flag("archived_item");
        if (line.options_differ) findings.flag("options");
        if (line.parts_differ) findings.flag("combo");
        if (ours || !is_counted(line) || deviation(line).is_zero()) continue;
        const auto& combo = line.combo_price;
        findings.variance("price_variance", "items[" + std::to_string(line.place.line) + "].price",
                          combo ? *combo->sent : *line.price, combo ? combo->ours : line.item.price);
    }
}

/// What the basket costs at our prices; a fixed discount takes off no more than there is there, also where it was more than what
/// was charged.
Priced price_as_ours(const std::vector<SoldLine>& lines, Basket basket, Money discount_unused) {
    const bool ours = are_prices_ours(lines);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool meant = ours || deviation(lines[i]).is_zero();
        BasketLine& line = basket.lines[i];
        line.unit_price = meant ? meant_price(lines[i]) : lines[i].item.price;
        const auto& combo = lines[i].combo_price;
        if (!meant && combo && combo->our_discount) line.discount = *combo->our_discount;
        if (!combo) line.discount.amount += lines[i].discount.unused;
        line.discount.amount = std::min(line.discount.amount, gross_of(line));
    }
    basket.discount.amount = std::min(basket.discount.amount + discount_unused, discountable_of(basket));
    return price(basket);
}

/// What a sale costs: exactly, and as cash is rounded.
struct Due {
    Money exact;
    Money rounded;
};
Due due_of(const Priced& priced) { return {priced.total - priced.rounding, priced.total}; }

Due due_with_tax(const Basket& basket, const Priced& priced, Money tax) {
    const Money net = priced.subtotal - priced.discount;
    const Money exact = basket.tax_inclusive ? net : net + tax;
    return {exact, basket.rounding.apply(exact)};
}

/// A register may round cash totals or not: of our two totals, the one nearer to its own.
Money nearer_total(const Due& due, const std::optional<Money>& sent) {
    return sent && distance(due.exact, *sent) < distance(due.rounded, *sent) ? due.exact : due.rounded;
}

/// A cent beside our total is rounding. More than that was charged for the goods, and contains their tax.
void charge_total(const Basket& basket, Priced& charged, Money total) {
    if (!equal_within_a_cent(nearer_total(due_of(charged), total), total)) {
        charged = with_charged_total(basket, std::move(charged), total);
        return;
    }
    charged.rounding += total - charged.total;
    charged.total = total;
}

}  // namespace

Money meant_price(const SoldLine& line) {
    if (line.combo_price) return line.combo_price->meant;
    Money nearest = line.item.price;
    if (!line.price) return nearest;
    for (const Money recent : line.item.recent_prices) {
        if (distance(*line.price, recent) < distance(*line.price, nearest)) nearest = recent;
    }
    return nearest;
}

Money deviation(const SoldLine& line) {
    if (line.combo_price) return line.combo_price->deviation;
    if (!line.price) return {};
    return distance(*line.price * line.quantity, meant_price(line) * line.quantity);
}

Charge settle(const std::vector<SoldLine>& lines, const Figures& figures, const settings::Pos& pos, const Rounding& rounding,
              const std::optional<settings::Service>& service) {
    Charge charge;
    Findings findings(charge);
    charge.basket = basket_of(lines, figures, pos, rounding, service);
    Basket& basket = charge.basket;
    const Money subtotal = subtotal_of(basket);
    compare_lines(lines, findings);

    require_discount_within(basket.discount, discountable_of(basket));
    const Priced asked = price(basket);
    Money unused = figures.discount_unused;
    if (findings.differs("discount_variance", "discountAmount", figures.discount_amount, asked.order_discount)) {
        unused = {};
        basket.discount = Discount::fixed(*figures.discount_amount);
        require_discount_within(basket.discount, discountable_of(basket));
    }
    charge.charged = price(basket);
    findings.differs("subtotal_variance", "subtotal", figures.subtotal, subtotal);
    Due claimed = due_of(charge.charged);
    if (findings.differs("tax_variance", "taxAmount", figures.tax, charge.charged.tax)) {
        claimed = due_with_tax(basket, charge.charged, *figures.tax);
    }
    findings.differs("total_variance", "total", figures.total, nearer_total(claimed, figures.total));
    charge.priced_total = nearer_total(due_of(price_as_ours(lines, basket, unused)), figures.total);
    charge_total(basket, charge.charged, figures.total.value_or(claimed.rounded));
    // Each figure may be a cent off; all of them together too.
    if (figures.total && charge.variances.empty())
        findings.differs("total_variance", "total", charge.charged.total, charge.priced_total);
    return charge;
}

}  // namespace cafepos::sales
