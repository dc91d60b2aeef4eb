#include "content.h"

#include <algorithm>

#include "sales/titles.h"
#include "wording.h"

namespace cafepos::receipts {
namespace {

std::string rate_label(const Tax& tax, std::string_view language) {
    std::string label = tax.mark;
    for (const std::string& part : {tax.name, rate_text(tax.rate, language)}) {
        if (!part.empty()) label += (label.empty() ? "" : " ") + part;
    }
    return label;
}

}  // namespace

std::string_view mark_text(const Document& document) {
    const Words& words = words_of(document.language);
    switch (document.mark) {
        case Mark::none:
            return {};
        case Mark::reprint:
            return words.reprint;
        case Mark::duplicate:
            return words.duplicate;
        case Mark::voided:
            return words.voided;
        case Mark::test:
            return words.test;
    }
    return {};
}

std::vector<Fact> facts_of(const Document& document) {
    const Words& words = words_of(document.language);
    const auto time = [&](const LocalTime& moment) { return time_text(moment, document.language); };
    std::vector<Fact> facts{{document.refund_of ? words.number : words.order, document.number},
                            {words.date, time(document.time)}};
    if (!document.staff_name.empty()) facts.push_back({words.cashier, document.staff_name});
    if (document.service) facts.push_back({words.service, std::string(service_text(*document.service, words))});
    if (!document.customer_name.empty()) facts.push_back({words.customer, document.customer_name});
    if (document.refund_of) {
        facts.push_back({words.order, document.refund_of->number});
        facts.push_back({words.sold, time(document.refund_of->time)});
    }
    if (!document.refund_reason.empty()) facts.push_back({words.reason, document.refund_reason});
    return facts;
}

std::string title_of(const Line& line) { return sales::title_of(line.name, line.size); }

std::string text_of(const LineOption& option, const Document& document) {
    std::string text = sales::option_text(option.name, option.quantity);
    if (option.price.is_zero()) return text;
    const std::string sign = option.price.is_negative() ? " " : " +";
    return text + sign + money_text(option.price, document.currency, document.language);
}

std::vector<Summand> summands_of(const Document& document) {
    const Words& words = words_of(document.language);
    std::vector<Summand> summands{{std::string(words.subtotal), document.subtotal}};
    const auto add = [&](std::string name, Money amount) {
        if (!amount.is_zero()) summands.push_back({std::move(name), amount});
    };
    const auto discount = [&](const std::string& reason) {
        return std::string(words.discount) + (reason.empty() ? "" : " (" + reason + ")");
    };
    Money of_order = document.discount;
    for (const LineDiscounts& lines : document.line_discounts) {
        add(discount(lines.reason), -lines.amount);
        of_order -= lines.amount;
    }
    add(discount(document.discount_reason), -of_order);
    add(std::string(words.price_difference), document.price_difference);
    add(std::string(words.refunded_before), -document.refunded_before);
    for (const Tax& tax : document.taxes) {
        if (!document.tax_inclusive) add(tax.name + " " + rate_text(tax.rate, document.language), tax.amount);
    }
    add(std::string(words.rounding), document.rounding);
    return summands;
}

std::vector<std::vector<std::string>> tax_table_of(const Document& document) {
    const auto is_taxed = [](const Tax& tax) { return !tax.name.empty() || !tax.amount.is_zero(); };
    if (std::none_of(document.taxes.begin(), document.taxes.end(), is_taxed)) return {};
    const Words& words = words_of(document.language);
    std::vector<std::vector<std::string>> rows{{"", std::string(words.net), std::string(words.tax), std::string(words.gross)}};
    for (const Tax& tax : document.taxes) {
        std::vector<std::string> row{rate_label(tax, document.language)};
        for (const Money amount : {tax.net, tax.amount, tax.gross()}) row.push_back(number_text(amount, document.language));
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace cafepos::receipts
