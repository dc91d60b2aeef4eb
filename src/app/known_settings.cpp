#include "config.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <utility>

#include "core/email.h"
#include "core/networks.h"
#include "core/text.h"
#include "core/time.h"
#include "security/secrets.h"
#include "settings/settings.h"

namespace cafepos::app {
namespace {

using Apply = std::function<void(Config&, const std::string&)>;

const Config& standards() {
    static const Config config;
    return config;
}

[[noreturn]] void refuse(const std::string& value, const std::string& must) {
    throw ConfigError("'" + value + "' is not " + must);
}

template <class Integer>
Integer whole_number(const std::string& value, Integer low, Integer high) {
    Integer number{};
    const auto result = std::from_chars(value.data(), value.data() + value.size(), number);
    if (result.ec != std::errc{} || result.ptr != value.data() + value.size() || number < low || number > high) {
        refuse(value, "a whole number from " + std::to_string(low) + " to " + std::to_string(high));
    }
    return number;
}

template <class Integer>
Meaning number(Integer Config::* member, Integer low, Integer high) {
    return {"NUMBER", std::to_string(standards().*member),
            [=](Config& config, const std::string& value) { config.*member = whole_number(value, low, high); }};
}

Meaning long_number(std::int64_t Config::* member, std::int64_t low, std::int64_t high) { return number(member, low, high); }

Meaning text(std::string Config::* member) {
    return {"TEXT", standards().*member, [=](Config& config, const std::string& value) { config.*member = value; }};
}

/// Of the café: a first value of /settings, which has a standard of its own.
Meaning first_text(std::optional<std::string> Config::* member, std::string standard) {
    return {"TEXT", std::move(standard), [=](Config& config, const std::string& value) { config.*member = value; }};
}

settings::General cafe_standards() { return settings::standard_settings().general; }

Meaning secret(std::string Config::* member) { return text(member); }

bool truth(const std::string& value) {
    for (const char* yes : {"true", "1", "yes", "on"}) {
        if (text::iequals(value, yes)) return true;
    }
    for (const char* no : {"false", "0", "no", "off"}) {
        if (text::iequals(value, no)) return false;
    }
    refuse(value, "true or false");
}

Meaning flag(bool Config::* member) {
    return {"true|false", standards().*member ? "true" : "false",
            [=](Config& config, const std::string& value) { config.*member = truth(value); }};
}

std::string joined(const std::vector<std::string>& words, const std::string& between) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : between) + word;
    return text;
}

Meaning list(std::vector<std::string> Config::* member, Apply apply) {
    return {"LIST", joined(standards().*member, ","), std::move(apply)};
}

Meaning choice(std::string Config::* member, std::vector<std::string> choices) {
    return {"WORD", standards().*member, [member, choices = std::move(choices)](Config& config, const std::string& value) {
                const std::string wanted = text::lower(value);
                if (std::find(choices.begin(), choices.end(), wanted) == choices.end()) {
                    refuse(value, "one of: " + joined(choices, ", "));
                }
                config.*member = wanted;
            }};
}

void apply_origins(Config& config, const std::string& value) {
    config.cors_origins.clear();
    for (const std::string& origin : text::split(value, ',')) {
        config.cors_origins.push_back(origin == "*" ? origin : normal_origin(origin));
    }
}

void apply_host(Config& config, const std::string& value) {
    require_host(value);
    config.host = value;
}

void apply_enable_cors(Config& config, const std::string& value) {
    if (!truth(value)) config.cors_origins.clear();
}

void apply_allow_origins(Config& config, const std::string& value) {
    if (value != "*") apply_origins(config, value);  // the old example file has "*" beside a list: the list means it
}

Meaning network_list(std::vector<std::string> Config::* member) {
    return list(member, [=](Config& config, const std::string& value) {
        config.*member = text::split(value, ',');
        try {
            const Networks good(config.*member);
        } catch (const std::invalid_argument& bad) {
            refuse(bad.what(), "an IP address or a network, such as 10.0.0.1 or 10.0.0.0/8");
        }
    });
}

