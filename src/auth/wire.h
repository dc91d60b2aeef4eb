#pragma once

#include <optional>
#include <string>
#include <vector>

#include "json/read.h"
#include "json/write.h"
#include "staff/person.h"
#include "store.h"

namespace cafepos::auth {

// The members are spelled as the wire spells them.

struct LoginBody {
    std::optional<std::string> username;
    std::optional<std::string> password;
    std::optional<std::string> pinCode;  ///< when it is there it wins
    std::optional<bool> rememberMe;      ///< of passwords only
};
BOOST_DESCRIBE_STRUCT(LoginBody, (), (username, password, pinCode, rememberMe))

/// `lastLogin` is the login before this one; the client can bear it here only.
struct LoginUser : staff::Person {
    std::optional<Timestamp> lastLogin;
    std::optional<Timestamp> shiftStartTime;
    std::optional<Timestamp> shiftEndTime;
};
BOOST_DESCRIBE_STRUCT(LoginUser, (staff::Person), (lastLogin, shiftStartTime, shiftEndTime))

struct SessionUser : staff::Person {
    std::optional<Timestamp> lastLoginAt;
    std::optional<Timestamp> shiftStartTime;
    std::optional<Timestamp> shiftEndTime;
};
BOOST_DESCRIBE_STRUCT(SessionUser, (staff::Person), (lastLoginAt, shiftStartTime, shiftEndTime))

struct LoginAnswer {
    LoginUser user;
    std::string token;
    std::string refreshToken;
    Timestamp sessionExpiry;
};
BOOST_DESCRIBE_STRUCT(LoginAnswer, (), (user, token, refreshToken, sessionExpiry))

struct LogoutAnswer {
    std::string message;
};
BOOST_DESCRIBE_STRUCT(LogoutAnswer, (), (message))

struct MeAnswer {
    SessionUser user;
};
BOOST_DESCRIBE_STRUCT(MeAnswer, (), (user))

struct ValidSession {
    SessionUser user;
    bool sessionValid = true;
    Timestamp sessionExpiry;
};
BOOST_DESCRIBE_STRUCT(ValidSession, (), (user, sessionValid, sessionExpiry))

struct OwnSession {
    Id id;
    Kind kind;
    std::string address;
    std::string userAgent;
    Timestamp signedInAt;
    Timestamp lastUsedAt;  ///< may be minutes behind
    Timestamp expiresAt;   ///< if it is not used again
    bool isThis;           ///< the one that asks
};
BOOST_DESCRIBE_STRUCT(OwnSession, (), (id, kind, address, userAgent, signedInAt, lastUsedAt, expiresAt, isThis))

struct OwnSessions {
    std::int64_t amount = 0;
    std::vector<OwnSession> sessions;
};
BOOST_DESCRIBE_STRUCT(OwnSessions, (), (amount, sessions))

struct EndSessions {
    std::optional<std::string> currentPassword;
    std::vector<Id> end;
};
BOOST_DESCRIBE_STRUCT(EndSessions, (), (currentPassword, end))

struct ApprovalBody {
    std::optional<std::string> username;
    std::optional<std::string> password;
    std::optional<std::string> pinCode;  ///< when it is there it wins
    std::optional<std::string> permission;
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(ApprovalBody, (), (username, password, pinCode, permission, reason))

struct Approver {
    Id id;
    std::string username;
    std::string firstName;
    std::string lastName;
};
BOOST_DESCRIBE_STRUCT(Approver, (), (id, username, firstName, lastName))

struct ApprovalAnswer {
    std::string approvalToken;
    Approver approvedBy;
    std::string permission;
    Timestamp expiresAt;
};
BOOST_DESCRIBE_STRUCT(ApprovalAnswer, (), (approvalToken, approvedBy, permission, expiresAt))

struct RefreshBody {
    std::optional<std::string> refreshToken;  ///< without it the bearer token is renewed
};
BOOST_DESCRIBE_STRUCT(RefreshBody, (), (refreshToken))

struct RefreshAnswer {
    std::string token;
    json::Omittable<std::string> refreshToken;
    Timestamp sessionExpiry;
};
BOOST_DESCRIBE_STRUCT(RefreshAnswer, (), (token, refreshToken, sessionExpiry))

struct ResetRequestBody {
    std::optional<std::string> email;
};
BOOST_DESCRIBE_STRUCT(ResetRequestBody, (), (email))

struct ResetRequested {
    bool emailSent = true;
    int expiresIn = 3600;  ///< seconds
    json::Omittable<bool> mock;
};
BOOST_DESCRIBE_STRUCT(ResetRequested, (), (emailSent, expiresIn, mock))

struct ResetTokenBody {
    std::optional<std::string> token;
};
BOOST_DESCRIBE_STRUCT(ResetTokenBody, (), (token))

struct ResetTokenValid {
    bool tokenValid = true;
    Timestamp expiresAt;
};
BOOST_DESCRIBE_STRUCT(ResetTokenValid, (), (tokenValid, expiresAt))

struct ResetConfirmBody {
    std::optional<std::string> token;
    std::optional<std::string> newPassword;
};
BOOST_DESCRIBE_STRUCT(ResetConfirmBody, (), (token, newPassword))

struct ResetPageQuery {
    std::optional<std::string> token;
};
BOOST_DESCRIBE_STRUCT(ResetPageQuery, (), (token))

/// The page's two forms: token and twice the password, or an address.
struct ResetPageForm {
    std::optional<std::string> token;
    std::optional<std::string> password;
    std::optional<std::string> repeat;
    std::optional<std::string> email;
};
BOOST_DESCRIBE_STRUCT(ResetPageForm, (), (token, password, repeat, email))

struct PasswordWasReset {
    bool passwordReset = true;
};
BOOST_DESCRIBE_STRUCT(PasswordWasReset, (), (passwordReset))

}  // namespace cafepos::auth
