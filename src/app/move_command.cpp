#include "move_command.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdio>
#include <filesystem>

#include "backup/contents.h"
#include "backup_check.h"
#include "cafe.h"
#include "commands.h"
#include "db/moving.h"
#include "db/transfer.h"
#include "elsewhere.h"
#include "existing_cafe.h"
#include "files/files.h"
#include "journal_keeping.h"
#include "version.h"

namespace cafepos::app {
namespace {

namespace fs = std::filesystem;

/// The café on its way: a backup in the target's folder, which is its owner's alone, as long as this lives.
class Luggage {
public:
    explicit Luggage(const Config& to) : file_(fs::path(to.data_dir) / "moving.backup") { fs::remove(file_); }
    ~Luggage() {
        std::error_code ignored;
        fs::remove(file_, ignored);
    }
    Luggage(const Luggage&) = delete;
    Luggage& operator=(const Luggage&) = delete;
    [[nodiscard]] const fs::path& file() const { return file_; }

private:
    fs::path file_;
};

void require_nothing_at(const Config& to) {
    const db::Options options = database_options(to, Opening::reading);
    const auto file = db::embedded_file(options);
    if (file && !fs::exists(*file)) return;
    const auto schema = db::open(options)->schema();
    if (schema == db::Database::Schema::none) return;
    // A move or a restore that was killed has made the tables and stored nothing.
    if (!file && schema == db::Database::Schema::current && !backup::holds_a_cafe(options)) return;
    throw WrongUse("There is something already in " + place_in_words(to) + ": a café is moved to a new, empty place");
}

/// The keys are in no backup, and without them the journal can be checked by nobody.
void take_key_along(const Config& from, const Config& to) {
    const fs::path key = journal_key_file(from);
    const fs::path place = journal_key_file(to);
    if (!fs::exists(key)) return;
    const std::string content = files::content_of(key);
    if (fs::exists(place) && files::content_of(place) != content) {
        throw WrongUse(place.string() + " is the journal's key of another café: put it away, or name another JOURNAL_KEY_FILE");
    }
    files::write_durably(place, content, files::for_its_owner, files::Existing::keep);
}

/// What `verify` and `journal verify` said of the café, it must say of the copy, too.
void require_same(const Config& from, const Config& to, const db::Options& copy, const std::vector<std::string>& differences) {
    const auto tables = backup::different_tables(database_options(from, Opening::reading), copy);
    if (!tables.empty()) {
        throw std::runtime_error(fmt::format("the rows of {} did not arrive as they were", fmt::join(tables, ", ")));
    }
    if (differences_in(*db::open(copy), proof_of(to)) == differences) return;
    throw std::runtime_error("`verify` says something else of the copy than of the café");
}

db::Options to_read(db::Options options) {
    options.read_only = true;
    return options;
}

/// Compared aside, then put there.
void unpack_embedded(const Config& from, const Config& to, const Luggage& luggage, const std::vector<std::string>& differences) {
    const backup::Place place = place_of(to);
    const auto alone = db::use_exclusively(place.database);
    const backup::Replacement replacement(place);
    const RestoreAttempt attempt(replacement);
    const backup::Place stage = replacement.stage();
    backup::load(luggage.file(), stage);
    require_same(from, to, to_read(stage.database), differences);
    replacement.decide();
    static_cast<void>(replacement.finish());
}

void unpack(const Config& from, const Config& to, const Luggage& luggage, const std::vector<std::string>& differences) {
    if (db::embedded_file(database_options(to))) return unpack_embedded(from, to, luggage, differences);
    backup::load(luggage.file(), place_of(to));
    require_same(from, to, database_options(to, Opening::reading), differences);
}

void say_what_is_next(const Config& to) {
    std::printf("Moved to %s; every row was compared. Nobody sells in the old place any more.\nNext: ",
                place_in_words(to).c_str());
    if (db::embedded_file(database_options(to))) {
        std::printf("take DATABASE_URL and POSTGRES_HOST out of the settings");
    } else {
        std::printf("set DATABASE_URL (or POSTGRES_HOST …) to the new database");
    }
    if (!to.store.empty()) std::printf(", STORE=%s", to.store.c_str());
    std::printf(", then start the server. Its files are in %s; keep a copy of %s.\n", to.data_dir.c_str(),
                journal_key_file(to).c_str());
    std::printf(
        "The old place is as it was: `cafepos move --undo` there goes on with it, without what is sold in the new one.\n");
}

}  // namespace

int move_cafe(const Config& from, const Config& to) {
    require_cafe(from);
    require_here(from);
    require_nothing_at(to);
    files::make_folder(to.data_dir);
    const auto still = db::hold_still(database_options(from));
    const auto differences = differences_in(*open_database(from, Opening::reading), proof_of(from));
    take_key_along(from, to);
    const Luggage luggage(to);
    backup::write(place_of(from), luggage.file(), version, SystemClock().now());
    if (const auto head = kept_head(from)) keep_head(to, *head);
    unpack(from, to, luggage, differences);
    still->mark(place_in_words(to));
    print(differences);
    if (!differences.empty()) std::printf("The café's books do not agree, here as there; see above.\n");
    say_what_is_next(to);
    return 0;
}

int undo_move(const Config& config) {
    require_cafe(config);
    const auto place = moved_away(config);
    if (place.empty()) throw WrongUse("This café was not moved");
    db::hold_still(database_options(config))->mark("");
    std::printf("The café is here again, as it was when it was moved to %s. Let nobody sell in both.\n", place.c_str());
    return 0;
}

}  // namespace cafepos::app
