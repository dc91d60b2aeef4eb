#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/actor.h"
#include "core/id.h"
#include "core/time.h"

namespace cafepos::audit {

/// One line of the audit log: who did what to what. Never holds a password, PIN, token or card number.
struct Entry {
    std::string action;  ///< dotted past tense: "user.created", "login.failed", "order.voided"
    std::string entity;  ///< "user", "role", "menu_item", "order", "setting", "session", …
    std::optional<std::string> entity_id = {};
    std::string detail_json = "{}";  ///< what changed, as a JSON object
};

/// Who and from where.
struct Origin {
    std::optional<Id> actor_id;
    std::string actor_name;  ///< user name, or what was typed at a failed login, or "system"
    std::string address;
    std::string request_id;
    std::shared_ptr<const Approval> approval = {};  ///< its lines name who allowed it, where that was needed
};
Origin system_origin();

/// The id of the line that was written last: nothing that was stored before has a later one of this café's own, but what was
/// written with it.
std::optional<Id> newest_line(db::Transaction& transaction);
/// Whether the log has anything that this user did.
bool has_acted(db::Transaction& transaction, const Id& actor_id);

/// Writes log lines in the transaction of what they record. Thread-safe.
class AuditLog {
public:
    AuditLog(const Clock& clock, IdSource& ids) : clock_(clock), ids_(ids) {}
    void record(db::Transaction& transaction, const Origin& origin, const Entry& entry) const;

private:
    const Clock& clock_;
    IdSource& ids_;
};

}  // namespace cafepos::audit
