#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.h"
#include "kinds.h"

namespace cafepos::exports {

/// How many rows of which table went where.
struct ExportedTable {
    std::string name;
    std::size_t rows = 0;
};

/// Writes what a café's books hold into a new folder, one snapshot, also beside a running server: each table as `<table>.csv`
/// (RFC 4180, as spreadsheets read it) and `<table>.json` (an array of objects), with amounts as decimals and times in UTC.
/// No password, PIN, session or key is in it; docs/data.md says what is. Memory does not grow with the café. Throws
/// std::runtime_error if the folder holds anything already, std::system_error, db::DatabaseError.
std::vector<ExportedTable> write(const db::Options& database, const std::filesystem::path& folder);

}  // namespace cafepos::exports
