#include "application.h"

#include <spdlog/spdlog.h>

#include "auth/auth.h"
#include "database_errors.h"
#include "db/listener.h"
#include "events/hub.h"
#include "events/routes.h"
#include "health.h"
#include "housekeeping.h"
#include "http/openapi.h"
#include "http/server.h"
#include "idempotency/idempotency.h"
#include "inventory/routes.h"
#include "mail/mail.h"
#include "menu/routes.h"
#include "printing/printing.h"
#include "printing/routes.h"
#include "receipts/receipts.h"
#include "reports/reports.h"
#include "reports/scheduler.h"
#include "sales/routes.h"
#include "security/tokens.h"
#include "staff/staff.h"
#include "version.h"

namespace cafepos::app {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

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

mail::Encryption smtp_encryption(const Config& config) {
    constexpr int implicit_tls_port = 465;
    if (config.smtp_use_tls == "false") return mail::Encryption::none;
    if (config.smtp_use_tls == "starttls") return mail::Encryption::starttls;
    if (config.smtp_use_tls == "implicit" || config.smtp_port == implicit_tls_port) return mail::Encryption::implicit;
    return mail::Encryption::starttls;
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

auth::Options auth_options(const Config& config) {
    auth::Options options;
    options.refresh_life = seconds(config.refresh_token_expiry_seconds);
    options.password_reset_url = config.password_reset_url;
    return options;
}

void log_request(const http::RequestLog& log) {
    const auto level = log.status >= 500 ? spdlog::level::err : spdlog::level::info;
    spdlog::log(level, "http method={} path={} status={} us={} request={} user={} address={}{}", log.method, log.path_template,
                log.status, log.duration_us, log.request_id, log.user_id.text(), log.remote_address,
                log.failure.empty() ? "" : " failure=\"" + log.failure + "\"");
}

http::ServerOptions server_options(const Config& config) {
    http::ServerOptions options;
    options.host = config.host;
    options.port = static_cast<std::uint16_t>(config.port);
    options.cors_origins = config.cors_origins;
    options.trusted_proxies = config.trusted_proxies;
    options.quick_workers = config.workers;
    options.reading_workers = std::max(2, config.workers / 4);
    // After the database was given up there is time to dial another one and try there.
    options.limits.answer_ms_max = config.database_timeout_seconds * 1500 + 1000;
    options.limits.bulk_answer_ms_max = std::max(options.limits.bulk_answer_ms_max, options.limits.answer_ms_max);
    options.web_root = config.web_root;
    options.uploads_root = config.upload_dir;
    options.map_error = client_error;
    options.log_request = log_request;
    return options;
}

}  // namespace

struct Application::Implementation {
    Implementation(const Config& settings_of_start, Cafe& the_cafe)
        : config(settings_of_start),
          cafe(the_cafe),
          tokens(cafe.secrets.key(security::purpose::access_tokens)),
          authenticator(*cafe.database, tokens, cafe.clock),
          commands(*cafe.database, cafe.clock),
          mailer(*cafe.database, cafe.clock, cafe.ids, smtp_options(config)),
          receipts(cafe.settings, cafe.secrets.key(security::purpose::receipt_checks), cafe.clock),
          printer(*cafe.database, cafe.clock, cafe.ids, printer_options(config),
                  [this](db::Transaction& transaction, const printing::Slip& slip) {
                      return receipts.render_slip(transaction, slip);
                  }),
          hub(*cafe.database, cafe.events, cafe.clock, [this](const Actor& actor) { return recheck(actor); }),
          scheduler(*cafe.database, cafe.settings, mailer, cafe.clock),
          table(commands),
          server(server_options(config), add_routes(), authenticator, cafe.clock, cafe.ids) {
        add_housekeeping();
    }

    std::optional<Actor> recheck(const Actor& actor) {
        return cafe.database->reading(
            [&](db::Transaction& transaction) { return auth::live_actor(transaction, actor.session_id, cafe.clock.now()); });
    }

    bool legacy_upload_allowed(const http::Call& call) {
        if (!config.legacy_client_uploads) return false;
        const auto origin = call.header("origin");
        if (!origin || std::find(config.cors_origins.begin(), config.cors_origins.end(), *origin) == config.cors_origins.end())
            return false;
        return cafe.database->reading([&](db::Transaction& transaction) {
            return auth::has_live_session_with(transaction, call.remote_address(), "menu.edit", cafe.clock.now());
        });
    }

