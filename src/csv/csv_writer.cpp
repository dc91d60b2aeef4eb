#include "csv_writer.h"

#include <algorithm>
#include <array>

namespace cafepos::csv {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// -5 or -0.25: what a spreadsheet reads as the number it is.
bool is_negative_number(std::string_view text) {
    if (!text.starts_with('-')) return false;
    text.remove_prefix(1);
    const auto point = std::min(text.find('.'), text.size());
    const auto whole = text.substr(0, point);
    const auto fraction = point == text.size() ? "0" : text.substr(point + 1);
    const auto all_digits = [](std::string_view part) {
        return !part.empty() && std::all_of(part.begin(), part.end(), is_digit);
    };
    return all_digits(whole) && all_digits(fraction);
}

// A spreadsheet that separates cells otherwise than we do begins a new one after these, whatever the quotes say.
constexpr std::string_view cell_ends = ";\t\r\n";

std::string_view without_leading(std::string_view text, std::string_view characters) {
    return text.substr(std::min(text.find_first_not_of(characters), text.size()));
}

bool is_formula(std::string_view text) {
    constexpr std::array<std::string_view, 10> beginnings = {"=", "+", "-", "@", "\v", "\f", "＝", "＋", "－", "＠"};
    text = without_leading(text, "' \"");
    return std::ranges::any_of(beginnings, [text](std::string_view beginning) { return text.starts_with(beginning); }) &&
           !is_negative_number(text);
}

std::size_t count_digits(std::string_view text) { return std::min(text.find_first_not_of("0123456789"), text.size()); }

// 4.00638E+12, with either decimal mark; the sign of the exponent may be missing when a person wrote it.
bool is_scientific(std::string_view text, bool needs_sign) {
    const auto take_digits = [&text] {
        const std::size_t digits = count_digits(text);
        text.remove_prefix(digits);
        return digits > 0;
    };
    if (!take_digits()) return false;
    if (text.starts_with('.') || text.starts_with(',')) {
        text.remove_prefix(1);
        if (!take_digits()) return false;
    }
    if (!text.starts_with('E') && !text.starts_with('e')) return false;
    text.remove_prefix(1);
    if (text.starts_with('+') || text.starts_with('-')) {
        text.remove_prefix(1);
    } else if (needs_sign) {
        return false;
    }
    return take_digits() && text.empty();
}

// What would not come back from a spreadsheet as it went in.
bool is_fragile_number(std::string_view text) {
    constexpr std::size_t shown_digits_max = 11;
    const bool is_all_digits = !text.empty() && count_digits(text) == text.size();
    if (is_all_digits) return text.size() > shown_digits_max || (text.size() > 1 && text.front() == '0');
    return is_scientific(text, false);
}

// Whether the piece between two cell ends needs an apostrophe. The answer is the same with the apostrophe before it, which is
// why it can be taken away again.
bool is_dangerous(std::string_view piece, std::string_view cell, bool is_first) {
    if (is_formula(piece)) return true;
    if (!is_first) return false;
    const auto plain = without_leading(cell, "'");
    return plain.find_first_of("\t\r\n") == 0 || is_fragile_number(plain);
}

// The cell with each of its pieces treated: treat(piece, is_dangerous).
template <class Treat>
std::string by_piece(std::string_view cell, const Treat& treat) {
    std::string out;
    for (std::size_t begin = 0;;) {
        const std::size_t end = std::min(cell.find_first_of(cell_ends, begin), cell.size());
        const auto piece = cell.substr(begin, end - begin);
        out += treat(piece, is_dangerous(piece, cell, begin == 0));
        if (end == cell.size()) return out;
        out += cell[end];
        begin = end + 1;
    }
}

std::string without_doubled_quotes(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        out += text[i];
        if (text.substr(i, 2) == "\"\"") ++i;
    }
    return out;
}

}  // namespace

std::string neutral_cell(std::string_view cell) {
    return by_piece(cell,
                    [](std::string_view piece, bool is_dangerous) { return (is_dangerous ? "'" : "") + std::string(piece); });
}

std::string restore_cell(std::string_view cell) {
    if (cell.size() > 2 && cell.starts_with("=\"") && cell.ends_with('"')) {
        return without_doubled_quotes(cell.substr(2, cell.size() - 3));
    }
    return by_piece(cell, [](std::string_view piece, bool is_dangerous) {
        return std::string(is_dangerous && piece.starts_with('\'') ? piece.substr(1) : piece);
    });
}

bool is_rounded_by_spreadsheet(std::string_view cell) {
    constexpr std::size_t long_digits = 6;
    if (is_scientific(cell, true)) return true;
    const std::size_t digits = count_digits(cell);
    const auto rest = cell.substr(digits);
    return digits >= long_digits && rest.size() > 1 && (rest.starts_with('.') || rest.starts_with(',')) &&
           rest.find_first_not_of('0', 1) == std::string_view::npos;
}

void write_row(std::string& out, const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) out += ',';
        // A lone empty cell is quoted, or the row would read as an empty line.
        const bool quoted = cells[i].find_first_of("\",;\r\n") != std::string::npos || (cells.size() == 1 && cells[i].empty()) ||
                            cells[i].starts_with(byte_order_mark);
        if (quoted) out += '"';
        for (const char c : cells[i]) {
            if (c == '"') out += '"';
            out += c;
        }
        if (quoted) out += '"';
    }
    out += "\r\n";
}

}  // namespace cafepos::csv
