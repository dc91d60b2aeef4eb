#pragma once

#include <string>

#include "cafe.h"
#include "config.h"

namespace cafepos::app {

/// A database without users gets its first: under `demo` the demo café, else an admin. As long as nobody has used that admin,
/// each start gives him another random password, which is kept nowhere. Answers what people must read, or nothing.
[[nodiscard]] std::string make_first_users(const Config& config, Cafe& cafe);

}  // namespace cafepos::app
