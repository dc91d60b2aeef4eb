#include "audit.h"

#include "store.h"

namespace cafepos::audit {

Origin system_origin() { return {.actor_id = std::nullopt, .actor_name = "system", .address = "", .request_id = ""}; }

void AuditLog::record(db::Transaction& transaction, const Origin& origin, const Entry& entry) const {
    insert(transaction, {.id = ids_.next(), .at = clock_.now(), .origin = origin, .entry = entry});
}

}  // namespace cafepos::audit
