#pragma once

#include "credentials.h"
#include "routes.h"
#include "rules.h"
#include "workshop/workshop.h"

namespace cafepos::staff {

/// What an update of a user says; absent means unchanged.
struct UserChange {
    UserForm form;  ///< checked; its password and PIN are not looked at
    std::optional<NewPassword> password;
    bool pin_given = false;
    std::optional<std::string> pin_lookup;  ///< when given: empty takes the PIN away
    std::optional<bool> is_active;
    bool proven = false;  ///< the caller has given his own password again
};

/// The changes of staff and roles, each within the caller's write transaction: guards, rows, audit. Thread-safe.
class Changes {
public:
    Changes(const Workshop& workshop, const Tools& tools)
        : workshop_(workshop), sign_ins_(tools.sign_ins), enqueue_mail_(tools.enqueue_mail) {}

    Id create(db::Transaction& transaction, const Act& act, const NewUser& user) const;
    void update(db::Transaction& transaction, const Act& act, const Id& id, const UserChange& change) const;
    void set_role(db::Transaction& transaction, const Act& act, const Id& id, const std::string& role) const;
    void set_permissions(db::Transaction& transaction, const Act& act, const Id& id, const Permissions& wanted) const;
    void set_active(db::Transaction& transaction, const Act& act, const Id& id, bool active) const;

    enum class Removal { erase_if_unused, hide };
    /// erase_if_unused can end in a foreign_key_violation: then there is a history, so hide.
    void remove(db::Transaction& transaction, const Act& act, const Id& id, Removal removal) const;

    Id create_role(db::Transaction& transaction, const Act& act, const std::string& name, const std::string& description,
                   const Permissions& permissions) const;
    struct RoleChange {
        std::optional<std::string> name;
        std::optional<std::string> description;
        std::optional<Permissions> permissions;
    };
    void update_role(db::Transaction& transaction, const Act& act, const Id& id, const RoleChange& change) const;
    void remove_role(db::Transaction& transaction, const Act& act, const Id& id) const;

private:
    void move_to_role(db::Transaction& transaction, const Act& act, const User& target, const std::string& role) const;
    void switch_active(db::Transaction& transaction, const Act& act, const User& target, bool active) const;
    /// Whoever signs in otherwise from now on does so everywhere, and is told.
    void end_access(db::Transaction& transaction, const Act& act, const User& before, const Credentials& changed) const;
    void record(db::Transaction& transaction, const Act& act, const std::string& action, const std::string& entity, const Id& id,
                const std::string& detail_json = "{}") const;

    const Workshop workshop_;
    const SignIns sign_ins_;
    const EnqueueMail enqueue_mail_;
};

}  // namespace cafepos::staff
