#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/time.h"

namespace cafepos::http {

/// "Sun, 22 Nov 2026 22:57:21 GMT", as Date and Last-Modified spell it.
std::string http_date(Timestamp moment);

/// The same back, whole seconds; empty for anything else (the two obsolete forms included).
std::optional<Timestamp> parse_http_date(std::string_view text);

}  // namespace cafepos::http
