#pragma once

#include "config.h"
#include "nightly/nightly.h"
#include "reports/overnight.h"

namespace cafepos::app {

nightly::Options nightly_options(const Config& config);
/// What the night's backup is made of: `write`, and the differences of the restored and the live café; the caller adds the rest.
nightly::Tools nightly_tools(const Config& config, const Clock& clock);

/// What the daily mail says of them.
std::optional<reports::Overnight> find_overnight(db::Transaction& transaction, Timestamp now);

}  // namespace cafepos::app
