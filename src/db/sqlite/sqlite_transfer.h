#pragma once

#include "../transfer.h"

namespace cafepos::db::sqlite {

/// See db::read_rows and db::write_rows; `path` is the file.
std::unique_ptr<RowReader> read_rows(const std::string& path, const Options& options);
std::unique_ptr<RowWriter> write_rows(const std::string& path, const Options& options);
/// See db::use_exclusively.
std::unique_ptr<ExclusiveUse> use_exclusively(const std::string& path);

}  // namespace cafepos::db::sqlite
