#include "replacement.h"

#include <stdexcept>

#include "files/files.h"

namespace cafepos::backup {
namespace {

constexpr const char* database_name = "cafepos.db";
constexpr const char* secret_name = "secret";
constexpr const char* old_name = "old";

std::filesystem::path beside(const std::filesystem::path& path, const std::string& ending) { return path.string() + ending; }

/// False also where this user may not look: what comes next says so in better words.
bool is_there(const std::filesystem::path& path) {
    std::error_code unknown;
    return std::filesystem::exists(path, unknown);
}

void rename_if_there(const std::filesystem::path& from, const std::filesystem::path& to) {
    if (std::filesystem::exists(from)) std::filesystem::rename(from, to);
}

}  // namespace

Replacement::Replacement(Place place)
    : place_(std::move(place)),
      file_(db::embedded_file(place_.database).value()),
      staged_(beside(file_, ".restoring")),
      decided_(beside(file_, ".restored")) {}

Place Replacement::stage() const {
    Place stage = place_;
    stage.database.url = (staged_ / database_name).string();
    if (!place_.secret.empty()) stage.secret = staged_ / secret_name;
    return stage;
}

void Replacement::prepare() const {
    std::filesystem::remove_all(staged_);
    std::filesystem::create_directory(staged_);
    std::filesystem::permissions(staged_, std::filesystem::perms::owner_all);
}

void Replacement::forget() const noexcept {
    std::error_code ignored;
    std::filesystem::remove_all(staged_, ignored);
}

void Replacement::decide() const {
    if (std::filesystem::exists(beside(staged_ / database_name, "-wal")))
        throw std::logic_error("the new database is still open");
    std::string moment = SystemClock().now().text().substr(0, 19);
    std::erase_if(moment, [](char c) { return c == ':' || c == '-'; });
    files::write_durably(staged_ / old_name, file_.filename().string() + ".before-" + moment, files::for_its_owner,
                         files::Existing::replace);
    files::synchronise_file(staged_ / database_name);
    files::synchronise_folder(staged_);
    std::filesystem::rename(staged_, decided_);
    files::synchronise_folder(file_.parent_path());
}

bool Replacement::is_decided() const { return is_there(decided_); }
bool Replacement::is_unfinished() const { return is_decided() || is_there(staged_); }

// Each step is one rename that is skipped when it was made before a kill. The folder's own removal is many steps, so it begins
// with the rename after which the folder counts no longer.
std::optional<std::filesystem::path> Replacement::finish() const {
    std::filesystem::remove_all(staged_);
    if (!is_decided()) return std::nullopt;
    std::filesystem::path old;
    if (std::filesystem::exists(decided_ / old_name)) old = put_in_place();
    std::filesystem::rename(decided_, staged_);
    files::synchronise_folder(file_.parent_path());
    std::filesystem::remove_all(staged_);
    return old;
}

std::filesystem::path Replacement::put_in_place() const {
    const std::filesystem::path old = file_.parent_path() / files::content_of(decided_ / old_name);
    if (std::filesystem::exists(decided_ / database_name)) {
        rename_if_there(beside(file_, "-wal"), beside(old, "-wal"));
        rename_if_there(file_, old);
        std::filesystem::remove(beside(file_, "-shm"));
        std::filesystem::rename(decided_ / database_name, file_);
    }
    if (!place_.secret.empty() && std::filesystem::exists(decided_ / secret_name)) {
        rename_if_there(place_.secret, beside(old, ".secret"));
        std::filesystem::rename(decided_ / secret_name, place_.secret);
    }
    files::synchronise_folder(file_.parent_path());
    return old;
}

}  // namespace cafepos::backup
