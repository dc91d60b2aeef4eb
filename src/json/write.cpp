#include "write.h"

#include <algorithm>
#include <array>

#include "core/text.h"

namespace cafepos::json {
namespace {

constexpr std::string_view hex = "0123456789abcdef";

void append_escaped(std::string& out, char c) {
    switch (c) {
        case '"':
            out += "\\\"";
            return;
        case '\\':
            out += "\\\\";
            return;
        case '\n':
            out += "\\n";
            return;
        case '\r':
            out += "\\r";
            return;
        case '\t':
            out += "\\t";
            return;
        default:
            break;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += "\\u00";
    out += hex[byte >> 4U];
    out += hex[byte & 0x0FU];
}

bool needs_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

// Keeps the answer valid JSON even if something that is no UTF-8 found its way into a text.
std::string repaired(std::string_view value) {
    std::string out;
    while (!value.empty()) {
        std::size_t size = 1;
        while (size <= 4 && size <= value.size() && !text::is_utf8(value.substr(0, size))) ++size;
        const bool good = size <= 4 && size <= value.size();
        out += good ? value.substr(0, size) : std::string_view("\xEF\xBF\xBD");
        value.remove_prefix(good ? size : 1);
    }
    return out;
}

}  // namespace

void Writer::key(std::string_view name) {
    comma();
    string(name);
    out_ += ':';
    first_ = false;
}

void Writer::string(std::string_view value) {
    if (!text::is_utf8(value)) return string(repaired(value));
    out_ += '"';
    while (!value.empty()) {
        const auto plain = static_cast<std::size_t>(std::ranges::find_if(value, needs_escape) - value.begin());
        out_ += value.substr(0, plain);
        value.remove_prefix(plain);
        if (value.empty()) break;
        append_escaped(out_, value.front());
        value.remove_prefix(1);
    }
    out_ += '"';
}

}  // namespace cafepos::json
