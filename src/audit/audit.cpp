#include "audit.h"

#include "json/write.h"
#include "store.h"

namespace cafepos::audit {
namespace {

/// The detail, with who allowed what the actor himself may not.
std::string detail_of(const Origin& origin, const Entry& entry) {
    if (!origin.approval || !origin.approval->needed) return entry.detail_json;
    const std::string by = R"({"approvedBy":{"id":")" + origin.approval->approved_by.text() + R"(","username":)" +
                           json::to_text(origin.approval->approver) + "}";
    return entry.detail_json == "{}" ? by + "}" : by + "," + entry.detail_json.substr(1);
}

}  // namespace

Origin system_origin() { return {.actor_id = std::nullopt, .actor_name = "system", .address = "", .request_id = ""}; }

void AuditLog::record(db::Transaction& transaction, const Origin& origin, const Entry& entry) const {
    insert(transaction, {.id = ids_.next(),
                         .at = clock_.now(),
                         .actor_id = origin.actor_id,
                         .actor_name = origin.actor_name,
                         .action = entry.action,
                         .entity = entry.entity,
                         .entity_id = entry.entity_id,
                         .detail = detail_of(origin, entry),
                         .address = origin.address,
                         .request_id = origin.request_id});
}

}  // namespace cafepos::audit
