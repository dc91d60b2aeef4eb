#pragma once

#include <memory>
#include <string>

#include "../database.h"

namespace cafepos::db::sqlite {

/// See db::open; `path` is the file.
std::unique_ptr<Database> open(const std::string& path, const Options& options);

}  // namespace cafepos::db::sqlite
