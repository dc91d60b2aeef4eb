#include "config.h"

#include <array>
#include <utility>

#include "security/secrets.h"

namespace cafepos::app {
namespace {

// The older server's example is in many an .env, and the café must open nevertheless.
void settle_secret(Config& config) {
    if (!security::is_well_known_secret(config.jwt_secret)) return;
    config.jwt_secret.clear();
    config.warnings.emplace_back(
        "JWT_SECRET IS NOT USED: it is an example that everybody knows. The café has a secret of its own, kept in "
        "DATA_DIR/secret; "
        "take the line out. Several CafePOS on one database need the same: give all of them one of your own");
}

void settle_database(Config& config) {
    if (!config.database_url.empty()) return;
    if (!config.postgres.host.empty()) {
        config.database_url = database_url_of(config.postgres);
    } else if (config.given.contains("POSTGRES_PASSWORD")) {
        config.warnings.emplace_back(
            "POSTGRES_PASSWORD has no effect without POSTGRES_HOST or DATABASE_URL: the database in DATA_DIR is used");
    }
}

/// Whatever belongs to one café lies apart from the others', also where the settings are all the same but STORE.
void settle_store(Config& config) {
    if (config.store.empty()) return;
    if (config.database_url.starts_with("sqlite://")) {
        throw ConfigError(
            "STORE: DATABASE_URL names one file, which stores cannot share; leave DATABASE_URL out, and each store has its own "
            "in DATA_DIR/stores");
    }
    const auto own = [&](std::string& folder) {
        if (!folder.empty()) folder += "/" + config.store;
    };
    config.data_dir += "/stores";
    for (std::string* folder : {&config.data_dir, &config.upload_dir, &config.backup_dir}) own(*folder);
    if (!config.journal_key_file.empty()) config.journal_key_file += "." + config.store;
    if (!config.given.contains("PRINTER_FILE_PATH")) config.printer_file_path = config.data_dir + "/receipts/receipt.txt";
}

void require_both_or_neither(const Config& config) {
    if (config.tls_cert_file.empty() == config.tls_key_file.empty()) return;
    const bool lacks_key = config.tls_key_file.empty();
    throw ConfigError(std::string(lacks_key ? "TLS_KEY_FILE" : "TLS_CERT_FILE") + ": is missing beside " +
                      (lacks_key ? "TLS_CERT_FILE" : "TLS_KEY_FILE") + "; set both or neither");
}

}  // namespace

Config make_config(const Values& env_file, const Values& environment, const Values& flags) {
    Config config;
    std::string problems;
    const std::array<std::pair<const char*, const Values*>, 3> sources{
        {{"flags", &flags}, {"environment", &environment}, {env_file_name, &env_file}}};
    for (const Setting& setting : known_settings()) {
        const std::string name(setting.name);
        for (const auto& [where, values] : sources) {
            const auto found = values->find(name);
            if (found == values->end() || found->second.empty()) continue;
            config.given[name] = where;
            try {
                setting.meaning.apply(config, found->second);
            } catch (const ConfigError& error) {
                problems += (problems.empty() ? "" : "\n") + name + ": " + error.what();
            }
            break;
        }
    }
    if (!problems.empty()) throw ConfigError(problems);
    require_both_or_neither(config);
    settle_secret(config);
    settle_database(config);
    settle_store(config);
    if (config.upload_dir.empty()) config.upload_dir = config.data_dir + "/uploads";
    return config;
}

std::string reset_page_url(const Config& config) {
    if (!config.password_reset_url.empty()) return config.password_reset_url;
    const std::string here = "http://localhost:" + std::to_string(config.port);
    return (config.public_url.empty() ? here : config.public_url) + "/reset-password";
}

Values environment_values() {
    Values values;
    for (const Setting& setting : known_settings()) {
        // Read once at start, before any thread exists.
        if (const char* value = std::getenv(std::string(setting.name).c_str()))
            values[std::string(setting.name)] = value;  // NOLINT(concurrency-mt-unsafe)
    }
    return values;
}

}  // namespace cafepos::app
