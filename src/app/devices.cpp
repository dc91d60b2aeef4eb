#include "devices.h"

namespace cafepos::app {
namespace {

mail::Encryption smtp_encryption(const Config& config) {
    constexpr int implicit_tls_port = 465;
    if (config.smtp_use_tls == "false") return mail::Encryption::none;
    if (config.smtp_use_tls == "starttls") return mail::Encryption::starttls;
    if (config.smtp_use_tls == "implicit" || config.smtp_port == implicit_tls_port) return mail::Encryption::implicit;
    return mail::Encryption::starttls;
}

}  // namespace

printing::PrinterOptions printer_options(const Config& config) {
    printing::PrinterOptions options;
    options.enabled = config.printer_enabled;
    options.test_mode = config.printer_test_mode;
    options.type = config.printer_type;
    options.network_host = config.printer_network_ip;
    options.network_port = config.printer_network_port;
    options.device_path = config.printer_device_path;
    options.file_path = config.printer_file_path;
    options.fallback_file_path = config.printer_fallback_file_path;
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