void apply_timezone(Config& config, const std::string& value) {
    if (!TimeZone::find(value)) refuse(value, "a time zone such as Europe/Paris");
    config.timezone = value;
}

void apply_recipients(Config& config, const std::string& value) {
    config.daily_email_recipients = text::split(value, ',');
    for (const std::string& recipient : config.daily_email_recipients) {
        if (!email::is_address(recipient)) refuse(recipient, "an e-mail address such as owner@example.org");
    }
}

void apply_email_from(Config& config, const std::string& value) {
    if (!email::parse_mailbox(value)) refuse(value, "a sender such as till@example.org or \"The Café\" <till@example.org>");
    config.email_from = value;
}

void apply_extensions(Config& config, const std::string& value) {
    static const std::vector<std::string> known = standards().allowed_extensions;
    config.allowed_extensions = text::split(text::lower(value), ',');
    for (std::string& extension : config.allowed_extensions) {
        if (extension.starts_with('.')) extension.erase(0, 1);
        if (std::ranges::find(known, extension) == known.end()) refuse(extension, "one of: " + joined(known, ", "));
    }
    if (config.allowed_extensions.empty()) refuse(value, "some of: " + joined(known, ", "));
}

void apply_public_url(Config& config, const std::string& value) {
    static const std::string must = "an address such as https://till.example.org";
    if (!is_page(value) || value.find_first_of("#?") != std::string::npos) refuse(value, must);
    config.public_url = value;
    while (config.public_url.ends_with('/')) config.public_url.pop_back();
}

void apply_reset_url(Config& config, const std::string& value) {
    if (!is_page(value) || value.find('#') != std::string::npos)
        refuse(value, "a page such as https://register.example/reset-password");
    config.password_reset_url = value;
}

std::string time_of_day(const std::string& value) {
    const bool shape = value.size() == 5 && value[2] == ':' && value.find_first_not_of("0123456789:") == std::string::npos;
    if (!shape || value.substr(0, 2) > "23" || value.substr(3) > "59") refuse(value, "a time of day such as 07:00");
    return value;
}

void apply_daily_email_time(Config& config, const std::string& value) { config.daily_email_time = time_of_day(value); }
void apply_backup_time(Config& config, const std::string& value) { config.backup_time = time_of_day(value); }

void apply_algorithm(Config&, const std::string& value) {
    if (value != "HS256") refuse(value, "HS256, the only algorithm of our tokens");
}

void apply_database_url(Config& config, const std::string& value) {
    require_database_url(value);
    config.database_url = value;
}

void apply_store(Config& config, const std::string& value) {
    require_store(value);
    config.store = value;
}

Meaning part(std::string DatabaseParts::* member) {
    return {"TEXT", standards().postgres.*member,
            [=](Config& config, const std::string& value) { config.postgres.*member = value; }};
}

