#pragma once

#include <string>

namespace cafepos::app {

/// A new password: on a terminal typed twice and not shown, else the first line of standard input. WrongUse if the two differ.
std::string read_password();

}  // namespace cafepos::app
