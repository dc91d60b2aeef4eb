#include "summary.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <set>

#include "chart.h"

namespace cafepos::reports {
namespace {

SummaryFacts busy_day() {
    SummaryFacts facts;
    DailyReport& report = facts.report;
    report.date = Date::parse("2026-11-21").value();
    report.summary = {Money::of(123'456),
                      87,
                      Money::of(1'419),
                      Money::of(9'144),
                      Money::of(1'250),
                      Money::of(890),
                      2,
                      {{"card", Money::of(90'000)}, {"cash", Money::of(33'456)}}};
    report.topSellingItems = {{"1", "Latte <large> & \"hot\"", "Coffee", 31, Money::of(15'500), {}},
                              {"2", "Crème brûlée", "Pastries", 9, Money::of(5'400), {}}};
    report.staffPerformance = {{Id(), "sarah", "Sarah Manager", 50, Money::of(80'000), Money::of(1'600), 1, Money::of(450)}};
    report.taxes = {{"VAT", Percentage::of(80'000), Money::of(114'312), Money::of(9'144), Money::of(123'456)}};
    std::int64_t revenue = 4'300;
    for (int hour = 7; hour <= 19; ++hour) {
        report.hourlyBreakdown.push_back({hour, Money::of(revenue), 5, hour_label(hour)});
        revenue = (revenue * 7 + 9'000) % 17'000 + 900;
    }
    report.flaggedCount = 1;
    report.flaggedOrders = {{Id(), "ORD-20261121-0042", Money::of(500), Money::of(550), "price_variance,archived_item", "mike",
                             *Timestamp::parse("2026-11-21T13:05:00Z")}};
    facts.week_before.totalRevenue = Money::of(110'000);
    facts.week_before.totalTransactions = 80;
    facts.names = {{"sarah", "Sarah Müller"}, {"mike", "Mike Miller"}};
    return facts;
}

Letterhead letterhead(const std::string& language) {
    return {.store_name = "Café <Bleu>",
            .currency = "EUR",
            .language = language,
            .zone = *TimeZone::find("Europe/Paris"),
            .written_at = *Timestamp::parse("2026-11-22T06:00:00Z")};
}

void expect_contains(const std::string& text, const std::string& part) {
    EXPECT_NE(text.find(part), std::string::npos) << part << " is not in\n" << text;
}

TEST(Summary, SaysTheSameInTextAndHtml) {
    const SummaryMail mail = render_summary(busy_day(), letterhead("en-GB"));
    EXPECT_EQ(mail.subject, "Café <Bleu>: daily sales, Saturday, 21 November 2026");
    for (const char* part : {"€1,234.56",
                             "87",
                             "€14.19",
                             "€91.44",
                             "Card",
                             "€900.00",
                             "72.9%",
                             "Cash",
                             "27.1%",
                             "31",
                             "Sarah Müller",
                             "Discounts given",
                             "€12.50",
                             "Refunds (2)",
                             "€8.90",
                             "VAT 8%",
                             "+12.2%",
                             "€1,100.00",
                             "ORD-20261121-0042, 14:05, Mike Miller: another price, no longer on the menu",
                             "Written by CafePOS on 22 Nov 2026 07:00"}) {
        expect_contains(mail.text, part);
        expect_contains(mail.html, part);
    }
    expect_contains(mail.text, "Latte <large> & \"hot\": Sold 31, Revenue €155.00");
    expect_contains(mail.html, "Latte &lt;large&gt; &amp; &quot;hot&quot;");
    EXPECT_EQ(mail.html.find("<large>"), std::string::npos);
    EXPECT_EQ(mail.html.find("<Bleu>"), std::string::npos);
    expect_contains(mail.html, "<img src=\"cid:chart\" alt=\"Revenue by Hour\"");
    expect_contains(mail.html, "name=\"viewport\"");
    expect_contains(mail.html, "<html lang=\"en\">");
}

TEST(Summary, SpeaksTheCafesLanguage) {
    const SummaryMail german = render_summary(busy_day(), letterhead("de-DE"));
    EXPECT_EQ(german.subject, "Café <Bleu>: Tagesumsatz, Samstag, 21. November 2026");
    for (const char* part : {"1.234,56 €", "Kennzahlen", "Karte", "72,9\u00A0%", "Zu prüfende Bestellungen", "anderer Preis"}) {
        expect_contains(german.text, part);
        expect_contains(german.html, part);
    }
    expect_contains(german.html, "<html lang=\"de\">");
    expect_contains(render_summary(busy_day(), letterhead("fr-FR")).text, "samedi 21 novembre 2026");
    expect_contains(render_summary(busy_day(), letterhead("es-ES")).text, "sábado, 21 de noviembre de 2026");
    EXPECT_EQ(german.text.find("Revenue"), std::string::npos);
    // For looking at it: CAFEPOS_MAIL_FILE=/tmp/mail.html reports_test --gtest_filter=Summary.*
    if (const char* file = std::getenv("CAFEPOS_MAIL_FILE")) std::ofstream(file, std::ios::binary) << german.html;
}

SummaryFacts day_with_tips_and_differences() {
    SummaryFacts facts = busy_day();
    facts.tips = {{facts.report.date, Id(), "Sarah Müller", "card", 3, Money::of(750)},
                  {facts.report.date, Id(), "Mike <Miller>", "cash", 1, Money::of(2'300)}};
    facts.differences = {{12, "Bar", "cash", Money::of(-250)}, {13, "Garden", "card", Money::of(100)}};
    return facts;
}

TEST(Summary, SaysWhoWasTippedAndWhichDrawersDiffered) {
    const SummaryMail mail = render_summary(day_with_tips_and_differences(), letterhead("en-GB"));
    for (const char* part : {"Tips", "Sarah Müller", "€7.50", "€23.00", "€30.50", "Drawer Differences", "Bar, Z 12", "-€2.50"}) {
        expect_contains(mail.text, part);
        expect_contains(mail.html, part);
    }
    expect_contains(mail.text, "  Sarah Müller: Method Card, Amount €7.50\n");
    expect_contains(mail.text, "  Mike <Miller>: Method Cash, Amount €23.00\n");
    expect_contains(mail.html, "Mike &lt;Miller&gt;");
    expect_contains(mail.text, "  Total: Amount €30.50\n");
    expect_contains(mail.text, "  Garden, Z 13: Method Card, Difference €1.00\n");
    const std::string quiet = render_summary(busy_day(), letterhead("en-GB")).text;
    EXPECT_EQ(quiet.find("Tips"), std::string::npos);
    EXPECT_EQ(quiet.find("Drawer"), std::string::npos);
}

TEST(Summary, TellsTheWholeDayInOrder) {
    SummaryFacts facts = day_with_tips_and_differences();
    facts.report.taxes.push_back({"", Percentage(), Money::of(1'000), Money(), Money::of(1'000)});
    facts.report.flaggedCount = 3;
    facts.late = {{*Date::parse("2026-11-20"), 2, Money::of(900)}};
    facts.overnight = {.state = Overnight::State::proven, .proven_at = Timestamp::parse("2026-11-22T03:10:00Z")};
    facts.journal_head = "7 abc";
    EXPECT_EQ(render_summary(facts, letterhead("en-GB")).text, R"(Café <Bleu>
daily sales, Saturday, 21 November 2026

Key Metrics
  Revenue: 21 Nov 2026 €1,234.56, 14 Nov 2026 €1,100.00
  Sales: 21 Nov 2026 87, 14 Nov 2026 80
  Average order: 21 Nov 2026 €14.19, 14 Nov 2026 €0.00
  Tax collected: 21 Nov 2026 €91.44, 14 Nov 2026 €0.00
  Change in a week: 21 Nov 2026 +12.2%

Payment Methods
  Card: Amount €900.00, Share 72.9%
  Cash: Amount €334.56, Share 27.1%

Top Selling Items
  Latte <large> & "hot": Sold 31, Revenue €155.00
  Crème brûlée: Sold 9, Revenue €54.00

Staff Performance
  Sarah Müller: Sales 50, Revenue €800.00

Tips
  Sarah Müller: Method Card, Amount €7.50
  Mike <Miller>: Method Cash, Amount €23.00
  Total: Amount €30.50

Taxes
  VAT 8%: Net €1,143.12, Amount €91.44
  No tax 0%: Net €10.00, Amount €0.00

Adjustments
  Discounts given: €12.50
  Refunds (2): €8.90

Drawer Differences
  Bar, Z 12: Method Cash, Difference -€2.50
  Garden, Z 13: Method Card, Difference €1.00

Orders to Check
  ORD-20261121-0042, 14:05, Mike Miller: another price, no longer on the menu: Charged €5.00, Expected €5.50
  2 more; see the list of flagged orders

Sales of Earlier Days, Arrived Since
  20 Nov 2026: Sales 2, Revenue €9.00

Overnight
  Books: 87 sales, 0 differences; backup proven 04:10

Journal
  Journal: 7 abc

Written by CafePOS on 22 Nov 2026 07:00
)");
}

TEST(Summary, SaysWhetherRevenueRoseOrFell) {
    SummaryFacts facts = busy_day();
    const auto change = [&](std::int64_t now, std::int64_t before) {
        facts.report.summary.totalRevenue = Money::of(now);
        facts.week_before.totalRevenue = Money::of(before);
        const std::string text = render_summary(facts, letterhead("en-GB")).text;
        const std::size_t begin = text.find("Change in a week: 21 Nov 2026 ") + 30;
        return text.substr(begin, text.find('\n', begin) - begin);
    };
    EXPECT_EQ(change(9'000, 10'000), "-10%");
    EXPECT_EQ(change(10'000, 10'000), "+0%");
    EXPECT_EQ(change(15'050, 10'000), "+50.5%");
    facts.week_before.totalTransactions = 1;
    EXPECT_EQ(change(15'050, 10'000), "+50.5%");
}

TEST(Summary, SaysNothingOfWhatThereWasNone) {
    SummaryFacts facts = busy_day();
    facts.report.summary.discountsGiven = Money();
    facts.report.summary.refundCount = 0;
    facts.report.flaggedOrders.clear();
    facts.report.flaggedCount = 0;
    const std::string text = render_summary(facts, letterhead("en-GB")).text;
    for (const char* part : {"Adjustments", "Discounts", "Refunds", "Orders to Check", "Arrived", "Journal", "Overnight"}) {
        EXPECT_EQ(text.find(part), std::string::npos) << part;
    }
    facts.report.summary.refundCount = 1;
    expect_contains(render_summary(facts, letterhead("en-GB")).text, "\nAdjustments\n  Refunds (1): €8.90\n\n");
}

TEST(Summary, CallsByTheirUserNameWhoHaveNoOther) {
    SummaryFacts facts = busy_day();
    facts.names = {{"sarah", ""}};
    const std::string text = render_summary(facts, letterhead("en-GB")).text;
    expect_contains(text, "  sarah: Sales 50,");
    expect_contains(text, "14:05, mike: another price");
}

TEST(Summary, ShowsTheHoursOnceBelowTheKeyMetrics) {
    const std::string html = render_summary(busy_day(), letterhead("en-GB")).html;
    const std::size_t chart = html.find("cid:chart");
    EXPECT_LT(html.find("Key Metrics"), chart);
    EXPECT_LT(chart, html.find("Payment Methods"));
    EXPECT_EQ(html.find("cid:chart", chart + 1), std::string::npos);
    expect_contains(html, "<title>Café &lt;Bleu&gt;: daily sales, Saturday, 21 November 2026</title>");
    expect_contains(html, "Written by CafePOS on 22 Nov 2026 07:00");
}

TEST(Summary, SaysInWordsWhyAnOrderIsToBeChecked) {
    SummaryFacts facts = busy_day();
    std::string& reasons = facts.report.flaggedOrders.front().reasons;
    reasons =
        "payments_differ,late,clock,unknown_till,unknown_discount,discount_bounded,unknown_service,unknown_method,notes_cut";
    const std::string text = render_summary(facts, letterhead("de")).text;
    EXPECT_EQ(text.find('_'), std::string::npos) << text;
    expect_contains(text, "spät eingetroffen, eine Uhr ging falsch, unbekannte Kasse");
}

TEST(Summary, NamesOtherOptionsAndPartsAsWhyAnOrderIsToBeChecked) {
    SummaryFacts facts = busy_day();
    facts.report.flaggedOrders.front().reasons = "options,combo";
    expect_contains(render_summary(facts, letterhead("en")).text, ": other options than on the menu, a combo of other parts");
    expect_contains(render_summary(facts, letterhead("de")).text,
                    ": andere Extras als auf der Karte, ein Menü aus anderen Teilen");
    expect_contains(render_summary(facts, letterhead("fr")).text,
                    ": d’autres options que la carte, une formule d’autres éléments");
    expect_contains(render_summary(facts, letterhead("es")).text,
                    ": otras opciones que las de la carta, un combo de otras partes");
}

TEST(Summary, ALongCellDoesNotMakeTheMailWiderThanAPhone) {
    SummaryFacts facts = busy_day();
    facts.journal_head = "230 7f9a2c772afde6ff " + std::string(64, 'e');
    const std::string html = render_summary(facts, letterhead("en")).html;
    const std::size_t head = html.find(facts.journal_head);
    ASSERT_NE(head, std::string::npos);
    const std::string cell = html.substr(html.rfind("<td", head), head - html.rfind("<td", head));
    expect_contains(cell, "overflow-wrap:anywhere");
    EXPECT_EQ(cell.find("nowrap"), std::string::npos) << cell;
    const std::size_t amount = html.find("€1,234.56</td>");
    ASSERT_NE(amount, std::string::npos);
    expect_contains(html.substr(html.rfind("<td", amount), amount - html.rfind("<td", amount)), "white-space:nowrap");
}

TEST(Summary, OneTipNeedsNoSum) {
    SummaryFacts facts = day_with_tips_and_differences();
    facts.tips.resize(1);
    EXPECT_EQ(render_summary(facts, letterhead("en")).text.find("Total:"), std::string::npos);
}

TEST(Summary, SpeaksOfTipsAndDrawersInTheCafesLanguage) {
    struct Said {
        const char* language;
        const char* tips;
        const char* total;
        const char* drawers;
    };
    for (const Said& said : {Said{"de", "Trinkgeld", "Summe: Betrag 30,50 €", "Kassendifferenzen"},
                             Said{"fr", "Pourboires", "Total: Montant 30,50 €", "Écarts de caisse"},
                             Said{"es", "Propinas", "Total: Importe 30,50 €", "Diferencias de caja"}}) {
        const SummaryMail mail = render_summary(day_with_tips_and_differences(), letterhead(said.language));
        for (const char* part : {said.tips, said.drawers}) {
            expect_contains(mail.text, part);
            expect_contains(mail.html, part);
        }
        expect_contains(mail.text, said.total);
    }
}

Overnight wrong_by(std::string_view trouble, const char* proven_at = nullptr) {
    Overnight night{.state = Overnight::State::wrong, .trouble = std::string(trouble)};
    if (proven_at) night.proven_at = Timestamp::parse(proven_at).value();
    return night;
}

TEST(Summary, SaysWhatCameOfTheNight) {
    SummaryFacts facts = busy_day();
    const auto text = [&](const char* language) { return render_summary(facts, letterhead(language)).text; };
    EXPECT_EQ(text("en-GB").find("Overnight"), std::string::npos) << "there are no backups";
    facts.overnight = {.state = Overnight::State::proven, .proven_at = Timestamp::parse("2026-11-22T03:10:00Z")};
    expect_contains(text("en-GB"), "\nOvernight\n  Books: 87 sales, 0 differences; backup proven 04:10\n");
    expect_contains(text("de"), "\nÜber Nacht\n  Bücher: 87 Verkäufe, 0 Differenzen; Sicherung geprüft 04:10\n");
    expect_contains(text("fr"), "  Comptes: 87 ventes, 0 écart; sauvegarde vérifiée 04:10\n");
    expect_contains(text("es"), "  Cuentas: 87 ventas, 0 diferencias; copia de seguridad verificada ");
    expect_contains(render_summary(facts, letterhead("en-GB")).html, "87 sales, 0 differences; backup proven 04:10");
    facts.report.summary.totalTransactions = 1;
    expect_contains(text("en-GB"), "1 sale, 0 differences");
    facts.overnight = Overnight{};
    expect_contains(text("en-GB"), "  Backup: none is proven yet\n");
}

TEST(Summary, SaysWhatIsWrongWithTheBackups) {
    SummaryFacts facts = busy_day();
    const auto text = [&](const char* language) { return render_summary(facts, letterhead(language)).text; };
    facts.overnight = wrong_by("differences", "2026-11-20T03:10:00Z");
    facts.overnight->differences = 3;
    expect_contains(text("en-GB"), "  Books: 3 differences found (cafepos verify names them); last proven: 20 Nov 2026 04:10\n");
    std::set<std::string> texts;
    constexpr std::array troubles{"no_folder", "no_access", "disk_full", "damaged", "overdue", "other"};
    for (const auto trouble : troubles) {
        facts.overnight = wrong_by(trouble);
        for (const char* language : {"en", "de", "fr", "es"}) texts.insert(text(language));
    }
    EXPECT_EQ(texts.size(), 4 * troubles.size()) << "each in words of its own";
    facts.overnight = wrong_by("no_folder");
    expect_contains(text("de"), "  Sicherung: der Ordner der Sicherungen fehlt\n");
}

TEST(Summary, ATestSaysThatItIsOne) {
    Letterhead test = letterhead("en");
    test.is_test = true;
    const SummaryMail mail = render_summary(busy_day(), test);
    EXPECT_EQ(mail.subject, "Café <Bleu>: test mail, Saturday, November 21, 2026");
    expect_contains(mail.text, "This is a test mail");
    expect_contains(mail.html, "This is a test mail");
}

TEST(Summary, OfAQuietDayHasNoPictureAndNoEmptyTables) {
    SummaryFacts facts;
    facts.report.date = Date::parse("2026-12-25").value();
    facts.report.summary.paymentMethods = {{"card", Money()}, {"cash", Money()}};
    const SummaryMail mail = render_summary(facts, letterhead("en"));
    EXPECT_FALSE(mail.chart_png);
    EXPECT_EQ(mail.html.find("<img"), std::string::npos);
    EXPECT_EQ(mail.text.find("Top Selling"), std::string::npos);
    EXPECT_EQ(mail.text.find("Change"), std::string::npos) << "nothing to compare with";
    expect_contains(mail.text, "Revenue: €0.00");
}

TEST(Chart, IsAPngOfTheSizeItIsShownAtTwice) {
    const std::string png = hours_chart_png(busy_day().report.hourlyBreakdown, "EUR", "en");
    ASSERT_GT(png.size(), 24U);
    EXPECT_EQ(png.substr(0, 8), "\x89PNG\r\n\x1a\n");
    const auto number_at = [&](std::size_t begin) {
        int value = 0;
        for (std::size_t i = 0; i < 4; ++i) value = value * 256 + static_cast<unsigned char>(png[begin + i]);
        return value;
    };
    EXPECT_EQ(number_at(16), 2 * chart_width);
    EXPECT_EQ(number_at(20), 2 * chart_height);
    EXPECT_LT(png.size(), 60'000U) << "a mail should stay small";
    // For looking at it: CAFEPOS_CHART_FILE=/tmp/chart.png reports_test --gtest_filter=Chart.*
    if (const char* file = std::getenv("CAFEPOS_CHART_FILE")) std::ofstream(file, std::ios::binary) << png;
}

TEST(Chart, TakesLossesAndSingleHours) {
    EXPECT_EQ(hours_chart_png({}, "EUR", "en"), "");
    EXPECT_FALSE(hours_chart_png({{9, Money::of(-500), 0, "09:00"}}, "EUR", "en").empty());
    EXPECT_FALSE(hours_chart_png({{9, Money(), 1, "09:00"}}, "EUR", "en").empty());
    EXPECT_FALSE(hours_chart_png({{0, Money::of(900), 1, "00:00"}, {23, Money::of(-100), 1, "23:00"}}, "EUR", "en").empty());
}

}  // namespace
}  // namespace cafepos::reports
