#include <stdexcept>

#include "audit/audit.h"
#include "core/text.h"
#include "db/table.h"
#include "permissions.h"
#include "store.h"

namespace cafepos::staff {
namespace {

/// What of a user's row a person may rename.
struct Names {
    Id id;
    std::string username;
    std::string username_folded;
    std::string first_name;
    std::string last_name;
    std::string email;
    Id role_id;
    Timestamp updated_at;
};
BOOST_DESCRIBE_STRUCT(Names, (), (id, username, username_folded, first_name, last_name, email, role_id, updated_at))

/// A row as it is made; what it leaves out begins empty.
struct NewRow : Names {
    std::string password_hash;
    std::optional<std::string> pin_lookup;
    bool is_active;
    Timestamp password_changed_at;
    Timestamp created_at;
    std::optional<std::string> older_pin_hash;
    bool is_password_temporary;
};
BOOST_DESCRIBE_STRUCT(NewRow, (Names),
                      (password_hash, pin_lookup, is_active, password_changed_at, created_at, older_pin_hash,
                       is_password_temporary))

const db::Table<NewRow> user_table{"users"};
const db::Update<Names> user_names{"users"};

const db::Query<User> users_by_id{
    "staff.users_by_id",
    "SELECT {u} FROM (SELECT users.*, roles.name AS role FROM users JOIN roles ON roles.id = users.role_id) u "
    "WHERE u.id IN {$1} ORDER BY u.username_folded"};
const db::Query<Id> id_by_name{"staff.user_by_name", "SELECT id FROM users WHERE username_folded = $1"};
const db::Query<Id> id_by_email{"staff.user_by_email", "SELECT id FROM users WHERE email = $1"};
const db::Query<Id> id_by_pin{"staff.user_by_pin", "SELECT id FROM users WHERE pin_lookup = $1 AND is_active = 1"};
const db::Query<Id> present{"staff.present_users", "SELECT id FROM users WHERE deleted_at IS NULL"};
const db::Query<Names> names_of_present{"staff.names_of_users", "SELECT {} FROM users WHERE deleted_at IS NULL ORDER BY id"};
const db::Query<std::optional<std::string>> pin_of{"staff.pin_of", "SELECT pin_lookup FROM users WHERE id = $1"};
const db::Query<std::int64_t> other_active_admins{
    "staff.other_active_admins",
    "SELECT COUNT(*) FROM users u JOIN roles r ON r.id = u.role_id WHERE r.name = $2 AND u.is_active = 1 AND u.id <> $1"};

const db::Query<OlderPin> older_pins{"staff.older_pins",
                                     "SELECT {} FROM users WHERE older_pin_hash IS NOT NULL AND is_active = 1 ORDER BY id"};

const db::Statement update_pin{"staff.set_pin",
                               "UPDATE users SET pin_lookup = $2, older_pin_hash = NULL, updated_at = $3 WHERE id = $1"};
const db::Statement take_over{"staff.take_over_pin",
                              "UPDATE users SET pin_lookup = $3, older_pin_hash = NULL, updated_at = $4 "
                              "WHERE id = $1 AND older_pin_hash = $2 AND is_active = 1"};
const db::Statement update_active{
    "staff.set_active", "UPDATE users SET is_active = $2, pin_lookup = $3, older_pin_hash = NULL, updated_at = $4 WHERE id = $1"};
const db::Statement hide{"staff.hide_user",
                         "UPDATE users SET username_folded = $2, email = $2, pin_lookup = NULL, older_pin_hash = NULL, "
                         "password_hash = '!', is_active = 0, "
                         "deleted_at = $3, updated_at = $3 WHERE id = $1"};
const db::Statement erase{"staff.erase_user", "DELETE FROM users WHERE id = $1"};

// A PIN that rests while its holder is inactive: no longer equal to the keyed hash by which PINs are found.
constexpr std::string_view resting = "inactive:";

std::string rested(const Id& user_id, const std::string& pin_lookup) {
    return std::string(resting) + user_id.text() + ":" + pin_lookup;
}

std::string woken(const std::string& stored) {
    return stored.starts_with(resting) ? stored.substr(stored.rfind(':') + 1) : stored;
}

std::string folded_name(std::string_view username) { return text::folded(text::strip(username)); }

std::optional<User> user_of(db::Transaction& transaction, const std::optional<Id>& id) {
    return id ? store::find_user(transaction, *id) : std::nullopt;
}

void require_free(db::Transaction& transaction, const db::Query<Id>& holder_of, const std::string& key, const Id& user_id,
                  const std::string& field, const std::string& what) {
    const auto holder = transaction.query_one(holder_of, key);
    if (holder && *holder != user_id) throw Error::field(Code::conflict, field, "taken", what + " is already in use");
}

/// What is stored of a PIN. That of an active user must be free.
std::optional<std::string> stored_pin(db::Transaction& transaction, const Id& user_id,
                                      const std::optional<std::string>& pin_lookup, bool active) {
    if (!pin_lookup) return std::nullopt;
    if (!active) return rested(user_id, *pin_lookup);
    require_free(transaction, id_by_pin, *pin_lookup, user_id, "pinCode", "PIN code");
    return pin_lookup;
}

/// Error(conflict) if somebody else has the user name or e-mail. Of users who are there and who are made alike.
template <class AnyUser>
Names free_names(db::Transaction& transaction, const Id& id, const AnyUser& user, Timestamp now) {
    const auto role = store::find_role_by_name(transaction, user.role);
    if (!role) throw std::logic_error("there is no role " + user.role);
    Names names{id, user.username, folded_name(user.username), user.first_name, user.last_name, folded_name(user.email), role->id,
                now};
    require_free(transaction, id_by_name, names.username_folded, id, "username", "Username");
    require_free(transaction, id_by_email, names.email, id, "email", "Email");
    return names;
}

}  // namespace

namespace store {

std::optional<User> find_user(db::Transaction& transaction, const Id& id) {
    return transaction.query_one(users_by_id, db::list_of(std::vector{id}));
}

// As many questions for a name that nobody has: whoever may ask often could tell by the time.
std::optional<User> find_user_by_name(db::Transaction& transaction, const std::string& username) {
    return find_user(transaction, transaction.query_one(id_by_name, folded_name(username)).value_or(Id{}));
}

std::optional<User> find_user_by_email(db::Transaction& transaction, const std::string& email) {
    return find_user(transaction, transaction.query_one(id_by_email, folded_name(email)).value_or(Id{}));
}

std::optional<User> find_user_by_pin(db::Transaction& transaction, const std::string& pin_lookup) {
    return user_of(transaction, transaction.query_one(id_by_pin, pin_lookup));
}

User require_user(db::Transaction& transaction, const Id& id) {
    auto user = find_user(transaction, id);
    if (!user || user->deleted_at) throw Error::field(Code::not_found, "", "gone", "User not found");
    return *std::move(user);
}

std::vector<User> list_users(db::Transaction& transaction) {
    return transaction.query(users_by_id, db::list_of(transaction.query(present)));
}

bool has_users(db::Transaction& transaction) { return !transaction.query(present).empty(); }

bool has_acted(db::Transaction& transaction, const User& user) {
    return user.last_login_at.has_value() || audit::has_acted(transaction, user.id);
}

bool has_pin(db::Transaction& transaction, const User& user, const std::string& pin_lookup) {
    return transaction.query_one(id_by_pin, pin_lookup) == user.id;
}

std::vector<OlderPin> list_older_pins(db::Transaction& transaction) { return transaction.query(older_pins); }

bool take_over_pin(db::Transaction& transaction, const OlderPin& older, const std::string& pin_lookup, Timestamp now) {
    if (transaction.query_one(id_by_pin, pin_lookup)) return false;
    return transaction.execute(take_over, older.id, older.older_pin_hash, pin_lookup, now) > 0;
}

std::int64_t count_active_admins_besides(db::Transaction& transaction, const Id& user_id) {
    return transaction.query_only(other_active_admins, user_id, admin_role);
}

Id create_user(db::Transaction& transaction, const NewUser& user, Timestamp now, IdSource& ids) {
    const Id id = ids.next();
    const Names names = free_names(transaction, id, user, now);
    const auto pin = stored_pin(transaction, id, user.pin_lookup, user.is_active);
    transaction.insert(
        user_table, {names, user.password_hash, pin, user.is_active, now, now, user.older_pin_hash, user.is_password_temporary});
    return id;
}

void update_user(db::Transaction& transaction, const User& user, Timestamp now) {
    transaction.update(user_names, free_names(transaction, user.id, user, now));
}

void set_pin(db::Transaction& transaction, const User& user, const std::optional<std::string>& pin_lookup, Timestamp now) {
    transaction.execute(update_pin, user.id, stored_pin(transaction, user.id, pin_lookup, user.is_active), now);
}

void set_active(db::Transaction& transaction, const User& user, bool active, Timestamp now) {
    auto pin = transaction.query_only(pin_of, user.id);
    if (pin) pin = stored_pin(transaction, user.id, woken(*pin), active);
    transaction.execute(update_active, user.id, active, pin, now);
}

void erase_user(db::Transaction& transaction, const Id& user_id) {
    replace_own_permissions(transaction, user_id, {}, {}, {});
    transaction.execute(erase, user_id);
}

void hide_user(db::Transaction& transaction, const Id& user_id, Timestamp now) {
    // Begins with a space, so that it is nobody's user name, and has no @, so that it is nobody's e-mail.
    transaction.execute(hide, user_id, " deleted " + user_id.text(), now);
}

}  // namespace store

std::vector<std::string> verify(db::Transaction& transaction) {
    std::vector<std::string> findings;
    for (const Names& user : transaction.query(names_of_present)) {
        if (user.username_folded == folded_name(user.username)) continue;
        findings.push_back("User " + user.id.text() + " (" + user.username +
                           "): the name to sign in by is not what the user name gives; rename the user and back");
    }
    return findings;
}

}  // namespace cafepos::staff
