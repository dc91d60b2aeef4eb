#include <gtest/gtest.h>

#include "rules.h"
#include "settings.h"
#include "testing/json.h"
#include "wall_clock.h"

namespace cafepos::settings {
namespace {

struct Refusal {
    const char* change;
    const char* field;
    const char* code;
};

class RefusedChange : public ::testing::TestWithParam<Refusal> {};

TEST_P(RefusedChange, NamesTheFieldAndWhy) {
    const auto& [change, field, code] = GetParam();
    auto errors = misplaced(json::parse(change));
    if (errors.empty()) {
        try {
            settings_from(overlaid(document_of(standard_settings()), json::parse(change)));
        } catch (const Error& error) {
            errors = error.details();
        }
    }
    ASSERT_EQ(errors.size(), 1U) << change;
    EXPECT_EQ(errors[0].field, field);
    EXPECT_EQ(errors[0].code, code);
    EXPECT_TRUE(errors[0].message.starts_with(field)) << errors[0].message;
}

INSTANTIATE_TEST_SUITE_P(
    Table, RefusedChange,
    ::testing::Values(
        Refusal{R"({"general": {"storeName": "  "}})", "general.storeName", "required"},
        Refusal{R"({"general": {"storeName": 5}})", "general.storeName", "type"},
        Refusal{R"({"general": {"storeName": "a\u001b@b"}})", "general.storeName", "characters"},
        Refusal{R"({"general": {"email": "nobody"}})", "general.email", "email"},
        Refusal{R"({"general": {"email": "a@b.c, d@e.f"}})", "general.email", "email"},
        Refusal{R"({"general": {"currency": "euro"}})", "general.currency", "currency"},
        Refusal{R"({"general": {"currency": "eur"}})", "general.currency", "currency"},
        Refusal{R"({"general": {"timezone": "Mars/Olympus"}})", "general.timezone", "timezone"},
        Refusal{R"({"general": {"language": "english!"}})", "general.language", "language"},
        Refusal{R"({"general": {"language": "en-"}})", "general.language", "language"},
        Refusal{R"({"general": {"language": "it-IT"}})", "general.language", "language"},
        Refusal{R"({"pos": {"paymentMethods": ["cash", "card", "mixed"]}})", "pos.paymentMethods[2]", "reserved"},
        Refusal{R"({"general": {"currency": "EUT"}})", "general.currency", "currency"},
        Refusal{R"({"general": {"currency": "eur"}})", "general.currency", "currency"},
        Refusal{R"({"general": {"currency": "JPY"}})", "general.currency", "unsupported"},
        Refusal{R"({"general": {"currency": "KWD"}})", "general.currency", "unsupported"},
        Refusal{R"({"general": {"email": "jörg@example.org"}})", "general.email", "email"},
        Refusal{R"({"pos": {"receiptTemplate": "fancy"}})", "pos.receiptTemplate", "choice"},
        Refusal{R"({"pos": {"defaultTipPercentages": [10, 0]}})", "pos.defaultTipPercentages", "range"},
        Refusal{R"({"general": {"businessDayStart": "12:01"}})", "general.businessDayStart", "time"},
        Refusal{R"({"general": {"businessDayStart": "4:00"}})", "general.businessDayStart", "time"},
        Refusal{R"({"general": {"businessDayStart": "01:60"}})", "general.businessDayStart", "time"},
        Refusal{R"({"pos": {"roundingMode": "up"}})", "pos.roundingMode", "choice"},
        Refusal{R"({"pos": {"priceVariance": "maybe"}})", "pos.priceVariance", "choice"},
        Refusal{R"({"pos": {"paymentMethods": ["cash"]}})", "pos.paymentMethods", "required"},
        Refusal{R"({"pos": {"paymentMethods": ["cash", "card", "card"]}})", "pos.paymentMethods", "duplicate"},
        Refusal{R"({"pos": {"paymentMethods": ["cash", "card", "Gift Card"]}})", "pos.paymentMethods[2]", "characters"},
        Refusal{R"({"pos": {"taxes": [{"name": "VAT", "rate": -1, "categories": []}]}})", "pos.taxes[0].rate", "range"},
        Refusal{R"({"pos": {"taxes": [{"name": "VAT", "rate": 100.0001, "categories": []}]}})", "pos.taxes[0].rate", "range"},
        Refusal{R"({"pos": {"taxes": [{"name": "VAT", "rate": 8.00001, "categories": []}]}})", "pos.taxes[0].rate", "decimals"},
        Refusal{R"({"pos": {"taxes": [{"name": "", "rate": 8, "categories": []}]}})", "pos.taxes[0].name", "required"},
        Refusal{R"({"pos": {"taxes": [{"name": "VAT", "rate": 8}]}})", "pos.taxes[0].categories", "required"},
        Refusal{R"({"pos": {"taxes": [{"name": "A", "rate": 8, "categories": []}, {"name": "B", "rate": 7, "categories": []}]}})",
                "pos.taxes", "duplicate"},
        Refusal{
            R"({"pos": {"taxes": [{"name": "A", "rate": 8, "categories": []}, {"name": "A", "rate": 7, "categories": ["Tea"]}]}})",
            "pos.taxes[1].name", "duplicate"},
        Refusal{
            R"({"pos": {"taxes": [{"name": "A", "rate": 8, "categories": ["Tea"]}, {"name": "B", "rate": 7, "categories": ["Tea"]}]}})",
            "pos.taxes[1].categories", "duplicate"},
        Refusal{
            R"({"pos": {"taxes": [{"name": "A", "rate": 8, "categories": ["Café"]}, {"name": "B", "rate": 7, "categories": ["CAFÉ"]}]}})",
            "pos.taxes[1].categories", "duplicate"},
        Refusal{R"({"pos": {"taxes": [{"name": "A", "rate": 8, "categories": [], "service": "drive-in"}]}})",
                "pos.taxes[0].service", "choice"},
        Refusal{
            R"({"pos": {"taxes": [{"name": "A", "rate": 8, "categories": [], "service": "here"}, {"name": "B", "rate": 7, "categories": [], "service": "here"}]}})",
            "pos.taxes[1].service", "duplicate"},
        Refusal{
            R"({"pos": {"taxes": [{"name": "A", "rate": 8, "categories": ["Tea"], "service": "here"}, {"name": "B", "rate": 7, "categories": ["TEA"], "service": "here"}]}})",
            "pos.taxes[1].service", "duplicate"},
        Refusal{
            R"({"pos": {"taxes": [{"name": "A", "rate": 8, "categories": [], "service": "here"}, {"name": "A", "rate": 7, "categories": ["Tea"], "service": "here"}]}})",
            "pos.taxes[1].name", "duplicate"},
        Refusal{R"({"pos": {"taxes": [{"name": "A", "rate": 8, "categories": [" "]}]}})", "pos.taxes[0].categories", "required"},
        Refusal{R"({"reports": {"emailReportsTo": ["a..b@example.org"]}})", "reports.emailReportsTo[0]", "email"},
        Refusal{R"({"inventory": {"lowStockThreshold": -0.001}})", "inventory.lowStockThreshold", "range"},
        Refusal{R"({"inventory": {"lowStockThreshold": 0.0001}})", "inventory.lowStockThreshold", "decimals"},
        Refusal{R"({"inventory": {"expirationWarningDays": 366}})", "inventory.expirationWarningDays", "range"},
        Refusal{R"({"inventory": {"oversell": "sometimes"}})", "inventory.oversell", "choice"},
        Refusal{R"({"reports": {"dailyReportTime": "24:00"}})", "reports.dailyReportTime", "time"},
        Refusal{R"({"reports": {"emailReportsTo": ["a@example.org", "b"]}})", "reports.emailReportsTo[1]", "email"},
        Refusal{R"({"receipts": {"columns": 40}})", "receipts.columns", "choice"},
        Refusal{R"({"receipts": {"reprint": -1}})", "receipts.reprint", "range"},
        Refusal{R"({"security": {"maxLoginAttempts": 0}})", "security.maxLoginAttempts", "range"},
        Refusal{R"({"security": {"sessionTimeoutMinutes": 4}})", "security.sessionTimeoutMinutes", "range"},
        Refusal{R"({"security": {"sessionTimeoutMinutes": "soon"}})", "security.sessionTimeoutMinutes", "type"},
        Refusal{R"({"security": {"enableTwoFactorAuth": true}})", "security.enableTwoFactorAuth", "unsupported"},
        Refusal{R"({"security": {"maxLoginAttempts": null}})", "security.maxLoginAttempts", "type"},
        Refusal{R"({"pos": {"taxRate": 8}})", "pos.taxRate", "unknown"},
        Refusal{R"({"colour": {"red": 1}})", "colour", "unknown"}, Refusal{R"({"general": "Sample Cafe"})", "general", "type"},
        Refusal{R"({"general": null})", "general", "type"}));

TEST(SettingsRules, TheStandardOnesAreUsable) { EXPECT_TRUE(check(standard_settings()).empty()); }

TEST(SettingsRules, AnAddressInOtherLettersIsOneThatCanBeMailed) {
    auto settings = standard_settings();
    settings.reports.emailReportsTo = {"partner@münchen.example"};
    settings.general.language = "de-AT";
    EXPECT_TRUE(check(settings).empty());
}

TEST(SettingsRules, ListsEveryWrongField) {
    auto settings = standard_settings();
    settings.general.currency = "?";
    settings.general.timezone = "?";
    settings.security.maxLoginAttempts = 0;
    const auto errors = check(settings);
    ASSERT_EQ(errors.size(), 3U);
    EXPECT_EQ(errors[0].field, "general.currency");
    EXPECT_EQ(errors[1].field, "general.timezone");
    EXPECT_EQ(errors[2].field, "security.maxLoginAttempts");
}

// What is taken away and what is delivered often bear one rate, which has one name.
TEST(SettingsRules, TaxesOfOtherServicesMayHaveOneNameAndOneCategory) {
    auto settings = standard_settings();
    settings.pos.taxes = {{"VAT", Percentage::of(190'000), {}},
                          {"VAT", Percentage::of(70'000), {}, Service::takeaway},
                          {"VAT", Percentage::of(70'000), {}, Service::delivery},
                          {"Drinks", Percentage::of(190'000), {"Coffee"}},
                          {"Drinks", Percentage::of(160'000), {"Coffee"}, Service::takeaway}};
    EXPECT_TRUE(check(settings).empty());
    EXPECT_EQ(settings_from(document_of(settings)), settings);
}

TEST(SettingsRules, ADocumentSurvivesTheWayThereAndBack) {
    auto settings = standard_settings();
    settings.pos.taxes = {{"Food", Percentage::of(55'000), {"Food", "Pastries"}}, {"Other", Percentage::of(200'000), {}}};
    settings.pos.roundingMode = RoundingMode::nearest_nickel;
    settings.inventory.oversell = Oversell::block;
    EXPECT_EQ(settings_from(document_of(settings)), settings);
}

TEST(SettingsRules, AnOverlayReplacesOnlyWhatItNames) {
    const auto changed =
        settings_from(overlaid(document_of(standard_settings()), json::parse(R"({"general": {"currency": "EUR"}})")));
    auto expected = standard_settings();
    expected.general.currency = "EUR";
    EXPECT_EQ(changed, expected);
}

TEST(SettingsRules, AnOverlayAddsWhatTheDocumentHasNot) {
    const auto both = [](const char* base, const char* changes) {
        return json::print(overlaid(json::parse(base), json::parse(changes)));
    };
    EXPECT_EQ(both(R"({"general":{"storeName":"A","phone":"1"}})", R"({"general":{"phone":"2","email":"b"},"pos":{"taxes":[]}})"),
              R"({"general":{"storeName":"A","phone":"2","email":"b"},"pos":{"taxes":[]}})");
}

TEST(SettingsRules, WhatIsNotSetIsNotWritten) {
    auto settings = standard_settings();
    settings.pos.taxes = {{"VAT", Percentage::of(190'000), {}}, {"VAT", Percentage::of(70'000), {"Food"}, Service::takeaway}};
    const auto document = document_of(settings);
    EXPECT_EQ(json::print(*document.find("pos")->find("taxes")),
              R"([{"name":"VAT","rate":19,"categories":[]},)"
              R"({"name":"VAT","rate":7,"categories":["Food"],"service":"takeaway"}])");
}

TEST(SettingsRules, CardNumbersAreMaskedWhereverTheyAreTypedButInThePhoneNumber) {
    const auto masked = [](const char* changes) { return json::print(without_card_numbers(json::parse(changes))); };
    EXPECT_EQ(masked(R"({"general":{"storeName":"4111111111111111","phoneNumber":"4111111111111111","taxInclusive":true},)"
                     R"("receipts":{"columns":48},"pos":{"taxes":[{"name":"4111111111111111","rate":8,"service":null}]}})"),
              R"({"general":{"storeName":"************1111","phoneNumber":"4111111111111111","taxInclusive":true},)"
              R"("receipts":{"columns":48},"pos":{"taxes":[{"name":"************1111","rate":8,"service":null}]}})");
}

TEST(SettingsRules, ChangesAreAnObject) {
    const auto errors = misplaced(json::parse("[]"));
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_EQ(errors[0].field, "body");
    EXPECT_EQ(errors[0].code, "type");
}

TEST(SettingsRules, ATaxNamesCategoriesOfTheMenuOrThoseItHadBefore) {
    Settings before = standard_settings();
    before.pos.taxes = {{"Old", Percentage::of(80'000), {"Soup"}}};
    Settings after = standard_settings();
    after.pos.taxes = {{"Drinks", Percentage::of(80'000), {"TEA", "Coffee", "Coffe"}},
                       {"Food", Percentage::of(70'000), {"Soup", "Sandwch"}}};
    const auto errors = unknown_categories(before, after, {"Coffee", "Tea"});
    ASSERT_EQ(errors.size(), 2U);
    EXPECT_EQ(errors[0].field, "pos.taxes[0].categories");
    EXPECT_EQ(errors[1].field, "pos.taxes[1].categories");
    EXPECT_EQ(errors[1].code, "unknown");
    EXPECT_EQ(errors[1].message, "pos.taxes[1].categories names Sandwch, but no menu item is in that category");
    EXPECT_TRUE(unknown_categories(before, after, {}).empty()) << "there is no menu yet";
}

TEST(SettingsRules, DifferencesNameOldAndNew) {
    auto after = standard_settings();
    after.general.currency = "EUR";
    after.pos.taxInclusive = true;
    const auto changed = differences(standard_settings(), after);
    ASSERT_EQ(changed.size(), 2U);
    EXPECT_EQ(changed[0].path, "general.currency");
    EXPECT_EQ(changed[0].before_json, "\"USD\"");
    EXPECT_EQ(changed[0].after_json, "\"EUR\"");
    EXPECT_EQ(changed[1].path, "pos.taxInclusive");
}

TEST(Settings, TheBusinessDayFollowsZoneAndStart) {
    auto settings = standard_settings();
    settings.general.timezone = "Europe/Paris";
    settings.general.businessDayStart = "04:00";
    EXPECT_EQ(settings.business_day_start_minutes(), 240);
    EXPECT_EQ(settings.business_date(*Timestamp::parse("2026-11-22T02:59:59Z")).text(), "2026-11-21");  // 03:59:59 in Paris
    EXPECT_EQ(settings.business_date(*Timestamp::parse("2026-11-22T03:00:00Z")).text(), "2026-11-22");
}

TEST(WallClock, MinutesOf) {
    EXPECT_EQ(minutes_of("00:00"), 0);
    EXPECT_EQ(minutes_of("23:59"), 1439);
    for (const char* wrong : {"", "24:00", "1:00", "01:60", "01-00", "0a:00", "01:000", "99:99"})
        EXPECT_FALSE(minutes_of(wrong)) << wrong;
}

}  // namespace
}  // namespace cafepos::settings
