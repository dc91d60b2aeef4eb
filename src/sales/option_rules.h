#pragma once

#include <string>
#include <vector>

#include "core/error.h"
#include "menu/options.h"
#include "order.h"

/// What a line has of its item's options. Pure.
namespace cafepos::sales {

inline constexpr Code option_required{ErrorKind::unprocessable, "OPTION_REQUIRED"};
inline constexpr Code option_limit{ErrorKind::unprocessable, "OPTION_LIMIT"};
inline constexpr Code option_unknown{ErrorKind::unprocessable, "OPTION_UNKNOWN"};

/// An option as a register asks for it.
struct NewLineOption {
    Id option_id;      ///< empty: what was sent is no id
    int quantity = 1;  ///< for one unit of the line; 0: expressly not, where it would be chosen by default
};

/// Where in a request a line stands.
struct Place {
    std::size_t line = 0;  ///< 0, 1 …
    std::string field;     ///< "items[0]"; of a part of a combo "items[0].parts[1]"
};
Place place_of(std::size_t line);

/// What of a line is not as the menu has it.
struct LineFault {
    Code code;
    FieldError detail;  ///< it names the line
};
/// "Line 1: <what> (<field>)"
LineFault fault_at(const Place& place, const std::string& field, Code code, const char* detail_code, const std::string& what);
/// All of them, under the code of the first.
Error refusal_of(const std::vector<LineFault>& faults);

/// What a line has: what it asks for, and the defaults of each group of which it asks for nothing.
struct ChosenOptions {
    std::vector<LineOption> options;  ///< without the ids of line and order
    std::vector<menu::RecipeChange> changes;
    Money price;                        ///< of all of them, for one unit of the line; may be negative
    std::vector<LineFault> faults;      ///< too few, too many, unknown: each names its group or option, and the line
    std::vector<std::string> sold_out;  ///< the names of those that are said to be sold out
};

enum class Defaults {
    taken,    ///< of each group of which nothing is asked for
    left_out  ///< what was ordered is complete, whatever the menu has become since
};
ChosenOptions choose_options(const menu::OptionsForSale& offered, const Id& menu_item_id, const std::vector<NewLineOption>& asked,
                             const Place& place, Timestamp now, Defaults defaults = Defaults::taken);

}  // namespace cafepos::sales
