#include "layout.h"
#include "render.h"

namespace cafepos::receipts {
namespace {

std::string spaces(std::size_t count) { return std::string(count, ' '); }

void append_pair(std::string& out, const Row& row, std::size_t columns) {
    const std::size_t right = display_width(row.right);
    // Always one space between; a label too long for the line breaks above the amount.
    const std::size_t room = columns > right + 1 ? columns - right - 1 : columns;
    const auto lines = wrap(row.left, room);
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) out += lines[i] + "\n";
    const std::size_t left = display_width(lines.back());
    out += lines.back() + spaces(columns > left + right ? columns - left - right : 1) + row.right + "\n";
}

void append_text(std::string& out, const Row& row, std::size_t columns) {
    for (const std::string& line : wrap(row.left, columns)) {
        const std::size_t width = display_width(line);
        if (row.centred && width < columns) out += spaces((columns - width) / 2);
        out += line + "\n";
    }
}

}  // namespace

std::string render_text(const Document& document, int columns) {
    const auto width = static_cast<std::size_t>(columns);
    std::string out;
    for (const Row& row : layout(document)) {
        switch (row.kind) {
            case Row::Kind::text:
                append_text(out, row, width);
                break;
            case Row::Kind::pair:
                append_pair(out, row, width);
                break;
            case Row::Kind::rule:
                out += std::string(width, '-') + "\n";
                break;
            case Row::Kind::double_rule:
                out += std::string(width, '=') + "\n";
                break;
            case Row::Kind::blank:
                out += "\n";
                break;
        }
    }
    return out;
}

std::string qr_text(const Document& document) {
    return document.number + " " + document.total.fixed_text() + " " + document.currency + " " + document.check_value;
}

}  // namespace cafepos::receipts
