#include "check_value.h"

#include <algorithm>

#include "security/digest.h"

namespace cafepos::receipts {
namespace {

std::string capitals(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return text;
}

// Forty-eight bits are enough to see that a slip was not made up, and few enough to be read out.
std::string check_value(const std::string& key, const std::string& values) {
    const std::string digits = capitals(security::hex(security::hmac_sha256(key, values)).substr(0, 12));
    return digits.substr(0, 4) + "-" + digits.substr(4, 4) + "-" + digits.substr(8);
}

std::string digits_of(std::string_view text) {
    std::string digits(text);
    std::erase_if(digits, [](char c) { return c == '-' || c == ' '; });
    return capitals(std::move(digits));
}

template <class Slip>
std::string values_of(const Slip& slip, const std::string& number, Money total) {
    return slip.id.text() + '|' + number + '|' + slip.created_at.text() + '|' + total.text() + '|' + slip.tax_amount.text();
}

}  // namespace

std::string check_value_of(const sales::Order& order, const std::string& key) {
    return check_value(key, values_of(order, order.order_number, order.total_amount));
}

std::string check_value_of(const sales::Refund& refund, const std::string& key) {
    return check_value(key, values_of(refund, refund.refund_number, -refund.amount));
}

bool is_check_value(std::string_view typed, const std::string& check_value) {
    return security::equal_in_constant_time(digits_of(typed), digits_of(check_value));
}

}  // namespace cafepos::receipts
