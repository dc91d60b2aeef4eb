#pragma once

#include "http/openapi.h"

namespace cafepos::app {

/// The prose of /openapi.json: what the members of bodies, answers and queries are, what is required of them, examples that
/// work on the demo café. A test sends every example, and each limit said here overstepped by one.
const http::ApiWords& api_words();

}  // namespace cafepos::app
