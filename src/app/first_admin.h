#pragma once

#include "cafe.h"
#include "config.h"

namespace cafepos::app {

/// A database without users gets its first: under `demo` the demo café, else an admin with a random password that is printed
/// once on standard output and nowhere kept.
void make_first_users(const Config& config, Cafe& cafe);

}  // namespace cafepos::app
