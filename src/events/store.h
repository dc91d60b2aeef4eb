#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "db/database.h"

namespace cafepos::events {

struct StoredEvent {
    std::int64_t id = 0;
    std::string kind;
    std::string permission;
    std::string payload;  ///< a JSON object
};
BOOST_DESCRIBE_STRUCT(StoredEvent, (), (id, kind, permission, payload))

void insert_event(db::Transaction& transaction, Timestamp at, std::string_view kind, std::string_view permission,
                  std::string_view payload_json);
/// The events after `id`, oldest first, at most `count_max`.
std::vector<StoredEvent> events_after(db::Transaction& transaction, std::int64_t id, int count_max);

struct Extent {
    std::int64_t oldest = 0;  ///< 0 when there are none
    std::int64_t newest = 0;
};
BOOST_DESCRIBE_STRUCT(Extent, (), (oldest, newest))
Extent extent(db::Transaction& transaction);

/// Removes what happened before `moment`; the newest event stays, so that ids never start again.
void remove_before(db::Transaction& transaction, Timestamp moment);

}  // namespace cafepos::events
