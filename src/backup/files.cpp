#include "files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>

namespace cafepos::backup {
namespace {

[[noreturn]] void fail(const std::string& path) { throw std::system_error(errno, std::generic_category(), path); }

}  // namespace

File::File(const std::filesystem::path& path, int flags, int mode)
    : path_(path.string()), descriptor_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {
    if (descriptor_ < 0) fail(path_);
}

File::~File() { ::close(descriptor_); }

void File::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail(path_);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void File::synchronise() {
    if (::fsync(descriptor_) != 0) fail(path_);
}

void write_private(const std::filesystem::path& path, std::string_view content) {
    File file(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    file.write(content);
    file.synchronise();
}

std::string content_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    if (!file) throw std::system_error(errno, std::generic_category(), path.string());
    return content.str();
}

void synchronise_folder(const std::filesystem::path& folder) {
    File(folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY).synchronise();
}

}  // namespace cafepos::backup
