#include <fmt/format.h>

#include <chrono>
#include <set>

#include "archive.h"
#include "backup.h"
#include "files/files.h"
#include "json/write.h"
#include "members.h"

namespace cafepos::backup {
namespace {

Manifest manifest_of(db::RowReader& rows, const std::string& version, Timestamp now) {
    Manifest manifest{.version = version, .createdAt = now, .migrations = rows.migrations(), .tables = {}};
    for (const db::TableShape& table : rows.tables()) manifest.tables.push_back({table.name, table.columns});
    return manifest;
}

void add_rows(db::RowReader& rows, ArchiveWriter& archive, const Checkpoint& checkpoint) {
    for (const db::TableShape& table : rows.tables()) {
        int piece = 0;
        rows.read(table, [&](std::string_view lines) {
            checkpoint();
            archive.add(members::rows(table.name, ++piece), lines);
        });
    }
}

/// None of a picture that was removed or retired meanwhile.
std::optional<std::string> content_if_there(const std::filesystem::path& picture) {
    try {
        return files::content_of(picture);
    } catch (const std::system_error&) {
        return std::nullopt;
    }
}

using FileTime = std::filesystem::file_time_type;
constexpr std::chrono::minutes clocks_differ_max{1};  // the disk may be another machine's

bool is_retired_before(const std::filesystem::path& picture, FileTime moment) {
    std::error_code gone;
    const auto retired = std::filesystem::last_write_time(picture, gone);
    return gone || retired < moment;
}

/// The pictures of one folder of items or thumbnails.
class PictureFolder {
public:
    PictureFolder(const char* folder, ArchiveWriter& archive, const Checkpoint& checkpoint)
        : folder_(folder), archive_(archive), checkpoint_(checkpoint) {}

    void add(const std::filesystem::path& where, FileTime since = FileTime::min()) {
        std::error_code none;
        for (const auto& entry : std::filesystem::directory_iterator(where, none)) {
            const std::string name = entry.path().filename().string();
            if (!entry.is_regular_file() || !members::is_safe_name(name) || is_retired_before(entry.path(), since)) continue;
            checkpoint_();
            const auto content = names_.contains(name) ? std::nullopt : content_if_there(entry.path());
            if (!content) continue;
            archive_.add(members::picture(folder_, name), *content);
            names_.insert(name);
        }
    }

private:
    const char* folder_;
    ArchiveWriter& archive_;
    const Checkpoint& checkpoint_;
    std::set<std::string> names_;
};

// After the rows: a picture is written before the row that names it. Those that lost their row since the snapshot lie aside for
// minutes, and what goes there while this reads is there when it looks there.
void add_pictures(const std::filesystem::path& uploads, FileTime snapshot, ArchiveWriter& archive, const Checkpoint& checkpoint) {
    for (const char* folder : members::picture_folders) {
        PictureFolder pictures(folder, archive, checkpoint);
        pictures.add(uploads / folder);
        pictures.add(uploads / members::replaced_folder / folder, snapshot);
    }
}

}  // namespace

Manifest write(const Place& place, const std::filesystem::path& file, const std::string& version, Timestamp now,
               const Checkpoint& checkpoint) {
    const FileTime snapshot = FileTime::clock::now() - clocks_differ_max;
    const auto rows = db::read_rows(place.database);
    const Manifest manifest = manifest_of(*rows, version, now);
    ArchiveWriter archive(file);
    archive.add(members::manifest, json::to_text(manifest));
    if (!place.secret.empty() && std::filesystem::exists(place.secret))
        archive.add(members::secret, files::content_of(place.secret));
    add_rows(*rows, archive, checkpoint);
    add_pictures(place.uploads, snapshot, archive, checkpoint);
    checkpoint();
    archive.finish();
    return manifest;
}

}  // namespace cafepos::backup
