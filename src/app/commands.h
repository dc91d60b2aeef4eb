#pragma once

#include <functional>
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
/// What `verify` names; WrongUse for a database of another version. The checkpoint is called now and then; what it throws ends
/// it.
std::vector<std::string> differences_in(db::Database& database, const std::function<void()>& checkpoint = [] {});
void print(const std::vector<std::string>& differences);
int rebuild_reports(const Config& config);
/// What was dated by a clock that had run ahead counts no longer for the business day that runs.
int trust_clock(const Config& config);
/// One snapshot in one new file, also beside a running server. Books that disagree are backed up, too, and it is said.
int write_backup(const Config& config, const std::string& file);
/// What docs/data.md describes, into a folder that is new or empty; also beside a running server.
int export_books(const Config& config, const std::string& folder);
struct RestoreRequest {
    std::string file;
    bool only_check = false;
    bool accept_differences = false;  ///< restores also what does not agree with itself
};
/// Puts a backup in the place of what there is, after everything in it was found to agree; with `only_check`, stops there.
int restore_backup(const Config& config, const RestoreRequest& request);
/// Finishes a restore that was killed after its decision, and clears away one that was killed before it. Before anything else
/// uses the database.
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
