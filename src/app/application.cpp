#include "application.h"
#include "api_words.h"

#include <spdlog/spdlog.h>

#include "alerts/backup_alert.h"
#include "alerts/routes.h"
#include "audit/routes.h"
#include "auth/auth.h"
#include "auth/authenticator.h"
#include "auth/reset_mails.h"
#include "auth/routes.h"
#include "database_errors.h"
#include "db/listener.h"
#include "devices.h"
#include "drawers/routes.h"
#include "events/hub.h"
#include "events/routes.h"
#include "first_admin.h"
#include "health.h"
#include "housekeeping.h"
#include "http/openapi.h"
#include "http/plain_http.h"
#include "http/server.h"
#include "idempotency/idempotency.h"
#include "inventory/inventory_store.h"
#include "inventory/routes.h"
#include "journal_keeping.h"
#include "kitchen/routes.h"
#include "mail/routes.h"
#include "menu/menu_store.h"
#include "menu/routes.h"
#include "metrics.h"
#include "nightly_work.h"
#include "printing/printing.h"
#include "printing/routes.h"
#include "receipts/routes.h"
#include "reports/routes.h"
#include "reports/scheduler.h"
#include "sales/drawer_figures.h"
#include "sales/routes.h"
#include "security/tokens.h"
#include "settings/routes.h"
#include "staff/names.h"
#include "staff/routes.h"
#include "tabs/routes.h"
#include "tabs/tabs.h"
#include "time_clock/routes.h"
#include "tls/routes.h"
#include "tls_commands.h"
#include "version.h"
#include "web_app.h"

namespace cafepos::app {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

// For the night's backup to come to a point where it can be given up.
constexpr milliseconds night_wait_max{2'000};

auth::Options auth_options(const Config& config, bool mails_are_mock) {
    auth::Options options;
    options.refresh_life = seconds(config.refresh_token_expiry_seconds);
    options.session_life = std::chrono::days(config.session_max_days);
    options.mails_are_mock = mails_are_mock;
    return options;
}

// Those who watch us ask every few seconds: only a bad answer is worth a line.
bool is_watching(const http::RequestLog& log) {
    return log.status < 500 && (log.path_template.starts_with("/health") || log.path_template == "/metrics");
}

tls::Keeper certificate_keeper(const Config& config, const Clock& clock) {
    try {
        return {tls_options(config), clock};
    } catch (const std::exception& error) {
        const std::string what = error.what();
        const bool is_of_key = what.starts_with(config.tls_key_file + ":");
        const char* setting = is_of_key ? "TLS_KEY_FILE: " : "TLS_CERT_FILE: ";
        throw ConfigError((config.tls_cert_file.empty() ? "TLS: " : setting) + what);
    }
}

spdlog::level::level_enum level_of(const http::RequestLog& log, std::chrono::microseconds slow) {
    if (log.status >= 500) return spdlog::level::err;
    if (slow.count() > 0 && !log.is_stream && log.duration_us > slow.count()) return spdlog::level::warn;
    return is_watching(log) ? spdlog::level::debug : spdlog::level::info;
}

void log_request(const http::RequestLog& log, std::chrono::microseconds slow) {
    const auto level = level_of(log, slow);
    spdlog::log(level, "http{} method={} path={} status={} us={} request={} user={} address={}{}{}",
                level == spdlog::level::warn ? " slow" : "", log.method, log.path_template, log.status, log.duration_us,
                log.request_id, log.user_id.text(), log.remote_address, log.refusal.empty() ? "" : " " + log.refusal,
                log.failure.empty() ? "" : " failure=\"" + log.failure + "\"");
}

http::ServerOptions server_options(const Config& config, const tls::Keeper& certificates, Metrics& metrics) {
    http::ServerOptions options;
    options.host = config.host;
    options.port = static_cast<std::uint16_t>(config.port);
    options.certificate = certificates.certificate();
    options.tls_port = static_cast<std::uint16_t>(config.tls_port);
    options.hsts_seconds = config.hsts_seconds;
    if (config.tls_only) {
        if (!options.certificate)
            throw ConfigError("TLS_ONLY: there is no certificate: `cafepos tls init` makes one, TLS_CERT_FILE names one");
        options.needs_tls = [proxies = http::TrustedProxies(config.trusted_proxies)](const std::string& peer) {
            return http::is_held_to_tls(peer, proxies);
        };
    }
    options.cors_origins = config.cors_origins;
    options.trusted_proxies = config.trusted_proxies;
    options.quick_workers = config.workers;
    options.reading_workers = std::max(2, config.workers / 4);
    // After the database was given up there is time to dial another one and try there.
    options.limits.answer_ms_max = config.database_timeout_seconds * 1500 + 1000;
    options.limits.bulk_answer_ms_max = std::max(options.limits.bulk_answer_ms_max, options.limits.answer_ms_max);
    options.web_root = config.web_root;
    options.web_app = web_app();
    options.uploads_root = config.upload_dir;
    options.map_error = client_error;
    options.log_request = [&metrics, slow = milliseconds(config.slow_request_ms)](const http::RequestLog& log) {
        metrics.note(log);
        log_request(log, slow);
    };
    return options;
}

}  // namespace

struct Application::Implementation {
    Implementation(const Config& settings_of_start, Cafe& the_cafe)
        : config(settings_of_start),
          cafe(the_cafe),
          tokens(cafe.secrets.key(security::purpose::access_tokens)),
          authenticator(*cafe.database, tokens, cafe.settings, session_clock, cafe.clock),
          uptime(*cafe.database, cafe.clock),
          commands(*cafe.database, cafe.clock, uptime, cafe.secrets.key(security::purpose::repeated_requests)),
          mailer(*cafe.database, cafe.clock, cafe.ids, smtp_options(config), [this] { return sender(); }),
          receipts(cafe.settings, cafe.clock, cafe.journal_keys, config.public_url),
          printers(*cafe.database, cafe.clock, cafe.ids, cafe.settings, printing_options(config)),
          hub(*cafe.database, cafe.events, cafe.clock,
              [this](const Actor& actor) { return authenticator.live_actor(actor.session_id); }),
          scheduler(*cafe.database, cafe.settings, mailer, cafe.clock, {}, find_overnight),
          nightly(*cafe.database, cafe.clock, nightly_options(config), tools_of_nights()),
          certificates(certificate_keeper(config, cafe.clock)),
          table(commands),
          server(server_options(config, certificates, metrics), add_routes(), authenticator, cafe.clock, cafe.ids) {
        mailer.write_when_sent(auth::ResetMails::kind, auth::ResetMails(workshop, cafe.random, reset_page_url(config)));
        for (const char* subject : {"order", "refund", ""}) {
            printers.draw_by(subject, [this](db::Transaction& transaction, const printing::Job& job) {
                return receipts.read_slip(transaction, job);
            });
        }
        printers.tell([this](db::Transaction& transaction, const printing::Printer& printer, const auto& trouble) {
            if (!trouble && !printer.prints()) return cafe.alerts.printer_is_out_of_use(transaction, printer.id);
            if (!trouble) return cafe.alerts.printer_works(transaction, printer.id);
            cafe.alerts.printer_failed(transaction, printer.id, "Printer " + printer.name + " does not print: " + *trouble);
        });
        add_housekeeping();
    }

