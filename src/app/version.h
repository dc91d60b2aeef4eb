#pragma once

namespace cafepos::app {

inline constexpr const char* version = "1.0.0";

}  // namespace cafepos::app
