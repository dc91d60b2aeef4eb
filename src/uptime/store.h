#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>

#include "core/time.h"
#include "db/database.h"

namespace cafepos::uptime::store {

/// The one row of uptime: two of the clock's moments, each with the uptime it was taken at; the older one is at least the
/// settling time old once it is set.
struct Noted {
    int id = 1;
    std::int64_t total_ms = 0;
    Timestamp older_at;
    std::int64_t newer_total_ms = 0;
    Timestamp newer_at;
};
BOOST_DESCRIBE_STRUCT(Noted, (), (id, total_ms, older_at, newer_total_ms, newer_at))

std::optional<Noted> read(db::Transaction& transaction);
void write(db::Transaction& transaction, const Noted& noted);

}  // namespace cafepos::uptime::store
