#pragma once

#include <string>

namespace cafepos::db::sqlite {

/// Keeps a second writing cafepos away from the same file, by flock on `<file>.lock`. The lock ends with the process,
/// however it ends. Throws DatabaseError(busy) with a text for the owner.
class ProcessLock {
public:
    explicit ProcessLock(const std::string& database_path);
    ~ProcessLock();
    ProcessLock(const ProcessLock&) = delete;
    ProcessLock& operator=(const ProcessLock&) = delete;

private:
    int file_ = -1;
};

}  // namespace cafepos::db::sqlite
