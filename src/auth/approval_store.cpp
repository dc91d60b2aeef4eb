#include "approval_store.h"

#include "db/table.h"

namespace cafepos::auth::store {
namespace {

const db::Table<GivenApproval> approval_table{"approvals"};
const db::Query<GivenApproval> approval_by_hash{"auth.approval_by_hash", "SELECT {} FROM approvals WHERE token_hash = $1"};
const db::Statement mark_used{"auth.use_approval", "UPDATE approvals SET used_at = $2 WHERE id = $1 AND used_at IS NULL"};
const db::Statement delete_old{"auth.sweep_approvals", "DELETE FROM approvals WHERE expires_at < $1"};

}  // namespace

void insert_approval(db::Transaction& transaction, const GivenApproval& approval) {
    transaction.insert(approval_table, approval);
}

std::optional<GivenApproval> find_approval(db::Transaction& transaction, const std::string& token_hash) {
    return transaction.query_one(approval_by_hash, token_hash);
}

bool use_approval(db::Transaction& transaction, const Id& id, Timestamp now) {
    return transaction.execute(mark_used, id, now) == 1;
}

void sweep_approvals(db::Transaction& transaction, Timestamp before) { transaction.defer(delete_old, before); }

}  // namespace cafepos::auth::store
