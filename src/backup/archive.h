#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace cafepos::backup {

/// A backup's file: a gzipped tar, which any tool can look into, and behind it a seal with the SHA-256 of all bytes before it. A
/// file that is not whole, or not as it was written, is known before anything of it is used. Not thread-safe. Both throw
/// std::runtime_error with a text for the owner.
class ArchiveWriter {
public:
    /// Writes beside `path` under another name, readable by nobody else; refuses to replace what is there.
    explicit ArchiveWriter(const std::filesystem::path& path);
    ~ArchiveWriter();  ///< without finish(): removes what was written
    ArchiveWriter(const ArchiveWriter&) = delete;
    ArchiveWriter& operator=(const ArchiveWriter&) = delete;

    void add(const std::string& name, std::string_view content);
    /// Seals; once it returns the file is there under its name and on the disk.
    void finish();

private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation_;
};

/// What a backup may hold. Rows shrink to about a tenth, pictures not at all: what unpacks to more was made to fill a disk.
struct ArchiveLimits {
    std::int64_t members_max = 200'000;
    std::int64_t member_bytes_max = 256LL * 1024 * 1024;
    std::uintmax_t unpacked_bytes_always_allowed = 1024UL * 1024 * 1024;
    std::uintmax_t unpacked_per_packed_max = 100;
};

class ArchiveReader {
public:
    struct Member {
        std::string name;
        std::string content;
    };
    /// Checks the seal.
    explicit ArchiveReader(const std::filesystem::path& path, const ArchiveLimits& limits = {});
    ~ArchiveReader();
    ArchiveReader(const ArchiveReader&) = delete;
    ArchiveReader& operator=(const ArchiveReader&) = delete;

    /// In the order they were added; empty after the last.
    std::optional<Member> next();

private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace cafepos::backup
