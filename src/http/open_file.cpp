#include "open_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <stdexcept>

#include "http_date.h"

namespace cafepos::http {
namespace {

constexpr std::size_t piece_bytes_max = 64UL * 1024;
constexpr int read_flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;  // a FIFO in the folder must not block a worker
constexpr int folder_flags = O_PATH | O_DIRECTORY | O_CLOEXEC;

std::string hex(std::uint64_t value) {
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, 16).ptr;
    return {digits.data(), end};
}

}  // namespace

std::optional<OpenFile> OpenFile::adopt(int descriptor) {
    if (descriptor < 0) return std::nullopt;
    OpenFile file(descriptor);
    struct stat status{};
    if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
    file.size_ = static_cast<std::uint64_t>(status.st_size);
    file.modified_ns_ = static_cast<std::int64_t>(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec;
    return file;
}

std::optional<OpenFile> OpenFile::beneath(const std::string& root, const std::vector<std::string>& segments) {
    if (segments.empty()) return std::nullopt;
    int folder = open(root.c_str(), folder_flags);
    for (std::size_t i = 0; folder >= 0 && i + 1 < segments.size(); ++i) {
        const int next = openat(folder, segments[i].c_str(), folder_flags | O_NOFOLLOW);
        close(folder);
        folder = next;
    }
    if (folder < 0) return std::nullopt;
    const int descriptor = openat(folder, segments.back().c_str(), read_flags | O_NOFOLLOW);
    close(folder);
    return adopt(descriptor);
}

std::optional<OpenFile> OpenFile::at(const std::string& path) { return adopt(open(path.c_str(), read_flags)); }

OpenFile::OpenFile(OpenFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), size_(other.size_), modified_ns_(other.modified_ns_) {}

OpenFile& OpenFile::operator=(OpenFile&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    size_ = other.size_;
    modified_ns_ = other.modified_ns_;
    return *this;
}

OpenFile::~OpenFile() {
    if (descriptor_ >= 0) close(descriptor_);
}

Validators OpenFile::validators() const {
    constexpr std::int64_t ns_per_second = 1'000'000'000;
    return {"\"" + hex(static_cast<std::uint64_t>(modified_ns_)) + "-" + hex(size_) + "\"",
            Timestamp{modified_ns_ / ns_per_second * 1000}};
}

std::string OpenFile::last_modified_text() const { return http_date(*validators().last_modified); }

BodySource OpenFile::reader(std::uint64_t first, std::uint64_t count) && {
    auto file = std::make_shared<const OpenFile>(std::move(*this));
    return [file, first, count](std::string& piece) mutable {
        piece.resize(std::min<std::uint64_t>(piece_bytes_max, count));
        if (piece.empty()) return false;
        const ssize_t got = pread(file->descriptor_, piece.data(), piece.size(), static_cast<off_t>(first));
        if (got <= 0) throw std::runtime_error("a file became shorter or unreadable while it was sent");
        piece.resize(static_cast<std::size_t>(got));
        first += piece.size();
        count -= piece.size();
        return count > 0;
    };
}

}  // namespace cafepos::http
