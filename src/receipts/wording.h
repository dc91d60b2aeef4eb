#pragma once

#include <string>
#include <string_view>

#include "core/amounts.h"
#include "core/time.h"
#include "settings/settings.h"

namespace cafepos::receipts {

/// The words of a receipt in one language.
struct Words {
    std::string_view order, date, cashier, customer, subtotal, discount, price_difference, rounding, total, cash_received, change,
        tip;
    std::string_view tax_number, net, tax, gross;
    std::string_view refund, number, refunded, refunded_before, partial_refund, sold, reason;
    std::string_view reprint, duplicate, voided, test, thanks, again, check, item, quantity, amount, receipt;
    std::string_view cash, card;
    std::string_view in_journal, altered;
    std::string_view service, here, takeaway, delivery;
};

/// English when the language is not known. `language` is BCP 47: "de-DE" is German.
const Words& words_of(std::string_view language);

/// As people of that language write amounts: 1,234.50 or 1.234,50. Exact; two decimals as stored.
std::string number_text(Money amount, std::string_view language);
/// With the currency's sign: $4.50, 4,50 €, ¥450.00.
std::string money_text(Money amount, std::string_view currency, std::string_view language);
/// 8%, 5.5%, 5,5 %
std::string rate_text(Percentage rate, std::string_view language);
/// Nov 22, 2026 6:30 PM · 22 Nov 2026 18:30 · 22.11.2026 18:30 · 22/11/2026 18:30
std::string time_text(const LocalTime& time, std::string_view language);
/// What stands between a name and its value: ":", in French after a space.
std::string_view colon_of(std::string_view language);
/// "Take-away".
std::string_view service_text(settings::Service service, const Words& words);
/// The tender's name on paper: CASH, CARD, or the method's own name in capitals.
std::string tender_text(std::string_view method, const Words& words);

}  // namespace cafepos::receipts
