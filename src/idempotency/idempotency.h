#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/error.h"
#include "core/time.h"
#include "db/database.h"
#include "http/endpoint.h"
#include "uptime/uptime.h"

namespace cafepos::idempotency {

inline constexpr Code request_in_progress{ErrorKind::conflict, "REQUEST_IN_PROGRESS"};
inline constexpr Code idempotency_key_reused{ErrorKind::unprocessable, "IDEMPOTENCY_KEY_REUSED"};

/// Runs every command of the program in its write transaction and makes repeating it harmless: a key is stored in the same
/// commit as its effect, with the answer. So after any failure a client may send the request again with its key.
///
/// * The header's key belongs to the person who sent it, the method and the actual path; two people, two endpoints or two orders
///   never share one. The body's own key (`clientOrderId`) belongs to the café: whoever sends that sale again, it is one sale.
///   With both, either finds the first answer.
/// * The same key with the same body gets the first answer's status, content type, headers and body again, and
///   `Idempotent-Replayed: true`. Bodies are compared as JSON values, however they are spelled; of a form the boundary does not
///   count. With another body: Error(idempotency_key_reused). What is kept of a body is a hash, to which passwords and PINs come
///   hashed with `secrets_key`, which is not in the database: nobody can try them all against it.
/// * While the first is still running in this process: Error(request_in_progress). Other processes that share the database
///   wait for it instead, because there is one writer.
/// * A refused or failed command leaves no key: nothing was done, so the key may be used again, also with another body.
/// * A key is 1 to 255 printable ASCII characters, else Error(validation_error). A header's key is forgotten after seven days in
///   which CafePOS ran, whatever the clock says. A body's key is kept, its answer is not: from then on the command runs again
///   and recognises its own key (docs/adr/0016-keys.md).
///
/// Answers are small JSON documents; a command must not answer with a file or a stream. Thread-safe.
class Commands final : public http::CommandRunner {
public:
    Commands(db::Database& database, const Clock& clock, const uptime::Uptime& uptime, std::string secrets_key)
        : database_(database), clock_(clock), uptime_(uptime), secrets_key_(std::move(secrets_key)) {}

    http::RawReply run(const http::Call& call, const http::Endpoint& endpoint, std::optional<std::string> body_key,
                       const std::function<http::RawReply(db::Transaction&)>& effect) override;
    http::RawReply run_around(const http::Call& call, const http::Endpoint& endpoint,
                              const std::function<http::RawReply(const Write&)>& work) override;

    /// Forgets what is older than seven days, a bounded number in each write; how many. For the background, about once an hour.
    std::int64_t sweep();

private:
    struct Key;
    struct Named;
    using ScopedKey = std::pair<std::string, std::string>;
    class Running;
    static std::vector<Key> keys_of(const http::Call& call, const std::optional<std::string>& body_key);
    [[nodiscard]] Named named(const http::Call& call, const std::optional<std::string>& body_key) const;
    http::RawReply run_once(const Named& request, const Effect& effect);
    void take_turn(const std::vector<ScopedKey>& keys);
    std::vector<ScopedKey> waiting_keys();

    db::Database& database_;
    const Clock& clock_;
    const uptime::Uptime& uptime_;
    std::string secrets_key_;
    std::mutex mutex_;
    std::map<ScopedKey, bool> running_;  ///< and whether it waits for its turn to write
};

}  // namespace cafepos::idempotency
