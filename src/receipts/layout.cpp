#include "layout.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>

#include "content.h"
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
        for (const Line& line : document_.lines) item(line);
        sums();
        tenders();
        taxes();
        foot();
        return std::move(rows_);
    }

private:
    // Nothing that a text says begins a line or tells a printer or a terminal what to do.
    void text(const std::string& value, bool centred = false, bool bold = false, bool large = false) {
        if (value.empty()) return;
        rows_.push_back({.kind = Row::Kind::text,
                         .left = cafepos::text::without_controls(value),
                         .centred = centred,
                         .bold = bold,
                         .large = large});
    }
    void remark(std::string prefix, const std::string& value) {
        if (value.empty()) return;
        rows_.push_back({.kind = Row::Kind::text, .left = cafepos::text::without_controls(value), .prefix = std::move(prefix)});
    }
    // What the owner wrote in the settings keeps its lines.
    void lines(std::string_view value, bool bold = false, bool large = false) {
        for (std::size_t end = 0; !value.empty(); value.remove_prefix(std::min(end + 1, value.size()))) {
            end = std::min(value.find('\n'), value.size());
            end == 0 ? add(Row::Kind::blank) : text(std::string(value.substr(0, end)), true, bold, large);
        }
    }
    void pair(const std::string& left, const std::string& right, bool stands_out = false) {
        rows_.push_back({.kind = Row::Kind::pair,
                         .left = cafepos::text::without_controls(left),
                         .right = cafepos::text::without_controls(right),
                         .bold = stands_out,
                         .large = stands_out});
    }
    void add(Row::Kind kind) { rows_.push_back({.kind = kind, .left = {}}); }
    std::string money(Money amount) const { return money_text(amount, document_.currency, document_.language); }
    std::string name(std::string_view word) const { return std::string(word) + std::string(colon_of(document_.language)); }
    std::string label(std::string_view word, const std::string& value) const { return name(word) + " " + value; }

    void head() {
        lines(document_.shop_name, true, true);
        lines(document_.shop_address);
        lines(document_.shop_phone);
        if (!document_.shop_tax_number.empty()) text(label(words_.tax_number, document_.shop_tax_number), true);
        add(Row::Kind::double_rule);
        if (document_.refund_of) announce(words_.refund);
        announce(mark_text(document_));
        for (const Fact& fact : facts_of(document_)) remark(name(fact.name) + " ", fact.value);
        add(Row::Kind::rule);
    }

    void announce(std::string_view word) {
        if (!word.empty()) text("*** " + std::string(word) + " ***", true, true);
    }

    void item(const Line& line) {
        text(title_of(line));
        const std::string mark = line.tax_mark.empty() ? " " : line.tax_mark;
        pair(mark + " " + std::to_string(line.quantity) + "x " + money(line.unit_price), money(line.line_total));
        remark("  * ", line.notes);
    }

    void sums() {
        add(Row::Kind::rule);
        for (const Summand& summand : summands_of(document_)) pair(summand.name, money(summand.amount));
        add(Row::Kind::double_rule);
        pair(std::string(words_.total), money(document_.total), true);
        add(Row::Kind::double_rule);
    }

    void tenders() {
        for (const Tender& tender : document_.tenders) {
            pair(name(tender_text(tender.method, words_)), money(tender.amount));
            if (tender.method != "cash" || document_.refund_of) continue;
            pair(name(words_.cash_received), money(tender.tendered));
            if (!tender.change.is_zero()) pair(name(words_.change), money(tender.change));
        }
        for (const Refund& refund : document_.refunds) {
            pair(std::string(words_.refunded) + " " + refund.number, money(-refund.amount));
        }
    }

    void taxes() {
        auto cells = tax_table_of(document_);
        if (cells.empty()) return;
        for (auto& row : cells) {
            for (std::string& cell : row) cell = cafepos::text::without_controls(cell);
        }
        for (auto& row : cells) row.front() = cafepos::text::without_controls(row.front());
        add(Row::Kind::rule);
        rows_.push_back({.kind = Row::Kind::table, .left = {}, .cells = std::move(cells)});
    }

    void foot() {
        if (!document_.notes.empty()) add(Row::Kind::rule);
        remark("* ", document_.notes);
        add(Row::Kind::blank);
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

std::string spaces(std::size_t count) { return std::string(count, ' '); }

std::vector<std::string> text_lines(const Row& row, std::size_t columns) {
    const std::size_t indent = display_width(row.prefix);
    std::vector<std::string> lines = wrap(row.left, columns - indent);
    for (std::size_t i = 0; i < lines.size(); ++i) lines[i].insert(0, i == 0 ? row.prefix : spaces(indent));
    return lines;
}

/// Always one space between; a name too long for the line breaks above the amount.
std::vector<std::string> pair_lines(const std::string& left, const std::string& right, std::size_t columns) {
    const std::size_t right_width = display_width(right);
    std::vector<std::string> lines = wrap(left, columns > right_width + 1 ? columns - right_width - 1 : columns);
    const std::size_t used = display_width(lines.back()) + right_width;
    lines.back() += spaces(columns > used ? columns - used : 1) + right;
    return lines;
}

/// Two spaces between the columns where that leaves room for all names.
std::vector<std::string> table_lines(const std::vector<std::vector<std::string>>& cells, std::size_t columns) {
    std::vector<std::size_t> widths(cells.front().size());
    for (const auto& row : cells) {
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i]));
    }
    const std::size_t roomy = std::accumulate(widths.begin(), widths.end(), 2 * (widths.size() - 1));
    const std::string gap = spaces(roomy <= columns ? 2 : 1);
    std::vector<std::string> lines;
    for (const auto& row : cells) {
        std::string figures;
        for (std::size_t i = 1; i < row.size(); ++i) {
            figures += (i == 1 ? "" : gap) + spaces(widths[i] - display_width(row[i])) + row[i];
        }
        for (std::string& line : pair_lines(row.front(), figures, columns)) lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace

std::vector<std::string> lines_of(const Row& row, std::size_t columns) {
    if (row.kind == Row::Kind::table) return table_lines(row.cells, columns);
    if (row.kind == Row::Kind::pair) return pair_lines(row.left, row.right, columns);
    return text_lines(row, columns);
}

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
