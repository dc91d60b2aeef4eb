#include "bearer.h"

namespace cafepos::auth {

std::string_view bearer_token(const http::RawRequest& request) {
    constexpr std::string_view scheme = "Bearer ";
    const auto header = request.header("authorization");
    if (!header || !header->starts_with(scheme)) throw Error(Code::token_required, "Authorization token required");
    return header->substr(scheme.size());
}

Error invalid_token() { return {Code::token_invalid, "Invalid token"}; }
Error expired_token() { return {Code::token_expired, "Token has expired"}; }

}  // namespace cafepos::auth
