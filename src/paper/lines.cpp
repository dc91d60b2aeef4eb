#include <glib.h>

#include <algorithm>
#include <iterator>
#include <numeric>

#include "slip.h"

namespace cafepos::paper {
namespace {

struct Character {
    std::size_t bytes = 1;
    std::size_t columns = 1;
};

/// The first character of a text; what is no UTF-8 counts as one byte that nobody can read.
Character first_of(std::string_view text) {
    const gunichar code = g_utf8_get_char_validated(text.data(), static_cast<gssize>(text.size()));
    if (code >= static_cast<gunichar>(-2)) return {};
    const auto bytes = static_cast<std::size_t>(g_utf8_next_char(text.data()) - text.data());
    if (g_unichar_iszerowidth(code) != 0) return {bytes, 0};
    return {bytes, g_unichar_iswide(code) != 0 ? std::size_t{2} : std::size_t{1}};
}

// How many bytes of the front fit into `columns`.
std::size_t fitting(std::string_view text, std::size_t columns) {
    std::size_t used = 0;
    std::size_t bytes = 0;
    while (bytes < text.size()) {
        const Character next = first_of(text.substr(bytes));
        if (used + next.columns > columns) break;
        used += next.columns;
        bytes += next.bytes;
    }
    return bytes;
}

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
    if (!lines.back().empty() && display_width(lines.back()) + 1 + right_width > columns) lines.emplace_back();
    const std::size_t used = display_width(lines.back()) + right_width;
    lines.back() += spaces(columns > used ? columns - used : 0) + right;
    return lines;
}

/// Where figures have no room beside each other: one below the other, each with the name that stands above it in the first row.
std::vector<std::string> stacked_lines(const std::vector<std::vector<std::string>>& cells, std::size_t columns) {
    std::vector<std::string> lines;
    const auto add = [&](std::vector<std::string> more) { std::ranges::move(more, std::back_inserter(lines)); };
    for (std::size_t row = 1; row < cells.size(); ++row) {
        add(wrap(cells[row].front(), columns));
        for (std::size_t i = 1; i < cells[row].size(); ++i) add(pair_lines(cells.front()[i], cells[row][i], columns));
    }
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
    const std::size_t figures = std::accumulate(widths.begin() + 1, widths.end(), widths.size());
    if (figures > columns + 2) return stacked_lines(cells, columns);
    std::vector<std::string> lines;
    for (const auto& row : cells) {
        std::string right;
        for (std::size_t i = 1; i < row.size(); ++i) {
            right += (i == 1 ? "" : gap) + spaces(widths[i] - display_width(row[i])) + row[i];
        }
        for (std::string& line : pair_lines(row.front(), right, columns)) lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace

std::vector<std::string> lines_of(const Row& row, std::size_t columns) {
    if (row.kind == Row::Kind::table) return table_lines(row.cells, columns);
    if (row.kind == Row::Kind::pair) return pair_lines(row.left, row.right, columns);
    return text_lines(row, columns);
}

std::size_t display_width(std::string_view utf8) {
    std::size_t width = 0;
    while (!utf8.empty()) {
        const Character next = first_of(utf8);
        width += next.columns;
        utf8.remove_prefix(next.bytes);
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

}  // namespace cafepos::paper
