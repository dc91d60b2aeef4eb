#pragma once

#include "core/id.h"
#include "db/database.h"
#include "settings_store.h"

namespace cafepos::settings {

Overrides read_overrides(db::Transaction& transaction);
void write_overrides(db::Transaction& transaction, const Overrides& overrides, const Id& by);

}  // namespace cafepos::settings
