#include "audit.h"

#include "store.h"

namespace cafepos::audit {

Origin origin_of(const http::Call& call) {
    const Actor* actor = call.if_actor();
    return {.actor_id = actor == nullptr ? std::nullopt : std::optional(actor->user_id),
            .actor_name = actor == nullptr ? "" : actor->username,
            .address = call.remote_address(),
            .request_id = call.request_id()};
}

Origin system_origin() { return {.actor_id = std::nullopt, .actor_name = "system", .address = "", .request_id = ""}; }

void AuditLog::record(db::Transaction& transaction, const Origin& origin, const Entry& entry) const {
    insert(transaction, {.id = ids_.next(), .at = clock_.now(), .origin = origin, .entry = entry});
}

}  // namespace cafepos::audit
