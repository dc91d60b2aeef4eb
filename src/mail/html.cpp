#include "html.h"

#include <string>

#include "core/text.h"
#include "core/wording.h"

namespace cafepos::mail::html {
namespace {

using text::html_escaped;

constexpr std::string_view cell_style = "padding:6px 0;border-bottom:1px solid #eee;";

constexpr std::string_view column_header = "th scope=\"col\"";
constexpr std::string_view row_header = "th scope=\"row\"";

/// Amounts stay in one piece. What is longer, such as the head of the journal, would make the mail wider than a phone.
constexpr std::size_t unbroken_bytes_max = 24;

std::string style_of(std::string_view element, std::string_view text, bool first) {
    const std::string weight = element == row_header ? "font-weight:normal;" : "";
    const std::string side = first ? "text-align:left" : "text-align:right;padding-left:12px";
    const bool stays_whole = element == "td" && text.size() <= unbroken_bytes_max;
    return std::string(cell_style) + weight + side +
           (stays_whole ? ";white-space:nowrap" : ";overflow-wrap:anywhere;word-break:break-word");
}

std::string cell(std::string_view element, std::string_view text, bool first) {
    return "<" + std::string(element) + " style=\"" + style_of(element, text, first) + "\">" + html_escaped(text) + "</" +
           std::string(element.substr(0, element.find(' '))) + ">";
}

}  // namespace

std::string heading(int level, std::string_view text) {
    const std::string name = "h" + std::to_string(level);
    const std::string style = level == 1 ? "font-size:22px;margin:0 0 16px" : "font-size:17px;margin:24px 0 6px";
    return "<" + name + " style=\"" + style + "\">" + html_escaped(text) + "</" + name + ">\n";
}

std::string table(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows) {
    std::string out = "<table style=\"width:100%;border-collapse:collapse\">\n";
    if (!header.empty()) {
        out += "<thead><tr>";
        for (std::size_t i = 0; i < header.size(); ++i) out += cell(column_header, header[i], i == 0);
        out += "</tr></thead>\n";
    }
    out += "<tbody>\n";
    for (const auto& row : rows) {
        out += "<tr>";
        for (std::size_t i = 0; i < row.size(); ++i) out += cell(i == 0 ? row_header : "td", row[i], i == 0);
        out += "</tr>\n";
    }
    return out + "</tbody></table>\n";
}

std::string image(std::string_view source, std::string_view alternative, int width, int height) {
    return "<img src=\"" + html_escaped(source) + "\" alt=\"" + text::html_escaped(alternative) + "\" width=\"" +
           std::to_string(width) + "\" height=\"" + std::to_string(height) +
           "\" style=\"display:block;width:100%;max-width:" + std::to_string(width) + "px;height:auto\">\n";
}

std::string paragraph(std::string_view text) { return "<p style=\"margin:0 0 12px\">" + html_escaped(text) + "</p>\n"; }

std::string button(std::string_view link, std::string_view text) {
    return "<p style=\"margin:20px 0\"><a href=\"" + html_escaped(link) +
           "\" style=\"display:inline-block;padding:12px 20px;background:#6b3a12;color:#fff;border-radius:6px;"
           "text-decoration:none;font-weight:bold\">" +
           html_escaped(text) + "</a></p>\n";
}

std::string footer(std::string_view text) {
    return "<footer><p style=\"color:#666;font-size:13px;margin-top:24px\">" + html_escaped(text) + "</p></footer>\n";
}

std::string page(std::string_view title, const std::string& body, std::string_view language) {
    return "<!DOCTYPE html>\n<html lang=\"" + std::string(wording::code_of(wording::language_of(language))) +
           "\"><head><meta charset=\"utf-8\">"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>" +
           html_escaped(title) +
           "</title></head>\n"
           "<body style=\"margin:0;background:#fff;color:#222\"><main style=\"max-width:560px;margin:0 auto;padding:16px;"
           "font-family:-apple-system,'Segoe UI',Roboto,Arial,sans-serif;font-size:16px;line-height:1.4\">\n" +
           body + "</main></body></html>\n";
}

}  // namespace cafepos::mail::html
