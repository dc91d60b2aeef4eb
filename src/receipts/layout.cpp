#include "layout.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/text.h"
#include "wording.h"

namespace cafepos::receipts {
namespace {

// Decodes one well-formed UTF-8 character; what is none counts as one byte.
std::size_t decode(std::string_view text, std::uint32_t& code) {
    const auto first = static_cast<std::uint8_t>(text[0]);
    const std::size_t size = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (size == 1 || first < 0xC0 || size > text.size()) {
        code = first;
        return 1;
    }
    code = first & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) code = (code << 6U) | (static_cast<std::uint8_t>(text[i]) & 0x3FU);
    return size;
}

struct Range {
    std::uint32_t first;
    std::uint32_t last;
};

// Unicode Standard Annex 11: the blocks whose characters are wide (W and F), and combining marks.
constexpr std::array wide{Range{0x1100, 0x115F},  Range{0x2E80, 0x303E}, Range{0x3041, 0x33FF}, Range{0x3400, 0x4DBF},
                          Range{0x4E00, 0x9FFF},  Range{0xA000, 0xA4CF}, Range{0xAC00, 0xD7A3}, Range{0xF900, 0xFAFF},
                          Range{0xFE30, 0xFE4F},  Range{0xFF00, 0xFF60}, Range{0xFFE0, 0xFFE6}, Range{0x1F300, 0x1FAFF},
                          Range{0x20000, 0x3FFFD}};
constexpr std::array zero{Range{0x0300, 0x036F}, Range{0x200B, 0x200F}, Range{0x20D0, 0x20FF}, Range{0xFE00, 0xFE0F}};

template <std::size_t N>
bool within(const std::array<Range, N>& ranges, std::uint32_t code) {
    for (const Range& range : ranges) {
        if (code >= range.first && code <= range.last) return true;
    }
    return false;
}

std::size_t width_of(std::uint32_t code) { return within(zero, code) ? 0 : within(wide, code) ? 2 : 1; }

// How many bytes of the front fit into `columns`.
std::size_t fitting(std::string_view text, std::size_t columns) {
    std::size_t used = 0;
    std::size_t bytes = 0;
    while (bytes < text.size()) {
        std::uint32_t code = 0;
        const std::size_t size = decode(text.substr(bytes), code);
        if (used + width_of(code) > columns) break;
        used += width_of(code);
        bytes += size;
    }
    return bytes;
}

class Layout {
public:
    explicit Layout(const Document& document) : document_(document), words_(words_of(document.language)) {}

    std::vector<Row> rows() {
        head();
        document_.is_refund_slip ? refund_slip() : sale();
        foot();
        return std::move(rows_);
    }

private:
    // Nothing that a text says begins a line or tells a printer or a terminal what to do.
    void text(const std::string& value, bool centred = false, bool bold = false, bool large = false) {
        if (!value.empty()) rows_.push_back({Row::Kind::text, cafepos::text::without_controls(value), {}, centred, bold, large});
    }
    void pair(const std::string& left, const std::string& right, bool bold = false) {
        rows_.push_back(
            {Row::Kind::pair, cafepos::text::without_controls(left), cafepos::text::without_controls(right), false, bold, false});
    }
    // What the owner wrote in the settings keeps its lines.
    void lines(std::string_view value, bool bold = false, bool large = false) {
        for (std::size_t end = 0; !value.empty(); value.remove_prefix(std::min(end + 1, value.size()))) {
            end = std::min(value.find('\n'), value.size());
            end == 0 ? blank() : text(std::string(value.substr(0, end)), true, bold, large);
        }
    }
    void blank() { rows_.push_back({Row::Kind::blank, {}, {}, false, false, false}); }
    void rule() { rows_.push_back({Row::Kind::rule, {}, {}, false, false, false}); }
    void double_rule() { rows_.push_back({Row::Kind::double_rule, {}, {}, false, false, false}); }
    std::string money(Money amount) const { return money_text(amount, document_.currency, document_.language); }
    std::string label(std::string_view word, const std::string& value) const { return std::string(word) + ": " + value; }

    void head() {
        lines(document_.shop_name, true, true);
        lines(document_.shop_address);
        lines(document_.shop_phone);
        double_rule();
        mark();
        text(label(words_.order, document_.number));
        text(label(words_.date, time_text(document_.time)));
        text(label(words_.cashier, document_.staff_name));
        if (!document_.customer_name.empty()) text(label(words_.customer, document_.customer_name));
        rule();
    }

