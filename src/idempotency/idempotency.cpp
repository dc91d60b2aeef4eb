#include "idempotency.h"

#include <algorithm>
#include <list>
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

void require_valid(const std::string& key, const std::string& field) {
    if (!key.empty() && key.size() <= key_length_max && is_printable_ascii(key)) return;
    throw Error::field(Code::validation_error, field, "key", field + " must be 1 to 255 printable ASCII characters");
}

std::string route_of(const http::Call& call) { return call.raw().method + ' ' + call.raw().path; }

/// What is not JSON (a form, nothing) is compared byte by byte.
std::string meaning_of(const std::string& body) {
    try {
        return json::canonical(json::parse(body));
    } catch (const Error&) {
        return body;
    }
}

std::string fingerprint_of(const http::Call& call) {
    return security::hex(security::sha256(route_of(call) + '\n' + call.raw().query + '\n' + meaning_of(call.raw().body)));
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

struct Commands::Key {
    std::string field;  ///< where the client has put it
    std::string scope;
    std::string text;
    bool is_kept = false;  ///< the café's, for ever
};

/// Holds a key as running for as long as it lives.
class Commands::Running {
public:
    Running(Commands& commands, const Key& key) : commands_(commands), key_(key.scope, key.text) {
        const std::lock_guard lock(commands_.mutex_);
        if (!commands_.running_.insert(key_).second) {
            throw Error(request_in_progress, "A request with this idempotency key is still being processed");
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
    ScopedKey key_;
};

std::vector<Commands::Key> Commands::keys_of(const http::Call& call, const std::optional<std::string>& body_key) {
    std::vector<Key> keys;
    if (const auto header = call.header("idempotency-key")) {
        const std::string person = call.if_actor() != nullptr ? call.actor().user_id.text() : "anybody";
        keys.push_back({"Idempotency-Key", person + ' ' + route_of(call), std::string(*header), false});
    }
    if (body_key) keys.push_back({"clientOrderId", "café " + route_of(call), *body_key, true});
    for (const Key& key : keys) require_valid(key.text, key.field);
    return keys;
}

http::RawReply Commands::run(const http::Call& call, const http::Endpoint&, std::optional<std::string> body_key,
                             const std::function<http::RawReply(db::Transaction&)>& effect) {
    const std::vector<Key> keys = keys_of(call, body_key);
    if (keys.empty()) return database_.writing([&](db::Transaction& transaction) { return effect(transaction); });
    std::list<Running> running;
    for (const Key& key : keys) running.emplace_back(*this, key);
    return run_once(keys, fingerprint_of(call), effect);
}

http::RawReply Commands::run_once(const std::vector<Key>& keys, const std::string& fingerprint,
                                  const std::function<http::RawReply(db::Transaction&)>& effect) {
    return database_.writing([&](db::Transaction& transaction) {
        std::vector<const Key*> unused;
        for (const Key& key : keys) {
            auto first = store::find(transaction, key.scope, key.text);
            if (first && first->fingerprint != fingerprint) {
                throw Error::field(idempotency_key_reused, key.field, "reused",
                                   key.field + " \"" + key.text + "\" was used at " + first->used_at.text() +
                                       " for another request to the same address. Take a new one for a new request");
            }
            if (first && first->reply) return replayed(std::move(*first->reply));
            if (!first) unused.push_back(&key);
        }
        http::RawReply reply = effect(transaction);
        require_storable(reply);
        for (const Key* key : unused) {
            store::insert(transaction, {key->scope, key->text, key->is_kept}, {fingerprint, clock_.now(), reply},
                          uptime_.total());
        }
        return reply;
    });
}

std::int64_t Commands::sweep() {
    const auto oldest = uptime_.total() - key_life;
    std::int64_t forgotten = 0;
    std::int64_t batch = 0;
    do {
        batch = database_.writing(
            [&](db::Transaction& transaction) { return store::forget_before(transaction, oldest, sweep_batch); });
        forgotten += batch;
    } while (batch == sweep_batch);
    return forgotten;
}

}  // namespace cafepos::idempotency
