#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/id.h"
#include "core/time.h"
#include "db/database.h"
#include "throttle.h"

namespace cafepos::auth {

enum class Kind { password, pin };
BOOST_DESCRIBE_ENUM(Kind, password, pin)

/// A session, which is also a family of refresh tokens.
struct Session {
    Id id;
    Id user_id;
    Kind kind = Kind::password;
    bool remember_me = false;
    std::string address;
    std::string user_agent;
    Timestamp created_at;
    Timestamp last_used_at;        ///< as far as it is written; may be minutes behind
    Timestamp expires_at;          ///< when it ends if it is not used again
    Timestamp refresh_expires_at;  ///< until when it can be renewed although it ended unused
    Timestamp ends_at;             ///< however busy it is
    std::optional<Timestamp> revoked_at;
};
BOOST_DESCRIBE_STRUCT(Session, (),
                      (id, user_id, kind, remember_me, address, user_agent, created_at, last_used_at, expires_at,
                       refresh_expires_at, ends_at, revoked_at))

/// With the version of the staff at that moment (staff/acting_users.h).
struct SessionNow : Session {
    std::int64_t staff_version = 0;
};
BOOST_DESCRIBE_STRUCT(SessionNow, (Session), (staff_version))

struct RefreshToken {
    std::string token_hash;
    Id session_id;
    Timestamp issued_at;
    Timestamp expires_at;
    std::optional<Timestamp> used_at;
};
BOOST_DESCRIBE_STRUCT(RefreshToken, (), (token_hash, session_id, issued_at, expires_at, used_at))

struct PasswordReset {
    std::string token_hash;
    Id user_id;
    Timestamp requested_at;
    Timestamp expires_at;
    std::optional<Timestamp> used_at;
};
BOOST_DESCRIBE_STRUCT(PasswordReset, (), (token_hash, user_id, requested_at, expires_at, used_at))

namespace store {

void insert_session(db::Transaction& transaction, const Session& session);
std::optional<Session> find_session(db::Transaction& transaction, const Id& id);
/// Those of a user that nobody has ended, the newest first, a hundred at most; some may be over unused.
std::vector<Session> list_sessions(db::Transaction& transaction, const Id& user_id);
std::optional<SessionNow> find_session_now(db::Transaction& transaction, const Id& id);
void prolong_session(db::Transaction& transaction, const Id& id, Timestamp expires, Timestamp now);
/// It was used at that moment, under that time-out; unless it was revoked, or used later.
void store_session_use(db::Transaction& transaction, const Id& id, Timestamp used, Timestamp expires);
void revoke_session(db::Transaction& transaction, const Id& id, const std::string& reason, Timestamp now);

void insert_refresh_token(db::Transaction& transaction, const RefreshToken& token);
std::optional<RefreshToken> find_refresh_token(db::Transaction& transaction, const std::string& hash);
void mark_refresh_token_used(db::Transaction& transaction, const std::string& hash, Timestamp now);

/// Of guesses at a user's password.
std::string guesses_subject(const Id& user_id);
/// Of those from one address that is known.
std::string guesses_subject(const std::string& subject, const std::string& address);
Counter find_counter(db::Transaction& transaction, const std::string& subject);
void store_counter(db::Transaction& transaction, const std::string& subject, const Counter& counter);
void erase_counter(db::Transaction& transaction, const std::string& subject);

/// When somebody last signed in by password from that address (as it is counted).
std::optional<Timestamp> find_password_sign_in(db::Transaction& transaction, const std::string& address);
void store_password_sign_in(db::Transaction& transaction, const std::string& address, Timestamp now);

void insert_password_reset(db::Transaction& transaction, const PasswordReset& reset);
std::optional<PasswordReset> find_password_reset(db::Transaction& transaction, const std::string& hash);
/// Every link that the user has.
void use_password_resets(db::Transaction& transaction, const Id& user_id, Timestamp now);

}  // namespace store

}  // namespace cafepos::auth
