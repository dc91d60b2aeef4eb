#pragma once

#include <boost/describe.hpp>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/time.h"
#include "db/transfer.h"

/// A café in one file: every row of its database, its pictures and its secret, in a form that either database can take back.
/// docs/adr/0013-backups.md says why it is so. All throw std::runtime_error or db::DatabaseError with a text for the owner.
namespace cafepos::backup {

/// What belongs to a café.
struct Place {
    db::Options database;
    std::filesystem::path uploads;
    std::filesystem::path secret;  ///< the file; empty when the secret is in the environment
};

struct Table {
    std::string name;
    std::vector<std::string> columns;
};
BOOST_DESCRIBE_STRUCT(Table, (), (name, columns))

/// The first member of a backup.
struct Manifest {
    int format = 1;
    std::string version;  ///< of the CafePOS that wrote it
    Timestamp createdAt;
    std::vector<std::string> migrations;
    std::vector<Table> tables;
};
BOOST_DESCRIBE_STRUCT(Manifest, (), (format, version, createdAt, migrations, tables))

/// Called again and again by what takes long. What it throws ends that and comes out.
using Checkpoint = std::function<void()>;
using Pictures = std::vector<std::filesystem::path>;

/// Writes one snapshot to a new file, also beside a running café. std::system_error when the disk takes no more.
Manifest write(
    const Place& place, const std::filesystem::path& file, const std::string& version, Timestamp now,
    const Checkpoint& checkpoint = [] {});

/// What a backup says of itself; its seal is checked, and that this version knows its database.
Manifest look_into(const std::filesystem::path& file);

/// Puts the rows of a backup into a database that holds no café yet, and brings that to this version. No row is stored unless
/// all are. `place.uploads` gets its pictures and `place.secret` its secret before that: PINs depend on it, so rows without
/// their secret must never be there. Another secret that was in that place is kept as `….before-restore`. Answers the pictures
/// that were not there before; of a backup that is refused none stay.
Pictures load(const std::filesystem::path& file, const Place& place, const Checkpoint& checkpoint = [] {});
void remove_pictures(const Pictures& pictures);

}  // namespace cafepos::backup
