#include "backup_check.h"

#include "cafe.h"
#include "commands.h"
#include "db/transfer.h"

namespace cafepos::app {
namespace {

/// A place of its own for a look at a backup, beside the café, whatever database that has.
backup::Place place_for_check(const Config& config) {
    const std::filesystem::path folder = config.data_dir;
    backup::Place place;
    place.database = database_options(config);
    place.database.url = (folder / "check.db").string();
    place.uploads = folder / "check.db.restoring" / "uploads";
    return place;
}

/// The lock of a place that is only for a look goes with it.
class LockFile {
public:
    explicit LockFile(const backup::Place& place) : path_(db::embedded_file(place.database).value() + ".lock") {}
    ~LockFile() {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }
    LockFile(const LockFile&) = delete;
    LockFile& operator=(const LockFile&) = delete;

private:
    std::filesystem::path path_;
};

}  // namespace

backup::Place place_of(const Config& config) {
    backup::Place place;
    place.database = database_options(config);
    place.uploads = config.upload_dir;
    if (config.jwt_secret.empty()) place.secret = std::filesystem::path(config.data_dir) / "secret";
    return place;
}

std::vector<std::string> differences_at(const Config& config, const backup::Place& place, const backup::Checkpoint& checkpoint) {
    db::Options options = place.database;
    options.read_only = true;
    return differences_in(*db::open(options), proof_of_copy(config), checkpoint);
}

std::vector<std::string> differences_when_restored(const Config& config, const std::filesystem::path& file,
                                                   const backup::Checkpoint& checkpoint) {
    const backup::Place place = place_for_check(config);
    const auto alone = db::use_exclusively(place.database);
    const LockFile lock_file(place);
    const backup::Replacement aside(place);
    const RestoreAttempt attempt(aside);
    backup::load(file, aside.stage(), checkpoint);
    return differences_at(config, aside.stage(), checkpoint);
}

void clear_killed_check(const Config& config) {
    const backup::Place place = place_for_check(config);
    const backup::Replacement aside(place);
    if (!aside.is_unfinished()) return;
    try {
        const auto alone = db::use_exclusively(place.database);
        const LockFile lock_file(place);
        aside.forget();
    } catch (const db::DatabaseError& error) {
        if (error.failure() != db::Failure::busy) throw;  // else one is at work
    }
}

}  // namespace cafepos::app
