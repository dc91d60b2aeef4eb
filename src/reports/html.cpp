#include "html.h"

#include <string>

namespace cafepos::reports::html {
namespace {

constexpr std::string_view cell_style = "padding:6px 0;border-bottom:1px solid #eee;";

std::string cell(std::string_view element, std::string_view text, bool first) {
    return "<" + std::string(element) + " style=\"" + std::string(cell_style) +
           (first ? "text-align:left;font-weight:normal" : "text-align:right;padding-left:12px;white-space:nowrap") + "\">" +
           escape(text) + "</" + std::string(element.substr(0, element.find(' '))) + ">";
}

}  // namespace

std::string escape(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string heading(int level, std::string_view text) {
    const std::string name = "h" + std::to_string(level);
    const std::string style = level == 1 ? "font-size:22px;margin:0 0 16px" : "font-size:17px;margin:24px 0 6px";
    return "<" + name + " style=\"" + style + "\">" + escape(text) + "</" + name + ">\n";
}

std::string table(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows) {
    std::string out = "<table style=\"width:100%;border-collapse:collapse\">\n";
    if (!header.empty()) {
        out += "<thead><tr>";
        for (std::size_t i = 0; i < header.size(); ++i) out += cell("th scope=\"col\"", header[i], i == 0);
        out += "</tr></thead>\n";
    }
    out += "<tbody>\n";
    for (const auto& row : rows) {
        out += "<tr>";
        for (std::size_t i = 0; i < row.size(); ++i) out += cell(i == 0 ? "th scope=\"row\"" : "td", row[i], i == 0);
        out += "</tr>\n";
    }
    return out + "</tbody></table>\n";
}

std::string image(std::string_view source, std::string_view alternative, int width, int height) {
    return "<img src=\"" + escape(source) + "\" alt=\"" + escape(alternative) + "\" width=\"" + std::to_string(width) +
           "\" height=\"" + std::to_string(height) + "\" style=\"display:block;width:100%;max-width:" + std::to_string(width) +
           "px;height:auto\">\n";
}

std::string footer(std::string_view text) {
    return "<footer><p style=\"color:#666;font-size:13px;margin-top:24px\">" + escape(text) + "</p></footer>\n";
}

std::string page(std::string_view title, const std::string& body) {
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>" +
           escape(title) +
           "</title></head>\n"
           "<body style=\"margin:0;background:#fff;color:#222\"><main style=\"max-width:560px;margin:0 auto;padding:16px;"
           "font-family:-apple-system,'Segoe UI',Roboto,Arial,sans-serif;font-size:16px;line-height:1.4\">\n" +
           body + "</main></body></html>\n";
}

}  // namespace cafepos::reports::html
