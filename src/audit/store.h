#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/id.h"
#include "core/time.h"
#include "db/database.h"

namespace cafepos::audit {

/// A row of audit_log.
struct StoredEntry {
    Id id;
    Timestamp at;
    std::optional<Id> actor_id;
    std::string actor_name;
    std::string action;
    std::string entity;
    std::optional<std::string> entity_id;
    std::string detail;  ///< a JSON object
    std::string address;
    std::string request_id;
};
BOOST_DESCRIBE_STRUCT(StoredEntry, (), (id, at, actor_id, actor_name, action, entity, entity_id, detail, address, request_id))

struct Filter {
    std::optional<Timestamp> from;
    std::optional<Timestamp> until;  ///< exclusive
    std::optional<std::string> action;
    std::optional<Id> actor_id;
    bool failed_logins_only = false;
    std::int64_t limit = 50;
    std::int64_t offset = 0;
};

struct Page {
    std::vector<StoredEntry> entries;  ///< newest first
    std::int64_t total = 0;
};

void insert(db::Transaction& transaction, const StoredEntry& entry);
/// What `actor` did of this kind since then.
std::int64_t count_of(db::Transaction& transaction, std::string_view action, const Id& actor, Timestamp since);

Page find(db::Transaction& transaction, const Filter& filter);

}  // namespace cafepos::audit
