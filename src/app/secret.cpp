#include "secret.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "core/text.h"
#include "security/secrets.h"

namespace cafepos::app {
namespace {

constexpr std::size_t secret_characters_min = 32;

std::string read_secret(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    const std::string secret(text::trim(line));
    if (secret.size() < secret_characters_min) {
        throw ConfigError(path.string() +
                          ": the secret is damaged. Put back the file from a backup; if there is none, delete it: "
                          "everybody must then log in again and set a new PIN");
    }
    return secret;
}

// O_EXCL: of two processes that start at once, one makes it and the other reads it.
bool create_secret(const std::filesystem::path& path, const std::string& secret) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        if (errno == EEXIST) return false;
        throw std::system_error(errno, std::generic_category(), path.string());
    }
    const std::string line = secret + "\n";
    const bool written =
        ::write(descriptor, line.data(), line.size()) == static_cast<ssize_t>(line.size()) && ::fsync(descriptor) == 0;
    ::close(descriptor);
    if (!written) throw std::system_error(EIO, std::generic_category(), path.string());
    return true;
}

}  // namespace

std::string master_secret(const Config& config, Random& random) {
    if (!config.jwt_secret.empty()) return config.jwt_secret;
    const std::filesystem::path path = std::filesystem::path(config.data_dir) / "secret";
    if (std::filesystem::exists(path)) return read_secret(path);
    const std::string secret = random.hex(32);
    return create_secret(path, secret) ? secret : read_secret(path);
}

}  // namespace cafepos::app
