#include "explain_wire.h"

namespace cafepos::sales::wire {

Explanation explanation_of(const Order& order, const std::vector<settings::Tax>& taxes) {
    Explanation answer;
    for (const OrderLine& line : order.lines) {
        answer.items.push_back({line.menu_item_id, line.menu_item_name, line.menu_item_size, line.quantity, line.unit_price,
                                line.line_total, line.discount_amount, line.tax_amount, line.net(order.tax_inclusive)});
    }
    answer.subtotal = order.subtotal;
    answer.discountAmount = order.discount_amount;
    answer.priceDifference = order.price_difference;
    answer.taxAmount = order.tax_amount;
    answer.taxInclusive = order.tax_inclusive;
    for (const TaxSum& tax : order.taxes) answer.taxes.push_back({tax.name, tax.rate, tax.taxable_amount, tax.tax_amount});
    answer.roundingAmount = order.rounding_amount;
    answer.total = order.total_amount;
    answer.tipAmount = order.tips();
    answer.payments = payments_of(order);
    answer.flagReasons = order.flag_reasons;
    answer.steps = explain(order, taxes);
    if (order.service) answer.service.emplace(*order.service);
    return answer;
}

JournalAnswer journal_answer_of(const journal::Proof& proof) {
    const journal::Entry& entry = proof.entry;
    return {entry.sequence, entry.at,          entry.key_id,  entry.hash, journal::check_value_of(entry),
            proof.holds(),  proof.differences, {entry.record}};
}

Explanation explanation_of(const Preview& preview) {
    Explanation answer = explanation_of(preview.order, preview.taxes);
    if (!preview.missing_permissions.empty()) answer.missingPermissions.emplace(preview.missing_permissions);
    if (!preview.warnings.empty()) answer.warnings.emplace(preview.warnings);
    return answer;
}

}  // namespace cafepos::sales::wire
