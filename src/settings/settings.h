#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "audit/audit.h"
#include "core/amounts.h"
#include "core/time.h"
#include "db/database.h"
#include "events/events.h"
#include "http/endpoint.h"

namespace cafepos::settings {

// The members are spelled as GET and PUT /settings spell them: these structs are the wire.

enum class RoundingMode { none, nearest_nickel, nearest_dime };  ///< of the total of a cash sale: 0.01, 0.05, 0.10
BOOST_DESCRIBE_ENUM(RoundingMode, none, nearest_nickel, nearest_dime)
enum class PriceVariance { flag, reject };  ///< figures of a register that differ from ours by more than a cent
BOOST_DESCRIBE_ENUM(PriceVariance, flag, reject)
enum class Oversell { allow, block };
BOOST_DESCRIBE_ENUM(Oversell, allow, block)

/// A tax and the menu categories it is for; the one without categories is for all others.
struct Tax {
    std::string name;
    Percentage rate;  ///< percent: 8 is eight percent
    std::vector<std::string> categories;
    bool operator==(const Tax&) const = default;
};
BOOST_DESCRIBE_STRUCT(Tax, (), (name, rate, categories))

struct General {
    std::string storeName;
    std::string storeAddress;
    std::string phoneNumber;
    std::string taxNumber;         ///< VAT or other tax number, printed on receipts when set
    std::string email;             ///< where answers to our mails go; empty: to their sender
    std::string currency;          ///< ISO 4217, one with two decimals
    std::string timezone;          ///< IANA
    std::string language;          ///< of receipts, mails and our pages: en, de, fr, es, with or without a region
    std::string businessDayStart;  ///< "HH:MM" of the café's wall clock, at most 12:00
    bool operator==(const General&) const = default;
};
BOOST_DESCRIBE_STRUCT(General, (),
                      (storeName, storeAddress, phoneNumber, taxNumber, email, currency, timezone, language, businessDayStart))

struct Pos {
    std::string receiptTemplate;  ///< "standard", the only one
    bool printReceiptAutomatically = true;
    bool askForCustomerName = false;         ///< for registers: whether they ask before a sale
    bool enableTipping = false;              ///< false until orders can hold tips
    std::vector<int> defaultTipPercentages;  ///< empty until then
    RoundingMode roundingMode = RoundingMode::none;
    PriceVariance priceVariance = PriceVariance::flag;
    std::vector<std::string> paymentMethods;  ///< always with cash and card
    std::vector<Tax> taxes;
    bool taxInclusive = false;  ///< menu prices contain the tax
    bool operator==(const Pos&) const = default;
};
BOOST_DESCRIBE_STRUCT(Pos, (),
                      (receiptTemplate, printReceiptAutomatically, askForCustomerName, enableTipping, defaultTipPercentages,
                       roundingMode, priceVariance, paymentMethods, taxes, taxInclusive))

struct Inventory {
    bool enableLowStockAlerts = true;
    Quantity lowStockThreshold;
    bool enableExpirationAlerts = true;
    int expirationWarningDays = 7;
    Oversell oversell = Oversell::allow;
    bool operator==(const Inventory&) const = default;
};
BOOST_DESCRIBE_STRUCT(Inventory, (),
                      (enableLowStockAlerts, lowStockThreshold, enableExpirationAlerts, expirationWarningDays, oversell))

struct Reports {
    bool enableAutomaticDailyReports = true;
    std::string dailyReportTime;  ///< "HH:MM" of the café's wall clock
    std::vector<std::string> emailReportsTo;
    bool operator==(const Reports&) const = default;
};
BOOST_DESCRIBE_STRUCT(Reports, (), (enableAutomaticDailyReports, dailyReportTime, emailReportsTo))

struct Receipts {
    int reprint = 5;   ///< minutes in which receipts.reprint suffices
    int columns = 32;  ///< 32, 42 or 48
    std::string footer;
    bool operator==(const Receipts&) const = default;
};
BOOST_DESCRIBE_STRUCT(Receipts, (), (reprint, columns, footer))

struct Security {
    int sessionTimeoutMinutes = 720;  ///< after so long without a request a session ends
    bool enableTwoFactorAuth = false;
    int maxLoginAttempts = 5;
    int lockoutDurationMinutes = 15;
    int pinAfterPasswordDays = 30;  ///< PINs work from addresses where somebody signed in by password within so many days
    bool operator==(const Security&) const = default;
};
BOOST_DESCRIBE_STRUCT(Security, (),
                      (sessionTimeoutMinutes, enableTwoFactorAuth, maxLoginAttempts, lockoutDurationMinutes,
                       pinAfterPasswordDays))

struct Settings {
    General general;
    Pos pos;
    Inventory inventory;
    Reports reports;
    Receipts receipts;
    Security security;

    [[nodiscard]] TimeZone time_zone() const;
    [[nodiscard]] int business_day_start_minutes() const;
    /// By the zone and the start of the day alone; the day that sales of now belong to is business_days.h's to say.
    [[nodiscard]] Date business_date(Timestamp moment) const;
    bool operator==(const Settings&) const = default;
};
BOOST_DESCRIBE_STRUCT(Settings, (), (general, pos, inventory, reports, receipts, security))

/// What PUT /settings stored: the text of one JSON document with only the changed members.
struct Overrides {
    std::string document = "{}";
    Timestamp at;  ///< of the last change; later changes have later ones, whatever the clock does
    bool operator==(const Overrides&) const = default;
};

/// What a café starts with where neither the environment nor anybody in /settings says otherwise: "Sample Cafe", USD, UTC,
/// eight percent tax.
Settings standard_settings();

/// What is wrong with the settings, field by field ("general.timezone"); empty when they are usable. Pure.
std::vector<FieldError> check(const Settings& settings);

/// The café's settings: defaults (standard_settings with what the environment says), overlaid by what PUT /settings stored.
/// Thread-safe; a snapshot never changes under its holder.
class SettingsStore {
public:
    /// Does not read yet: call load() once the database is migrated. Error(validation_error) if the defaults are unusable.
    SettingsStore(db::Database& database, Settings defaults);
    /// As of the last load() or update() of this process. Whoever has a transaction should use in_transaction instead, so
    /// that processes sharing a database agree.
    [[nodiscard]] std::shared_ptr<const Settings> current() const;
    /// As the transaction sees them; cheap when nothing changed since the last call.
    std::shared_ptr<const Settings> in_transaction(db::Transaction& transaction);
    void load();
    /// Validates and stores; what the JSON leaves out stays. Error(validation_error) with field paths, also for a name that
    /// is no setting. `by` is the user who changes them.
    std::shared_ptr<const Settings> update(db::Transaction& transaction, const json::Value& changes, Timestamp now, const Id& by);

private:
    struct Snapshot {
        Overrides overrides;
        std::shared_ptr<const Settings> settings;
    };
    [[nodiscard]] Snapshot settings_for(Overrides overrides) const;
    void publish(const Snapshot& snapshot);

    db::Database& database_;
    const Settings defaults_;
    mutable std::mutex mutex_;
    Snapshot seen_;     ///< by the last transaction, which may yet be rolled back
    Snapshot current_;  ///< committed
};

/// The categories of the menu, which lies above this slice.
using MenuCategories = std::function<std::vector<std::string>(db::Transaction&)>;

/// GET and PUT /settings. A tax may name categories of the menu only, once there is a menu.
void add_routes(http::EndpointTable& table, SettingsStore& store, const audit::AuditLog& audit, const events::EventLog& events,
                const Clock& clock, MenuCategories menu_categories);

}  // namespace cafepos::settings
