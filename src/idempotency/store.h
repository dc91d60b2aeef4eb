#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "core/time.h"
#include "db/database.h"
#include "http/message.h"

namespace cafepos::idempotency::store {

struct FirstAnswer {
    std::string fingerprint;              ///< of the request that it answered
    Timestamp used_at;                    ///< by the clock; for people
    std::optional<http::RawReply> reply;  ///< empty: forgotten, the key is not
};
struct NewKey {
    const std::string& scope;
    const std::string& text;
    bool is_kept = false;  ///< only its answer is forgotten
};

std::optional<FirstAnswer> find(db::Transaction& transaction, const std::string& scope, const std::string& key);
void insert(db::Transaction& transaction, const NewKey& key, const FirstAnswer& answer, std::chrono::milliseconds uptime);
/// Forgets at most about `count_max` keys or answers from before that uptime; how many.
std::int64_t forget_before(db::Transaction& transaction, std::chrono::milliseconds uptime, std::int64_t count_max);

}  // namespace cafepos::idempotency::store
