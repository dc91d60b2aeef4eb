#include "idempotency.h"

#include <algorithm>
#include <stdexcept>

#include "core/error.h"
#include "security/digest.h"
#include "store.h"

namespace cafepos::idempotency {
namespace {

constexpr std::size_t key_length_max = 255;
constexpr std::chrono::hours key_life{7 * 24};
constexpr std::int64_t sweep_batch = 500;

bool is_printable_ascii(const std::string& key) {
    return std::all_of(key.begin(), key.end(), [](char c) { return c >= 0x20 && c <= 0x7e; });
}

/// The header's key, else the body's; empty if the request has none.
std::optional<std::string> key_of(const http::Call& call, std::optional<std::string> body_key) {
    std::string field = "clientOrderId";
    if (const auto header = call.header("idempotency-key")) {
        body_key = std::string(*header);
        field = "Idempotency-Key";
    }
    if (!body_key) return std::nullopt;
    if (body_key->empty() || body_key->size() > key_length_max || !is_printable_ascii(*body_key)) {
        throw Error::field(Code::validation_error, field, "key", field + " must be 1 to 255 printable ASCII characters");
    }
    return body_key;
}

std::string fingerprint_of(const std::string& scope, const std::string& body) {
    return security::hex(security::sha256(scope + '\n' + body));
}

http::RawReply replayed(http::RawReply reply) {
    reply.headers.emplace_back("Idempotent-Replayed", "true");
    return reply;
}

void require_storable(const http::RawReply& reply) {
    if (!reply.file_path.empty() || reply.source || reply.subscribe) {
        throw std::logic_error("a command answered with something that cannot be answered again");
    }
}

}  // namespace

/// Holds a key as running for as long as it lives.
class Commands::Running {
public:
    Running(Commands& commands, const ScopedKey& key) : commands_(commands), key_(key) {
        const std::lock_guard lock(commands_.mutex_);
        if (!commands_.running_.insert(key_).second) {
            throw Error(Code::request_in_progress, "A request with this idempotency key is still being processed");
        }
    }
    ~Running() {
        const std::lock_guard lock(commands_.mutex_);
        commands_.running_.erase(key_);
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

private:
    Commands& commands_;
    const ScopedKey& key_;
};

http::RawReply Commands::run(const http::Call& call, const http::Endpoint&, std::optional<std::string> body_key,
                             const std::function<http::RawReply(db::Transaction&)>& effect) {
    const auto key = key_of(call, std::move(body_key));
    if (!key) return database_.writing([&](db::Transaction& transaction) { return effect(transaction); });
    const ScopedKey scoped{call.raw().method + ' ' + call.raw().path, *key};
    const Running running(*this, scoped);
    return run_once(scoped, fingerprint_of(scoped.first, call.raw().body), effect);
}

http::RawReply Commands::run_once(const ScopedKey& key, const std::string& fingerprint,
                                  const std::function<http::RawReply(db::Transaction&)>& effect) {
    const auto& [scope, text] = key;
    return database_.writing([&](db::Transaction& transaction) {
        if (auto first = store::find(transaction, scope, text)) {
            if (first->fingerprint != fingerprint) {
                throw Error(Code::idempotency_key_reused, "This idempotency key was used for another request");
            }
            return replayed(std::move(first->reply));
        }
        http::RawReply reply = effect(transaction);
        require_storable(reply);
        store::insert(transaction, scope, text, {fingerprint, reply}, clock_.now());
        return reply;
    });
}

std::int64_t Commands::sweep() {
    const Timestamp oldest = clock_.now() - key_life;
    std::int64_t removed = 0;
    std::int64_t batch = 0;
    do {
        batch = database_.writing(
            [&](db::Transaction& transaction) { return store::remove_before(transaction, oldest, sweep_batch); });
        removed += batch;
    } while (batch == sweep_batch);
    return removed;
}

}  // namespace cafepos::idempotency
