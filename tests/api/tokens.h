#pragma once

#include <string>

namespace cafepos::testing {

/// The secret that the tests give their servers, so that they can forge with the right and with wrong ones.
inline const std::string test_secret = "0123456789abcdef-a-secret-of-tests-only-0123456789abcdef";

/// What a server with that secret signs its tokens with.
std::string signing_key();
/// The claims of a token as JSON text.
std::string claims_of(const std::string& token);
/// A token with these header and claims texts, signed HS256 with the key.
std::string signed_token(const std::string& header_json, const std::string& claims_json, const std::string& key);
/// The claims with another value (JSON text) for one of their integer members.
std::string with_integer(const std::string& claims_json, const std::string& name, long long value);

}  // namespace cafepos::testing
