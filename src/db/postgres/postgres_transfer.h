#pragma once

#include "../transfer.h"

namespace cafepos::db::postgres {

/// See db::read_rows and db::write_rows.
std::unique_ptr<RowReader> read_rows(const Options& options);
std::unique_ptr<RowWriter> write_rows(const Options& options);

}  // namespace cafepos::db::postgres
