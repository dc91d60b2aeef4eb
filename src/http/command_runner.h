#pragma once

#include <concepts>
#include <functional>
#include <optional>
#include <string>

#include "message.h"

namespace cafepos::db {
class Transaction;
}

namespace cafepos::http {

class Call;
struct Endpoint;

/// What the table needs of the rest of the program to run endpoints that write.
class CommandRunner {
public:
    CommandRunner() = default;
    CommandRunner(const CommandRunner&) = delete;
    CommandRunner& operator=(const CommandRunner&) = delete;
    virtual ~CommandRunner() = default;
    /// Runs `effect` in one write transaction and answers what it answered. With a key (the Idempotency-Key header, else
    /// `body_key`): the first answer is stored in the same transaction and given again for the same key and body, with
    /// Idempotent-Replayed: true; another body is 422 IDEMPOTENCY_KEY_REUSED, a key still running 409 REQUEST_IN_PROGRESS.
    virtual RawReply run(const Call& call, const Endpoint& endpoint, std::optional<std::string> body_key,
                         const std::function<RawReply(db::Transaction&)>& effect) = 0;

    using Effect = std::function<RawReply(db::Transaction&)>;
    using Write = std::function<RawReply(const Effect&)>;
    /// The same for what does more than its one write, which `work` gets: it does not begin if the key has its answer.
    virtual RawReply run_around(const Call& call, const Endpoint& endpoint, const std::function<RawReply(const Write&)>& work) {
        return work([&](const Effect& effect) { return run(call, endpoint, std::nullopt, effect); });
    }
};

/// A body struct that can name its own idempotency key: `std::optional<std::string> idempotency_key() const`.
template <class Body>
concept CarriesKey = requires(const Body& body) {
    { body.idempotency_key() } -> std::convertible_to<std::optional<std::string>>;
};

}  // namespace cafepos::http
