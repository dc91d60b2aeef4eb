#pragma once

#include <string>
#include <vector>

#include "route_parts.h"

namespace cafepos::inventory {

struct ImportProblem {
    std::int64_t line = 0;
    std::string field;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(ImportProblem, (), (line, field, reason))
struct ImportReport {
    bool dryRun = false;
    bool atomic = false;
    std::int64_t rows = 0;
    std::int64_t created = 0;
    std::int64_t updated = 0;
    std::int64_t unchanged = 0;
    std::int64_t failed = 0;
    std::vector<ImportProblem> errors;  ///< the first thousand
    std::vector<std::string> ignoredColumns;
};
BOOST_DESCRIBE_STRUCT(ImportReport, (), (dryRun, atomic, rows, created, updated, unchanged, failed, errors, ignoredColumns))

struct ImportMode {
    bool dry_run = false;  ///< the same report, nothing written
    bool atomic = false;   ///< one bad row and nothing is written
};

/// Carries out a CSV file, in batches between which others write, an atomic one in one transaction. Error(validation_error)
/// for what is no stock file, and with the report as its data for an atomic import that has errors.
ImportReport import_file(const Workshop& workshop, const Ledger& ledger, const Act& act, const std::string& bytes,
                         const ImportMode& mode);

}  // namespace cafepos::inventory
