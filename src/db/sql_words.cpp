#include "sql_words.h"

#include <algorithm>
#include <cctype>

namespace cafepos::db {

std::vector<std::string_view> words_of(std::string_view sql) {
    const auto is_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
    std::vector<std::string_view> words;
    for (auto at = sql.begin(); at != sql.end();) {
        const auto begin = std::find_if(at, sql.end(), is_word);
        at = std::find_if_not(begin, sql.end(), is_word);
        if (begin != at) words.emplace_back(begin, at);
    }
    return words;
}

}  // namespace cafepos::db
