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
    Timestamp last_used;        ///< as far as it is written; may be minutes behind
    Timestamp expires;          ///< when it ends if it is not used again
    Timestamp refresh_expires;  ///< until when it can be renewed although it ended unused
    Timestamp ends;             ///< however busy it is
    bool revoked = false;
};

void insert_session(db::Transaction& transaction, const Session& session);
std::optional<Session> find_session(db::Transaction& transaction, const Id& id);
void prolong_session(db::Transaction& transaction, const Id& id, Timestamp expires, Timestamp now);
/// It was used at that moment, under that time-out; unless it was revoked, or used later.
void store_session_use(db::Transaction& transaction, const Id& id, Timestamp used, Timestamp expires);
void revoke_session(db::Transaction& transaction, const Id& id, const std::string& reason, Timestamp now);

/// All that a request needs to know of its session, in one statement.
struct SessionState {
    Actor actor;
    bool user_active = false;
    bool user_deleted = false;
    bool revoked = false;
    bool remember_me = false;
    Timestamp last_used;
    Timestamp ends;
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

/// When somebody last signed in by password from that address (as it is counted).
std::optional<Timestamp> find_password_sign_in(db::Transaction& transaction, const std::string& address);
void store_password_sign_in(db::Transaction& transaction, const std::string& address, Timestamp now);

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
