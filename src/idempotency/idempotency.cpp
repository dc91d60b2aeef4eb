#include "idempotency.h"

#include <algorithm>
#include <array>
#include <list>
#include <stdexcept>

#include "core/error.h"
#include "http/multipart.h"
#include "security/digest.h"
#include "store.h"

namespace cafepos::idempotency {
namespace {

constexpr std::size_t key_length_max = 255;
constexpr std::chrono::hours key_life{7 * 24};
constexpr std::int64_t sweep_batch = 500;
constexpr std::size_t asked_at_once_max = 256;

bool is_printable_ascii(const std::string& key) {
    return std::all_of(key.begin(), key.end(), [](char c) { return c >= 0x20 && c <= 0x7e; });
}

void require_valid(const std::string& key, const std::string& field) {
    if (!key.empty() && key.size() <= key_length_max && is_printable_ascii(key)) return;
    throw Error::field(Code::validation_error, field, "key", field + " must be 1 to 255 printable ASCII characters");
}

std::string route_of(const http::Call& call) { return call.raw().method + ' ' + call.raw().path; }

bool is_secret(std::string_view member) {
    constexpr std::array<std::string_view, 3> secrets{"password", "pinCode", "currentPassword"};
    return std::ranges::find(secrets, member) != secrets.end();
}

json::Value with_hashed_secrets(const json::Value& body, std::string_view key) {
    if (body.if_object() == nullptr) return body;
    json::Value::Object members = *body.if_object();
    for (auto& [name, value] : members) {
        if (is_secret(name)) value = json::Value(security::hex(security::hmac_sha256(key, json::print(value))));
    }
    return json::Value(std::move(members));
}

/// A form says the same whatever its boundary, which its sender makes anew each time.
std::string without_boundary(std::string form, std::string_view content_type) {
    const std::string boundary = http::header_parameter(content_type, "boundary").value_or("");
    if (boundary.empty()) return form;
    std::string rest;
    std::size_t begin = 0;
    for (auto end = form.find(boundary); end != std::string::npos; end = form.find(boundary, begin)) {
        rest.append(form, begin, end - begin);
        begin = end + boundary.size();
    }
    return rest.append(form, begin);
}

/// What is neither JSON nor a form with a boundary (nothing, fields of a form) is compared byte by byte.
std::string meaning_of(const http::Call& call, std::string_view secrets_key) {
    const std::string& body = call.raw().body;
    const std::string_view content_type = call.header("content-type").value_or("");
    if (http::media_type(content_type) == "multipart/form-data") return without_boundary(body, content_type);
    try {
        return json::canonical(with_hashed_secrets(json::parse(body), secrets_key));
    } catch (const Error&) {
        return body;
    }
}

std::string fingerprint_of(const http::Call& call, std::string_view secrets_key) {
    const std::string meaning = meaning_of(call, secrets_key);
    return security::hex(security::sha256(route_of(call) + '\n' + call.raw().query + '\n' + meaning));
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
        if (!commands_.running_.emplace(key_, true).second) {
            throw Error::field(request_in_progress, "", "in_progress",
                               "A request with this idempotency key is still being processed");
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

/// A request by its keys; without any it is one that nobody can repeat.
struct Commands::Named {
    std::vector<Key> keys;
    std::string fingerprint;

    [[nodiscard]] std::vector<ScopedKey> scoped_keys() const {
        std::vector<ScopedKey> scoped;
        for (const Key& key : keys) scoped.emplace_back(key.scope, key.text);
        return scoped;
    }

    /// What the keys were answered, if any was. Those that nobody used yet go to `unused`.
    std::optional<http::RawReply> first_reply(db::Transaction& transaction, std::vector<const Key*>& unused) const {
        unused.clear();
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
        return std::nullopt;
    }
};

Commands::Named Commands::named(const http::Call& call, const std::optional<std::string>& body_key) const {
    auto keys = keys_of(call, body_key);
    if (keys.empty()) return {};
    return {std::move(keys), fingerprint_of(call, secrets_key_)};
}

http::RawReply Commands::run(const http::Call& call, const http::Endpoint&, std::optional<std::string> body_key,
                             const std::function<http::RawReply(db::Transaction&)>& effect) {
    const Named request = named(call, body_key);
    std::list<Running> running;
    for (const Key& key : request.keys) running.emplace_back(*this, key);
    return run_once(request, effect);
}

http::RawReply Commands::run_around(const http::Call& call, const http::Endpoint&,
                                    const std::function<http::RawReply(const Write&)>& work) {
    const Named request = named(call, std::nullopt);
    std::list<Running> running;
    for (const Key& key : request.keys) running.emplace_back(*this, key);
    if (!request.keys.empty()) {
        std::vector<const Key*> unused;
        auto first = database_.reading([&](db::Transaction& transaction) { return request.first_reply(transaction, unused); });
        if (first) return std::move(*first);
    }
    return work([&](const Effect& effect) { return run_once(request, effect); });
}

http::RawReply Commands::run_once(const Named& request, const Effect& effect) {
    return database_.writing([&](db::Transaction& transaction) {
        const auto keys = request.scoped_keys();
        take_turn(keys);
        store::look_ahead(transaction, keys, [&] { return waiting_keys(); });
        std::vector<const Key*> unused;
        if (auto first = request.first_reply(transaction, unused)) return std::move(*first);
        http::RawReply reply = effect(transaction);
        if (!request.keys.empty()) require_storable(reply);
        for (const Key* key : unused) {
            store::insert(transaction, {key->scope, key->text, key->is_kept}, {request.fingerprint, clock_.now(), reply},
                          uptime_.total());
        }
        return reply;
    });
}

void Commands::take_turn(const std::vector<ScopedKey>& keys) {
    const std::lock_guard lock(mutex_);
    for (const ScopedKey& key : keys) running_.at(key) = false;
}

/// Of the requests whose turn comes after this one's: most are of the same batch.
std::vector<Commands::ScopedKey> Commands::waiting_keys() {
    std::vector<ScopedKey> keys;
    const std::lock_guard lock(mutex_);
    for (const auto& [key, waits] : running_) {
        if (waits && keys.size() < asked_at_once_max) keys.push_back(key);
    }
    return keys;
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
