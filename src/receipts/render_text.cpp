#include "layout.h"
#include "render.h"

namespace cafepos::receipts {
namespace {

void append(std::string& out, const Row& row, std::size_t columns) {
    for (const std::string& line : lines_of(row, columns)) {
        const std::size_t width = display_width(line);
        if (row.centred && width < columns) out += std::string((columns - width) / 2, ' ');
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
            case Row::Kind::pair:
            case Row::Kind::table:
                append(out, row, width);
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
