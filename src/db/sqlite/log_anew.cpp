#include "log_anew.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "../database.h"

namespace cafepos::db::sqlite {
namespace {

constexpr std::size_t piece_bytes = 1024UL * 1024;

class Log {
public:
    explicit Log(const std::string& path) : path_(path), file_(::open(path.c_str(), O_RDWR | O_CLOEXEC)) {
        if (file_ < 0 && errno != ENOENT) fail("opened");
    }
    ~Log() {
        if (file_ >= 0) close(file_);
    }
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    [[nodiscard]] bool is_there() const { return file_ >= 0; }

    /// How many bytes there were.
    std::size_t write_anew(std::vector<char>& piece, std::size_t at) const {
        const auto size = pread(file_, piece.data(), piece.size(), static_cast<off_t>(at));
        if (size < 0) fail("read");
        const auto count = static_cast<std::size_t>(size);
        for (std::size_t done = 0; done < count;) {
            const auto written = pwrite(file_, piece.data() + done, count - done, static_cast<off_t>(at + done));
            if (written < 0) fail("written");
            done += static_cast<std::size_t>(written);
        }
        return count;
    }
    void flush() const {
        if (fsync(file_) != 0) fail("flushed");
    }

private:
    [[noreturn]] void fail(std::string_view what) const {
        throw DatabaseError(
            errno == ENOSPC ? Failure::storage_full : Failure::other,
            fmt::format("{} cannot be {}: {}. Check the disk, then start again", path_, what, std::strerror(errno)));
    }

    std::string path_;
    int file_;
};

}  // namespace

void write_log_anew(const std::string& database_path) {
    const Log log(database_path + "-wal");
    if (!log.is_there()) return;
    std::vector<char> piece(piece_bytes);
    std::size_t at = 0;
    while (const auto count = log.write_anew(piece, at)) at += count;
    log.flush();
}

}  // namespace cafepos::db::sqlite
