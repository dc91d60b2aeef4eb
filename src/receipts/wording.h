#pragma once

#include <string>
#include <string_view>

#include "core/amounts.h"
#include "core/time.h"

namespace cafepos::receipts {

/// The words of a receipt in one language.
struct Words {
    std::string_view order, date, cashier, customer, subtotal, discount, tax, includes, rounding, total, cash_received, change;
    std::string_view refund, refunded, reprint, duplicate, voided, test, thanks, again, check, item, quantity, price, amount,
        receipt;
    std::string_view cash, card;
};

/// English when the language is not known. `language` is BCP 47: "de-DE" is German.
const Words& words_of(std::string_view language);

/// As people of that language write money: $4.50, 4,50 €, ¥450.00. Exact; two decimals as stored.
std::string money_text(Money amount, std::string_view currency, std::string_view language);
/// 8 %, 5.5 %, with the language's decimal sign.
std::string rate_text(Percentage rate, std::string_view language);
/// 2026-11-22 18:30:05
std::string time_text(const LocalTime& time);
/// The tender's name on paper: CASH, CARD, or the method's own name in capitals.
std::string tender_text(std::string_view method, const Words& words);

}  // namespace cafepos::receipts
