#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace cafepos::backup {

/// A file descriptor that closes itself.
class File {
public:
    /// std::system_error, naming the file.
    File(const std::filesystem::path& path, int flags, int mode = 0);
    ~File();
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    void write(std::string_view bytes);
    void synchronise();
    [[nodiscard]] int descriptor() const { return descriptor_; }

private:
    std::string path_;
    int descriptor_;
};

/// Writes a file that only its owner may read, and onto the disk.
void write_private(const std::filesystem::path& path, std::string_view content);
std::string content_of(const std::filesystem::path& path);
/// Makes renames and new names in a folder durable.
void synchronise_folder(const std::filesystem::path& folder);

}  // namespace cafepos::backup
