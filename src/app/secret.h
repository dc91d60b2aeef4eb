#pragma once

#include <string>

#include "config.h"
#include "core/id.h"

namespace cafepos::app {

/// The café's master secret: JWT_SECRET, or the one kept in DATA_DIR/secret, made (mode 0600) when there is none yet.
std::string master_secret(const Config& config, Random& random);

/// ConfigError, in words for the owner, if the kept secret is there and cannot be used. Makes none.
void check_secret(const Config& config);

}  // namespace cafepos::app
