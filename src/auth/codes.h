#pragma once

#include "core/error.h"

/// The refusals of sign-in, sessions and password reset, beside those of tokens that any request may meet.
namespace cafepos::auth {

inline constexpr Code credentials_missing{ErrorKind::invalid, "INVALID_CREDENTIALS"};
inline constexpr Code invalid_credentials{ErrorKind::unauthenticated, "INVALID_CREDENTIALS"};
inline constexpr Code account_deactivated{ErrorKind::forbidden, "ACCOUNT_DEACTIVATED"};
inline constexpr Code account_locked{ErrorKind::locked, "ACCOUNT_LOCKED"};
inline constexpr Code password_change_required{ErrorKind::forbidden, "PASSWORD_CHANGE_REQUIRED"};
inline constexpr Code user_not_found{ErrorKind::not_found, "USER_NOT_FOUND"};
inline constexpr Code user_inactive{ErrorKind::unauthenticated, "USER_INACTIVE"};
inline constexpr Code approval_invalid{ErrorKind::forbidden, "APPROVAL_INVALID"};
inline constexpr Code approval_expired{ErrorKind::forbidden, "APPROVAL_EXPIRED"};
inline constexpr Code approval_used{ErrorKind::forbidden, "APPROVAL_USED"};
inline constexpr Code reset_token_invalid{ErrorKind::invalid, "TOKEN_INVALID"};
inline constexpr Code reset_token_expired{ErrorKind::invalid, "TOKEN_EXPIRED"};

}  // namespace cafepos::auth
