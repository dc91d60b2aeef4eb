#pragma once

#include <map>
#include <optional>
#include <string>

#include "workshop/workshop.h"
#include "z_report.h"
#include "z_store.h"

/// How a drawer is opened, looked at and closed. Inside the caller's transaction.
namespace cafepos::drawers {

/// Error(conflict) if one is open there, (unprocessable) naming tillId if there is no such till or it is no longer in use.
Drawer open_drawer(db::Transaction& transaction, const Workshop& workshop, const Act& act, const Id& till_id,
                   Money opening_float);

struct Closing {
    std::map<std::string, Counted> counted;  ///< by method; what is missing was not counted
    std::optional<Money> float_left;
    std::optional<std::string> note;
};
/// Closes and makes the Z. Whatever was counted is taken; only a drawer that is closed already is Error(conflict).
ZReport close_drawer(db::Transaction& transaction, const Workshop& workshop, const Act& act, const Id& drawer_id,
                     const Closing& closing, const Sources& sources);
/// The X: what a Z would say if nobody counted.
ZReport look_into(db::Transaction& transaction, const Workshop& workshop, const Id& drawer_id, const Sources& sources);

/// What the Z of a closed drawer is derived from again, but for its number, the one before and the tabs that were open then.
ZFacts facts_of(db::Transaction& transaction, const Drawer& drawer, const Date& business_date, const SalesOf& sales_of);
Perpetual perpetual_of(const std::optional<store::ZRow>& row);

}  // namespace cafepos::drawers