    nightly::Tools tools_of_nights() {
        nightly::Tools tools = nightly_tools(config, cafe.clock);
        tools.zone = [this] { return cafe.settings.current()->time_zone(); };
        tools.tell = [this](db::Transaction& transaction, const std::optional<std::string>& problem) {
            if (!problem) return backup_alert.end(transaction);
            backup_alert.raise(transaction, "Backup: " + *problem);
        };
        return tools;
    }

    mail::Sender sender() {
        const auto settings = cafe.settings.current();
        return {settings->general.storeName, settings->general.email};
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
        table.declare({idempotency::request_in_progress, idempotency::idempotency_key_reused});
        http::add_openapi_route(table, version, api_words());
        const Watched watched{database, printers, mailer, nightly, certificates, journal_watch};
        add_health_routes(table, watched, clock, config.data_dir);
        add_metrics_route(table, metrics, watched, [this] { return server.lane_use(); }, config.metrics_token);
        const auto enqueue = [this](db::Transaction& transaction, const mail::Message& message) {
            mailer.enqueue(transaction, message);
        };
        const auth::Tools sign_in{cafe.hasher,
                                  cafe.pins,
                                  tokens,
                                  cafe.random,
                                  cafe.secrets.key(security::purpose::login_throttle),
                                  enqueue,
                                  auth_options(config, mailer.is_mock())};
        auth::add_routes(table, workshop, sign_in);
        staff::add_routes(table, workshop,
                          {cafe.hasher, cafe.pins, auth::sign_ins(), enqueue, auth::prove_password(workshop, sign_in)});
        audit::add_routes(table, database, cafe.audit, [this]() -> DayBegin {
            return [settings = cafe.settings.current()](const Date& day) { return settings->day_begin(day); };
        });
        settings::add_routes(table, cafe.settings, cafe.audit, cafe.events, cafe.journal, clock,
                             {menu::categories, staff::names_of_roles});
        menu::add_routes(table, workshop, cafe.pictures, inventory::stock_amount,
                         [this](const http::Call& call) { return legacy_upload_allowed(call); });
        inventory::add_routes(table, workshop, cafe.stock);
        alerts::add_routes(table, workshop, inventory::item_name);
        drawers::add_routes(
            table, workshop,
            {sales::sales_of_drawer,
             [this](db::Transaction& transaction) { return tabs::open_tabs(transaction, {workshop, cafe.stock, printers}); }},
            printers);
        kitchen::add_routes(table, workshop, printers);
        time_clock::add_routes(table, workshop);
        const auto after_void = [this](db::Transaction& transaction, const Id& order_id, const Act& act) {
            tabs::cancel_in_kitchen(transaction, order_id, act, workshop, printers);
        };
        sales::add_routes(table, {workshop, cafe.stock, printers, after_void});
        tabs::add_routes(table, {workshop, cafe.stock, printers});
        receipts::add_routes(table, workshop, receipts, printers, mailer);
        printing::add_routes(table, workshop, printers);
        reports::add_routes(table, workshop, mailer);
        mail::add_routes(table, database, mailer);
        events::add_routes(table, hub);
        tls::add_routes(table, certificates, [this] { return server.tls_port(); });
        return table;
    }

