#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

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

/// A key by its scope and text.
using ScopedKey = std::pair<std::string, std::string>;

/// Unless the batch knows all that is wanted, asks for it and for the others at once: find() need not ask for them any more.
void look_ahead(db::Transaction& transaction, const std::vector<ScopedKey>& wanted,
                const std::function<std::vector<ScopedKey>()>& others);
std::optional<FirstAnswer> find(db::Transaction& transaction, const std::string& scope, const std::string& key);
void insert(db::Transaction& transaction, const NewKey& key, const FirstAnswer& answer, std::chrono::milliseconds uptime);
/// Forgets at most about `count_max` keys or answers from before that uptime; how many.
std::int64_t forget_before(db::Transaction& transaction, std::chrono::milliseconds uptime, std::int64_t count_max);

}  // namespace cafepos::idempotency::store
