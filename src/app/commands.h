#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "config.h"
#include "db/database.h"

namespace cafepos::app {

/// A command that does not fit what there is: no such user, no café here. Its text is all a person needs.
class WrongUse : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// Each answers the process's exit code and tells people on standard output what it did.

int migrate(const Config& config);
int seed(const Config& config, const std::string& kind);
/// 1 when a difference was found.
int verify(const Config& config);
/// What `verify` names; WrongUse for a database of another version.
std::vector<std::string> differences_in(db::Database& database);
int rebuild_reports(const Config& config);
/// One snapshot in one new file, also beside a running server.
int write_backup(const Config& config, const std::string& file);
/// Puts a backup in the place of what there is, after everything in it was found to agree; with `only_check`, stops there.
int restore_backup(const Config& config, const std::string& file, bool only_check);
/// Finishes a restore that was killed after its decision; before anything else uses the database.
void finish_restore(const Config& config);
int doctor(const Config& config);

struct NewUserRequest {
    std::string username;
    std::string role = "cashier";
    std::string first_name;
    std::string last_name;
    std::string email;
};
int list_users(const Config& config);
/// Passwords are typed unseen or come from standard input, so that they stand in no list of processes and no shell history.
int add_user(const Config& config, const NewUserRequest& request);
int set_password(const Config& config, const std::string& username);
int unlock_user(const Config& config, const std::string& username);

}  // namespace cafepos::app
