#include <fmt/format.h>

#include "core/text.h"
#include "render.h"

namespace cafepos::paper {
namespace {

using cafepos::text::html_escaped;

constexpr std::string_view page_style =
    "body{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:1.5rem auto;padding:0 1rem;color:#222;background:#fff}"
    "p{margin:0}.pair{display:flex;justify-content:space-between;gap:1rem}.centred{text-align:center}.bold{font-weight:700}"
    ".large{font-size:1.3rem}table{width:100%;border-collapse:collapse}th{text-align:left;font-weight:400}td{text-align:right}"
    "svg{display:block;margin:.5rem auto;max-width:100%}";

std::string class_of(const Row& row) {
    std::string names = row.kind == Row::Kind::pair ? " pair" : "";
    names += row.style.centred ? " centred" : "";
    names += row.style.bold ? " bold" : "";
    names += row.style.large ? " large" : "";
    return names.empty() ? "" : fmt::format(" class=\"{}\"", names.substr(1));
}

std::string table(const Row& row) {
    std::string out = "<table>\n";
    for (const auto& cells : row.cells) {
        out += fmt::format("<tr><th scope=\"row\">{}</th>", html_escaped(cells.front()));
        for (std::size_t i = 1; i < cells.size(); ++i) out += fmt::format("<td>{}</td>", html_escaped(cells[i]));
        out += "</tr>\n";
    }
    return out + "</table>\n";
}

/// `unit` is the width of a dot in CSS pixels; `stretch`: how often higher than wide.
std::string picture(const Dots& dots, int quiet, int unit, int stretch, std::string_view label) {
    if (dots.empty()) return {};
    return fmt::format(
        "<svg viewBox=\"{0} {0} {1} {2}\" width=\"{3}\" height=\"{4}\" role=\"img\" aria-label=\"{5}\" "
        "preserveAspectRatio=\"none\" shape-rendering=\"crispEdges\"><path d=\"{6}\"/></svg>\n",
        -quiet, dots.width + 2 * quiet, dots.height + 2 * quiet, (dots.width + 2 * quiet) * unit,
        (dots.height + 2 * quiet) * unit * stretch, html_escaped(label), svg_path(dots));
}

std::string element(const Row& row) {
    switch (row.kind) {
        case Row::Kind::text:
            return fmt::format("<p{}>{}{}</p>\n", class_of(row), html_escaped(row.prefix), html_escaped(row.left));
        case Row::Kind::pair:
            return fmt::format("<p{}><span>{}</span> <span>{}</span></p>\n", class_of(row), html_escaped(row.left),
                               html_escaped(row.right));
        case Row::Kind::table:
            return table(row);
        case Row::Kind::rule:
        case Row::Kind::double_rule:
            return "<hr>\n";
        case Row::Kind::blank:
            return "<br>\n";
        case Row::Kind::qr:
            return picture(make_qr(row.left), 4, 4, 1, row.left);
        case Row::Kind::image:
            return picture(row.dots, 0, 1, 1, "");
    }
    return {};
}

}  // namespace

std::string html(const Slip& slip, std::string_view title, std::string_view language) {
    std::string out = fmt::format(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<style>{}</style>\n</head>\n<body>\n<main>\n",
        html_escaped(language), html_escaped(title), page_style);
    for (const Row& row : slip.rows) out += element(row);
    return out + "</main>\n</body>\n</html>\n";
}

}  // namespace cafepos::paper
