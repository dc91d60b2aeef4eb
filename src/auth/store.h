#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/actor.h"
#include "core/time.h"
#include "db/database.h"
#include "throttle.h"

namespace cafepos::auth {

enum class Kind { password, pin };

/// A session, which is also a family of refresh tokens.
struct Session {
    Id id;
    Id user_id;
    Kind kind = Kind::password;
    bool remember_me = false;
    std::string address;
    std::string user_agent;
    Timestamp created;
    Timestamp expires;          ///< of its newest access token
    Timestamp refresh_expires;  ///< its own end
    bool revoked = false;
};

void insert_session(db::Transaction& transaction, const Session& session);
std::optional<Session> find_session(db::Transaction& transaction, const Id& id);
void prolong_session(db::Transaction& transaction, const Id& id, Timestamp expires, Timestamp now);
void revoke_session(db::Transaction& transaction, const Id& id, const std::string& reason, Timestamp now);

/// All that a request needs to know of its session, in one statement.
struct SessionState {
    Actor actor;
    bool user_active = false;
    bool user_deleted = false;
    bool revoked = false;
    Timestamp refresh_expires;
};
std::optional<SessionState> find_session_state(db::Transaction& transaction, const Id& session_id);
std::vector<Id> users_signed_in_from(db::Transaction& transaction, const std::string& address, Timestamp now);

struct RefreshToken {
    Id session_id;
    Timestamp expires;
    bool used = false;
};
void insert_refresh_token(db::Transaction& transaction, const std::string& hash, const RefreshToken& token, Timestamp now);
std::optional<RefreshToken> find_refresh_token(db::Transaction& transaction, const std::string& hash);
void mark_refresh_token_used(db::Transaction& transaction, const std::string& hash, Timestamp now);

Counter find_counter(db::Transaction& transaction, const std::string& subject);
void store_counter(db::Transaction& transaction, const std::string& subject, const Counter& counter);
void erase_counter(db::Transaction& transaction, const std::string& subject);

struct PasswordReset {
    Id user_id;
    Timestamp expires;
    bool used = false;
};
void insert_password_reset(db::Transaction& transaction, const std::string& hash, const PasswordReset& reset, Timestamp now);
std::optional<PasswordReset> find_password_reset(db::Transaction& transaction, const std::string& hash);
/// A used link and every other one of the user.
void use_password_resets(db::Transaction& transaction, const Id& user_id, Timestamp now);

}  // namespace cafepos::auth
