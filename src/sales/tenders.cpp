#include "tenders.h"

#include <algorithm>
#include <ranges>

#include "core/card_numbers.h"
#include "core/text.h"
#include "settings/methods.h"

namespace cafepos::sales {
namespace {

bool is_cash(const NewPayment& payment) { return payment.method == cash_method; }

/// What each pays if its amounts are meant as they are, or as coins pay them; the one without an amount pays the rest.
std::vector<Money> parts_of(const NewPayments& payments, Money total, settings::RoundingMode coins) {
    std::vector<Money> parts;
    Money rest = total;
    for (const NewPayment& payment : payments.tenders) {
        Money part = payment.amount.value_or(Money());
        if (is_cash(payment)) part = round_cash(part, coins);
        parts.push_back(part);
        rest -= part;
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (!payments.tenders[i].amount) parts[i] = std::max(rest, Money());
    }
    return parts;
}

Money sum_of(const std::vector<Money>& parts) {
    Money sum;
    for (const Money part : parts) sum += part;
    return sum;
}

/// A register that does not round cash has charged the exact total: then its tenders are exact as well.
std::vector<Money> best_parts(const NewPayments& payments, Money total, settings::RoundingMode coins) {
    std::vector<Money> rounded = parts_of(payments, total, coins);
    if (sum_of(rounded) == total) return rounded;
    std::vector<Money> exact = parts_of(payments, total, settings::RoundingMode::none);
    return sum_of(exact) == total ? exact : rounded;
}

/// More goes to the last tender, less comes from the last ones.
void put_down(Money off, std::vector<Money>& parts) {
    for (Money& part : std::views::reverse(parts)) {
        const Money taken = std::min(part, -off);  // less than nothing where more goes to it
        part -= taken;
        off += taken;
    }
}

Payment payment_of(const NewPayments& payments, std::size_t index, Money amount, std::optional<FieldError>& too_little) {
    const NewPayment& asked = payments.tenders[index];
    Payment payment;
    payment.method = asked.method;
    payment.amount = amount;
    payment.tip_amount = asked.tip;
    payment.tendered_amount = amount + asked.tip;
    if (!asked.reference.empty()) payment.reference = asked.reference;
    if (!is_cash(asked) || !asked.tendered) return payment;
    if (*asked.tendered >= payment.tendered_amount) {
        payment.change_amount = *asked.tendered - payment.tendered_amount;
        payment.tendered_amount = *asked.tendered;
    } else if (!too_little) {
        const std::string field = payments.field(index, "tendered");
        const std::string due = payments.are_listed ? "its part of " : "the total of ";
        too_little = {
            field, "range",
            field + " is " + asked.tendered->fixed_text() + ", less than " + due + payment.tendered_amount.fixed_text()};
    }
    return payment;
}

/// What coins made of each tender in cash is its own; what is left of the order's rounding is made of the cash that pays the
/// rest, else the last one's.
std::vector<Money> roundings_of(const NewPayments& payments, const std::vector<Money>& parts, Money rounding) {
    std::vector<Money> roundings(parts.size());
    std::size_t last = parts.size() - 1;
    std::optional<std::size_t> rest;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const NewPayment& asked = payments.tenders[i];
        if (!is_cash(asked)) continue;
        last = i;
        if (!asked.amount) rest = i;
        roundings[i] = parts[i] - asked.amount.value_or(parts[i]);
        rounding -= roundings[i];
    }
    roundings[rest.value_or(last)] += rounding;
    return roundings;
}

}  // namespace

std::string NewPayments::field(std::size_t index, const char* member) const {
    if (are_listed) return "payments[" + std::to_string(index) + "]." + member;
    return std::string_view(member) == "method" ? "paymentMethod" : "amountPaid";
}

std::string as_method(std::string_view said) {
    const std::string clean = card_numbers::masked(said);
    const std::string_view seen = text::strip(clean).empty() ? std::string_view(clean) : text::strip(clean);
    std::string method = text::lower(text::first_characters(seen, settings::method_length_max));
    method.resize(std::min(method.size(), settings::method_length_max));  // letters of many bytes
    std::ranges::replace_if(method, [](char c) { return !settings::is_of_word(c); }, '_');
    return method;
}

std::vector<FieldError> unknown_methods(const NewPayments& payments, const settings::Pos& pos) {
    std::string choices = " must be one of: ";
    for (const std::string& one : pos.paymentMethods) {
        if (&one != pos.paymentMethods.data()) choices += ", ";
        choices += one;
    }
    std::vector<FieldError> errors;
    for (std::size_t i = 0; i < payments.tenders.size(); ++i) {
        if (std::ranges::find(pos.paymentMethods, payments.tenders[i].method) != pos.paymentMethods.end()) continue;
        const std::string field = payments.field(i, "method");
        errors.push_back({field, "choice", field + choices});
    }
    return errors;
}

Rounding rounding_of(const NewPayments& payments, settings::RoundingMode coins) {
    Rounding rounding;
    for (const NewPayment& payment : payments.tenders) {
        if (payment.amount) {
            rounding.add_part(*payment.amount, is_cash(payment), coins);
        } else {
            rounding.add_rest(is_cash(payment), coins);
        }
    }
    return rounding;
}

Paid pay(const NewPayments& payments, Money total, Money rounding, settings::RoundingMode coins) {
    std::vector<Money> parts = best_parts(payments, total, coins);
    Paid paid;
    paid.asked = sum_of(parts);
    const std::vector<Money> roundings = roundings_of(payments, parts, rounding);
    put_down(total - paid.asked, parts);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        paid.payments.push_back(payment_of(payments, i, parts[i], paid.too_little));
        paid.payments.back().rounding_amount = roundings[i];
    }
    return paid;
}

std::vector<RefundPayment> as_paid(const Order& order, Money amount) {
    std::vector<RefundPayment> given;
    for (const Payment& payment : std::views::reverse(order.payments)) {
        const auto same = [&](const RefundPayment& one) { return one.method == payment.method; };
        if (std::ranges::any_of(given, same)) continue;
        const Money part = std::min(amount, order.left_of(payment.method));
        if (part.is_zero() && !given.empty()) continue;
        given.push_back({{}, payment.method, part});
        amount -= part;
    }
    if (given.empty()) given.push_back({{}, std::string(cash_method), {}});
    given.front().amount += amount;
    if (given.size() > 1 && given.front().amount.is_zero()) given.erase(given.begin());
    return given;
}

}  // namespace cafepos::sales
