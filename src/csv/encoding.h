#pragma once

#include <string>
#include <string_view>

namespace cafepos::csv {

/// The text of a file as spreadsheets write it, in UTF-8: UTF-16 that begins with a byte order mark ("Unicode text") and
/// Windows-1252 (plain "CSV" where people speak a language of ours) are converted. UTF-8 comes back as it is, and so does what
/// could be something else, such as UTF-8 with a broken letter: who reads it refuses it.
std::string as_utf8(std::string_view bytes);

}  // namespace cafepos::csv
