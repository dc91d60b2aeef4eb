#include <fmt/format.h>

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

/// None of a picture that was removed meanwhile: no row of the snapshot that is minutes old at most names it.
std::optional<std::string> content_if_there(const std::filesystem::path& picture) {
    try {
        return files::content_of(picture);
    } catch (const std::system_error&) {
        return std::nullopt;
    }
}

// After the rows: a picture is written before the row that names it, and outlives that row by minutes.
void add_pictures(const std::filesystem::path& uploads, ArchiveWriter& archive, const Checkpoint& checkpoint) {
    for (const char* folder : members::picture_folders) {
        std::error_code none;
        for (const auto& entry : std::filesystem::directory_iterator(uploads / folder, none)) {
            const std::string name = entry.path().filename().string();
            if (!entry.is_regular_file() || !members::is_safe_name(name)) continue;
            checkpoint();
            if (const auto content = content_if_there(entry.path())) archive.add(members::picture(folder, name), *content);
        }
    }
}

}  // namespace

Manifest write(const Place& place, const std::filesystem::path& file, const std::string& version, Timestamp now,
               const Checkpoint& checkpoint) {
    const auto rows = db::read_rows(place.database);
    const Manifest manifest = manifest_of(*rows, version, now);
    ArchiveWriter archive(file);
    archive.add(members::manifest, json::to_text(manifest));
    if (!place.secret.empty() && std::filesystem::exists(place.secret))
        archive.add(members::secret, files::content_of(place.secret));
    add_rows(*rows, archive, checkpoint);
    add_pictures(place.uploads, archive, checkpoint);
    checkpoint();
    archive.finish();
    return manifest;
}

}  // namespace cafepos::backup
