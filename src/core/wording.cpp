#include "wording.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

#include "currency.h"

namespace cafepos::wording {
namespace {

constexpr std::string_view no_break_space = "\u00A0";

struct Rules {
    std::string_view code;
    char decimal_sign;
    std::string_view group_sign;
    bool sign_behind;                          ///< of the currency, and a space before the percent sign
    std::array<std::string_view, 7> weekdays;  ///< Sunday first
    std::array<std::string_view, 12> months;
};

// In the order of Language.
constexpr std::array rules{
    Rules{"en",
          '.',
          ",",
          false,
          {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
          {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December"}},
    Rules{
        "de",
        ',',
        ".",
        true,
        {"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"},
        {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"}},
    Rules{"fr",
          ',',
          no_break_space,
          true,
          {"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"},
          {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
           "décembre"}},
    Rules{"es",
          ',',
          ".",
          true,
          {"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"},
          {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
           "diciembre"}},
};

const Rules& rules_of(std::string_view language) { return rules.at(static_cast<std::size_t>(language_of(language))); }

std::string grouped(const std::string& digits, const Rules& with) {
    std::string out;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) out += with.group_sign;
        out += digits[i];
    }
    return out;
}

/// The parts of a date as they are written.
struct Calendar {
    explicit Calendar(const Date& date, const Rules& with) {
        const std::chrono::year_month_day parts(date.days());
        day = std::to_string(static_cast<unsigned>(parts.day()));
        month = with.months.at(static_cast<unsigned>(parts.month()) - 1);
        year = std::to_string(static_cast<int>(parts.year()));
    }
    std::string day;
    std::string month;
    std::string year;
};

/// America writes the month first and counts to twelve; other English speakers do neither.
bool is_american(std::string_view language) {
    return language_of(language) == Language::en && (!language.starts_with("en-") || language == "en-US" || language == "en-CA");
}

}  // namespace

std::optional<Language> find_language(std::string_view language) {
    const std::string_view code = language.substr(0, language.find('-'));
    for (std::size_t i = 0; i < rules.size(); ++i) {
        if (rules.at(i).code == code) return static_cast<Language>(i);
    }
    return std::nullopt;
}

Language language_of(std::string_view language) { return find_language(language).value_or(Language::en); }

std::string_view code_of(Language language) { return rules.at(static_cast<std::size_t>(language)).code; }

std::string number_text(std::int64_t number, std::string_view language) {
    const std::string digits = grouped(std::to_string(number < 0 ? -number : number), rules_of(language));
    return number < 0 ? "-" + digits : digits;
}

std::string amount_text(Money amount, std::string_view language) {
    const Rules& with = rules_of(language);
    const bool negative = amount.is_negative();
    const std::string plain = (negative ? -amount : amount).fixed_text();
    const std::size_t point = plain.find('.');
    return (negative ? "-" : "") + grouped(plain.substr(0, point), with) + with.decimal_sign + plain.substr(point + 1);
}

std::string money_text(Money amount, std::string_view currency, std::string_view language) {
    const bool negative = amount.is_negative();
    const std::string number = amount_text(negative ? -amount : amount, language);
    const std::string symbol(currency::symbol_of(currency));
    const bool is_word = symbol == currency;
    const std::string text = rules_of(language).sign_behind ? number + " " + symbol : symbol + (is_word ? " " : "") + number;
    return negative ? "-" + text : text;
}

std::string percent_text(std::string_view plain, std::string_view language) {
    const Rules& with = rules_of(language);
    std::string number(plain);
    std::ranges::replace(number, '.', with.decimal_sign);
    return number + (with.sign_behind ? std::string(no_break_space) : "") + "%";
}

std::string date_text(const Date& date, std::string_view language) {
    if (language_of(language) == Language::en) {
        const Calendar parts(date, rules_of(language));
        const std::string month = parts.month.substr(0, 3);
        return is_american(language) ? month + " " + parts.day + ", " + parts.year : parts.day + " " + month + " " + parts.year;
    }
    const char sign = language_of(language) == Language::de ? '.' : '/';
    const std::string iso = date.text();
    return iso.substr(8, 2) + sign + iso.substr(5, 2) + sign + iso.substr(0, 4);
}

std::string_view weekday_text(const Date& date, std::string_view language) {
    return rules_of(language).weekdays.at(std::chrono::weekday(date.days()).c_encoding());
}

std::string day_text(const Date& date, std::string_view language) {
    const std::string weekday(weekday_text(date, language));
    const Calendar parts(date, rules_of(language));
    switch (language_of(language)) {
        case Language::de:
            return weekday + ", " + parts.day + ". " + parts.month + " " + parts.year;
        case Language::fr:
            return weekday + " " + (parts.day == "1" ? "1er" : parts.day) + " " + parts.month + " " + parts.year;
        case Language::es:
            return weekday + ", " + parts.day + " de " + parts.month + " de " + parts.year;
        case Language::en:
            break;
    }
    if (is_american(language)) return weekday + ", " + parts.month + " " + parts.day + ", " + parts.year;
    return weekday + ", " + parts.day + " " + parts.month + " " + parts.year;
}

std::string clock_text(const LocalTime& time, std::string_view language) {
    std::array<char, 24> buffer{};
    if (is_american(language)) {
        const int hour = time.hour % 12 == 0 ? 12 : time.hour % 12;
        std::snprintf(buffer.data(), buffer.size(), "%d:%02d %s", hour, time.minute, time.hour < 12 ? "AM" : "PM");
    } else {
        std::snprintf(buffer.data(), buffer.size(), "%02d:%02d", time.hour, time.minute);
    }
    return buffer.data();
}

std::string time_text(const LocalTime& time, std::string_view language) {
    return date_text(time.date, language) + " " + clock_text(time, language);
}

}  // namespace cafepos::wording
