#pragma once

#include <string>
#include <string_view>
#include <vector>

/// The few elements a mail is made of: semantic, styled in place because mail programs drop style sheets, readable on a
/// phone without zooming. All texts are escaped here.
namespace cafepos::mail::html {

std::string heading(int level, std::string_view text);
/// The first cell of each row is its header; the other cells are aligned to the right. `header` may be empty.
std::string table(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows);
std::string image(std::string_view source, std::string_view alternative, int width, int height);
std::string paragraph(std::string_view text);
std::string button(std::string_view link, std::string_view text);
std::string footer(std::string_view text);
/// `language` is BCP 47.
std::string page(std::string_view title, const std::string& body, std::string_view language);

}  // namespace cafepos::mail::html
