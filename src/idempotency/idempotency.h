#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "core/time.h"
#include "db/database.h"
#include "http/endpoint.h"

namespace cafepos::idempotency {

/// Runs every command of the program in its write transaction and makes repeating it harmless: a key is stored in the same
/// commit as its effect, with the answer. So after any failure a client may send the request again with its key.
///
/// * A key belongs to a method and an actual path; two endpoints, or two orders, never share one.
/// * The same key with the same body gets the first answer's status, content type, headers and body again, and
///   `Idempotent-Replayed: true`. With another body: Error(idempotency_key_reused).
/// * While the first is still running in this process: Error(request_in_progress). Other processes that share the database
///   wait for it instead, because there is one writer.
/// * A refused or failed command leaves no key: nothing was done, so the key may be used again, also with another body.
/// * A key is 1 to 255 printable ASCII characters, else Error(validation_error). Keys are forgotten after seven days.
///
/// Answers are small JSON documents; a command must not answer with a file or a stream. Thread-safe.
class Commands final : public http::CommandRunner {
public:
    Commands(db::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

    http::RawReply run(const http::Call& call, const http::Endpoint& endpoint, std::optional<std::string> body_key,
                       const std::function<http::RawReply(db::Transaction&)>& effect) override;

    /// Forgets keys older than seven days, a bounded number in each write; how many. For the background, about once an hour.
    std::int64_t sweep();

private:
    using ScopedKey = std::pair<std::string, std::string>;
    class Running;
    http::RawReply run_once(const ScopedKey& key, const std::string& fingerprint,
                            const std::function<http::RawReply(db::Transaction&)>& effect);

    db::Database& database_;
    const Clock& clock_;
    std::mutex mutex_;
    std::set<ScopedKey> running_;
};

}  // namespace cafepos::idempotency
