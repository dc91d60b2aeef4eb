#pragma once

#include <string>

#include "core/actor.h"
#include "core/id.h"
#include "core/time.h"
#include "database.h"
#include "journal/journal.h"
#include "roles.h"

namespace cafepos::testing {

/// What a slice's test stands on: its own database, a clock it sets, repeatable ids, and an admin whom rows can point to.
/// It begins on Sunday 2026-11-22 at 09:00 UTC.
class World {
public:
    explicit World(const db::Options& options = {});

    [[nodiscard]] db::Database& db() { return database.database(); }
    /// Another member of staff with that role's row and the contract's permissions; the user name must be new.
    Actor add_user(const std::string& role, const std::string& username);

    TestDatabase database;
    ManualClock clock;
    SeededRandom random{20261122};
    IdSource ids{clock, random};
    journal::Keyring journal_keys{std::vector<journal::Key>{journal::key_of(std::string(32, 'k'))}};
    journal::Journal journal{clock, journal_keys};
    Actor admin;  ///< stored as user "admin" of role "admin"; has all permissions

private:
    Id role_id(db::Transaction& transaction, const std::string& role);
};

}  // namespace cafepos::testing
