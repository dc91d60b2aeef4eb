#include "audit.h"

#include "store.h"

namespace cafepos::audit {

Origin system_origin() { return {.actor_id = std::nullopt, .actor_name = "system", .address = "", .request_id = ""}; }

void AuditLog::record(db::Transaction& transaction, const Origin& origin, const Entry& entry) const {
    insert(transaction, {.id = ids_.next(),
                         .at = clock_.now(),
                         .actor_id = origin.actor_id,
                         .actor_name = origin.actor_name,
                         .action = entry.action,
                         .entity = entry.entity,
                         .entity_id = entry.entity_id,
                         .detail = entry.detail_json,
                         .address = origin.address,
                         .request_id = origin.request_id});
}

}  // namespace cafepos::audit
