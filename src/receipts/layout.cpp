#include "layout.h"

#include "content.h"
#include "wording.h"

namespace cafepos::receipts {
namespace {

class Layout {
public:
    explicit Layout(const Document& document) : document_(document), words_(words_of(document.language)) {}

    paper::Slip slip() {
        head();
        for (const Line& line : document_.lines) item(line);
        sums();
        tenders();
        taxes();
        foot();
        slip_.opens_drawer = document_.opens_drawer;
        return std::move(slip_);
    }

private:
    std::string money(Money amount) const { return money_text(amount, document_.currency, document_.language); }
    std::string name(std::string_view word) const { return std::string(word) + std::string(colon_of(document_.language)); }
    std::string label(std::string_view word, const std::string& value) const { return name(word) + " " + value; }

    void head() {
        slip_.lines(document_.shop_name, {.bold = true, .large = true});
        slip_.lines(document_.shop_address);
        slip_.lines(document_.shop_phone);
        if (!document_.shop_tax_number.empty())
            slip_.text(label(words_.tax_number, document_.shop_tax_number), {.centred = true});
        slip_.double_rule();
        if (document_.refund_of) announce(words_.refund);
        announce(mark_text(document_));
        for (const Fact& fact : facts_of(document_)) slip_.remark(name(fact.name) + " ", fact.value);
        slip_.rule();
    }

    void announce(std::string_view word) {
        if (!word.empty()) slip_.text("*** " + std::string(word) + " ***", {.centred = true, .bold = true});
    }

    void item(const Line& line) {
        slip_.text(title_of(line));
        const std::string mark = line.tax_mark.empty() ? " " : line.tax_mark;
        slip_.pair(mark + " " + std::to_string(line.quantity) + "x " + money(line.unit_price), money(line.line_total));
        for (const LineOption& option : line.options) slip_.remark("  - ", text_of(option, document_));
        slip_.remark("  * ", line.notes);
    }

    void sums() {
        slip_.rule();
        for (const Summand& summand : summands_of(document_)) slip_.pair(summand.name, money(summand.amount));
        slip_.double_rule();
        slip_.pair(words_.total, money(document_.total), {.bold = true, .large = true});
        slip_.double_rule();
    }

    void tenders() {
        for (const Tender& tender : document_.tenders) {
            slip_.pair(name(tender_text(tender.method, words_)), money(tender.amount));
            if (!tender.tip.is_zero()) slip_.pair(name(words_.tip), money(tender.tip));
            if (tender.method != "cash" || document_.refund_of) continue;
            slip_.pair(name(words_.cash_received), money(tender.tendered));
            if (!tender.change.is_zero()) slip_.pair(name(words_.change), money(tender.change));
        }
        for (const Refund& refund : document_.refunds) {
            slip_.pair(std::string(words_.refunded) + " " + refund.number, money(-refund.amount));
        }
    }

    void taxes() {
        auto cells = tax_table_of(document_);
        if (!cells.empty()) slip_.rule();
        slip_.table(std::move(cells));
    }

    void foot() {
        if (!document_.notes.empty()) slip_.rule();
        slip_.remark("* ", document_.notes);
        slip_.blank();
        if (document_.footer.empty()) {
            slip_.text(words_.thanks, {.centred = true});
            slip_.text(words_.again, {.centred = true});
        } else {
            slip_.lines(document_.footer);
        }
        if (document_.check_value.empty()) return;
        slip_.text(label(words_.check, document_.check_value), {.centred = true});
        slip_.qr(qr_text(document_));
    }

    const Document& document_;
    const Words& words_;
    paper::Slip slip_;
};

}  // namespace

paper::Slip slip_of(const Document& document) { return Layout(document).slip(); }

std::string qr_text(const Document& document) {
    if (!document.check_page.empty()) return document.check_page;
    return document.number + " " + document.total.fixed_text() + " " + document.currency + " " + document.check_value;
}

}  // namespace cafepos::receipts
