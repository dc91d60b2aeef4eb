#include "schema.h"

#include <string_view>

namespace cafepos::http {
namespace {

void erase_all(std::string& text, std::string_view part) {
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at)) text.erase(at, part.size());
}

bool fits_component(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
}

}  // namespace

std::string component_name(const std::string& demangled) {
    std::string name = demangled;
    erase_all(name, "cafepos::");
    erase_all(name, "(anonymous namespace)::");
    for (auto at = name.find("::"); at != std::string::npos; at = name.find("::", at)) name.replace(at, 2, ".");
    for (char& c : name) {
        if (!fits_component(c)) c = '_';
    }
    return name;
}

}  // namespace cafepos::http
