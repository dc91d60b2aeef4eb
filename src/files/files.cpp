#include "files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <system_error>

namespace cafepos::files {
namespace {

constexpr std::string_view aside_ending = ".part";

[[noreturn]] void fail(const std::string& path) { throw std::system_error(errno, std::generic_category(), path); }

void synchronise(int descriptor, const std::string& path) {
    if (::fsync(descriptor) != 0) fail(path);
}

/// False if `place` is taken. A rename that was told so refuses to replace; where a file system has none, a link does.
bool name_unless_taken(const std::string& aside, const std::string& place) {
    if (::renameat2(AT_FDCWD, aside.c_str(), AT_FDCWD, place.c_str(), RENAME_NOREPLACE) == 0) return true;
    if (errno == EINVAL || errno == ENOSYS) {
        if (::link(aside.c_str(), place.c_str()) == 0) return true;
    }
    if (errno != EEXIST) fail(place);
    return false;
}

}  // namespace

File::File(const std::filesystem::path& path, int flags, int mode) : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {
    if (descriptor_ < 0) fail(path.string());
}

File::~File() { ::close(descriptor_); }

NewFile::NewFile(std::filesystem::path place, int mode)
    : place_(std::move(place)), aside_(place_.string() + ".XXXXXX" + std::string(aside_ending)) {
    descriptor_ = ::mkostemps(aside_.data(), static_cast<int>(aside_ending.size()), O_CLOEXEC);
    if (descriptor_ < 0) fail(place_.string());
    if (::fchmod(descriptor_, static_cast<mode_t>(mode)) != 0 && errno != EPERM) fail(place_.string());
}

NewFile::~NewFile() {
    ::close(descriptor_);
    ::unlink(aside_.c_str());  // after put_in_place() it is gone, or a second name
}

void NewFile::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail(place_.string());
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

bool NewFile::put_in_place(Existing existing, Durable durable) {
    if (durable == Durable::now) synchronise(descriptor_, place_.string());
    if (existing == Existing::replace) {
        if (::rename(aside_.c_str(), place_.c_str()) != 0) fail(place_.string());
    } else if (!name_unless_taken(aside_, place_.string())) {
        return false;
    }
    if (durable == Durable::now) synchronise_folder(place_.parent_path());
    return true;
}

bool write_durably(const std::filesystem::path& path, std::string_view content, int mode, Existing existing) {
    NewFile file(path, mode);
    file.write(content);
    return file.put_in_place(existing);
}

std::string content_of(const std::filesystem::path& path) {
    const File file(path, O_RDONLY);
    std::string content;
    std::string buffer(64UL * 1024, '\0');
    for (;;) {
        const ssize_t got = ::read(file.descriptor(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail(path.string());
        if (got == 0) return content;
        content.append(buffer, 0, static_cast<std::size_t>(got));
    }
}

void make_folder(const std::filesystem::path& folder) {
    if (!folder.has_filename() && folder.has_relative_path()) return make_folder(folder.parent_path());
    if (folder.empty() || std::filesystem::is_directory(folder)) return;
    make_folder(folder.parent_path());
    std::filesystem::create_directory(folder);
    synchronise_folder(folder.parent_path());
}

void synchronise_folder(const std::filesystem::path& folder) {
    const std::filesystem::path path = folder.empty() ? "." : folder;
    synchronise(File(path, O_RDONLY | O_DIRECTORY).descriptor(), path.string());
}

void synchronise_file_system(const std::filesystem::path& folder) {
    if (::syncfs(File(folder, O_RDONLY | O_DIRECTORY).descriptor()) != 0) fail(folder.string());
}

void synchronise_file(const std::filesystem::path& path) { synchronise(File(path, O_RDWR).descriptor(), path.string()); }

}  // namespace cafepos::files
