#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

/// The names inside a backup.
namespace cafepos::backup::members {

inline const std::string manifest = "manifest.json";
inline const std::string secret = "secret";
inline constexpr std::array picture_folders{"menu_items", "thumbnails"};
/// Beside them, with the same two in it: what images::Store has retired and not yet swept.
inline const std::string replaced_folder = ".replaced";

std::string rows(const std::string& table, int piece);                    ///< rows/orders/000001.tsv
std::string picture(const std::string& folder, const std::string& name);  ///< uploads/menu_items/latte.png
std::optional<std::string> table_of(std::string_view member);             ///< of a piece of rows
/// "menu_items/latte.png" of a picture; empty for all else, and for names that lead elsewhere.
std::optional<std::string> picture_path_of(std::string_view member);
/// Letters, digits, `-`, `_` and single dots inside.
bool is_safe_name(std::string_view name);

}  // namespace cafepos::backup::members
