#pragma once

#include <string>
#include <vector>

#include "json.h"

namespace cafepos::testing {

/// What a server's log says it answered and its own description (/openapi.json) does not list for that route:
/// "POST /orders 418", "POST /orders A_CODE_THAT_NO_SLICE_DECLARED". Whatever the transport answers to any request is left out.
std::vector<std::string> undescribed_answers(const std::string& log, const Json& description);

}  // namespace cafepos::testing
