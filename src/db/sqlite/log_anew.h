#pragma once

#include <string>

namespace cafepos::db::sqlite {

/// Writes what the write-ahead log of an ended process holds once more, as it is, and flushes it. After a flush that failed the
/// system shows what was written though the disk may not have it, takes it for kept, and no later flush writes it.
void write_log_anew(const std::string& database_path);

}  // namespace cafepos::db::sqlite
