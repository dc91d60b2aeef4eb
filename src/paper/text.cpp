#include "render.h"

namespace cafepos::paper {
namespace {

void append(std::string& out, const Row& row, std::size_t columns) {
    for (const std::string& line : lines_of(row, columns)) {
        const std::size_t width = display_width(line);
        if (row.style.centred && width < columns) out += std::string((columns - width) / 2, ' ');
        out += line + "\n";
    }
}

}  // namespace

std::string text(const Slip& slip, int columns) {
    const auto width = static_cast<std::size_t>(columns);
    std::string out;
    for (const Row& row : slip.rows) {
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
            case Row::Kind::qr:
            case Row::Kind::image:
                break;
        }
    }
    return out;
}

}  // namespace cafepos::paper
