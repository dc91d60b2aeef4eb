#include "picture_rules.h"

#include <algorithm>

#include "core/text.h"

namespace cafepos::menu {
namespace {

constexpr std::size_t picture_name_length_min = 3;  // "a.png" means nothing

// "Flat White" and "flat-white" are "flat_white".
std::string picture_key(std::string_view name) {
    std::string key = text::folded(name);
    std::replace(key.begin(), key.end(), ' ', '_');
    std::replace(key.begin(), key.end(), '-', '_');
    return key;
}

std::string base_name(std::string_view file_name) {
    file_name.remove_prefix(file_name.find_last_of("/\\") + 1);  // nothing where there is no folder: npos + 1 is 0
    return std::string(text::strip(file_name.substr(0, file_name.find_last_of('.'))));
}

}  // namespace

std::optional<std::string> name_for_picture(std::string_view file_name, const std::vector<std::string>& names) {
    const std::string wanted = picture_key(base_name(file_name));
    const auto exact = std::find_if(names.begin(), names.end(), [&](const auto& name) { return picture_key(name) == wanted; });
    if (exact != names.end()) return *exact;
    if (wanted.size() < picture_name_length_min) return std::nullopt;
    const auto similar = std::find_if(names.begin(), names.end(), [&](const auto& name) {
        const auto key = picture_key(name);
        return key.find(wanted) != std::string::npos || wanted.find(key) != std::string::npos;
    });
    if (similar == names.end()) return std::nullopt;
    return *similar;
}

}  // namespace cafepos::menu
