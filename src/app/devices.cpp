#include "devices.h"

#include <algorithm>
#include <filesystem>

namespace cafepos::app {
namespace {

mail::Encryption smtp_encryption(const Config& config) {
    constexpr int implicit_tls_port = 465;
    if (config.smtp_use_tls == "false") return mail::Encryption::none;
    if (config.smtp_use_tls == "starttls") return mail::Encryption::starttls;
    if (config.smtp_use_tls == "implicit" || config.smtp_port == implicit_tls_port) return mail::Encryption::implicit;
    return mail::Encryption::starttls;
}

std::string printer_address(const Config& config, const std::string& type) {
    if (type == "network") return config.printer_network_ip + ":" + std::to_string(config.printer_network_port);
    if (type == "device") return config.printer_device_path;
    return config.printer_file_path;
}

}  // namespace

printing::Options printing_options(const Config& config) {
    printing::Options options;
    printing::Printer& first = options.first;
    first.type = config.printer_type == "usb" ? "device" : config.printer_type;
    first.address = printer_address(config, first.type);
    first.active = config.printer_enabled;
    options.first_is_given = std::ranges::any_of(config.given, [](const auto& given) {
        const std::string& name = given.first;
        return name.starts_with("PRINTER_") && name != "PRINTER_TEST_MODE" && name != "PRINTER_NETWORKS";
    });
    options.fallback_path = config.printer_fallback_file_path;
    options.slips_folder = std::filesystem::path(config.printer_file_path).parent_path().string();
    if (options.slips_folder.empty()) options.slips_folder = ".";
    options.networks = Networks(config.printer_networks);
    options.test_mode = config.printer_test_mode;
    return options;
}

mail::SmtpOptions smtp_options(const Config& config) {
    mail::SmtpOptions options;
    options.server = config.smtp_server;
    options.port = config.smtp_port;
    options.username = config.smtp_username;
    options.password = config.smtp_password;
    options.encryption = smtp_encryption(config);
    options.ca_file = config.smtp_ca_file;
    options.from = config.email_from;
    options.timeout_seconds_max = config.smtp_timeout_seconds;
    return options;
}

}  // namespace cafepos::app
