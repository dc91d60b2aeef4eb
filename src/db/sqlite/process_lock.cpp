#include "process_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "../database.h"

namespace cafepos::db::sqlite {
namespace {

/// " (process 1234)", or nothing when the holder has not said.
std::string holder(int file) {
    std::array<char, 16> digits{};
    const auto size = pread(file, digits.data(), digits.size(), 0);
    if (size <= 0) return "";
    return fmt::format(" (process {})", std::string_view(digits.data(), static_cast<std::size_t>(size)));
}

/// Only a help for people: the lock itself does not depend on it.
void sign(int file) {
    const auto own = std::to_string(getpid());
    if (ftruncate(file, 0) == 0) static_cast<void>(!pwrite(file, own.data(), own.size(), 0));
}

}  // namespace

ProcessLock::ProcessLock(const std::string& database_path) {
    const std::string path = database_path + ".lock";
    file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file_ < 0) {
        throw DatabaseError(errno == ENOSPC ? Failure::storage_full : Failure::other,
                            fmt::format("cannot create the lock file {}: {}", path, std::strerror(errno)));
    }
    if (flock(file_, LOCK_EX | LOCK_NB) == 0) {
        sign(file_);
        return;
    }
    const int error = errno;
    const auto who = error == EWOULDBLOCK ? holder(file_) : "";
    close(file_);
    if (error != EWOULDBLOCK) {
        throw DatabaseError(Failure::other, fmt::format("cannot lock the file {}: {}", path, std::strerror(error)));
    }
    throw DatabaseError(Failure::busy,
                        fmt::format("another cafepos{} is using the database {}: stop it first", who, database_path));
}

ProcessLock::~ProcessLock() { close(file_); }

}  // namespace cafepos::db::sqlite
