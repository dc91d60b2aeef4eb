#include "rules.h"

#include <algorithm>
#include <ranges>
#include <stdexcept>

#include "core/error.h"
#include "core/text.h"
#include "kitchen/sending.h"

namespace cafepos::sales {
namespace {

constexpr std::size_t number_digits_min = 4;
constexpr std::size_t mark_length = 8;
constexpr std::size_t name_terms_max = 8;
constexpr std::string_view after_every_text = "\xf4\x8f\xbf\xbf";  // U+10FFFF, greater than what anything typed goes on with

std::string padded(std::int64_t value) {
    std::string digits = std::to_string(value);
    if (digits.size() < number_digits_min) digits.insert(0, number_digits_min - digits.size(), '0');
    return digits;
}

std::string upper(std::string_view value) {
    std::string out(value);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return out;
}

bool is_digits(std::string_view value) {
    return !value.empty() && std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "ana maria lopez": itself, "maria lopez", "lopez".
void add_name_terms(const std::string& name, std::vector<std::string>& terms) {
    const std::vector<std::string> words = text::split(text::folded(name), ' ');
    std::string rest;
    std::vector<std::string> found;
    for (const std::string& word : std::views::reverse(words)) {
        rest.insert(0, rest.empty() ? word : word + ' ');
        found.push_back(rest);
    }
    const std::size_t count = std::min(found.size(), name_terms_max);
    terms.insert(terms.end(), found.end() - static_cast<std::ptrdiff_t>(count), found.end());
}

const OrderLine& line_of(const Order& order, const Id& id) {
    const auto found = std::find_if(order.lines.begin(), order.lines.end(), [&](const OrderLine& line) { return line.id == id; });
    if (found == order.lines.end()) throw std::logic_error("a refund of a line that is not the order's");
    return *found;
}

template <class Part>
std::string only_method(const std::vector<Part>& payments) {
    std::string only;
    for (const Part& payment : payments) {
        if (!only.empty() && only != payment.method) return "mixed";
        only = payment.method;
    }
    return only;
}

std::vector<rollups::CountedTax> counted_taxes(const std::vector<TaxSum>& taxes) {
    std::vector<rollups::CountedTax> counted;
    for (const TaxSum& tax : taxes) counted.push_back({tax.name, tax.rate, tax.taxable_amount, tax.tax_amount});
    return counted;
}

}  // namespace

std::string LineOption::text() const { return kitchen::option_text(name, quantity); }

std::string Order::payment_method() const { return only_method(payments); }
std::string Refund::method() const { return only_method(payments); }

Money Refund::paid_in_cash() const {
    Money paid;
    for (const RefundPayment& payment : payments) paid += payment.method == cash_method ? payment.amount : Money();
    return paid;
}

Money Order::cash_received() const {
    Money received;
    for (const Payment& payment : payments) received += payment.is_cash() ? payment.tendered_amount : Money();
    return received;
}

Money Order::change() const {
    Money change;
    for (const Payment& payment : payments) change += payment.change_amount;
    return change;
}

Money Order::tips() const {
    Money tips;
    for (const Payment& payment : payments) tips += payment.tip_amount;
    return tips;
}

Money Order::own_discount() const {
    Money own = discount_amount;
    for (const OrderLine& line : lines) own -= line.own_discount_amount;
    return own;
}

Money Order::left_of(std::string_view method) const {
    Money left;
    for (const Payment& payment : payments) left += payment.method == method ? payment.amount : Money();
    for (const Refund& refund : refunds) {
        for (const RefundPayment& given : refund.payments) left -= given.method == method ? given.amount : Money();
    }
    return std::max(left, Money());
}

std::string order_number(const Date& business_date, std::int64_t value) {
    return "ORD-" + business_date.compact() + "-" + padded(value);
}

std::string refund_number(const Date& business_date, std::int64_t value) {
    return "REF-" + business_date.compact() + "-" + padded(value);
}

std::vector<std::string> search_terms(const Order& order) {
    const std::string& id = order.id.text();
    std::vector<std::string> terms{id.substr(id.size() - mark_length),
                                   order.order_number.substr(order.order_number.rfind('-') + 1)};
    if (order.customer_name) add_name_terms(*order.customer_name, terms);
    if (order.customer_email) terms.push_back(text::folded(*order.customer_email));
    std::sort(terms.begin(), terms.end());
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
    return terms;
}

std::optional<std::string> customer_key(const Order& order) {
    for (const auto& candidate : {order.customer_email, order.customer_name}) {
        std::string key = text::folded(text::strip(candidate.value_or("")));
        if (!key.empty()) return key;
    }
    return std::nullopt;
}

SearchRanges search_ranges(std::string_view typed) {
    typed = text::strip(typed);
    if (typed.starts_with('#')) typed.remove_prefix(1);
    std::string term;
    for (const std::string& word : text::split(text::folded(typed), ' ')) term += term.empty() ? word : ' ' + word;
    if (is_digits(term) && term.size() < number_digits_min) term.insert(0, number_digits_min - term.size(), '0');
    const std::string number = (term.starts_with("ord") ? "" : "ORD-") + upper(term);
    SearchRanges ranges{term, term, number, number};
    ranges.term_until += after_every_text;
    ranges.number_until += after_every_text;
    return ranges;
}

void require_voidable(const Order& order, const Date& today) {
    if (order.status == OrderStatus::voided)
        throw Error::field(Code::conflict, "", "voided", "This order has already been voided");
    if (!order.refunded_amount.is_zero() || !order.refunds.empty())  // also one of units that nothing was paid for
        throw Error::field(Code::conflict, "", "refunded", "An order with refunds cannot be voided; refund the rest instead");
    if (order.business_date != today) {
        throw Error::field(Code::conflict, "", "day_over",
                           "Only an order of the current business day can be voided; refund it instead");
    }
}

void require_refundable(const Order& order) {
    if (order.status == OrderStatus::voided)
        throw Error::field(Code::conflict, "", "voided", "A voided order cannot be refunded");
}

rollups::Counted counted_sale(const Order& order) {
    rollups::Counted counted;
    counted.business_date = order.business_date;
    counted.business_hour = order.business_hour;
    counted.staff_id = order.staff_id;
    counted.total = order.total_amount;
    counted.tax = order.tax_amount;
    counted.discount = order.discount_amount;
    counted.flagged = order.flagged();
    for (const Payment& payment : order.payments) counted.tenders.push_back({payment.method, payment.amount, payment.tip_amount});
    for (const OrderLine& line : order.lines) {
        counted.lines.push_back({line.menu_item_id, line.menu_item_name, line.menu_item_size, line.category, line.quantity,
                                 line.line_total, line.net(order.tax_inclusive), line.cost_amount});
    }
    counted.taxes = counted_taxes(order.taxes);
    return counted;
}

rollups::Counted counted_refund(const Order& order, const Refund& refund) {
    rollups::Counted counted;
    counted.business_date = refund.business_date;
    counted.business_hour = refund.business_hour;
    for (const RefundPayment& payment : refund.payments) counted.tenders.push_back({payment.method, payment.amount, {}});
    counted.staff_id = refund.staff_id;
    counted.total = refund.amount;
    counted.tax = refund.tax_amount;
    for (const RefundLine& given : refund.lines) {
        const OrderLine& line = line_of(order, given.order_item_id);
        std::optional<Money> cost;
        if (line.cost_amount) cost = rollups::cost_of_part(*line.cost_amount, given.quantity, line.quantity);
        counted.lines.push_back({line.menu_item_id, line.menu_item_name, line.menu_item_size, line.category, given.quantity,
                                 given.gross_amount, given.net_amount, cost});
    }
    counted.taxes = counted_taxes(refund.taxes);
    return counted;
}

}  // namespace cafepos::sales
