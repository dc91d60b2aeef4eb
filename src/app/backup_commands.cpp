#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "backup/backup.h"
#include "backup/files.h"
#include "backup/replacement.h"
#include "cafe.h"
#include "commands.h"
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

bool is_sound(const backup::Place& place) {
    db::Options options = place.database;
    options.read_only = true;
    const auto differences = differences_in(*db::open(options));
    for (const std::string& difference : differences) std::printf("%s\n", difference.c_str());
    if (!differences.empty()) std::printf("The backup does not agree with itself; see above.\n");
    return differences.empty();
}

/// A secret in the environment stays; the backup's own goes with its database, because PINs depend on it.
void put_secret(const std::string& file, const std::filesystem::path& path) {
    if (path.empty()) {
        std::printf("JWT_SECRET is set and stays: if it is another than the backup's, set the staff's PINs again.\n");
        return;
    }
    const auto secret = backup::secret_in(file);
    if (!secret) return;
    if (std::filesystem::exists(path) && backup::content_of(path) != *secret) {
        std::filesystem::rename(path, path.string() + ".before-restore");
    }
    backup::write_private(path, *secret);
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

void tell_of(const std::filesystem::path& old, const char* what) {
    std::printf("%s\n", what);
    if (std::filesystem::exists(old)) std::printf("What was there before is kept as %s.\n", old.c_str());
}

int check(const std::string& file, const backup::Place& place) {
    const auto alone = db::use_exclusively(place.database);
    const backup::Replacement aside(place);
    const Attempt attempt(aside);
    backup::load(file, aside.stage());
    if (!is_sound(aside.stage())) return failed;
    std::printf("The backup is whole, and everything in it agrees.\n");
    return 0;
}

int restore_embedded(const std::string& file, const backup::Place& place) {
    const auto alone = db::use_exclusively(place.database);
    const backup::Replacement replacement(place);
    const Attempt attempt(replacement);
    const backup::Place stage = replacement.stage();
    backup::load(file, stage);
    if (!is_sound(stage)) return failed;
    put_secret(file, place.secret.empty() ? place.secret : stage.secret);
    replacement.decide();
    tell_of(*replacement.finish(), "Restored.");
    return 0;
}

/// The same rows that were found to agree aside go into the server's database.
int restore_into_server(const std::string& file, const Config& config) {
    if (check(file, place_for_check(config)) != 0) return failed;
    const backup::Place place = place_of(config);
    backup::load(file, place);
    put_secret(file, place.secret);
    std::printf("Restored.\n");
    return 0;
}

}  // namespace

int write_backup(const Config& config, const std::string& file) {
    require_cafe(config);
    require_this_version(*open_database(config, Opening::reading));
    const auto manifest = backup::write(place_of(config), file, version, SystemClock().now());
    std::printf("Written to %s: %ju bytes, the café as of %s. It holds the café's secret: keep it as safe as the till.\n",
                file.c_str(), std::filesystem::file_size(file), manifest.createdAt.text().c_str());
    return 0;
}

int restore_backup(const Config& config, const std::string& file, bool only_check) {
    const auto manifest = backup::look_into(file);
    std::printf("A backup of %s, written by CafePOS %s.\n", manifest.createdAt.text().c_str(), manifest.version.c_str());
    if (only_check) return check(file, place_for_check(config));
    const backup::Place place = place_of(config);
    return db::embedded_file(place.database) ? restore_embedded(file, place) : restore_into_server(file, config);
}

void finish_restore(const Config& config) {
    const backup::Place place = place_of(config);
    if (!db::embedded_file(place.database)) return;
    const backup::Replacement replacement(place);
    if (!replacement.is_decided()) return;
    const auto alone = db::use_exclusively(place.database);
    if (const auto old = replacement.finish()) tell_of(*old, "The restore that was interrupted is finished.");
}

}  // namespace cafepos::app
