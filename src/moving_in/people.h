#pragma once

#include <unordered_map>

#include "moving_in.h"
#include "older_rows.h"

namespace cafepos::moving_in {

/// By the older id the new one.
using NewIds = std::unordered_map<Id, Id>;

/// Every user, inactive ones too: their orders name them. The first admin of a new café makes room if an active one comes.
NewIds move_people(db::Transaction& transaction, const OlderServer& older, const Workshop& workshop, Report& report);

}  // namespace cafepos::moving_in
