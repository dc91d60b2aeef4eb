#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <stdexcept>

#include "backup_check.h"
#include "cafe.h"
#include "commands.h"
#include "core/text.h"
#include "existing_cafe.h"
#include "exports/exports.h"
#include "journal_keeping.h"
#include "version.h"

namespace cafepos::app {
namespace {

constexpr int failed = 1;

/// Whether a backup that was restored aside may go into its place.
bool is_acceptable(const std::vector<std::string>& differences, const RestoreRequest& request) {
    if (differences.empty()) return true;
    print(differences);
    std::printf("The backup is whole, but the books in it do not agree; see above.\n");
    if (!request.accept_differences)
        std::printf(
            "`cafepos restore --accept-differences FILE` restores it as it is; `cafepos verify` then names them again.\n");
    return request.accept_differences;
}

/// The head outside is of what was there before.
void tell_of_journal(const Config& config) {
    const auto key_file = journal_key_file(config);
    if (!std::filesystem::exists(key_file)) {
        std::printf("The journal was not checked: its key is in no backup. Copy yours to %s before the next start.\n",
                    key_file.c_str());
    }
    if (!kept_head(config)) return;
    std::printf(
        "If sales were made after this backup, the journal is now shorter than the head kept in journal.head: CafePOS says so "
        "until `cafepos journal accept`.\n");
}

void tell_of(const std::filesystem::path& old, const char* what) {
    std::printf("%s\n", what);
    if (std::filesystem::exists(old)) std::printf("What was there before is kept as %s.\n", old.c_str());
}

/// What a restore put among the pictures of the café that is there; gone again unless that café is replaced.
class AddedPictures {
public:
    explicit AddedPictures(backup::Pictures paths) : paths_(std::move(paths)) {}
    ~AddedPictures() { backup::remove_pictures(paths_); }
    AddedPictures(const AddedPictures&) = delete;
    AddedPictures& operator=(const AddedPictures&) = delete;

    void keep() { paths_.clear(); }

private:
    backup::Pictures paths_;
};

int restore_embedded(const Config& config, const RestoreRequest& request, const backup::Place& place) {
    const auto alone = db::use_exclusively(place.database);
    const backup::Replacement replacement(place);
    const RestoreAttempt attempt(replacement);
    const backup::Place stage = replacement.stage();
    AddedPictures pictures(backup::load(request.file, stage));
    if (!is_acceptable(differences_at(config, stage), request)) return failed;
    pictures.keep();  // before it is known whether it is decided: a picture too many is swept, a missing one is lost
    replacement.decide();
    tell_of(*replacement.finish(), "Restored.");
    tell_of_journal(config);
    return 0;
}

/// The same rows that were found to agree aside go into the server's database.
int restore_into_server(const RestoreRequest& request, const Config& config) {
    if (!is_acceptable(differences_when_restored(config, request.file), request)) return failed;
    backup::load(request.file, place_of(config));
    std::printf("Restored.\n");
    tell_of_journal(config);
    return 0;
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
    const auto differences = differences_in(*database, proof_of(config));
    print(differences);
    if (!differences.empty()) {
        std::printf(
            "The backup is whole, but the café's books do not agree; see above. `restore` wants --accept-differences for "
            "it.\n");
    }
    return 0;
}

int export_books(const Config& config, const std::string& folder) {
    require_cafe(config);
    require_this_version(*open_database(config, Opening::reading));
    std::size_t rows = 0;
    const auto tables = exports::write(database_options(config, Opening::reading), folder);
    for (const auto& table : tables) rows += table.rows;
    std::printf("Written to %s: %zu tables, %zu rows, each as CSV and as JSON. Names of guests and staff are in it.\n",
                folder.c_str(), tables.size(), rows);
    return 0;
}

int restore_backup(const Config& config, const RestoreRequest& request) {
    const auto manifest = backup::look_into(request.file);
    std::printf("A backup of %s, written by CafePOS %s.\n", manifest.createdAt.text().c_str(),
                text::printable(manifest.version).c_str());
    if (request.only_check) {
        if (!is_acceptable(differences_when_restored(config, request.file), request)) return failed;
        std::printf("The backup is whole and can be restored.\n");
        return 0;
    }
    const backup::Place place = place_of(config);
    if (place.secret.empty())
        std::printf("JWT_SECRET is set and stays: if it is another than the backup's, set the staff's PINs again.\n");
    return db::embedded_file(place.database) ? restore_embedded(config, request, place) : restore_into_server(request, config);
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