    void add_housekeeping() {
        housekeeping.add("expiry alerts", minutes(1), [this] {
            cafe.database->write([this](db::Transaction& transaction) { cafe.stock.sweep_alerts(transaction); });
        });
        // What is over by a clock that may have stepped ahead is not over.
        housekeeping.add("idempotency keys", hours(1), [this] {
            uptime.note();
            commands.sweep();
        });
        housekeeping.add("sessions", hours(1), [this] {
            cafe.database->write([this](db::Transaction& transaction) { auth::sweep(transaction, uptime.settled()); });
        });
        housekeeping.add("uses of sessions", seconds(30), [this] { authenticator.store_uses(); });
        housekeeping.add("certificate", seconds(5),
                         [this] { certificates.look([this](const auto& certificate) { server.use(certificate); }); });
        housekeeping.add("journal", hours(1), [this] { journal_watch.look(); });
        housekeeping.add("journal head", seconds(1), [this] { journal_watch.keep(); });
        housekeeping.add("pictures", hours(1), [this] { sweep_pictures(); });
        if (!config.demo) housekeeping.add("known passwords", hours(24), [this] { warn_of_known_passwords(cafe); });
    }

    void sweep_pictures() {
        const auto report = menu::sweep_pictures(*cafe.database, cafe.pictures, minutes(10));
        if (report.removed > 0) spdlog::info("pictures swept removed={}", report.removed);
        for (const std::string& url : report.missing_files) spdlog::warn("picture missing url={}", url);
    }

    void store_last_uses() {
        try {
            authenticator.store_uses(auth::Authenticator::Which::all);
        } catch (const std::exception& error) {
            spdlog::warn("when sessions were last used could not be stored: {}", error.what());
        }
    }

    void keep_journal_head() {
        try {
            journal_watch.keep();
        } catch (const std::exception& error) {
            spdlog::warn("the journal's head could not be kept: {}", error.what());
        }
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
        uptime.note();
        journal_watch.look();
        mailer.start();
        printers.start();
        hub.start();
        other_processes = db::listen(database_options(config), events::channel, [this](const std::string& kind) { hear(kind); });
        scheduler.start();
        server.start();
        housekeeping.start();
        nightly.start();
    }

    // The edge first, so that what was accepted still finds everything at work. What takes long hears of it meanwhile.
    bool stop() {
        nightly.ends_within(milliseconds(0));
        server.stop();
        housekeeping.stop();
        store_last_uses();
        keep_journal_head();
        scheduler.stop();
        other_processes.reset();
        hub.stop();
        printers.stop();
        mailer.stop();
        return nightly.ends_within(night_wait_max);
    }

    const Config& config;
    Cafe& cafe;
    Workshop workshop{*cafe.database, cafe.settings, cafe.audit, cafe.events, cafe.clock, cafe.ids, cafe.journal};
    UnhurriedClock session_clock{cafe.clock};
    JournalWatch journal_watch{config, *cafe.database, cafe.journal, cafe.journal_keys};
    security::AccessTokens tokens;
    auth::Authenticator authenticator;
    uptime::Uptime uptime;
    idempotency::Commands commands;
    mail::Mailer mailer;
    receipts::Receipts receipts;
    printing::Printers printers;
    events::Hub hub;
    std::unique_ptr<db::Listener> other_processes;
    reports::Scheduler scheduler;
    alerts::BackupAlert backup_alert{cafe.clock, cafe.ids, cafe.events};
    nightly::Nightly nightly;
    tls::Keeper certificates;
    http::EndpointTable table;
    Metrics metrics;
    Housekeeping housekeeping;
    http::Server server;
};

Application::Application(const Config& config, Cafe& cafe) : implementation_(std::make_unique<Implementation>(config, cafe)) {}
Application::~Application() { stop(); }
void Application::start() { implementation_->start(); }
bool Application::stop() { return implementation_->stop(); }
std::uint16_t Application::port() const { return implementation_->server.port(); }
std::uint16_t Application::tls_port() const { return implementation_->server.tls_port(); }
const http::EndpointTable& Application::endpoints() const { return implementation_->table; }

}  // namespace cafepos::app
