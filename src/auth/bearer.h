#pragma once

#include <string_view>

#include "core/error.h"
#include "http/message.h"

namespace cafepos::auth {

/// What follows `Bearer ` in Authorization; Error(token_required) if there is none.
std::string_view bearer_token(const http::RawRequest& request);

Error invalid_token();
Error expired_token();

}  // namespace cafepos::auth
