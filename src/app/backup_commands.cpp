#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <stdexcept>

#include "backup/backup.h"
#include "backup/replacement.h"
#include "cafe.h"
#include "commands.h"
#include "core/text.h"
#include "existing_cafe.h"
#include "version.h"

namespace cafepos::app {
namespace {

constexpr int failed = 1;

backup::Place place_of(const Config& config) {
    backup::Place place;
    place.database = database_options(config);
    place.uploads = config.upload_dir;
    if (config.jwt_secret.empty()) place.secret = std::filesystem::path(config.data_dir) / "secret";
    return place;
}

/// A place of its own for a look at a backup, beside the café, whatever database that has.
backup::Place place_for_check(const Config& config) {
    const std::filesystem::path folder = config.data_dir;
    backup::Place place;
    place.database = database_options(config);
    place.database.url = (folder / "check.db").string();
    place.uploads = folder / "check.db.restoring" / "uploads";
    return place;
}

/// Whether a backup that was restored aside may go into its place.
bool is_acceptable(const backup::Place& place, const RestoreRequest& request) {
    db::Options options = place.database;
    options.read_only = true;
    const auto differences = differences_in(*db::open(options));
    if (differences.empty()) return true;
    print(differences);
    std::printf("The backup is whole, but the books in it do not agree; see above.\n");
    if (!request.accept_differences)
        std::printf(
            "`cafepos restore --accept-differences FILE` restores it as it is; `cafepos verify` then names them again.\n");
    return request.accept_differences;
}

/// However an attempt ends, what it made aside and did not decide on is gone.
class Attempt {
public:
    explicit Attempt(const backup::Replacement& replacement) : replacement_(replacement) { replacement_.prepare(); }
    ~Attempt() { replacement_.forget(); }
    Attempt(const Attempt&) = delete;
    Attempt& operator=(const Attempt&) = delete;

private:
    const backup::Replacement& replacement_;
};

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

void tell_of(const std::filesystem::path& old, const char* what) {
    std::printf("%s\n", what);
    if (std::filesystem::exists(old)) std::printf("What was there before is kept as %s.\n", old.c_str());
}

/// Aside, whatever database the café has; leaves nothing.
bool check(const RestoreRequest& request, const Config& config) {
    const backup::Place place = place_for_check(config);
    const auto alone = db::use_exclusively(place.database);
    const LockFile lock_file(place);
    const backup::Replacement aside(place);
    const Attempt attempt(aside);
    backup::load(request.file, aside.stage());
    return is_acceptable(aside.stage(), request);
}

int restore_embedded(const RestoreRequest& request, const backup::Place& place) {
    const auto alone = db::use_exclusively(place.database);
    const backup::Replacement replacement(place);
    const Attempt attempt(replacement);
    const backup::Place stage = replacement.stage();
    backup::load(request.file, stage);
    if (!is_acceptable(stage, request)) return failed;
    replacement.decide();
    tell_of(*replacement.finish(), "Restored.");
    return 0;
}

/// The same rows that were found to agree aside go into the server's database.
int restore_into_server(const RestoreRequest& request, const Config& config) {
    if (!check(request, config)) return failed;
    backup::load(request.file, place_of(config));
    std::printf("Restored.\n");
    return 0;
}

/// A check has nothing to finish; what a killed one left is a copy of all rows.
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

}  // namespace

int write_backup(const Config& config, const std::string& file) {
    if (file == "-") throw std::runtime_error("a backup is written to a file, which is sealed at its end: name one, not -");
    require_cafe(config);
    const auto database = open_database(config, Opening::reading);
    require_this_version(*database);
    const auto manifest = backup::write(place_of(config), file, version, SystemClock().now());
    std::printf("Written to %s: %ju bytes, the café as of %s. It holds the café's secret: keep it as safe as the till.\n",
                file.c_str(), std::filesystem::file_size(file), manifest.createdAt.text().c_str());
    const auto differences = differences_in(*database);
    print(differences);
    if (!differences.empty()) {
        std::printf(
            "The backup is whole, but the café's books do not agree; see above. `restore` wants --accept-differences for "
            "it.\n");
    }
    return 0;
}

int restore_backup(const Config& config, const RestoreRequest& request) {
    const auto manifest = backup::look_into(request.file);
    std::printf("A backup of %s, written by CafePOS %s.\n", manifest.createdAt.text().c_str(),
                text::printable(manifest.version).c_str());
    if (request.only_check) {
        if (!check(request, config)) return failed;
        std::printf("The backup is whole and can be restored.\n");
        return 0;
    }
    const backup::Place place = place_of(config);
    if (place.secret.empty())
        std::printf("JWT_SECRET is set and stays: if it is another than the backup's, set the staff's PINs again.\n");
    return db::embedded_file(place.database) ? restore_embedded(request, place) : restore_into_server(request, config);
}

void finish_restore(const Config& config) {
    clear_killed_check(config);
    const backup::Place place = place_of(config);
    if (!db::embedded_file(place.database)) return;
    const backup::Replacement replacement(place);
    if (!replacement.is_unfinished()) return;
    std::unique_ptr<db::ExclusiveUse> alone;
    try {
        alone = db::use_exclusively(place.database);
    } catch (const db::DatabaseError& error) {
        // A restore at work, or a running café that is only looked at.
        if (error.failure() == db::Failure::busy && !replacement.is_decided()) return;
        throw;
    }
    if (const auto old = replacement.finish()) tell_of(*old, "The restore that was interrupted is finished.");
}

}  // namespace cafepos::app
