#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cafepos::csv {

/// How the numbers of one file are written: all of them with a decimal point or, only where no comma separates, all with a
/// decimal comma. 1.500 beside 2,5 is neither one and a half nor fifteen hundred: it is refused. Where ; separates people write
/// decimal commas; where tabs do, 1,500 could be either, until another number shows what a comma is.
class NumberStyle {
public:
    explicit NumberStyle(char separator) : separator_(separator) {}

    /// To be shown every number of the file before the first is read.
    void see(std::string_view number);
    /// The number with a decimal point; empty where it could be read in two ways.
    [[nodiscard]] std::optional<std::string> plain(std::string_view number) const;

    /// What the person who made the file writes instead of a number that is not read because of its marks; empty for any other.
    [[nodiscard]] std::string expected(std::string_view number) const;

private:
    char separator_;
    bool has_comma_ = false;
    bool has_decimal_comma_ = false;
    bool has_decimal_point_ = false;  ///< one that cannot part thousands
};

/// An amount as a spreadsheet shows one of the café's currency ("3,40 €", "EUR 3.40"), without the currency.
std::string without_currency(std::string_view amount, std::string_view code);

/// For the person who made the file.
inline constexpr std::string_view two_ways =
    "could mean thousands or decimals; write all numbers of the file in one way, such as 1500 and 2,5";

}  // namespace cafepos::csv
