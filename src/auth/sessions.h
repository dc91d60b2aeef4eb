#pragma once

#include <string>

#include "client_address.h"
#include "routes.h"
#include "store.h"

namespace cafepos::auth {

/// Who asks for a session, from where.
struct Visitor {
    audit::Origin origin;
    std::string user_agent;
    ClientAddress address;
};
Visitor visitor_of(const http::Call& call);

/// A session with its secrets, as its holder gets them once.
struct OpenedSession {
    staff::User user;  ///< as before this login
    staff::Permissions permissions;
    Session session;
    std::string refresh_token;
};

/// Opens, prolongs and ends sessions. Thread-safe.
class Sessions {
public:
    Sessions(const Workshop& workshop, const Tools& tools) : workshop_(workshop), tools_(tools) {}

    OpenedSession open(db::Transaction& transaction, const staff::User& user, Kind kind, bool remember_me,
                       const Visitor& visitor) const;

    struct Refreshed {
        staff::User user;
        Session session;
        std::string refresh_token;  ///< empty when only the access token was renewed
    };
    /// Exchanges a refresh token; one that was used before ends its session. Throws Error, after what it changed is stored.
    [[nodiscard]] Refreshed exchange(const std::string& refresh_token, const audit::Origin& origin) const;
    /// Makes a new access token for a session that is alive or can be renewed; the old one may have expired.
    [[nodiscard]] Refreshed renew(std::string_view access_token) const;

    void end(db::Transaction& transaction, const Act& act) const;
    /// Those of the actor that live, the newest first, a hundred at most.
    [[nodiscard]] std::vector<Session> own(db::Transaction& transaction, const Act& act) const;
    /// Another one of his. Error(not_found) if it is none; one that is over already stays so.
    void end_own(db::Transaction& transaction, const Act& act, const Id& session_id) const;
    /// Somebody has just signed in with this request: the session whose token came with it, if any, is left behind and ends.
    void end_replaced(const http::RawRequest& request, const audit::Origin& origin) const;

    /// It says that it lives as long as a session can: the row decides, and clients that cannot refresh need not.
    [[nodiscard]] std::string access_token(const Session& session, const staff::User& user) const;
    /// When the session ends if this was its last use.
    Timestamp expiry(db::Transaction& transaction, const Session& session, Timestamp now) const;

private:
    [[nodiscard]] std::optional<security::AccessClaims> claims_in(const http::RawRequest& request) const;
    Refreshed prolonged(db::Transaction& transaction, Session session, Timestamp now) const;
    Workshop workshop_;
    Tools tools_;
};

}  // namespace cafepos::auth
