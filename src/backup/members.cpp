#include "members.h"

#include <fmt/format.h>

#include <algorithm>

namespace cafepos::backup::members {
namespace {

constexpr std::string_view rows_folder = "rows/";
constexpr std::string_view uploads_folder = "uploads/";

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

}  // namespace

std::string rows(const std::string& table, int piece) { return fmt::format("{}{}/{:06}.tsv", rows_folder, table, piece); }

std::string picture(const std::string& folder, const std::string& name) {
    return fmt::format("{}{}/{}", uploads_folder, folder, name);
}

std::optional<std::string> table_of(std::string_view member) {
    if (!member.starts_with(rows_folder)) return std::nullopt;
    member.remove_prefix(rows_folder.size());
    return std::string(member.substr(0, member.find('/')));
}

std::optional<std::string> picture_path_of(std::string_view member) {
    if (!member.starts_with(uploads_folder)) return std::nullopt;
    member.remove_prefix(uploads_folder.size());
    const auto slash = member.find('/');
    if (slash == std::string_view::npos || !is_safe_name(member.substr(slash + 1))) return std::nullopt;
    const auto folder = member.substr(0, slash);
    if (std::find(picture_folders.begin(), picture_folders.end(), folder) == picture_folders.end()) return std::nullopt;
    return std::string(member);
}

bool is_safe_name(std::string_view name) {
    return !name.empty() && name.front() != '.' && name.find("..") == std::string_view::npos &&
           std::all_of(name.begin(), name.end(), is_plain);
}

}  // namespace cafepos::backup::members
