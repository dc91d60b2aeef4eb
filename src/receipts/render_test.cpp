#include "layout.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "content.h"
#include "core/text.h"
#include "excerpt.h"
#include "paper/render.h"
#include "testing/source.h"
#include "testing/temporary.h"
#include "wording.h"

namespace cafepos::receipts {
namespace {

std::string render_text(const Document& document, int columns) { return paper::text(slip_of(document), columns); }
std::string render_pdf(const Document& document) { return paper::pdf(slip_of(document)); }
std::string render_escpos(const Document& document, int columns) {
    return paper::escpos(slip_of(document), {.columns = columns});
}

Document sample() {
    Document document;
    document.shop_name = "Café Niño";
    document.shop_address = "Königstraße 1, 70173 Stuttgart";
    document.shop_phone = "+49 711 555 0123";
    document.shop_tax_number = "DE 123 456 789";
    document.currency = "EUR";
    document.language = "en-GB";
    document.number = "ORD-20261122-0042";
    document.time = {Date::parse("2026-11-22").value(), 18, 30, 5};
    document.staff_name = "Mike Cashier";
    document.lines = {
        {"Caffe Latte", "Large", 2, Money::of(500), Money::of(1000), "oat milk, piñón, and not so hot please, for a child", "B"},
        {"日本 sencha", "Regular", 1, Money::of(325), Money::of(325), "", "B"},
        {"Sourdough toast with avocado, chili flakes and a poached egg!", "Regular", 1, Money::of(895), Money::of(895), "", "A"}};
    document.subtotal = Money::of(2220);
    document.discount = Money::of(220);
    document.discount_reason = "regular guest";
    document.taxes = {{"A", "Food", Percentage::of(55'000), Money::of(806), Money::of(44)},
                      {"B", "VAT", Percentage::of(190'000), Money::of(1194), Money::of(227)}};
    document.total = Money::of(2271);
    document.tenders = {{"cash", Money::of(2271), Money(), Money::of(5000), Money::of(2729)}};
    document.check_value = "1042-K7QD-R2ZT-AB5E-77XN";
    document.opens_drawer = true;
    return document;
}

/// What a French café gives back of a flagged sale: a discount's share, a tenth of it tax.
Document refund_sample() {
    Document document = sample();
    document.language = "fr-FR";
    document.number = "REF-20261123-0001";
    document.time = {Date::parse("2026-11-23").value(), 9, 5, 0};
    document.staff_name = "Sarah Manager";
    document.refund_of = Original{"ORD-20261122-0042", {Date::parse("2026-11-22").value(), 18, 30, 5}};
    document.refund_reason = "froid, et servi bien trop tard pour une pause";
    document.tax_inclusive = true;
    document.lines = {{"Caffe Latte", "Large", -2, Money::of(61'725), Money::of(-123'450), "", ""}};
    document.subtotal = Money::of(-123'450);
    document.discount = Money::of(-12'345);
    document.discount_reason.clear();
    document.total = Money::of(-111'105);
    document.taxes = {{"", "TVA", Percentage::of(100'000), Money::of(-101'005), Money::of(-10'100)}};
    document.tenders = {{"voucher", Money::of(-111'105), Money(), Money::of(-111'105), Money()}};
    document.check_value = "1043-M3WX-Q6HP-CD2F-44VB";
    document.opens_drawer = false;
    return document;
}

/// The lines, discount, differences and taxes of a slip must lead to its total: people add up.
Money sum_of(const Document& document) {
    Money lines;
    for (const Line& line : document.lines) lines += line.line_total;
    EXPECT_EQ(lines, document.subtotal);
    Money sum;
    for (const Summand& summand : summands_of(document)) sum += summand.amount;
    return sum;
}

std::string hex_lines(const std::string& bytes) {
    std::string out;
    char buffer[4];
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        std::snprintf(buffer, sizeof buffer, "%02x", static_cast<unsigned char>(bytes[i]));
        out += buffer;
        if (i % 32 == 31) out += '\n';
    }
    return out + "\n";
}

// The files are what a person looked at and found right. To accept a change, look at it and run with CAFEPOS_ACCEPT_GOLDEN=1.
void expect_golden(const std::string& name, const std::string& actual) {
    const std::string path = (testing::source_root() / "tests/golden/receipts" / name).string();
    if (std::getenv("CAFEPOS_ACCEPT_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << actual;
    std::ifstream file(path, std::ios::binary);
    ASSERT_TRUE(file) << path;
    std::stringstream expected;
    expected << file.rdbuf();
    EXPECT_EQ(actual, expected.str()) << name;
}

// The letters before the picture of a line (which depends on the fonts of the machine) are compared; the picture is only found.
std::string without_picture(const std::string& bytes) {
    const auto begin = bytes.find("\x1Dv0");
    if (begin == std::string::npos) return bytes;
    const auto at = [&](std::size_t offset) {
        return static_cast<std::size_t>(static_cast<unsigned char>(bytes[begin + offset]));
    };
    const std::size_t size = (at(4) + 256 * at(5)) * (at(6) + 256 * at(7));
    return bytes.substr(0, begin) + "<picture>" + bytes.substr(begin + 8 + size);
}

std::string text_of_pdf(const std::string& pdf) {
    const std::string path = ::testing::TempDir() + "receipt_test_" + testing::unique_name() + ".pdf";
    std::ofstream(path, std::ios::binary) << pdf;
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(("pdftotext -layout " + path + " -").c_str(), "r"), &pclose);
    std::string text;
    char buffer[512];
    while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, pipe.get())) text.append(buffer, count);
    return text;
}

TEST(Receipt, TextOf32And42And48ColumnsIsGolden) {
    for (const int columns : {32, 42, 48}) {
        const std::string text = render_text(sample(), columns);
        expect_golden("sale-" + std::to_string(columns) + ".txt", text);
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);)
            EXPECT_LE(paper::display_width(line), static_cast<std::size_t>(columns)) << line;
    }
}

TEST(Receipt, HtmlIsGoldenAndEscapesWhatPeopleTyped) {
    Document document = sample();
    document.lines[0].notes = "<script>alert(\"x\")</script> & 'more'";
    const std::string html = render_html(document);
    expect_golden("sale.html", html);
    EXPECT_EQ(html.find("<script"), std::string::npos);
}

TEST(Receipt, EscPosIsGolden) {
    const std::string bytes = render_escpos(sample(), 32);
    expect_golden("sale.escpos.hex", hex_lines(without_picture(bytes)));
    EXPECT_EQ(bytes.substr(0, 2), "\x1B@");
    EXPECT_NE(bytes.find("\x1Bt\x10"), std::string::npos) << "Western letters need page 16";
    EXPECT_NE(bytes.find("Ni\xF1o"), std::string::npos) << "ñ in CP1252";
    EXPECT_NE(bytes.find("\x80"), std::string::npos) << "€ in CP1252";
    EXPECT_NE(bytes.find("\x1D!\x01TOTAL "), std::string::npos) << "the total is twice as high";
    EXPECT_NE(bytes.find("\x1Dv0"), std::string::npos) << "日本 is in no page: a picture";
    EXPECT_NE(bytes.find(qr_text(sample())), std::string::npos);
    EXPECT_NE(bytes.find(std::string("\x1Bp\x30")), std::string::npos) << "cash kicks the drawer";
}

TEST(Receipt, CardSaleLeavesTheDrawerShut) {
    Document document = sample();
    document.opens_drawer = false;
    EXPECT_EQ(render_escpos(document, 32).find("\x1Bp"), std::string::npos);
}

TEST(Receipt, CyrillicTakesItsOwnCodePage) {
    Document document = sample();
    document.lines = {{"Чай", "Regular", 1, Money::of(100), Money::of(100), "", ""}};
    const std::string bytes = render_escpos(document, 32);
    EXPECT_NE(bytes.find("\x1Bt\x11"), std::string::npos);
    EXPECT_NE(bytes.find("\x97\xA0\xA9"), std::string::npos) << "Чай in CP866";
}

TEST(Receipt, PdfHoldsEveryWordOnOnePageOfEightyMillimetres) {
    const std::string pdf = render_pdf(sample());
    ASSERT_EQ(pdf.substr(0, 5), "%PDF-");
    const std::string text = text_of_pdf(pdf);
    for (const char* word : {"Café Niño", "ORD-20261122-0042", "日本", "€22.71", "Sourdough toast", "poached egg!", "€27.29",
                             "DE 123 456 789", "11.94", "1042-K7QD-R2ZT-AB5E-77XN"}) {
        EXPECT_NE(text.find(word), std::string::npos) << word << " is not in:\n" << text;
    }
    EXPECT_EQ(text.find('\f'), text.rfind('\f')) << "one page";
}

TEST(Receipt, EachLanguageWritesMoneyItsOwnWay) {
    EXPECT_EQ(money_text(Money::of(450), "USD", "en-US"), "$4.50");
    EXPECT_EQ(money_text(Money::of(-123456), "EUR", "de-DE"), "-1.234,56 €");
    EXPECT_EQ(money_text(Money::of(123456789), "EUR", "fr"), "1\u00a0234\u00a0567,89 €");
    EXPECT_EQ(money_text(Money::of(100000), "GBP", "en-GB"), "£1,000.00");
    EXPECT_EQ(money_text(Money::of(450), "CHF", "de-CH"), "4,50 CHF");
    EXPECT_EQ(money_text(Money::of(450), "CHF", "en"), "CHF 4.50");
    EXPECT_EQ(rate_text(Percentage::of(55'000), "fr-FR"), "5,5\u00a0%");
    EXPECT_EQ(words_of("de-AT").total, "SUMME");
    EXPECT_EQ(words_of("tlh").total, "TOTAL");
}

TEST(Receipt, EachLanguageWritesTheTimeItsOwnWay) {
    const LocalTime evening{Date::parse("2026-11-02").value(), 18, 5, 59};
    EXPECT_EQ(time_text(evening, "en-US"), "Nov 2, 2026 6:05 PM");
    EXPECT_EQ(time_text({evening.date, 0, 5, 0}, "en"), "Nov 2, 2026 12:05 AM");
    EXPECT_EQ(time_text({evening.date, 12, 5, 0}, "tlh"), "Nov 2, 2026 12:05 PM");
    EXPECT_EQ(time_text(evening, "en-GB"), "2 Nov 2026 18:05");
    EXPECT_EQ(time_text(evening, "de-AT"), "02.11.2026 18:05");
    EXPECT_EQ(time_text(evening, "fr"), "02/11/2026 18:05");
    EXPECT_EQ(time_text(evening, "es-MX"), "02/11/2026 18:05");
}

TEST(Receipt, SaysInItsHeadWhereItIsHad) {
    for (Document document : {sample(), refund_sample()}) {
        document.service = settings::Service::takeaway;
        document.language = "en";
        const std::string text = render_text(document, 32);
        EXPECT_LT(text.find("Service: Take-away"), text.find("Caffe Latte")) << text;
        EXPECT_NE(render_html(document).find("Take-away"), std::string::npos);
        document.language = "de-DE";
        EXPECT_NE(render_text(document, 32).find("Art: Zum Mitnehmen"), std::string::npos);
        document.language = "fr";
        EXPECT_NE(render_text(document, 32).find("Service\u00a0: À emporter"), std::string::npos);
        document.language = "es";
        EXPECT_NE(render_text(document, 32).find("Servicio: Para llevar"), std::string::npos);
    }
    EXPECT_EQ(service_text(settings::Service::here, words_of("de")), "Im Haus");
    EXPECT_EQ(service_text(settings::Service::delivery, words_of("fr")), "Livraison");
}

TEST(Receipt, RefundSlipIsGoldenAndSums) {
    const Document document = refund_sample();
    EXPECT_EQ(sum_of(document), document.total);
    expect_golden("refund-32.txt", render_text(document, 32));
    expect_golden("refund.html", render_html(document));
    const std::string text = render_text(document, 32);
    EXPECT_EQ(text.find("REMBOURSEMENT"), text.rfind("REMBOURSEMENT")) << "its heading stands once";
    EXPECT_NE(text.find("1043-M3WX-Q6HP-CD2F-44VB"), std::string::npos);
    EXPECT_EQ(qr_text(document), "REF-20261123-0001 -1111.05 EUR 1043-M3WX-Q6HP-CD2F-44VB");
}

TEST(Receipt, GermanSlipIsGolden) {
    Document document = sample();
    document.language = "de-DE";
    EXPECT_EQ(sum_of(document), document.total);
    expect_golden("sale-de-42.txt", render_text(document, 42));
}

// A customer read "Rounding −4.50".
TEST(Receipt, APriceDifferenceIsNotCalledRounding) {
    Document document = sample();
    document.price_difference = Money::of(-450);
    document.total -= Money::of(450);
    const std::vector<std::pair<const char*, const char*>> names{
        {"en", "Price difference"}, {"de", "Preisdifferenz"}, {"fr", "Écart de prix"}, {"es", "Diferencia de precio"}};
    for (const auto& [language, name] : names) {
        document.language = language;
        EXPECT_EQ(sum_of(document), document.total);
        for (const std::string& slip : {render_text(document, 42), render_html(document)}) {
            EXPECT_NE(slip.find(name), std::string::npos) << name;
            EXPECT_EQ(slip.find(words_of(language).rounding), std::string::npos);
        }
    }
}

TEST(Receipt, MarksAreGolden) {
    Document document = sample();
    document.mark = Mark::reprint;
    document.refunds = {{"REF-20261123-0001", {Date::parse("2026-11-23").value(), 9, 0, 0}, Money::of(540), {"cash", "card"}}};
    expect_golden("reprint-42.txt", render_text(document, 42));
}

TEST(Receipt, ARefundByTwoTendersNamesBoth) {
    Document document = sample();
    document.refunds = {{"REF-20261123-0001", {Date::parse("2026-11-23").value(), 9, 0, 0}, Money::of(540), {"cash", "voucher"}}};
    const std::string html = render_html(document);
    EXPECT_NE(html.find(", CASH, VOUCHER)"), std::string::npos) << html;
}

TEST(Receipt, WithoutTaxThereIsNoTable) {
    Document document = sample();
    document.taxes = {{"", "", Percentage(), Money::of(2000), Money()}};
    EXPECT_TRUE(tax_table_of(document).empty());
}

std::string repeated(const std::string& text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += text;
    return out;
}

TEST(Receipt, OptionsStandBelowTheirLine) {
    Document document = sample();
    document.lines[0].options = {{"Oat milk & more", 1, Money::of(60)}, {"Sugar", 2, {}}, {"Own cup", 1, Money::of(-30)}};
    const std::string text = render_text(document, 42);
    EXPECT_NE(text.find("  - Oat milk & more +€0.60\n"), std::string::npos) << text;
    EXPECT_NE(text.find("  - 2x Sugar\n"), std::string::npos) << text;
    EXPECT_NE(text.find("  - Own cup -€0.30\n"), std::string::npos) << text;
    EXPECT_LT(text.find("Own cup"), text.find("oat milk, piñón"));
    EXPECT_NE(render_html(document).find("<br><small>Oat milk &amp; more +€0.60</small><br><small>2x Sugar</small>"),
              std::string::npos);
}

TEST(Excerpt, CutsOptionsToo) {
    Document document = sample();
    document.lines[0].options.assign(100, {repeated("ж", 100), 1, Money()});
    const Document cut = excerpt(document);
    EXPECT_EQ(cut.lines[0].options.size(), 81U);
    EXPECT_EQ(cut.lines[0].options.back().name, "…");
    EXPECT_EQ(cut.lines[0].notes, "");
}

TEST(Excerpt, CutsNotesBeyondWhatIsDrawnAndSaysSo) {
    Document document = sample();
    const Document whole = excerpt(document);
    EXPECT_EQ(whole.lines[0].notes, document.lines[0].notes);

    document.notes = "by the window";
    document.lines.assign(20, {"Tea", "Pot", 1, Money::of(325), Money::of(325), repeated("ж", 500), ""});
    const Document cut = excerpt(document);
    std::size_t characters = text::length(cut.notes);
    for (const Line& line : cut.lines) characters += text::length(line.notes);
    EXPECT_EQ(characters, drawn_notes_length_max);
    EXPECT_EQ(cut.notes, "by the window");
    EXPECT_EQ(cut.lines[14].notes.size(), 1'000U) << "whole";
    EXPECT_TRUE(cut.lines[15].notes.ends_with("ж…"));
    EXPECT_EQ(cut.lines[16].notes, "");
    EXPECT_EQ(cut.lines[16].line_total, Money::of(325)) << "every line is there, with its amount";
}

// 500 notes of 500 characters in three scripts took minutes and hundreds of megabytes to draw.
TEST(Excerpt, KeepsDrawingShortWhateverWasWritten) {
    Document document = sample();
    const std::string notes = repeated("aж漢ع ", 100);
    document.lines.assign(500, {"Tea", "Pot", 1, Money::of(325), Money::of(325), notes, ""});
    const auto began = std::chrono::steady_clock::now();
    EXPECT_TRUE(render_pdf(excerpt(document)).starts_with("%PDF"));
    EXPECT_LT(render_escpos(excerpt(document), 42).size(), 4'000'000U);
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(20)) << "with a sanitizer, on a loaded machine";
}

}  // namespace
}  // namespace cafepos::receipts
