#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "z_report.h"

namespace cafepos::drawers {

/// The words of an X or Z in one language.
struct Words {
    std::string_view open_drawer, journal, duplicate, till, business_day, opened, closed, by, first, last;
    std::string_view sales, refunds, voids, balance, tips, discounts, without_reason, late;
    std::string_view taxes, untaxed, net, tax, gross, rounding;
    std::string_view drawer, opening_float, cash_sales, cash_refunds, cash_voids, paid_in, paid_out, drops, no_sales, reprints;
    std::string_view putting_in, taking_out, dropping, float_left;
    std::string_view tips_in_it, expected, counted, difference, open_tabs, table, since_the_first, remarks;
    std::string_view not_counted, too_little, too_much, late_sales, tabs_still_open;
    std::string_view cash, card;
    std::string_view colon;  ///< between a name and its value
};

/// English when the language is not known. `language` is BCP 47: "de-DE" is German.
const Words& words_of(std::string_view language);
/// A tender as people of that language call it; one that the till has a name of its own for by that.
std::string tender_text(const std::string& method, const Words& words);

/// What somebody should look at, in these words and with amounts as they are written there. Pure.
std::vector<ZRemark> remarks_on(const ZReport& report, const Words& words, const std::function<std::string(Money)>& write);

}  // namespace cafepos::drawers
