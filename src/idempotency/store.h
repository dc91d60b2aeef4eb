#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/time.h"
#include "db/database.h"
#include "http/message.h"

namespace cafepos::idempotency::store {

struct FirstAnswer {
    std::string fingerprint;  ///< of the request that it answered
    http::RawReply reply;
};

std::optional<FirstAnswer> find(db::Transaction& transaction, const std::string& scope, const std::string& key);
void insert(db::Transaction& transaction, const std::string& scope, const std::string& key, const FirstAnswer& answer,
            Timestamp now);
/// Removes at most `count_max` keys from before `moment`; how many.
std::int64_t remove_before(db::Transaction& transaction, Timestamp moment, std::int64_t count_max);

}  // namespace cafepos::idempotency::store
