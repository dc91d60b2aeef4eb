#include "slip.h"

#include "core/text.h"

namespace cafepos::paper {

using cafepos::text::without_controls;

void Slip::text(std::string_view value, Style style) {
    if (!value.empty()) rows.push_back({.kind = Row::Kind::text, .left = without_controls(value), .style = style});
}

void Slip::remark(std::string_view prefix, std::string_view value) {
    if (value.empty()) return;
    rows.push_back({.kind = Row::Kind::text, .left = without_controls(value), .prefix = without_controls(prefix)});
}

void Slip::lines(std::string_view value, Style style) {
    style.centred = true;
    for (std::size_t end = 0; !value.empty(); value.remove_prefix(std::min(end + 1, value.size()))) {
        end = std::min(value.find('\n'), value.size());
        end == 0 ? blank() : text(value.substr(0, end), style);
    }
}

void Slip::pair(std::string_view left, std::string_view right, Style style) {
    rows.push_back({.kind = Row::Kind::pair, .left = without_controls(left), .right = without_controls(right), .style = style});
}

void Slip::table(std::vector<std::vector<std::string>> cells) {
    if (cells.empty()) return;
    for (auto& row : cells) {
        for (std::string& cell : row) cell = without_controls(cell);
    }
    rows.push_back({.kind = Row::Kind::table, .left = {}, .cells = std::move(cells)});
}

void Slip::image(Dots dots) {
    rows.push_back({.kind = Row::Kind::image, .left = {}, .style = {.centred = true}, .dots = std::move(dots)});
}

}  // namespace cafepos::paper
