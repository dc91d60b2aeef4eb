#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "core/id.h"
#include "core/time.h"
#include "db/database.h"

namespace cafepos::auth {

/// A row of approvals: somebody allowed somebody else something, once.
struct GivenApproval {
    Id id;
    std::string token_hash;
    Id session_id;  ///< whose requests may use it
    Id asked_by;
    Id approved_by;
    std::string permission;
    std::optional<std::string> reason;
    Timestamp given_at;
    Timestamp expires_at;
    std::optional<Timestamp> used_at;
};
BOOST_DESCRIBE_STRUCT(GivenApproval, (),
                      (id, token_hash, session_id, asked_by, approved_by, permission, reason, given_at, expires_at, used_at))

namespace store {

void insert_approval(db::Transaction& transaction, const GivenApproval& approval);
std::optional<GivenApproval> find_approval(db::Transaction& transaction, const std::string& token_hash);
/// Whether it was unused until now.
bool use_approval(db::Transaction& transaction, const Id& id, Timestamp now);
void sweep_approvals(db::Transaction& transaction, Timestamp before);

}  // namespace store

}  // namespace cafepos::auth
