#include "store.h"

#include "auth.h"
#include "core/text.h"

namespace cafepos::auth {
namespace {

const db::Statement insert_session_row{
    "auth.insert_session",
    "INSERT INTO sessions (id, user_id, kind, remember_me, address, user_agent, created_at, last_used_at, expires_at, "
    "refresh_expires_at, ends_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10)"};
const db::Statement session_by_id{
    "auth.session_by_id",
    "SELECT id, user_id, kind, remember_me, address, user_agent, created_at, last_used_at, expires_at, refresh_expires_at, "
    "ends_at, revoked_at FROM sessions WHERE id = $1"};
const db::Statement prolong{"auth.prolong_session", "UPDATE sessions SET expires_at = $2, last_used_at = $3 WHERE id = $1"};
const db::Statement note_use{
    "auth.store_session_use",
    "UPDATE sessions SET last_used_at = $2, expires_at = CASE WHEN remember_me = 1 OR ends_at < $3 THEN ends_at ELSE $3 END "
    "WHERE id = $1 AND revoked_at IS NULL AND last_used_at < $2"};
const db::Statement revoke{"auth.revoke_session",
                           "UPDATE sessions SET revoked_at = $2, revoked_reason = $3 WHERE id = $1 AND revoked_at IS NULL"};

// Runs for every request, so it is one statement over the tables of staff; the engines differ in how they join texts only.
// The rule of effective permissions is staff's: the role's, plus the user's grants, less the revocations.
const db::Statement session_state{
    "auth.session_state",
    "SELECT s.user_id, u.username, r.name, u.is_active, u.deleted_at, s.revoked_at, s.remember_me, s.last_used_at, s.ends_at, "
    "(SELECT group_concat(rp.permission_id, ' ') FROM role_permissions rp WHERE rp.role_id = u.role_id AND NOT EXISTS "
    "(SELECT 1 FROM user_permissions no WHERE no.user_id = u.id AND no.permission_id = rp.permission_id AND no.granted = 0)), "
    "(SELECT group_concat(up.permission_id, ' ') FROM user_permissions up WHERE up.user_id = u.id AND up.granted = 1) "
    "FROM sessions s JOIN users u ON u.id = s.user_id JOIN roles r ON r.id = u.role_id WHERE s.id = $1",
    "SELECT s.user_id, u.username, r.name, u.is_active, u.deleted_at, s.revoked_at, s.remember_me, s.last_used_at, s.ends_at, "
    "(SELECT string_agg(rp.permission_id, ' ') FROM role_permissions rp WHERE rp.role_id = u.role_id AND NOT EXISTS "
    "(SELECT 1 FROM user_permissions no WHERE no.user_id = u.id AND no.permission_id = rp.permission_id AND no.granted = 0)), "
    "(SELECT string_agg(up.permission_id, ' ') FROM user_permissions up WHERE up.user_id = u.id AND up.granted = 1) "
    "FROM sessions s JOIN users u ON u.id = s.user_id JOIN roles r ON r.id = u.role_id WHERE s.id = $1"};
const db::Statement signed_in_from{"auth.users_signed_in_from",
                                   "SELECT DISTINCT s.user_id FROM sessions s JOIN users u ON u.id = s.user_id "
                                   "WHERE s.address = $1 AND s.revoked_at IS NULL AND s.expires_at > $2 AND u.is_active = 1"};

const db::Statement insert_token{
    "auth.insert_refresh_token",
    "INSERT INTO refresh_tokens (token_hash, session_id, issued_at, expires_at) VALUES ($1, $2, $3, $4)"};
const db::Statement token_by_hash{"auth.refresh_token_by_hash",
                                  "SELECT session_id, expires_at, used_at FROM refresh_tokens WHERE token_hash = $1"};
const db::Statement use_token{"auth.use_refresh_token", "UPDATE refresh_tokens SET used_at = $2 WHERE token_hash = $1"};

const db::Statement counter_by_subject{"auth.counter",
                                       "SELECT failures, blocked_until, updated_at FROM throttles WHERE subject = $1"};
const db::Statement upsert_counter{"auth.store_counter",
                                   "INSERT INTO throttles (subject, failures, blocked_until, updated_at) VALUES ($1, $2, $3, $4) "
                                   "ON CONFLICT (subject) DO UPDATE SET failures = $2, blocked_until = $3, updated_at = $4"};
const db::Statement delete_counter{"auth.erase_counter", "DELETE FROM throttles WHERE subject = $1"};

const db::Statement password_sign_in{"auth.password_sign_in", "SELECT signed_in_at FROM known_addresses WHERE address = $1"};
const db::Statement upsert_password_sign_in{"auth.store_password_sign_in",
                                            "INSERT INTO known_addresses (address, signed_in_at) VALUES ($1, $2) "
                                            "ON CONFLICT (address) DO UPDATE SET signed_in_at = $2"};

const db::Statement insert_reset{
    "auth.insert_password_reset",
    "INSERT INTO password_resets (token_hash, user_id, requested_at, expires_at) VALUES ($1, $2, $3, $4)"};
const db::Statement reset_by_hash{"auth.password_reset_by_hash",
                                  "SELECT user_id, expires_at, used_at FROM password_resets WHERE token_hash = $1"};
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
const db::Statement sweep_counters{"auth.sweep_counters", "DELETE FROM throttles WHERE updated_at < $1 AND blocked_until < $1"};

const db::Statement sweep_addresses{"auth.sweep_known_addresses", "DELETE FROM known_addresses WHERE signed_in_at < $1"};

constexpr auto kept_after_end = std::chrono::days(1);
constexpr auto counters_kept = std::chrono::days(30);
constexpr auto addresses_kept = std::chrono::days(366);  // longer than the setting may ask for

std::string_view name_of(Kind kind) { return kind == Kind::password ? "password" : "pin"; }

void add_words(const std::optional<std::string>& words, std::set<std::string, std::less<>>& names) {
    for (auto& word : text::split(words.value_or(""), ' ')) names.insert(std::move(word));
}

}  // namespace

void insert_session(db::Transaction& transaction, const Session& session) {
    transaction.defer(insert_session_row, session.id, session.user_id, name_of(session.kind), session.remember_me,
                      session.address, session.user_agent, session.created, session.expires, session.refresh_expires,
                      session.ends);
}

std::optional<Session> find_session(db::Transaction& transaction, const Id& id) {
    const auto row = transaction.query_one(session_by_id, id);
    if (!row) return std::nullopt;
    return Session{.id = row->id(0),
                   .user_id = row->id(1),
                   .kind = row->text(2) == name_of(Kind::pin) ? Kind::pin : Kind::password,
                   .remember_me = row->flag(3),
                   .address = row->text(4),
                   .user_agent = row->text(5),
                   .created = row->time(6),
                   .last_used = row->time(7),
                   .expires = row->time(8),
                   .refresh_expires = row->time(9),
                   .ends = row->time(10),
                   .revoked = !row->is_null(11)};
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

std::optional<SessionState> find_session_state(db::Transaction& transaction, const Id& session_id) {
    const auto row = transaction.query_one(session_state, session_id);
    if (!row) return std::nullopt;
    SessionState state;
    state.actor.user_id = row->id(0);
    state.actor.session_id = session_id;
    state.actor.username = row->text(1);
    state.actor.role = row->text(2);
    state.user_active = row->flag(3);
    state.user_deleted = !row->is_null(4);
    state.revoked = !row->is_null(5);
    state.remember_me = row->flag(6);
    state.last_used = row->time(7);
    state.ends = row->time(8);
    add_words(row->maybe_text(9), state.actor.permissions);
    add_words(row->maybe_text(10), state.actor.permissions);
    return state;
}

std::vector<Id> users_signed_in_from(db::Transaction& transaction, const std::string& address, Timestamp now) {
    std::vector<Id> users;
    for (const auto& row : transaction.query(signed_in_from, address, now)) users.push_back(row.id(0));
    return users;
}

void insert_refresh_token(db::Transaction& transaction, const std::string& hash, const RefreshToken& token, Timestamp now) {
    transaction.defer(insert_token, hash, token.session_id, now, token.expires);
}

std::optional<RefreshToken> find_refresh_token(db::Transaction& transaction, const std::string& hash) {
    const auto row = transaction.query_one(token_by_hash, hash);
    if (!row) return std::nullopt;
    return RefreshToken{.session_id = row->id(0), .expires = row->time(1), .used = !row->is_null(2)};
}

void mark_refresh_token_used(db::Transaction& transaction, const std::string& hash, Timestamp now) {
    transaction.defer(use_token, hash, now);
}

Counter find_counter(db::Transaction& transaction, const std::string& subject) {
    const auto row = transaction.query_one(counter_by_subject, subject);
    if (!row) return {};
    return {.failures = row->integer(0), .blocked_until = row->time(1), .updated = row->time(2)};
}

void store_counter(db::Transaction& transaction, const std::string& subject, const Counter& counter) {
    transaction.defer(upsert_counter, subject, counter.failures, counter.blocked_until, counter.updated);
}

void erase_counter(db::Transaction& transaction, const std::string& subject) { transaction.defer(delete_counter, subject); }

std::optional<Timestamp> find_password_sign_in(db::Transaction& transaction, const std::string& address) {
    const auto row = transaction.query_one(password_sign_in, address);
    return row ? std::optional(row->time(0)) : std::nullopt;
}

void store_password_sign_in(db::Transaction& transaction, const std::string& address, Timestamp now) {
    transaction.defer(upsert_password_sign_in, address, now);
}

void insert_password_reset(db::Transaction& transaction, const std::string& hash, const PasswordReset& reset, Timestamp now) {
    transaction.defer(insert_reset, hash, reset.user_id, now, reset.expires);
}

std::optional<PasswordReset> find_password_reset(db::Transaction& transaction, const std::string& hash) {
    const auto row = transaction.query_one(reset_by_hash, hash);
    if (!row) return std::nullopt;
    return PasswordReset{.user_id = row->id(0), .expires = row->time(1), .used = !row->is_null(2)};
}

void use_password_resets(db::Transaction& transaction, const Id& user_id, Timestamp now) {
    transaction.defer(use_resets, user_id, now);
}

void sweep(db::Transaction& transaction, Timestamp now) {
    transaction.defer(sweep_tokens, now - kept_after_end);
    transaction.defer(sweep_sessions, now - kept_after_end);
    transaction.defer(sweep_resets, now - kept_after_end);
    transaction.defer(sweep_counters, now - counters_kept);
    transaction.defer(sweep_addresses, now - addresses_kept);
}

}  // namespace cafepos::auth