    void mark() {
        std::string_view word;
        switch (document_.mark) {
            case Mark::none:
                return;
            case Mark::reprint:
                word = words_.reprint;
                break;
            case Mark::duplicate:
                word = words_.duplicate;
                break;
            case Mark::voided:
                word = words_.voided;
                break;
            case Mark::test:
                word = words_.test;
                break;
        }
        text("*** " + std::string(word) + " ***", true, true);
    }

    void sale() {
        for (const Line& line : document_.lines) item(line);
        rule();
        sums();
        double_rule();
        tenders();
        for (const Refund& refund : document_.refunds) {
            pair(std::string(words_.refunded) + " " + refund.number, money(-refund.amount));
        }
    }

    void item(const Line& line) {
        const bool sized = !line.size.empty() && line.size != "Regular";
        text(sized ? line.name + " (" + line.size + ")" : line.name);
        pair("  " + std::to_string(line.quantity) + "x " + money(line.unit_price), money(line.line_total));
        if (!line.notes.empty()) text("  * " + line.notes);
    }

    void sums() {
        pair(std::string(words_.subtotal), money(document_.subtotal));
        if (!document_.discount.is_zero()) {
            const std::string reason = document_.discount_reason.empty() ? "" : " (" + document_.discount_reason + ")";
            pair(std::string(words_.discount) + reason, money(-document_.discount));
        }
        for (const Tax& tax : document_.taxes) {
            const std::string inclusive = document_.tax_inclusive ? std::string(words_.includes) + " " : "";
            pair(inclusive + tax.name + " " + rate_text(tax.rate, document_.language), money(tax.amount));
        }
        if (!document_.rounding.is_zero()) pair(std::string(words_.rounding), money(document_.rounding));
        pair(std::string(words_.total), money(document_.total), true);
    }

    void tenders() {
        for (const Tender& tender : document_.tenders) {
            pair(tender_text(tender.method, words_) + ":", money(tender.amount));
            if (tender.method != "cash") continue;
            pair(std::string(words_.cash_received) + ":", money(tender.tendered));
            if (!tender.change.is_zero()) pair(std::string(words_.change) + ":", money(tender.change));
        }
    }

    void refund_slip() {
        for (const Refund& refund : document_.refunds) {
            text("*** " + std::string(words_.refund) + " ***", true, true);
            text(refund.number);
            text(label(words_.date, time_text(refund.time)));
            for (const Line& line : document_.lines) item(line);
            double_rule();
            pair(tender_text(refund.method, words_), money(-refund.amount), true);
        }
    }

    void foot() {
        if (!document_.notes.empty()) text("* " + document_.notes);
        blank();
        if (document_.footer.empty()) {
            text(std::string(words_.thanks), true);
            text(std::string(words_.again), true);
        } else {
            lines(document_.footer);
        }
        if (!document_.check_value.empty()) text(label(words_.check, document_.check_value), true);
    }

    const Document& document_;
    const Words& words_;
    std::vector<Row> rows_;
};

}  // namespace

std::vector<Row> layout(const Document& document) { return Layout(document).rows(); }

std::size_t display_width(std::string_view utf8) {
    std::size_t width = 0;
    while (!utf8.empty()) {
        std::uint32_t code = 0;
        utf8.remove_prefix(decode(utf8, code));
        width += width_of(code);
    }
    return width;
}

std::vector<std::string> wrap(std::string_view utf8, std::size_t columns) {
    std::vector<std::string> lines;
    while (display_width(utf8) > columns) {
        std::size_t cut = fitting(utf8, columns);
        const std::size_t space = utf8.substr(0, cut + 1).rfind(' ');
        if (space != std::string_view::npos && space > 0) cut = space;
        if (cut == 0) break;  // a single character wider than the paper
        lines.emplace_back(utf8.substr(0, cut));
        utf8.remove_prefix(cut);
        while (!utf8.empty() && utf8[0] == ' ') utf8.remove_prefix(1);
    }
    if (!utf8.empty() || lines.empty()) lines.emplace_back(utf8);
    return lines;
}

}  // namespace cafepos::receipts
