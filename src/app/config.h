#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "addresses.h"

namespace cafepos::app {

inline constexpr const char* loopback = "127.0.0.1";
inline constexpr const char* env_file_name = ".env";  ///< of the working directory, unless --env-file names another

/// Everything an owner can set outside /settings: environment, `.env`, flags, in rising order of strength.
struct Config {
    // where
    std::string host;  ///< empty: all interfaces; under demo never empty
    int port = 8880;
    std::string data_dir = "./data";
    std::string database_url;   ///< empty: the embedded database in data_dir
    DatabaseParts postgres;     ///< have made database_url if it was not given
    std::string store;          ///< empty: the only café here. Else the folders and files here are this store's own already
    std::string upload_dir;     ///< empty: data_dir/uploads
    int tls_port = 8443;        ///< where there is a certificate
    std::string tls_cert_file;  ///< with tls_key_file; both empty: the café's own in data_dir/tls, if there is one
    std::string tls_key_file;
    int hsts_seconds = 0;   ///< 0: browsers may go on using plain http
    bool tls_only = false;  ///< other machines must come by https
    std::string web_root;   ///< folder of the web app, if there is one
    std::vector<std::string> trusted_proxies;

    // who
    std::string jwt_secret;  ///< empty: made once and kept in data_dir/secret; never one that everybody knows
    int jwt_expire_minutes = 720;
    std::int64_t refresh_token_expiry_seconds = 604'800;
    int session_max_days = 30;
    int bcrypt_cost = 12;
    std::optional<int> max_login_attempts;
    std::optional<int> lockout_duration_seconds;
    std::vector<std::string> cors_origins{"http://localhost:3000", "http://localhost:5173"};
    bool legacy_client_uploads = false;
    std::string public_url;          ///< where people reach this server, without a slash at the end; empty: localhost
    std::string password_reset_url;  ///< empty: our own page

    // the café; first values of /settings
    std::optional<std::string> timezone;
    std::optional<std::string> business_name;
    std::optional<std::string> business_address;
    std::optional<std::string> business_phone;
    std::string business_tax_number;
    std::vector<std::string> daily_email_recipients;
    std::optional<std::string> daily_email_time;

    // files
    std::int64_t max_file_size_bytes = 10'485'760;
    std::vector<std::string> allowed_extensions{"jpg", "jpeg", "png", "gif", "webp"};

    // the journal
    std::string journal_key_file;  ///< empty: data_dir/journal.key

    // backups
    std::string backup_dir;  ///< empty: none by itself
    std::string backup_time = "04:10";

    // mail
    std::string smtp_server;
    int smtp_port = 587;
    std::string smtp_username;
    std::string smtp_password;
    std::string smtp_use_tls = "true";  ///< "true": implicit on port 465, else STARTTLS; "starttls", "implicit", "false"
    std::string smtp_ca_file;
    int smtp_timeout_seconds = 30;
    std::string email_from = "noreply@cafepos.local";

    // printer
    std::string printer_type = "file";
    bool printer_enabled = true;
    bool printer_test_mode = false;
    std::string printer_network_ip = "192.168.1.100";
    int printer_network_port = 9100;
    std::string printer_device_path = "/dev/usb/lp0";
    std::string printer_file_path = "./receipts/receipt.txt";
    std::string printer_fallback_file_path;
    /// No loopback: what listens for this machine alone trusts whoever comes from it (docs/adr/0046-where-printers-may-be.md).
    std::vector<std::string> printer_networks{"10.0.0.0/8",     "172.16.0.0/12", "192.168.0.0/16",
                                              "169.254.0.0/16", "fc00::/7",      "fe80::/10"};

    // the process
    std::string log_level = "info";
    std::string log_format = "text";
    int slow_request_ms = 1000;
    std::string metrics_token;  ///< with which GET /metrics may be read from elsewhere; empty: from this machine alone
    int workers = 32;
    int database_timeout_seconds = 6;
    std::string env_file = env_file_name;
    bool demo = false;                         ///< only by the flag of `serve`
    std::vector<std::string> warnings;         ///< settings that were understood but have no effect, in words
    std::map<std::string, std::string> given;  ///< which settings were set, and where: flags, environment, .env
};

/// The page that a reset mail links to. Never made from a request: whoever asks could name any host.
std::string reset_page_url(const Config& config);

/// What a setting takes, what holds without it, and what it does to the configuration.
struct Meaning {
    std::string kind;                                        ///< for people: NUMBER, TEXT, true|false, …
    std::string standard;                                    ///< empty: the description says
    std::function<void(Config&, const std::string&)> apply;  ///< throws ConfigError with what the value must be
};

/// One documented setting: its name in the environment; the flag is the same in lower case with dashes (--smtp-server).
struct Setting {
    std::string_view name;
    std::string_view description;
    Meaning meaning;
};
const std::vector<Setting>& known_settings();

using Values = std::map<std::string, std::string>;

/// The NAME=value lines of a .env file: quotes, `export`, comments after ` #`. ConfigError names the file and the line; its
/// values are not in it.
Values parse_env_file(const std::string& text, const std::string& file = env_file_name);

/// Later sources win. Empty values count as not set. Throws ConfigError with every problem at once.
Config make_config(const Values& env_file, const Values& environment, const Values& flags);

/// The known settings that the process environment holds.
Values environment_values();

}  // namespace cafepos::app
