#pragma once

#include <string_view>
#include <vector>

namespace cafepos::db {

/// The words of a statement: keywords, names, numbers.
std::vector<std::string_view> words_of(std::string_view sql);

}  // namespace cafepos::db
