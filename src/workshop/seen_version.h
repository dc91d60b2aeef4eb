#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "http/endpoint.h"

namespace cafepos {

/// Which version of `what` ("the tab") a change is meant for, as its sender has seen it: `version` of the request, or If-Match
/// (7, "7" or W/"7"). Error(unprocessable) where neither says it, or the two say different ones.
std::int64_t seen_version(const http::Call& call, const std::optional<std::int64_t>& version, const std::string& what);

}  // namespace cafepos
