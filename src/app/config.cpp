#include "config.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <sstream>

#include "core/text.h"
#include "core/time.h"

namespace cafepos::app {
namespace {

using Apply = std::function<void(Config&, const std::string&)>;

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

template <class Member>
Apply number(Member Config::* member, long low, long high) {
    return [=](Config& config, const std::string& value) { config.*member = static_cast<int>(whole_number(value, low, high)); };
}

Apply long_number(std::int64_t Config::* member, std::int64_t low, std::int64_t high) {
    return [=](Config& config, const std::string& value) { config.*member = whole_number(value, low, high); };
}

template <class Member>
Apply text(Member Config::* member) {
    return [=](Config& config, const std::string& value) { config.*member = value; };
}

Apply secret(std::string Config::* member) { return text(member); }

bool truth(const std::string& value) {
    for (const char* yes : {"true", "1", "yes", "on"}) {
        if (text::iequals(value, yes)) return true;
    }
    for (const char* no : {"false", "0", "no", "off"}) {
        if (text::iequals(value, no)) return false;
    }
    refuse(value, "true or false");
}

Apply flag(bool Config::* member) {
    return [=](Config& config, const std::string& value) { config.*member = truth(value); };
}

Apply list(std::vector<std::string> Config::* member) {
    return [=](Config& config, const std::string& value) { config.*member = text::split(value, ','); };
}

Apply choice(std::string Config::* member, std::vector<std::string> choices) {
    return [member, choices = std::move(choices)](Config& config, const std::string& value) {
        const std::string wanted = text::lower(value);
        if (std::find(choices.begin(), choices.end(), wanted) == choices.end()) {
            std::string names;
            for (const std::string& name : choices) names += (names.empty() ? "" : ", ") + name;
            refuse(value, "one of: " + names);
        }
        config.*member = wanted;
    };
}

void apply_origins(Config& config, const std::string& value) {
    config.cors_origins = text::split(value, ',');
    for (const std::string& origin : config.cors_origins) {
        if (origin != "*" && !origin.starts_with("http://") && !origin.starts_with("https://")) {
            refuse(origin, "an origin such as https://register.example");
        }
    }
}

void apply_enable_cors(Config& config, const std::string& value) {
    if (!truth(value)) config.cors_origins.clear();
}

void apply_allow_origins(Config& config, const std::string& value) {
    if (value != "*") apply_origins(config, value);  // the old example file has "*" beside a list: the list means it
}

void apply_timezone(Config& config, const std::string& value) {
    if (!TimeZone::find(value)) refuse(value, "a time zone such as Europe/Paris");
    config.timezone = value;
}

void apply_time_of_day(Config& config, const std::string& value) {
    const bool shape = value.size() == 5 && value[2] == ':' && value.find_first_not_of("0123456789:") == std::string::npos;
    if (!shape || value.substr(0, 2) > "23" || value.substr(3) > "59") refuse(value, "a time of day such as 07:00");
    config.daily_email_time = value;
}

void apply_algorithm(Config&, const std::string& value) {
    if (value != "HS256") refuse(value, "HS256, the only algorithm of our tokens");
}

void apply_database_url(Config& config, const std::string& value) {
    static constexpr std::array schemes{"postgresql://", "postgres://", "sqlite://"};
    if (std::none_of(schemes.begin(), schemes.end(), [&](const char* scheme) { return value.starts_with(scheme); })) {
        // Not echoed: it may be a whole connection string with a password.
        throw ConfigError("must begin with postgresql:// or sqlite://");
    }
    config.database_url = value;
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

Apply without_effect(std::string why) {
    return [why = std::move(why)](Config& config, const std::string&) { config.warnings.push_back(why); };
}

std::string unquoted(std::string value) {
    const bool quoted = value.size() >= 2 && (value[0] == '"' || value[0] == '\'') && value.back() == value[0];
    return quoted ? value.substr(1, value.size() - 2) : value;
}

// `NAME=value  # comment`: a comment begins at a # after white space; inside quotes it is part of the value.
std::string without_comment(const std::string& value) {
    if (!value.empty() && (value[0] == '"' || value[0] == '\'')) {
        const auto end = value.find(value[0], 1);
        return end == std::string::npos ? value : value.substr(0, end + 1);
    }
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] == '#' && (i == 0 || value[i - 1] == ' ' || value[i - 1] == '\t')) return value.substr(0, i);
    }
    return value;
}

}  // namespace

