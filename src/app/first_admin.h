#pragma once

#include <string>

#include "cafe.h"
#include "config.h"

namespace cafepos::app {

/// A database without users gets its first: under `demo` the demo café, else an admin. As long as nobody has used that admin,
/// each start gives him another random password, which is kept nowhere. Answers what people must read, or nothing.
[[nodiscard]] std::string make_first_users(const Config& config, Cafe& cafe);

/// Logs who has a password of the demo café. Takes as long as a few sign-ins.
void warn_of_known_passwords(Cafe& cafe);

}  // namespace cafepos::app
