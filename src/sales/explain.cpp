#include "explain.h"

#include <algorithm>

#include "pricing.h"
#include "titles.h"

namespace cafepos::sales {
namespace {

std::string name_of(const OrderLine& line) {
    std::string name = line.combo_name ? *line.combo_name + ": " : "";
    name += title_of(line.menu_item_name, line.menu_item_size);
    for (const LineOption& option : line.options) name += " + " + option.text();
    return name;
}

void explain_price(const OrderLine& line, std::vector<Step>& steps) {
    std::string text = std::to_string(line.quantity) + " × " + name_of(line) + " at " + line.unit_price.fixed_text();
    const std::string menu = line.combo_line_id ? "its share of the combo's price" : "the menu's price";
    text += line.unit_price == line.catalogue_price
                ? ", " + menu
                : ", charged so; " + (line.combo_line_id ? menu + " is " : "the menu says ") + line.catalogue_price.fixed_text();
    steps.push_back({StepKind::price, line.position, std::move(text), line.line_total});
}

void explain_discount(const Order& order, const OrderLine& line, std::vector<Step>& steps) {
    const auto because = [](const std::optional<std::string>& reason) { return reason ? " (" + *reason + ")" : ""; };
    if (!line.own_discount_amount.is_zero()) {
        steps.push_back(
            {StepKind::discount, line.position, "Its own discount" + because(line.discount_reason), -line.own_discount_amount});
    }
    const Money share = line.discount_amount - line.own_discount_amount;
    if (share.is_zero()) return;
    steps.push_back({StepKind::discount, line.position,
                     "Its share of the order's discount of " + order.own_discount().fixed_text() +
                         because(order.discount_reason) + ", by price",
                     -share});
}

void explain_difference(const OrderLine& line, std::vector<Step>& steps) {
    if (line.price_difference.is_zero()) return;
    steps.push_back(
        {StepKind::difference, line.position, "Its share of what was charged beside the price", line.price_difference});
}

/// Whether some line has this tax because of the order's service.
bool is_for_service(const Order& order, const TaxSum& tax, const std::vector<settings::Tax>& taxes) {
    return std::ranges::any_of(order.lines, [&](const OrderLine& line) {
        const settings::Tax* found = find_tax(taxes, line.category, order.service);
        return found != nullptr && found->service && found->name == tax.name && found->rate == tax.rate &&
               line.tax_name == tax.name && line.tax_rate == tax.rate;
    });
}

void explain_tax(const Order& order, const TaxSum& tax, const std::vector<settings::Tax>& taxes, std::vector<Step>& steps) {
    std::string name = tax.name.empty() ? "Without tax" : tax.name + " " + tax.rate.text() + " %";
    if (is_for_service(order, tax, taxes))
        name += std::string(" (for ") + boost::describe::enum_to_string(*order.service, "") + ")";
    if (order.tax_inclusive) {
        steps.push_back({StepKind::tax,
                         {},
                         name + ": contained in the prices, " + tax.tax_amount.fixed_text() + " of " +
                             (tax.taxable_amount + tax.tax_amount).fixed_text(),
                         {}});
    } else {
        steps.push_back(
            {StepKind::tax, {}, name + " of " + tax.taxable_amount.fixed_text() + ", half a cent up", tax.tax_amount});
    }
}

void explain_rounding(const Order& order, std::vector<Step>& steps) {
    if (order.rounding_amount.is_zero()) return;
    const bool in_cash = std::ranges::any_of(order.payments, &Payment::is_cash);
    steps.push_back(
        {StepKind::rounding, {}, in_cash ? "Cash is paid in coins" : "As the register rounded it", order.rounding_amount});
}

void explain_payment(const Payment& payment, std::vector<Step>& steps) {
    std::string text = "Paid by " + payment.method;
    if (!payment.tip_amount.is_zero()) text += ", beside a tip of " + payment.tip_amount.fixed_text();
    if (!payment.change_amount.is_zero()) {
        text += ", " + payment.tendered_amount.fixed_text() + " handed over and " + payment.change_amount.fixed_text() +
                " given back";
    }
    steps.push_back({StepKind::payment, {}, std::move(text), payment.amount});
}

}  // namespace

std::vector<Step> explain(const Order& order, const std::vector<settings::Tax>& taxes) {
    std::vector<Step> steps;
    for (const OrderLine& line : order.lines) {
        explain_price(line, steps);
        explain_discount(order, line, steps);
        explain_difference(line, steps);
    }
    for (const TaxSum& tax : order.taxes) explain_tax(order, tax, taxes, steps);
    explain_rounding(order, steps);
    steps.push_back({StepKind::total, {}, "What is to be paid", order.total_amount});
    for (const Payment& payment : order.payments) explain_payment(payment, steps);
    return steps;
}

}  // namespace cafepos::sales
