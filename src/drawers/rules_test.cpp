#include "rules.h"

#include <gtest/gtest.h>

#include <array>
#include <bit>

#include "paper/render.h"
#include "z_slip.h"
#include "z_words.h"

namespace cafepos::drawers {
namespace {

std::vector<std::string> fields_of(Checks& checks) {
    std::vector<std::string> fields;
    for (const FieldError& error : checks.take()) fields.push_back(error.field);
    return fields;
}

Money euros(std::int64_t cents) { return Money::of(cents); }

TEST(DrawerRules, PaidInGoesInAllElseComesOut) {
    EXPECT_EQ(effect_of(MovementType::paid_in, euros(100)), euros(100));
    EXPECT_EQ(effect_of(MovementType::paid_out, euros(100)), euros(-100));
    EXPECT_EQ(effect_of(MovementType::drop, euros(100)), euros(-100));
    EXPECT_EQ(effect_of(MovementType::no_sale, euros(100)), euros(0));
}

TEST(DrawerRules, AMovementHasAnAmountAndAReasonWhereItNeedsThem) {
    const auto wrong = [](MovementType type, std::optional<Money> amount, const std::string& reason) {
        Checks checks;
        check_movement(type, amount, reason, checks);
        return fields_of(checks);
    };
    using Fields = std::vector<std::string>;
    EXPECT_EQ(wrong(MovementType::paid_in, euros(100), "change"), Fields{});
    EXPECT_EQ(wrong(MovementType::drop, euros(100), ""), Fields{});
    EXPECT_EQ(wrong(MovementType::no_sale, {}, ""), Fields{});
    EXPECT_EQ(wrong(MovementType::paid_out, euros(100), ""), Fields{"reason"});
    EXPECT_EQ(wrong(MovementType::drop, {}, ""), Fields{"amount"});
    EXPECT_EQ(wrong(MovementType::drop, euros(-1), ""), Fields{"amount"});
    EXPECT_EQ(wrong(MovementType::no_sale, euros(1), ""), Fields{"amount"});
    EXPECT_EQ(wrong(MovementType::sale, euros(1), ""), Fields{"type"});
}

TEST(DrawerRules, ATillHasANameOfItsOwn) {
    const std::vector<Till> others{{Id(), "Bar", {}, true, {}, {}}, {Id(), "Garden", {}, true, {}, {}}};
    const auto wrong = [&](const std::string& name) {
        Checks checks;
        checked_till_name(name, others, checks);
        return !checks.good();
    };
    EXPECT_FALSE(wrong(" Door "));
    EXPECT_TRUE(wrong("  "));
    EXPECT_TRUE(wrong("BAR"));
    EXPECT_TRUE(wrong("Ba\x01r"));
    EXPECT_FALSE(wrong(std::string(till_name_length_max, 'x')));
    EXPECT_TRUE(wrong(std::string(till_name_length_max + 1, 'x')));
    Checks checks;
    EXPECT_EQ(checked_till_name(" Door ", others, checks), "Door");
}

TEST(DrawerRules, CoinsAndNotesAreCountedByTheirWorth) {
    Checks checks;
    const auto counted = checked_count("counted.cash", {}, Denominations{{"20", 2}, {"0.5", 3}, {"0.02", 1}}, checks);
    ASSERT_TRUE(counted);
    EXPECT_EQ(counted->amount, euros(4152));
    EXPECT_TRUE(checks.good());
    EXPECT_FALSE(checked_count("counted.cash", euros(1), Denominations{{"20", 2}}, checks)) << "one or the other";
    EXPECT_FALSE(checked_count("counted.cash", {}, {}, checks));
    checked_count("counted.cash", {}, Denominations{{"a note", 1}, {"5", -1}, {"0", 1}}, checks);
    EXPECT_EQ(fields_of(checks), (std::vector<std::string>{"counted.cash", "counted.cash", "counted.cash.denominations.0",
                                                           "counted.cash.denominations.5", "counted.cash.denominations.a note"}));
}

TEST(DrawerRules, NobodyCountsMoreThanThereCanBe) {
    const auto wrong = [](const std::optional<Money>& amount, const std::optional<Denominations>& denominations) {
        Checks checks;
        checked_count("cash", amount, denominations, checks);
        return fields_of(checks);
    };
    using Fields = std::vector<std::string>;
    EXPECT_EQ(wrong(amount_max, {}), Fields{});
    EXPECT_EQ(wrong(amount_max + Money::of(1), {}), Fields{"cash"});
    EXPECT_EQ(wrong({}, Denominations{{"0.01", pieces_max}}), Fields{});
    EXPECT_EQ(wrong({}, Denominations{{"0.01", pieces_max + 1}}), Fields{"cash.denominations.0.01"});
    EXPECT_EQ(wrong({}, Denominations{{"99999999.99", 1}}), Fields{});
    EXPECT_EQ(wrong({}, Denominations{{"100000000", 1}}), Fields{"cash.denominations.100000000"});
    EXPECT_EQ(wrong({}, Denominations{{"500", 200'000}}), Fields{"cash"}) << "together";
    Denominations many;
    for (std::size_t i = 1; i <= denominations_max; ++i) many[std::to_string(i)] = 0;
    EXPECT_EQ(wrong({}, many), Fields{});
    many["100"] = 0;
    EXPECT_EQ(wrong({}, many), Fields{"cash.denominations"});
}

TEST(DrawerRules, WhatWasCountedIsKeptAsItWas) {
    Checks checks;
    EXPECT_EQ(checked_count("cash", euros(1234), {}, checks).value().amount, euros(1234));
    EXPECT_EQ(checked_count("cash", {}, Denominations{{"0.01", pieces_max}}, checks).value().amount, euros(pieces_max));
    EXPECT_TRUE(checks.good());
}

TEST(DrawerRules, ATextIsStrippedAndMayBeAbsent) {
    Checks checks;
    EXPECT_EQ(checked_text("reason", std::nullopt, checks), std::nullopt);
    EXPECT_EQ(checked_text("reason", "  ", checks), std::nullopt);
    EXPECT_EQ(checked_text("reason", " change ", checks), "change");
    EXPECT_EQ(checked_text("reason", std::string(reason_length_max, 'x'), checks), std::string(reason_length_max, 'x'));
    EXPECT_TRUE(checks.good());
    checked_text("reason", std::string(reason_length_max + 1, 'x'), checks);
    checked_text("note", "a\x01", checks);
    EXPECT_EQ(fields_of(checks), (std::vector<std::string>{"reason", "note"}));
}

TEST(DrawerRules, WhatThereShouldBeOfEachTender) {
    Drawer drawer;
    drawer.balance = euros(12'000);
    const std::vector<TenderSum> tenders{{"card", euros(500), euros(100), euros(50), euros(20)},
                                         {"cash", euros(2'000), {}, {}, {}}};
    const auto counts = counts_of(drawer, tenders, {{"card", {euros(340), {}}}, {"voucher", {euros(10), {}}}});
    ASSERT_EQ(counts.size(), 3U);
    EXPECT_EQ(counts[0].method, "card");
    EXPECT_EQ(counts[0].expected, euros(370));
    EXPECT_EQ(counts[0].counted, euros(340));
    EXPECT_EQ(counts[1].expected, euros(12'000)) << "all that lies in the drawer";
    EXPECT_FALSE(counts[1].counted);
    EXPECT_EQ(counts[2].expected, euros(0)) << "somebody counted what nobody paid with";
}

TEST(DrawerRules, ADifferenceAndAMissingCountAreRemarks) {
    ZFacts facts;
    facts.number = 7;
    facts.drawer.balance = euros(10'000);
    facts.sales.tenders = {{"card", euros(500), {}, {}, {}}, {"voucher", {}, {}, {}, {}}};
    facts.counts = counts_of(facts.drawer, facts.sales.tenders, {{"cash", {euros(9'950), {}}}});
    const ZReport report = z_report_of(facts);
    ASSERT_EQ(report.remarks.size(), 2U);
    EXPECT_EQ(report.remarks[0].text, "card was not counted; expected 5.00");
    EXPECT_EQ(report.remarks[1].text, "cash: 0.50 too little");
    const std::string text = paper::text(slip_of(report, settings::standard_settings()), 32);
    EXPECT_NE(text.find("Difference                 -0.50\n"), std::string::npos) << text;
}

TEST(DrawerRules, AZOnPaperHasTheCafesNameAndTheTimeOfItsClock) {
    settings::Settings settings = settings::standard_settings();
    settings.general.storeName = "Kaffeehaus";
    settings.general.timezone = "Europe/Berlin";
    settings.general.language = "de";
    ZFacts facts;
    facts.number = 7;
    facts.drawer.opened_at = Timestamp::parse("2026-11-22T18:30:00Z").value();
    facts.business_date = Date::parse("2026-11-22").value();
    facts.movements.push_back({});
    facts.movements.back().type = MovementType::paid_out;
    facts.movements.back().reason = "milk";
    const std::string text = paper::text(slip_of(z_report_of(facts), settings), 40);
    EXPECT_NE(text.find("Kaffeehaus\n"), std::string::npos) << text;
    EXPECT_NE(text.find(" 22.11.2026\n"), std::string::npos) << "the business day in\n" << text;
    EXPECT_NE(text.find("Geöffnet 22.11.2026 19:30"), std::string::npos) << text;
    EXPECT_NE(text.find("Entnahme: milk"), std::string::npos) << text;
}

TEST(DrawerRules, ASheetSaysWhatWasSoldTaxedTippedAndTakenOff) {
    ZFacts facts;
    facts.sales.firstOrderNumber = "ORD-20261122-0001";
    facts.sales.lastOrderNumber = "ORD-20261122-0009";
    facts.sales.discounts = {{"regular", 2, euros(150)}, {"", 1, euros(50)}};
    facts.sales.lateSales = {{"ORD-20261121-0042", Date::parse("2026-11-21").value(), euros(486)}};
    facts.sales.taxes = {{"VAT", Percentage::of(190'000), euros(1'000), euros(190), euros(1'190)}, {}};
    facts.sales.tenders = {{"card", euros(1'190), {}, {}, euros(100)}};
    facts.counts = counts_of(facts.drawer, facts.sales.tenders, {});
    facts.movements.resize(2);
    facts.movements[0].type = MovementType::drop;
    facts.movements[0].amount = euros(-40);
    facts.movements[1].type = MovementType::no_sale;
    facts.drawer.note = "quiet";
    const std::string text = paper::text(slip_of(z_report_of(facts), settings::standard_settings()), 40);
    for (const char* line :
         {"X (the drawer is open)\n", "First                  ORD-20261122-0001\n", "Last                   ORD-20261122-0009\n",
          "  regular                           1.50\n", "  without a reason                  0.50\n",
          "Late: ORD-20261121-0042             4.86\n", "VAT 19%\n", "Untaxed 0%\n", "  Tax                               1.90\n",
          "Counted: card\nSales                              11.90\nTips                                1.00\n",
          "  drop                              0.40\n", "Opened without a sale                  1\n", "Remarks\n", "quiet\n"}) {
        EXPECT_NE(text.find(line), std::string::npos) << line << " in\n" << text;
    }
}

TEST(DrawerRules, AZOnPaperHasTheSalesOfEachTenderSoThatTheTerminalsSlipCanBeCompared) {
    ZFacts facts;
    facts.number = 7;
    facts.drawer.balance = euros(1'050);
    facts.sales.tenders = {{"card", euros(5'000), euros(700), euros(300), euros(200)}, {"cash", euros(1'000), {}, {}, euros(50)}};
    facts.counts = counts_of(facts.drawer, facts.sales.tenders, {});
    settings::Settings settings = settings::standard_settings();
    const auto expect = [&](const char* language, const std::string& card) {
        settings.general.language = language;
        const std::string text = paper::text(slip_of(z_report_of(facts), settings), 32);
        EXPECT_NE(text.find(card), std::string::npos) << card << " in\n" << text;
    };
    expect("en",
           "Counted: card\n"
           "Sales                      50.00\n"
           "Refunds                     7.00\n"
           "Voids                       3.00\n"
           "Tips                        2.00\n"
           "Expected                   42.00\n");
    expect("en",
           "Counted: cash\n"
           "Tips in it                  0.50\n"
           "Expected                   10.50\n");
    expect("de",
           "Gezählt: Karte\n"
           "Verkäufe                   50,00\n"
           "Erstattungen                7,00\n"
           "Stornos                     3,00\n"
           "Trinkgeld                   2,00\n"
           "Soll                       42,00\n");
    expect("fr", "Ventes                     50,00\nRemboursements              7,00\n");
    expect("es", "Ventas                     50,00\n");
}

TEST(DrawerRules, ANoteIsARemarkOfItsOwn) {
    ZFacts facts;
    facts.number = 7;
    facts.counts = counts_of(facts.drawer, {}, {{"cash", {euros(0), {}}}});
    const auto text = [&] { return paper::text(slip_of(z_report_of(facts), settings::standard_settings()), 40); };
    EXPECT_EQ(text().find("Remarks"), std::string::npos) << text();
    facts.drawer.note = "quiet";
    EXPECT_NE(text().find("Remarks\nquiet\n"), std::string::npos) << text();
}

TEST(DrawerRules, AZSpeaksTheCafesLanguageOnPaperAndEnglishOnTheWire) {
    ZFacts facts;
    facts.number = 7;
    facts.drawer.balance = euros(1'234'500);
    facts.sales.tenders = {{"card", euros(500), {}, {}, {}}};
    facts.counts = counts_of(facts.drawer, facts.sales.tenders, {{"cash", {euros(10'000), {}}}});
    facts.open_tabs = {{"TAB-20261122-0001", "Anna", "7", Timestamp::parse("2026-11-22T18:30:00Z").value(), euros(1'955)}};
    facts.movements.resize(2);
    facts.movements.front().type = MovementType::reprint;
    facts.movements.back().type = MovementType::paid_in;
    const ZReport report = z_report_of(facts);
    ASSERT_EQ(report.remarks.size(), 3U);
    EXPECT_EQ(report.remarks[1].text, "cash: 12245.00 too little");
    EXPECT_EQ(report.remarks[2].code, "open_tabs");
    EXPECT_EQ(report.remarks[2].text, "Tabs still open: 1");
    EXPECT_EQ(report.reprints, 1);
    settings::Settings settings = settings::standard_settings();
    const auto expect = [&](const char* language, const std::vector<std::string>& lines) {
        settings.general.language = language;
        const std::string text = paper::text(slip_of(report, settings), 48);
        for (const std::string& line : lines) EXPECT_NE(text.find(line + "\n"), std::string::npos) << line << " in\n" << text;
    };
    expect("en", {"Receipts reprinted                             1", "  paid in                                   0.00",
                  "TAB-20261122-0001, table 7, Anna           19.55", "Tabs still open: 1", "cash: 12,245.00 too little",
                  "card was not counted; expected 5.00"});
    expect("de-AT", {"Belege nachgedruckt                            1", "  Einlage                                   0,00",
                     "TAB-20261122-0001, Tisch 7, Anna           19,55", "Noch offene Rechnungen: 1", "Bar: 12.245,00 zu wenig",
                     "Karte nicht gezählt; Soll 5,00"});
    expect("fr", {"Reçus réimprimés                               1", "TAB-20261122-0001, table 7, Anna           19,55",
                  "Additions encore ouvertes\u00a0: 1", "carte non compté\u00a0; attendu 5,00"});
    expect("es", {"Recibos reimpresos                             1", "TAB-20261122-0001, mesa 7, Anna            19,55",
                  "Cuentas aún abiertas: 1", "efectivo: 12.245,00 de menos"});
}

TEST(DrawerRules, NoLanguageLacksAWord) {
    for (const char* language : {"en", "de", "fr", "es"}) {
        const Words& words = words_of(language);
        // The struct is nothing but its words, one after the other.
        const auto all = std::bit_cast<std::array<std::string_view, sizeof(Words) / sizeof(std::string_view)>>(words);
        for (std::size_t i = 0; i < all.size(); ++i) EXPECT_FALSE(all.at(i).empty()) << language << " " << i;
    }
}

}  // namespace
}  // namespace cafepos::drawers
