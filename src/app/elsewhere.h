#pragma once

#include <string>

#include "config.h"

namespace cafepos::app {

/// From where the configuration was read, in rising order of strength.
struct Sources {
    Values env_file;
    Values environment;
    Values flags;
};
inline Config make_config(const Sources& sources) { return make_config(sources.env_file, sources.environment, sources.flags); }

/// The configuration of another café, which has all other settings of this one. Its address is the name of a store beside it,
/// `postgresql://…`, `sqlite:` (the embedded database of DATA_DIR) or `sqlite:///file`, and for a store of that `#name` behind.
/// Throws ConfigError.
Config config_of(const std::string& address, Sources sources);

/// Where a café is, for people: without a password.
std::string place_in_words(const Config& config);

}  // namespace cafepos::app
