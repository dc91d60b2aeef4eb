#pragma once

#include <optional>

#include "core/time.h"
#include "db/database.h"

namespace cafepos::reports {

bool has_run(db::Transaction& transaction, const Date& day);
/// Whether any summary was ever sent by the clock.
bool has_ever_run(db::Transaction& transaction);
/// When the last summary of an earlier day was sent by the clock.
std::optional<Timestamp> last_run_before(db::Transaction& transaction, const Date& day);
/// Takes the run for this transaction; false when somebody else has it.
bool begin_run(db::Transaction& transaction, const Date& day, Timestamp now);

}  // namespace cafepos::reports