const std::vector<Setting>& known_settings() {
    static const std::vector<Setting> settings{
        {"HOST", "address to listen on; empty: all interfaces", text(&Config::host)},
        {"PORT", "port of the API", number(&Config::port, 0, 65'535)},
        {"DATA_DIR", "folder of the embedded database, secret and uploads", text(&Config::data_dir)},
        {"DATABASE_URL", "postgresql://user:password@host:port/database; empty: the embedded database", apply_database_url},
        {"UPLOAD_DIR", "folder of the pictures; empty: DATA_DIR/uploads", text(&Config::upload_dir)},
        {"WEB_ROOT", "folder of the web app's files", text(&Config::web_root)},
        {"TRUSTED_PROXIES", "addresses whose X-Forwarded-For is believed, commas between", list(&Config::trusted_proxies)},
        {"JWT_SECRET_KEY", "the same as JWT_SECRET, its older name", secret(&Config::jwt_secret)},
        {"JWT_SECRET", "master secret of tokens and PINs, at least 32 characters; empty: made and kept in DATA_DIR",
         secret(&Config::jwt_secret)},
        {"JWT_ALGORITHM", "HS256", apply_algorithm},
        {"JWT_EXPIRE_MINUTES", "life of an access token", number(&Config::jwt_expire_minutes, 1, 43'200)},
        {"REFRESH_TOKEN_EXPIRY", "life of a refresh token in seconds",
         long_number(&Config::refresh_token_expiry_seconds, 60, 31'536'000)},
        {"BCRYPT_COST", "work of a password hash", number(&Config::bcrypt_cost, 4, 16)},
        {"MAX_LOGIN_ATTEMPTS", "failures before an account is locked, until /settings says otherwise", apply_max_attempts},
        {"LOCKOUT_DURATION", "seconds of the first lock, until /settings says otherwise", apply_lockout},
        {"CORS_ORIGINS", "origins of registers in browsers, commas between", apply_origins},
        {"ALLOW_ORIGINS", "the same as CORS_ORIGINS, its older name", apply_allow_origins},
        {"ENABLE_CORS", "false: answer no origin", apply_enable_cors},
        {"LEGACY_CLIENT_UPLOADS", "accept picture uploads without a token from a signed-in register's address",
         flag(&Config::legacy_client_uploads)},
        {"PASSWORD_RESET_URL", "page that a reset mail links to", text(&Config::password_reset_url)},
        {"TIMEZONE", "the café's time zone at first start", apply_timezone},
        {"BUSINESS_NAME", "on receipts and mails at first start", text(&Config::business_name)},
        {"BUSINESS_ADDRESS", "on receipts at first start", text(&Config::business_address)},
        {"BUSINESS_PHONE", "on receipts at first start", text(&Config::business_phone)},
        {"DAILY_EMAIL_RECIPIENTS", "who gets the daily summary at first start, commas between",
         list(&Config::daily_email_recipients)},
        {"DAILY_EMAIL_TIME", "when, at first start: HH:MM in the café's zone", apply_time_of_day},
        {"MAX_FILE_SIZE", "bytes of one picture", long_number(&Config::max_file_size_bytes, 1'024, 104'857'600)},
        {"ALLOWED_EXTENSIONS", "kinds of pictures, commas between", list(&Config::allowed_extensions)},
        {"SMTP_SERVER", "mail server; empty: mails are only logged", text(&Config::smtp_server)},
        {"SMTP_PORT", "587 with STARTTLS, 465 with TLS from the start", number(&Config::smtp_port, 1, 65'535)},
        {"SMTP_USERNAME", "user at the mail server", text(&Config::smtp_username)},
        {"SMTP_PASSWORD", "password at the mail server", secret(&Config::smtp_password)},
        {"SMTP_USE_TLS",
         "true: as is usual on SMTP_PORT; starttls or implicit (TLS from the start): on any port; "
         "false: never encrypt, for a server on this machine",
         apply_use_tls},
        {"SMTP_CA_FILE", "PEM file of the certificates that vouch for the mail server; empty: those the system trusts",
         text(&Config::smtp_ca_file)},
        {"SMTP_TIMEOUT_SECONDS", "how long one attempt at a mail may take", number(&Config::smtp_timeout_seconds, 1, 600)},
        {"EMAIL_FROM", "sender of our mails", text(&Config::email_from)},
        {"PRINTER_TYPE", "file, network, device (or usb), none",
         choice(&Config::printer_type, {"file", "network", "device", "usb", "none"})},
        {"PRINTER_ENABLED", "false: print nothing", flag(&Config::printer_enabled)},
        {"PRINTER_TEST_MODE", "true: render slips, print nothing", flag(&Config::printer_test_mode)},
        {"PRINTER_NETWORK_IP", "address of the printer", text(&Config::printer_network_ip)},
        {"PRINTER_NETWORK_PORT", "port of the printer", number(&Config::printer_network_port, 1, 65'535)},
        {"PRINTER_DEVICE_PATH", "device of a USB printer", text(&Config::printer_device_path)},
        {"PRINTER_FILE_PATH", "file that slips are appended to", text(&Config::printer_file_path)},
        {"PRINTER_FALLBACK_FILE_PATH", "file for slips of a printer that stays dead", text(&Config::printer_fallback_file_path)},
        {"LOG_LEVEL", "debug, info, warning, error",
         choice(&Config::log_level, {"debug", "info", "warning", "warn", "error", "critical"})},
        {"DEBUG", "true: LOG_LEVEL debug", apply_debug},
        {"WORKERS", "writes worked on at once, and a quarter as many reads", number(&Config::workers, 1, 512)},
        {"DATABASE_TIMEOUT_SECONDS", "silence after which PostgreSQL is given up and dialled again",
         number(&Config::database_timeout_seconds, 1, 60)},
        {"POSTMARK_SERVER_TOKEN", "no longer used",
         without_effect("POSTMARK_SERVER_TOKEN has no effect: mail goes by SMTP_SERVER")},
        {"SESSION_TIMEOUT", "no longer used",
         without_effect("SESSION_TIMEOUT has no effect: JWT_EXPIRE_MINUTES says how long a token lives")},
        {"PRINTER_USB_VENDOR_ID", "no longer used",
         without_effect("PRINTER_USB_VENDOR_ID has no effect: a USB printer is found by PRINTER_DEVICE_PATH")},
        {"PRINTER_USB_PRODUCT_ID", "no longer used",
         without_effect("PRINTER_USB_PRODUCT_ID has no effect: a USB printer is found by PRINTER_DEVICE_PATH")},
        {"USE_PRODUCTION_DATA", "no longer used",
         without_effect("USE_PRODUCTION_DATA has no effect: say `cafepos seed production`")},
    };
    return settings;
}

Values parse_env_file(const std::string& content) {
    Values values;
    std::istringstream lines(content);
    std::string line;
    for (int number = 1; std::getline(lines, line); ++number) {
        std::string_view rest = text::trim(line);
        if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
        if (rest.empty() || rest[0] == '#') continue;
        if (rest.starts_with("export ")) rest = text::trim(rest.substr(7));
        const auto equals = rest.find('=');
        if (equals == std::string_view::npos || equals == 0) {
            throw ConfigError(".env line " + std::to_string(number) + ": expected NAME=value");
        }
        const std::string name(text::trim(rest.substr(0, equals)));
        const std::string value = without_comment(std::string(text::trim(rest.substr(equals + 1))));
        values[name] = unquoted(std::string(text::trim(value)));
    }
    return values;
}

Config make_config(const Values& env_file, const Values& environment, const Values& flags) {
    Config config;
    std::string problems;
    for (const Setting& setting : known_settings()) {
        const std::string name(setting.name);
        for (const Values* source : {&flags, &environment, &env_file}) {
            const auto found = source->find(name);
            if (found == source->end() || found->second.empty()) continue;
            try {
                setting.apply(config, found->second);
            } catch (const ConfigError& error) {
                problems += (problems.empty() ? "" : "\n") + name + ": " + error.what();
            }
            break;
        }
    }
    if (!problems.empty()) throw ConfigError(problems);
    if (config.upload_dir.empty()) config.upload_dir = config.data_dir + "/uploads";
    return config;
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
