#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "sales/combo_rules.h"
#include "tab.h"

/// What may happen to a tab. Pure.
namespace cafepos::tabs {

/// With the present tab in `data`.
inline constexpr Code tab_changed{ErrorKind::conflict, "TAB_CHANGED"};
inline constexpr Code tab_closed{ErrorKind::conflict, "TAB_CLOSED"};

inline constexpr std::size_t lines_max = sales::lines_max;  ///< it must become one order
inline constexpr int line_quantity_max = 999;
inline constexpr int ways_max = 50;

/// "TAB-20261122-0007": numbers grow beyond four digits when a day does.
std::string number_of(const Tab& tab);

/// Error(not_found) if the tab has no such line, or it was removed.
Line& require_line(Tab& tab, const Id& line_id);
/// The line, or all parts of the combo that it is a part of: who names one means all of them.
std::vector<Line*> together_with(Tab& tab, const Id& line_id);
/// The ids of these lines and of what belongs together with them, each once.
std::vector<Id> all_together(Tab& tab, const std::vector<Id>& line_ids);
/// Error(unprocessable) if it would have more lines than a tab may.
void require_room(const Tab& tab, std::size_t more);

bool has_open_units(const Tab& tab);
bool has_settled_units(const Tab& tab);
/// One change more.
void touch(Tab& tab, Timestamp now);
void close(Tab& tab, Status status, const Id& by, Timestamp now);
/// Closes a tab of which something was settled and nothing is open; whether it did.
bool settle_if_paid(Tab& tab, const Id& by, Timestamp now);

/// What somebody wants to pay of a tab.
struct Portion {
    Id line_id;
    std::optional<int> quantity;  ///< empty: all that is open of it
};
struct Part {
    Line* line = nullptr;  ///< of the tab
    int quantity = 0;      ///< 1 to what is open
};
/// The parts that are asked for, or all that is open; of a combo as many of each of its parts. Error(unprocessable) naming each
/// portion that the tab does not have.
std::vector<Part> parts_of(Tab& tab, const std::optional<std::vector<Portion>>& portions);

/// Error(unprocessable) naming each line that cannot go to another tab: one that is not there or there twice, or something of
/// which is paid, because what was paid stays where it was paid.
void require_movable(Tab& tab, const std::vector<Id>& line_ids);
/// Takes a line to another tab, to where its age places it there.
Line& move(Line& line, Tab& from, Tab& into);

}  // namespace cafepos::tabs