void apply_postgres_port(Config& config, const std::string& value) {
    config.postgres.port = std::to_string(whole_number(value, 1, 65'535));
}

void apply_jwt_secret(Config& config, const std::string& value) {
    // Who can guess it makes himself anybody; an example is ignored instead, see settle_secret.
    constexpr std::size_t secret_characters_min = 32;
    const bool weak = value.size() < secret_characters_min || security::is_guessable_secret(value);
    if (weak && !security::is_well_known_secret(value)) {
        throw ConfigError(
            "is too easy to guess: it must have at least 32 characters of chance, such as `openssl rand -hex 32` prints. "
            "Leave it out, and one is made and kept in DATA_DIR");
    }
    config.jwt_secret = value;
}

void apply_max_attempts(Config& config, const std::string& value) { config.max_login_attempts = whole_number(value, 1, 100); }
void apply_lockout(Config& config, const std::string& value) {
    config.lockout_duration_seconds = whole_number(value, 60, 604'800);
}

void apply_use_tls(Config& config, const std::string& value) {
    const std::string wanted = text::lower(value);
    if (wanted == "starttls" || wanted == "implicit") {
        config.smtp_use_tls = wanted;
        return;
    }
    try {
        config.smtp_use_tls = truth(value) ? "true" : "false";
    } catch (const ConfigError&) {
        refuse(value, "one of: true, false, starttls, implicit");
    }
}

void apply_debug(Config& config, const std::string& value) {
    if (truth(value)) config.log_level = "debug";
}

Meaning without_effect(std::string why) {
    return {"TEXT", "", [why = std::move(why)](Config& config, const std::string&) { config.warnings.push_back(why); }};
}

std::vector<Setting> with_those_of_the_older_server(std::vector<Setting> settings) {
    static constexpr std::array<std::pair<const char*, const char*>, 6> instead{{
        {"DB_HOST", "POSTGRES_HOST or DATABASE_URL name the database's host"},
        {"POSTMARK_SERVER_TOKEN", "mail goes by SMTP_SERVER"},
        {"SESSION_TIMEOUT", "JWT_EXPIRE_MINUTES says how long a token lives"},
        {"PRINTER_USB_VENDOR_ID", "a USB printer is found by PRINTER_DEVICE_PATH"},
        {"PRINTER_USB_PRODUCT_ID", "a USB printer is found by PRINTER_DEVICE_PATH"},
        {"USE_PRODUCTION_DATA", "say `cafepos seed production`"},
    }};
    for (const auto& [name, what] : instead) {
        settings.push_back({name, "no longer used", without_effect(std::string(name) + " has no effect: " + what)});
    }
    return settings;
}

std::vector<Setting> network_settings() {
    return {
        {"HOST", "address to listen on; empty: all interfaces, or this machine only with --demo", {"ADDRESS", "", apply_host}},
        {"PORT", "port of the API; 0: any that is free", number(&Config::port, 0, 65'535)},
        {"DATA_DIR", "folder of the embedded database, secret and uploads", text(&Config::data_dir)},
        {"DATABASE_URL",
         "postgresql://user:password@host:port/database; empty: the embedded database",
         {"URL", "", apply_database_url}},
        {"POSTGRES_HOST", "host of PostgreSQL, instead of DATABASE_URL, with these parts of its address",
         part(&DatabaseParts::host)},
        {"POSTGRES_PORT", "its port", {"NUMBER", standards().postgres.port, apply_postgres_port}},
        {"POSTGRES_USER", "user at PostgreSQL", part(&DatabaseParts::user)},
        {"POSTGRES_PASSWORD", "his password, as it is: nothing in it needs to be encoded", part(&DatabaseParts::password)},
        {"POSTGRES_DB", "name of the database", part(&DatabaseParts::database)},
        {"STORE",
         "name of one of several cafés: PostgreSQL's schema in which it lives, and its folder in DATA_DIR/stores; empty: the "
         "only "
         "one",
         {"NAME", "", apply_store}},
        {"UPLOAD_DIR", "folder of the pictures; empty: DATA_DIR/uploads", text(&Config::upload_dir)},
        {"JOURNAL_KEY_FILE", "file of the journal's keys, made at first start; empty: DATA_DIR/journal.key",
         text(&Config::journal_key_file)},
        {"BACKUP_DIR", "folder, best on another disk, in which each night's backup is made; empty: none",
         text(&Config::backup_dir)},
        {"BACKUP_TIME", "when: HH:MM in the café's zone", {"TIME", standards().backup_time, apply_backup_time}},
        {"TLS_PORT", "port of the same by TLS, where there is a certificate; 0: any that is free",
         number(&Config::tls_port, 0, 65'535)},
        {"TLS_CERT_FILE", "PEM file of a certificate with its chain; empty: the one that `cafepos tls init` has made, if it has",
         text(&Config::tls_cert_file)},
        {"TLS_KEY_FILE", "PEM file of its key, without a password", text(&Config::tls_key_file)},
        {"HSTS_SECONDS",
         "for so long browsers that came by TLS use nothing but https for this name, on every port; 0: they may use both",
         number(&Config::hsts_seconds, 0, 63'072'000)},
        {"TLS_ONLY", "other machines get nothing by plain http but the page by which they come to trust the certificate",
         flag(&Config::tls_only)},
        {"WEB_ROOT", "folder of the web app's files", text(&Config::web_root)},
        {"TRUSTED_PROXIES", "addresses whose X-Forwarded-For is believed, commas between",
         network_list(&Config::trusted_proxies)},
    };
}

std::vector<Setting> security_settings() {
    return {
        {"JWT_SECRET_KEY", "the same as JWT_SECRET, its older name", {"TEXT", "", apply_jwt_secret}},
        {"JWT_SECRET",
         "master secret of tokens and PINs, at least 32 characters; empty: made and kept in DATA_DIR",
         {"TEXT", "", apply_jwt_secret}},
        {"JWT_ALGORITHM", "how tokens are signed", {"WORD", "HS256", apply_algorithm}},
        {"JWT_EXPIRE_MINUTES", "minutes after which an unused session ends", number(&Config::jwt_expire_minutes, 1, 43'200)},
        {"REFRESH_TOKEN_EXPIRY", "seconds in which a session that ended unused can be refreshed",
         long_number(&Config::refresh_token_expiry_seconds, 60, 31'536'000)},
        {"SESSION_MAX_DAYS", "days after which the busiest session ends", number(&Config::session_max_days, 1, 365)},
        {"BCRYPT_COST", "work of a password hash", number(&Config::bcrypt_cost, 4, 16)},
        {"MAX_LOGIN_ATTEMPTS",
         "failures before an account is locked, until /settings says otherwise",
         {"NUMBER", "5", apply_max_attempts}},
        {"LOCKOUT_DURATION", "seconds of the first lock, until /settings says otherwise", {"NUMBER", "900", apply_lockout}},
        {"CORS_ORIGINS", "origins of registers in browsers, commas between; *: all", list(&Config::cors_origins, apply_origins)},
        {"ALLOW_ORIGINS", "the same as CORS_ORIGINS, its older name", {"LIST", "", apply_allow_origins}},
        {"ENABLE_CORS", "false: answer no origin", {"true|false", "true", apply_enable_cors}},
        {"LEGACY_CLIENT_UPLOADS", "accept picture uploads without a token from a signed-in register's address",
         flag(&Config::legacy_client_uploads)},
    };
}

std::vector<Setting> cafe_settings() {
    return {
        {"PUBLIC_URL",
         "address at which people reach this server, such as https://till.example.org; links in mails begin with it",
         {"URL", "", apply_public_url}},
        {"PASSWORD_RESET_URL",
         "page that a reset mail links to; empty: PUBLIC_URL/reset-password, our own",
         {"URL", "", apply_reset_url}},
        {"TIMEZONE", "the café's time zone at first start", {"ZONE", cafe_standards().timezone, apply_timezone}},
        {"BUSINESS_NAME", "on receipts and mails at first start", first_text(&Config::business_name, cafe_standards().storeName)},
        {"BUSINESS_ADDRESS", "on receipts at first start", first_text(&Config::business_address, cafe_standards().storeAddress)},
        {"BUSINESS_PHONE", "on receipts at first start", first_text(&Config::business_phone, cafe_standards().phoneNumber)},
        {"BUSINESS_TAX_NUMBER", "on receipts at first start, if set", text(&Config::business_tax_number)},
        {"DAILY_EMAIL_RECIPIENTS", "who gets the daily summary at first start, commas between", {"LIST", "", apply_recipients}},
        {"DAILY_EMAIL_TIME",
         "when, at first start: HH:MM in the café's zone",
         {"TIME", settings::standard_settings().reports.dailyReportTime, apply_daily_email_time}},
        {"MAX_FILE_SIZE", "bytes of one picture", long_number(&Config::max_file_size_bytes, 1'024, 104'857'600)},
        {"ALLOWED_EXTENSIONS", "kinds of pictures, commas between", list(&Config::allowed_extensions, apply_extensions)},
    };
}

std::vector<Setting> mail_settings() {
    return {
        {"SMTP_SERVER", "mail server; empty: mails are only logged", text(&Config::smtp_server)},
        {"SMTP_PORT", "587 with STARTTLS, 465 with TLS from the start", number(&Config::smtp_port, 1, 65'535)},
        {"SMTP_USERNAME", "user at the mail server", text(&Config::smtp_username)},
        {"SMTP_PASSWORD", "password at the mail server", secret(&Config::smtp_password)},
        {"SMTP_USE_TLS",
         "true: as is usual on SMTP_PORT; starttls or implicit (TLS from the start): on any port; "
         "false: never encrypt, for a server on this machine",
         {"WORD", standards().smtp_use_tls, apply_use_tls}},
        {"SMTP_CA_FILE", "PEM file of the certificates that vouch for the mail server; empty: those the system trusts",
         text(&Config::smtp_ca_file)},
        {"SMTP_TIMEOUT_SECONDS", "how long one attempt at a mail may take", number(&Config::smtp_timeout_seconds, 1, 600)},
        {"EMAIL_FROM",
         "sender of our mails: an address, or a name and an address: \"The Café\" <till@example.org>",
         {"MAILBOX", standards().email_from, apply_email_from}},
    };
}

std::vector<Setting> other_settings() {
    return {
        {"PRINTER_TYPE", "file, network, device (or usb), none",
         choice(&Config::printer_type, {"file", "network", "device", "usb", "none"})},
        {"PRINTER_ENABLED", "false: print nothing", flag(&Config::printer_enabled)},
        {"PRINTER_TEST_MODE", "true: render slips, print nothing", flag(&Config::printer_test_mode)},
        {"PRINTER_NETWORK_IP", "address of the printer", text(&Config::printer_network_ip)},
        {"PRINTER_NETWORK_PORT", "port of the printer", number(&Config::printer_network_port, 1, 65'535)},
        {"PRINTER_NETWORKS", "networks that printers may be in, but for PRINTER_NETWORK_IP, commas between",
         network_list(&Config::printer_networks)},
        {"PRINTER_DEVICE_PATH", "device of a USB printer", text(&Config::printer_device_path)},
        {"PRINTER_FILE_PATH", "file that slips are appended to", text(&Config::printer_file_path)},
        {"PRINTER_FALLBACK_FILE_PATH", "file for slips of a printer that stays dead", text(&Config::printer_fallback_file_path)},
        {"LOG_LEVEL", "debug, info, warning, error",
         choice(&Config::log_level, {"debug", "info", "warning", "warn", "error", "critical"})},
        {"LOG_FORMAT", "text: name=value pairs; json: an object a line", choice(&Config::log_format, {"text", "json"})},
        {"SLOW_REQUEST_MS", "answers that took longer are logged as warnings; 0: none",
         number(&Config::slow_request_ms, 0, 600'000)},
        {"METRICS_TOKEN", "with it as bearer token GET /metrics answers other machines too", secret(&Config::metrics_token)},
        {"DEBUG", "true: LOG_LEVEL debug", {"true|false", "false", apply_debug}},
        {"WORKERS", "writes worked on at once, and a quarter as many reads", number(&Config::workers, 1, 512)},
        {"DATABASE_TIMEOUT_SECONDS", "silence after which PostgreSQL is given up and dialled again",
         number(&Config::database_timeout_seconds, 1, 60)},
    };
}

}  // namespace

const std::vector<Setting>& known_settings() {
    static const std::vector<Setting> settings = [] {
        std::vector<Setting> all;
        for (const auto& part : {network_settings(), security_settings(), cafe_settings(), mail_settings(), other_settings()})
            all.insert(all.end(), part.begin(), part.end());
        return with_those_of_the_older_server(std::move(all));
    }();
    return settings;
}

}  // namespace cafepos::app
