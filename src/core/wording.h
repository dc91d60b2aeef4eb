#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "amounts.h"
#include "time.h"

/// How people of a language write amounts, numbers, days and times, for mails and pages (slips use what printers can print:
/// receipts/wording.h). `language` is
/// BCP 47 ("de-AT" is German); what is not known is written in English. Exact: no floating point, no locale of the process.
namespace cafepos::wording {

enum class Language { en, de, fr, es };
std::optional<Language> find_language(std::string_view language);
Language language_of(std::string_view language);  ///< English when not known
std::string_view code_of(Language language);      ///< "de", as HTML's lang wants it

std::string number_text(std::int64_t number, std::string_view language);                     ///< 1,234 · 1.234
std::string amount_text(Money amount, std::string_view language);                            ///< 1,234.50 · 1.234,50
std::string money_text(Money amount, std::string_view currency, std::string_view language);  ///< $4.50 · 4,50 € · CHF 4.50
/// "8" as 8% · 8 %, "5.5" as 5.5% · 5,5 %
std::string percent_text(std::string_view plain, std::string_view language);
std::string date_text(const Date& date, std::string_view language);          ///< Nov 22, 2026 · 22 Nov 2026 · 22.11.2026
std::string_view weekday_text(const Date& date, std::string_view language);  ///< Sunday
std::string day_text(const Date& date, std::string_view language);           ///< Sunday, November 22, 2026
std::string clock_text(const LocalTime& time, std::string_view language);    ///< 6:30 PM · 18:30
std::string time_text(const LocalTime& time, std::string_view language);     ///< date and clock

}  // namespace cafepos::wording