    // One screen: every slice's routes.
    const http::EndpointTable& add_routes() {
        db::Database& database = *cafe.database;
        const Clock& clock = cafe.clock;
        http::add_openapi_route(table, version);
        add_health_routes(table, database, printer, mailer, clock, config.data_dir);
        auth::add_routes(
            table, {database, cafe.settings, cafe.hasher, cafe.pins, tokens, cafe.secrets.key(security::purpose::login_throttle),
                    [this](db::Transaction& transaction, const mail::Message& message) { mailer.enqueue(transaction, message); },
                    cafe.audit, clock, cafe.ids, cafe.random, auth_options(config)});
        staff::add_routes(table, database, cafe.hasher, cafe.pins, cafe.audit, clock, cafe.ids);
        audit::add_routes(table, database, cafe.audit);
        settings::add_routes(table, cafe.settings, cafe.audit, cafe.events, clock);
        menu::add_routes(table, database, cafe.pictures, cafe.audit, cafe.events, clock, cafe.ids,
                         [this](const http::Call& call) { return legacy_upload_allowed(call); });
        inventory::add_routes(table, database, cafe.stock, cafe.settings, cafe.audit, cafe.events, clock, cafe.ids);
        alerts::add_routes(table, database, cafe.audit, clock, cafe.ids);
        sales::add_routes(table, {database, cafe.settings, cafe.stock, printer, cafe.audit, cafe.events, clock, cafe.ids});
        receipts::add_routes(table, database, receipts, cafe.settings, printer, mailer, cafe.audit, clock);
        printing::add_routes(table, database, printer, cafe.audit, clock);
        reports::add_routes(table, database, cafe.settings, mailer, clock);
        mail::add_routes(table, database, mailer);
        events::add_routes(table, hub);
        return table;
    }

    void add_housekeeping() {
        housekeeping.add("expiry alerts", minutes(1), [this] {
            cafe.database->write([this](db::Transaction& transaction) { cafe.stock.sweep_alerts(transaction); });
        });
        housekeeping.add("idempotency keys", hours(1), [this] { commands.sweep(); });
        housekeeping.add("sessions", hours(1), [this] {
            cafe.database->write([this](db::Transaction& transaction) { auth::sweep(transaction, cafe.clock.now()); });
        });
        housekeeping.add("pictures", hours(1), [this] { sweep_pictures(); });
    }

    void sweep_pictures() {
        const auto report = menu::sweep_pictures(*cafe.database, cafe.pictures, minutes(10));
        if (report.removed > 0) spdlog::info("pictures swept removed={}", report.removed);
        for (const std::string& url : report.missing_files) spdlog::warn("picture missing url={}", url);
    }

    /// Another process on the same PostgreSQL has published something, or may have.
    void hear(const std::string& event_kind) {
        hub.wake();
        if (!event_kind.empty() && event_kind != "settings") return;
        try {
            cafe.settings.load();
        } catch (const std::exception& error) {
            spdlog::error("settings changed elsewhere could not be loaded: {}", error.what());
        }
    }

    void start() {
        mailer.start();
        printer.start();
        hub.start();
        other_processes = db::listen(database_options(config), events::channel, [this](const std::string& kind) { hear(kind); });
        scheduler.start();
        server.start();
        housekeeping.start();
    }

    // The edge first, so that what was accepted still finds everything at work.
    void stop() {
        server.stop();
        housekeeping.stop();
        scheduler.stop();
        other_processes.reset();
        hub.stop();
        printer.stop();
        mailer.stop();
    }

    const Config& config;
    Cafe& cafe;
    security::AccessTokens tokens;
    auth::Authenticator authenticator;
    idempotency::Commands commands;
    mail::Mailer mailer;
    receipts::Receipts receipts;
    printing::Printer printer;
    events::Hub hub;
    std::unique_ptr<db::Listener> other_processes;
    reports::Scheduler scheduler;
    http::EndpointTable table;
    Housekeeping housekeeping;
    http::Server server;
};

Application::Application(const Config& config, Cafe& cafe) : implementation_(std::make_unique<Implementation>(config, cafe)) {}
Application::~Application() { stop(); }
void Application::start() { implementation_->start(); }
void Application::stop() { implementation_->stop(); }
std::uint16_t Application::port() const { return implementation_->server.port(); }

}  // namespace cafepos::app
