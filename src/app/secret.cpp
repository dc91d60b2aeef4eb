#include "secret.h"

#include <filesystem>
#include <system_error>

#include "core/text.h"
#include "files/files.h"
#include "security/secrets.h"

namespace cafepos::app {
namespace {

constexpr std::size_t secret_characters_min = 32;

std::filesystem::path secret_file(const Config& config) { return std::filesystem::path(config.data_dir) / "secret"; }

std::string content_of_secret(const std::filesystem::path& path) {
    try {
        return files::content_of(path);
    } catch (const std::system_error& error) {
        throw ConfigError(path.string() + ": the secret is there but cannot be read: " + error.code().message() +
                          ". Run CafePOS as the user who owns that file, or give it to this one (chown)");
    }
}

std::string read_secret(const std::filesystem::path& path) {
    const std::string content = content_of_secret(path);
    std::string secret(text::trim(content.substr(0, content.find('\n'))));
    if (secret.size() < secret_characters_min) {
        throw ConfigError(path.string() +
                          ": the secret is damaged. Put back the file from a backup; if there is none, delete it: "
                          "everybody must then log in again and set a new PIN");
    }
    return secret;
}

}  // namespace

std::string master_secret(const Config& config, Random& random) {
    if (!config.jwt_secret.empty()) return config.jwt_secret;
    const std::filesystem::path path = secret_file(config);
    if (std::filesystem::exists(path)) return read_secret(path);
    // Of several processes that start at once, one makes it and the others read it.
    const std::string secret = random.hex(32);
    const bool made = files::write_durably(path, secret + "\n", files::for_its_owner, files::Existing::keep);
    return made ? secret : read_secret(path);
}

void check_secret(const Config& config) {
    const std::filesystem::path path = secret_file(config);
    if (config.jwt_secret.empty() && std::filesystem::exists(path)) read_secret(path);
}

}  // namespace cafepos::app
