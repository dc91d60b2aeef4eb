#pragma once

#include "core/time.h"
#include "db/database.h"

namespace cafepos::reports {

bool has_run(db::Transaction& transaction, const Date& day);
/// Whether any summary was ever sent by the clock.
bool has_ever_run(db::Transaction& transaction);
/// Takes the run for this transaction; false when somebody else has it.
bool begin_run(db::Transaction& transaction, const Date& day, Timestamp now);

}  // namespace cafepos::reports
