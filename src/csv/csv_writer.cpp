#include "csv_writer.h"

#include <algorithm>

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

bool is_formula(std::string_view text) {
    return !text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos &&
           !is_negative_number(text);
}

std::string_view without_apostrophes(std::string_view text) {
    return text.substr(std::min(text.find_first_not_of('\''), text.size()));
}

}  // namespace

std::string neutral_cell(std::string_view cell) {
    return is_formula(without_apostrophes(cell)) ? "'" + std::string(cell) : std::string(cell);
}

std::string restore_cell(std::string_view cell) {
    const bool is_neutralised = cell.starts_with('\'') && is_formula(without_apostrophes(cell));
    return std::string(is_neutralised ? cell.substr(1) : cell);
}

void write_row(std::string& out, const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) out += ',';
        // A lone empty cell is quoted, or the row would read as an empty line.
        const bool quoted = cells[i].find_first_of("\",;\r\n") != std::string::npos || (cells.size() == 1 && cells[i].empty()) ||
                            cells[i].starts_with("\xEF\xBB\xBF");
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
