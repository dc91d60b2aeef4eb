#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace cafepos::security {

/// What the keys derived from the café's one secret are for. Never change a value: it would change the key.
namespace purpose {
inline constexpr std::string_view access_tokens = "cafepos access tokens v1";
inline constexpr std::string_view pin_lookup = "cafepos pin lookup v1";
inline constexpr std::string_view login_throttle = "cafepos login throttle v1";
inline constexpr std::string_view journal = "cafepos journal v1";
inline constexpr std::string_view repeated_requests = "cafepos repeated requests v1";
}  // namespace purpose

/// The café's master secret, from which every key is derived (HKDF-SHA-256), so that one key tells nothing of another.
/// Who changes the master secret ends all sessions and makes all PINs unknown. Immutable, thread-safe.
class Secrets {
public:
    explicit Secrets(std::string master);  ///< std::invalid_argument when empty
    /// 32 bytes, always the same for the same master secret and purpose.
    [[nodiscard]] std::string key(std::string_view purpose) const;

private:
    std::string master_;
};

/// Secrets printed in documentation and examples: everybody knows them.
bool is_well_known_secret(std::string_view secret);
/// Made of few different characters, of one text again and again, or of neighbours in a row ("abcdef…").
bool is_guessable_secret(std::string_view secret);

}  // namespace cafepos::security
