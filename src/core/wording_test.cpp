#include "wording.h"

#include <gtest/gtest.h>

#include "currency.h"

namespace cafepos::wording {
namespace {

TEST(Wording, AmountsAreWrittenAsPeopleWriteThem) {
    EXPECT_EQ(money_text(Money::of(450), "USD", "en-US"), "$4.50");
    EXPECT_EQ(money_text(Money::of(-5), "EUR", "en"), "-€0.05");
    EXPECT_EQ(money_text(Money::of(123'456'789), "EUR", "en-GB"), "€1,234,567.89");
    EXPECT_EQ(money_text(Money::of(-123'456), "EUR", "de-DE"), "-1.234,56 €");
    EXPECT_EQ(money_text(Money::of(123'456), "EUR", "fr"), "1\u00A0234,56 €");
    EXPECT_EQ(money_text(Money::of(123'456), "EUR", "es-ES"), "1.234,56 €");
    EXPECT_EQ(money_text(Money::of(450), "CHF", "de-CH"), "4,50 CHF");
    EXPECT_EQ(money_text(Money::of(123'456), "CHF", "en"), "CHF 1,234.56");
    EXPECT_EQ(number_text(-12'345, "de"), "-12.345");
    EXPECT_EQ(number_text(999, "de"), "999");
}

TEST(Wording, DaysAndTimesHaveTheirForms) {
    const Date day = *Date::parse("2026-11-01");
    EXPECT_EQ(day_text(day, "en-US"), "Sunday, November 1, 2026");
    EXPECT_EQ(day_text(day, "en-GB"), "Sunday, 1 November 2026");
    EXPECT_EQ(day_text(day, "de"), "Sonntag, 1. November 2026");
    EXPECT_EQ(day_text(day, "fr-FR"), "dimanche 1er novembre 2026");
    EXPECT_EQ(day_text(day, "es"), "domingo, 1 de noviembre de 2026");
    EXPECT_EQ(weekday_text(day.plus_days(6), "de"), "Samstag");
    EXPECT_EQ(time_text({day, 21, 5, 7}, "en-US"), "Nov 1, 2026 9:05 PM");
    EXPECT_EQ(time_text({day, 0, 5, 7}, "en"), "Nov 1, 2026 12:05 AM");
    EXPECT_EQ(time_text({day, 9, 5, 7}, "en-GB"), "1 Nov 2026 09:05");
    EXPECT_EQ(time_text({day, 9, 5, 7}, "de-AT"), "01.11.2026 09:05");
    EXPECT_EQ(date_text(day, "fr"), "01/11/2026");
    EXPECT_EQ(percent_text("5.5", "en"), "5.5%");
    EXPECT_EQ(percent_text("5.5", "fr"), "5,5\u00A0%");
}

TEST(Wording, KnowsItsLanguages) {
    EXPECT_EQ(find_language("de-AT"), Language::de);
    EXPECT_EQ(find_language("it-IT"), std::nullopt);
    EXPECT_EQ(find_language(""), std::nullopt);
    EXPECT_EQ(language_of("it-IT"), Language::en);
    EXPECT_EQ(code_of(Language::fr), "fr");
}

TEST(Currency, KnowsItsDecimals) {
    for (const char* code : {"USD", "EUR", "CHF", "ZWG", "AED"}) EXPECT_EQ(currency::decimals_of(code), 2) << code;
    EXPECT_EQ(currency::decimals_of("JPY"), 0);
    EXPECT_EQ(currency::decimals_of("KWD"), 3);
    for (const char* none : {"", "eur", "EUT", "E", "UR ", "R F", "EURO", "ED "})
        EXPECT_EQ(currency::decimals_of(none), std::nullopt) << none;
    EXPECT_EQ(currency::symbol_of("CAD"), "$");
    EXPECT_EQ(currency::symbol_of("CHF"), "CHF");
}

}  // namespace
}  // namespace cafepos::wording
