#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "config.h"
#include "db/database.h"
#include "journal/journal.h"

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
/// What the journal of a café is checked with.
struct JournalProof {
    journal::Keyring keys;
    std::vector<journal::Head> outside = {};  ///< kept elsewhere
    bool is_copy = false;  ///< on a machine that has no key at all its journal cannot be checked, but it can be restored
};
/// Of the café itself: its keys and the head that it keeps outside.
JournalProof proof_of(const Config& config);
/// Of a copy of it, which may well be older than the head outside.
JournalProof proof_of_copy(const Config& config);
/// What `verify` names; WrongUse for a database of another version. The checkpoint is called now and then; what it throws ends
/// it.
std::vector<std::string> differences_in(
    db::Database& database, const JournalProof& proof, const std::function<void()>& checkpoint = [] {});
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
struct MovingInRequest {
    std::string url;
    std::string pictures;  ///< the older server's folder of uploads; may be empty
    bool dry_run = false;
    bool leave_out = false;
};
/// From the older server's database into this new café; prints what comes, what comes changed and what cannot come, row by row. 1
/// when something cannot come and nothing was stored for that.
int move_in(const Config& config, const MovingInRequest& request);

/// 1 when a difference was found. `head`: one that was kept on paper or in a mail; may be empty.
int verify_journal(const Config& config, const std::string& head);
/// Every entry as a line of JSON.
int export_journal(const Config& config);
/// The entries about an id, or the one of that number.
int show_journal(const Config& config, const std::string& subject);
/// From now on with a new key. `key_lost`: nobody has the present one any more.
int rotate_journal_key(const Config& config, bool key_lost);
/// An older copy was restored, or a key was lost, and a person says that it is so: the alarm ends and an entry tells of it.
int accept_journal(const Config& config);

struct NewUserRequest {
    std::string username;
    std::string role = "cashier";
    std::string first_name;
    std::string last_name;
    std::string email;
    bool is_password_temporary = false;
};
int list_users(const Config& config);
/// Passwords are typed unseen or come from standard input, so that they stand in no list of processes and no shell history.
int add_user(const Config& config, const NewUserRequest& request);
/// Whoever signs in by a temporary one must set one of his own first.
int set_password(const Config& config, const std::string& username, bool is_temporary);
int unlock_user(const Config& config, const std::string& username);

}  // namespace cafepos::app
