#pragma once

#include <boost/describe.hpp>
#include <vector>

#include "core/time.h"
#include "db/database.h"

/// The café's zone as the database's views read it (docs/data.md): SQLite has no zones, and PostgreSQL its own.
namespace cafepos::settings {

/// How far the café's clock is ahead of UTC from a moment on.
struct ZoneOffset {
    Timestamp begins_at;
    std::int64_t offset_ms = 0;
    bool operator==(const ZoneOffset&) const = default;
};
BOOST_DESCRIBE_STRUCT(ZoneOffset, (), (begins_at, offset_ms))

/// Pure. In the order of time, from 2010 until 2060: no café sells here before or after.
std::vector<ZoneOffset> offsets_of(const TimeZone& zone);
/// Writes only what differs from what stands there.
void keep_zone_offsets(db::Transaction& transaction, const TimeZone& zone);

}  // namespace cafepos::settings
