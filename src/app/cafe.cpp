#include "cafe.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>

#include "auth/auth.h"
#include "existing_cafe.h"
#include "journal_keeping.h"
#include "sales/sales.h"
#include "secret.h"
#include "settings/zone_offsets.h"
#include "staff/store.h"

namespace cafepos::app {
namespace {

constexpr std::chrono::seconds lock_wait_max{60};

std::unique_ptr<db::Database> open_migrated(const Config& config) {
    auto database = open_database(config);
    const int applied = database->migrate();
    if (applied > 0) spdlog::info("database migrated steps={}", applied);
    require_here(*database);
    return database;
}

/// Another CafePOS on the same PostgreSQL may be frozen with the lock until the server ends its session.
void write_when_free(db::Database& database, const db::Database::Work& work) {
    const auto deadline = std::chrono::steady_clock::now() + lock_wait_max;
    for (bool told = false;; told = true) {
        try {
            return database.write(work);
        } catch (const db::DatabaseError& error) {
            if (error.failure() != db::Failure::busy || std::chrono::steady_clock::now() > deadline) throw;
            if (!told) spdlog::warn("another process holds the database; waiting for up to {} s", lock_wait_max.count());
        }
    }
}

/// Everything that somebody does is in the audit log or is a sale, which has payments.
void go_on_after_what_is_there(db::Database& database, IdSource& ids) {
    for (const auto newest : {audit::newest_line, sales::newest_payment}) {
        const auto id = database.reading([&](db::Transaction& transaction) { return newest(transaction); });
        if (id) ids.go_on_after(*id);
    }
}

std::filesystem::path checked_journal_key_file(const Config& config) {
    check_journal_key(config);
    return journal_key_file(config);
}

images::Limits picture_limits(const Config& config) {
    images::Limits limits;
    limits.bytes_max = static_cast<std::size_t>(config.max_file_size_bytes);
    limits.extensions = {config.allowed_extensions.begin(), config.allowed_extensions.end()};
    if (limits.extensions.contains("jpg") || limits.extensions.contains("jpeg")) limits.extensions.insert({"jpg", "jpeg"});
    return limits;
}

images::Store picture_store(const Config& config, Random& random) {
    try {
        return {config.upload_dir, picture_limits(config), random};
    } catch (const std::system_error& error) {
        throw ConfigError("UPLOAD_DIR: the pictures have no place in the folder " + config.upload_dir + ": " +
                          error.code().message());
    }
}

/// With STORE, PostgreSQL's URL ends in the store's name; an embedded database lies in the store's own folder.
std::string database_place(const Config& config) {
    if (config.database_url.empty()) return config.data_dir + "/cafepos.db";
    return config.store.empty() ? config.database_url : config.database_url + "#" + config.store;
}

}  // namespace

db::Options database_options(const Config& config, Opening opening) {
    db::Options options;
    options.read_only = opening == Opening::reading;
    options.url = database_place(config);
    options.answer_ms_max = config.database_timeout_seconds * 1000;
    // Two waits for somebody's lock, one behind the other, end before a request's time does (1.5 T + 1 s).
    options.lock_wait_ms_max = std::min(options.lock_wait_ms_max, config.database_timeout_seconds * 750);
    options.log = [](const std::string& text) { spdlog::warn("{}", text); };
    return options;
}

std::unique_ptr<db::Database> open_database(const Config& config, Opening opening) {
    return db::open(database_options(config, opening));
}

/// A demo shows where it stands on a receipt.
std::string first_tax_number(const Config& config) {
    return config.demo && config.business_tax_number.empty() ? "DEMO 00-0000000" : config.business_tax_number;
}

settings::Settings first_settings(const Config& config) {
    settings::Settings settings = settings::standard_settings();
    settings::General& general = settings.general;
    general.storeName = config.business_name.value_or(general.storeName);
    general.storeAddress = config.business_address.value_or(general.storeAddress);
    general.phoneNumber = config.business_phone.value_or(general.phoneNumber);
    general.taxNumber = first_tax_number(config);
    general.timezone = config.timezone.value_or(general.timezone);
    settings.reports.dailyReportTime = config.daily_email_time.value_or(settings.reports.dailyReportTime);
    settings.reports.emailReportsTo = config.daily_email_recipients;
    settings.security.sessionTimeoutMinutes = config.jwt_expire_minutes;
    if (config.max_login_attempts) settings.security.maxLoginAttempts = *config.max_login_attempts;
    if (config.lockout_duration_seconds) settings.security.lockoutDurationMinutes = *config.lockout_duration_seconds / 60;
    return settings;
}

Cafe::Cafe(const Config& config)
    : ids(clock, random),
      secrets(master_secret(config, random)),
      hasher(random, config.bcrypt_cost),
      pins(secrets.key(security::purpose::pin_lookup)),
      journal_keys(checked_journal_key_file(config)),
      journal(clock, journal_keys),
      database(open_migrated(config)),
      audit(clock, ids),
      events(clock),
      settings(*database, first_settings(config)),
      pictures(picture_store(config, random)),
      alerts(clock, ids, events),
      stock(clock, ids, alerts, settings) {
    go_on_after_what_is_there(*database, ids);
    write_when_free(*database, [this](db::Transaction& transaction) {
        staff::seed_roles(transaction, clock.now(), ids);
        settings::keep_zone_offsets(transaction, settings.in_transaction(transaction)->time_zone());
    });
    settings.load();
    begin_journal(*database, journal, journal_keys, random);
}

seeds::Tools Cafe::seed_tools() {
    return {*database, stock, settings, audit, events, pictures, hasher, pins, auth::sign_ins(), clock, ids, journal};
}

}  // namespace cafepos::app
