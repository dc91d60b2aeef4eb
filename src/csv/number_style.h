#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cafepos::csv {

/// How the numbers of one file are written: all of them with a decimal point or, only where ; separates, all with a decimal
/// comma. 1.500 beside 2,5 is neither one and a half nor fifteen hundred: it is refused.
class NumberStyle {
public:
    explicit NumberStyle(char separator) : may_have_commas_(separator == ';') {}

    /// To be shown every number of the file before the first is read.
    void see(std::string_view number);
    /// The number with a decimal point; empty where it could be read in two ways.
    [[nodiscard]] std::optional<std::string> plain(std::string_view number) const;

private:
    bool may_have_commas_;
    bool has_comma_ = false;
    bool has_decimal_point_ = false;  ///< one that cannot part thousands
};

/// For the person who made the file.
inline constexpr std::string_view two_ways =
    "could mean thousands or decimals; write all numbers of the file in one way, such as 1500 and 2,5";

}  // namespace cafepos::csv
