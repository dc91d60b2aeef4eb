#include "store.h"

#include "approval_store.h"
#include "auth.h"
#include "db/table.h"

namespace cafepos::auth {
namespace {

struct CounterKey {
    std::string subject;
};
BOOST_DESCRIBE_STRUCT(CounterKey, (), (subject))
struct StoredCounter : CounterKey, Counter {};
BOOST_DESCRIBE_STRUCT(StoredCounter, (CounterKey, Counter), ())

struct KnownAddress {
    std::string address;
    Timestamp signed_in_at;
};
BOOST_DESCRIBE_STRUCT(KnownAddress, (), (address, signed_in_at))

const db::Table<Session> session_table{"sessions"};
const db::Query<Session> session_by_id{"auth.session_by_id", "SELECT {} FROM sessions WHERE id = $1"};
const db::Query<Session> sessions_of_user{
    "auth.sessions_of_user",
    "SELECT {} FROM sessions WHERE user_id = $1 AND revoked_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 100"};
const db::Query<Id> signed_in_from{
    "auth.users_signed_in_from",
    "SELECT DISTINCT user_id FROM sessions WHERE address = $1 AND revoked_at IS NULL AND expires_at > $2"};
// Each request asks it. Reads store of db: in the same statement, so that it is one question.
const db::Query<SessionNow> session_now{"auth.session_now", R"(
    SELECT {} FROM (SELECT sessions.*, (SELECT staff_version FROM store WHERE id = 1) AS staff_version
                    FROM sessions WHERE id = $1) AS session)"};
const db::Statement prolong{"auth.prolong_session", "UPDATE sessions SET expires_at = $2, last_used_at = $3 WHERE id = $1"};
const db::Statement note_use{
    "auth.store_session_use",
    "UPDATE sessions SET last_used_at = $2, expires_at = CASE WHEN remember_me = 1 OR ends_at < $3 THEN ends_at ELSE $3 END "
    "WHERE id = $1 AND revoked_at IS NULL AND last_used_at < $2"};
const db::Statement revoke{"auth.revoke_session",
                           "UPDATE sessions SET revoked_at = $2, revoked_reason = $3 WHERE id = $1 AND revoked_at IS NULL"};
const db::Statement revoke_all{
    "auth.end_sessions",
    "UPDATE sessions SET revoked_at = $2, revoked_reason = $3 WHERE user_id = $1 AND revoked_at IS NULL AND id <> $4"};

const db::Table<RefreshToken> token_table{"refresh_tokens"};
const db::Query<RefreshToken> token_by_hash{"auth.refresh_token_by_hash", "SELECT {} FROM refresh_tokens WHERE token_hash = $1"};
const db::Statement use_token{"auth.use_refresh_token", "UPDATE refresh_tokens SET used_at = $2 WHERE token_hash = $1"};

const db::Query<Counter> counter_by_subject{"auth.counter", "SELECT {} FROM throttles WHERE subject = $1"};
const db::Upsert<StoredCounter> stored_counter{"throttles"};
const db::Statement delete_counter{"auth.erase_counter", "DELETE FROM throttles WHERE subject = $1"};
const db::Statement delete_counters{"auth.erase_counters", "DELETE FROM throttles WHERE subject LIKE $1"};

const db::Query<Timestamp> password_sign_in{"auth.password_sign_in",
                                            "SELECT signed_in_at FROM known_addresses WHERE address = $1"};
const db::Upsert<KnownAddress> known_address{"known_addresses"};

const db::Table<PasswordReset> reset_table{"password_resets"};
const db::Query<PasswordReset> reset_by_hash{"auth.password_reset_by_hash",
                                             "SELECT {} FROM password_resets WHERE token_hash = $1"};
const db::Statement use_resets{"auth.use_password_resets",
                               "UPDATE password_resets SET used_at = $2 WHERE user_id = $1 AND used_at IS NULL"};

const db::Statement sweep_tokens{
    "auth.sweep_refresh_tokens",
    "DELETE FROM refresh_tokens WHERE session_id IN (SELECT id FROM sessions WHERE (refresh_expires_at < $1 AND expires_at < $1) "
    "OR revoked_at < $1 ORDER BY id LIMIT 5000)"};
const db::Statement sweep_sessions{
    "auth.sweep_sessions",
    "DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE (refresh_expires_at < $1 AND expires_at < $1) "
    "OR revoked_at < $1 ORDER BY id LIMIT 5000)"};
const db::Statement sweep_resets{"auth.sweep_password_resets", "DELETE FROM password_resets WHERE expires_at < $1"};
const db::Statement sweep_counters{
    "auth.sweep_counters",
    "DELETE FROM throttles WHERE updated_at < $1 AND blocked_until < $1 AND (subject NOT LIKE 'user:%' OR updated_at < $2)"};
const db::Statement sweep_addresses{"auth.sweep_known_addresses", "DELETE FROM known_addresses WHERE signed_in_at < $1"};

constexpr auto kept_after_end = std::chrono::days(1);
constexpr auto approvals_kept = std::chrono::days(30);  // longer than an idempotency key, which answers once more
constexpr auto counters_kept = std::chrono::days(30);
// Of names, so that a hundred guesses are not begun anew, and weeks of silence do not tell a name that nobody has, whose count is
// here, from one whose count stands with its user.
constexpr auto names_counters_kept = std::chrono::days(366);
constexpr auto addresses_kept = std::chrono::days(366);  // longer than the setting may ask for

}  // namespace

namespace store {

void insert_session(db::Transaction& transaction, const Session& session) { transaction.insert(session_table, session); }

std::optional<Session> find_session(db::Transaction& transaction, const Id& id) {
    return transaction.query_one(session_by_id, id);
}

std::vector<Session> list_sessions(db::Transaction& transaction, const Id& user_id) {
    return transaction.query(sessions_of_user, user_id);
}

std::optional<SessionNow> find_session_now(db::Transaction& transaction, const Id& id) {
    return transaction.query_one(session_now, id);
}

void prolong_session(db::Transaction& transaction, const Id& id, Timestamp expires, Timestamp now) {
    transaction.defer(prolong, id, expires, now);
}

void store_session_use(db::Transaction& transaction, const Id& id, Timestamp used, Timestamp expires) {
    transaction.defer(note_use, id, used, expires);
}

void revoke_session(db::Transaction& transaction, const Id& id, const std::string& reason, Timestamp now) {
    transaction.defer(revoke, id, now, reason);
}

void insert_refresh_token(db::Transaction& transaction, const RefreshToken& token) { transaction.insert(token_table, token); }

std::optional<RefreshToken> find_refresh_token(db::Transaction& transaction, const std::string& hash) {
    return transaction.query_one(token_by_hash, hash);
}

void mark_refresh_token_used(db::Transaction& transaction, const std::string& hash, Timestamp now) {
    transaction.defer(use_token, hash, now);
}

std::string guesses_subject(const Id& user_id) { return "user:" + user_id.text(); }
std::string guesses_subject(const std::string& subject, const std::string& address) { return subject + "@" + address; }

Counter find_counter(db::Transaction& transaction, const std::string& subject) {
    return transaction.query_one(counter_by_subject, subject).value_or(Counter{});
}

void store_counter(db::Transaction& transaction, const std::string& subject, const Counter& counter) {
    transaction.upsert(stored_counter, {{subject}, counter});
}

void erase_counter(db::Transaction& transaction, const std::string& subject) { transaction.defer(delete_counter, subject); }

std::optional<Timestamp> find_password_sign_in(db::Transaction& transaction, const std::string& address) {
    return transaction.query_one(password_sign_in, address);
}

void store_password_sign_in(db::Transaction& transaction, const std::string& address, Timestamp now) {
    transaction.upsert(known_address, {address, now});
}

void insert_password_reset(db::Transaction& transaction, const PasswordReset& reset) { transaction.insert(reset_table, reset); }

std::optional<PasswordReset> find_password_reset(db::Transaction& transaction, const std::string& hash) {
    return transaction.query_one(reset_by_hash, hash);
}

void use_password_resets(db::Transaction& transaction, const Id& user_id, Timestamp now) {
    transaction.defer(use_resets, user_id, now);
}

}  // namespace store

bool has_live_session_with(db::Transaction& transaction, const std::string& address, std::string_view permission, Timestamp now) {
    for (const Id& user_id : transaction.query(signed_in_from, address, now)) {
        const auto user = staff::store::find_acting_user(transaction, user_id);
        if (user && user->is_active && user->actor.may(permission)) return true;
    }
    return false;
}

staff::SignIns sign_ins() {
    return {.end_sessions = [](db::Transaction& transaction, const Id& user_id, const std::string& reason, Timestamp now,
                               const Id& keep) { transaction.defer(revoke_all, user_id, now, reason, keep); },
            .end_reset_links = store::use_password_resets,
            .forget_guesses =
                [](db::Transaction& transaction, const Id& user_id) {
                    return transaction.execute(delete_counters, store::guesses_subject(store::guesses_subject(user_id), "%")) > 0;
                }};
}

void sweep(db::Transaction& transaction, Timestamp now) {
    transaction.defer(sweep_tokens, now - kept_after_end);
    transaction.defer(sweep_sessions, now - kept_after_end);
    transaction.defer(sweep_resets, now - kept_after_end);
    store::sweep_approvals(transaction, now - approvals_kept);
    transaction.defer(sweep_counters, now - counters_kept, now - names_counters_kept);
    transaction.defer(sweep_addresses, now - addresses_kept);
}

}  // namespace cafepos::auth
