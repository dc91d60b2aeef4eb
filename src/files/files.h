#pragma once

#include <filesystem>
#include <string>
#include <string_view>

/// Files that are whole or not there, whatever is killed when. Everything throws std::system_error, naming the file.
namespace cafepos::files {

/// A file descriptor that closes itself.
class File {
public:
    File(const std::filesystem::path& path, int flags, int mode = 0);
    ~File();
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    [[nodiscard]] int descriptor() const { return descriptor_; }

private:
    int descriptor_;
};

/// What to do about a file that has the name already.
enum class Existing { replace, keep };
/// Whether a file is on the disk when it gets its name, or the caller synchronises many at once.
enum class Durable { now, later };

/// A file on its way: written beside its place under a name that no other process and no other attempt uses.
class NewFile {
public:
    NewFile(std::filesystem::path place, int mode);
    ~NewFile();  ///< without put_in_place(): removes what was written
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;

    void write(std::string_view bytes);
    /// Under its name, all of it. False if there is such a file already and it was to be kept.
    bool put_in_place(Existing existing, Durable durable = Durable::now);

private:
    std::filesystem::path place_;
    std::string aside_;
    int descriptor_;
};

/// A NewFile in one call.
bool write_durably(const std::filesystem::path& path, std::string_view content, int mode, Existing existing);

inline constexpr int for_its_owner = 0600;
inline constexpr int for_everybody = 0644;

std::string content_of(const std::filesystem::path& path);
/// A folder, and those above it that are missing. Their names are durable: what will be in it is not lost with them.
void make_folder(const std::filesystem::path& folder);
/// Makes renames and new names in a folder durable.
void synchronise_folder(const std::filesystem::path& folder);
/// All that was written to the file system of that folder.
void synchronise_file_system(const std::filesystem::path& folder);
void synchronise_file(const std::filesystem::path& path);

}  // namespace cafepos::files
