#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/amounts.h"
#include "core/error.h"
#include "core/time.h"

namespace cafepos::settings {

// The members are spelled as GET and PUT /settings spell them: these structs are the wire.

/// The smallest coin that cash is paid in: 0.01, 0.05, 0.10, 0.50, 1.00.
enum class RoundingMode { none, nearest_nickel, nearest_dime, nearest_half, nearest_whole };
BOOST_DESCRIBE_ENUM(RoundingMode, none, nearest_nickel, nearest_dime, nearest_half, nearest_whole)
enum class PriceVariance { flag, reject };  ///< figures of a register that differ from ours by more than a cent
BOOST_DESCRIBE_ENUM(PriceVariance, flag, reject)
enum class Oversell { allow, block };
BOOST_DESCRIBE_ENUM(Oversell, allow, block)
/// What a delivery does to its item's cost: nothing, or it becomes the average of what is there and what came.
enum class Costing { fixed, moving_average };
BOOST_DESCRIBE_ENUM(Costing, fixed, moving_average)

/// Where what is ordered is had: taxes may differ by it.
enum class Service { here, takeaway, delivery };
BOOST_DESCRIBE_ENUM(Service, here, takeaway, delivery)

/// A tax, the menu categories it is for (the one without categories is for all others), and the service it is for.
struct Tax {
    std::string name;
    Percentage rate;  ///< percent: 8 is eight percent
    std::vector<std::string> categories;
    std::optional<Service> service = {};  ///< empty: every service, and orders that name none
    bool operator==(const Tax&) const = default;
};
BOOST_DESCRIBE_STRUCT(Tax, (), (name, rate, categories, service))

/// A discount that registers offer by name; referred to as `discountId`.
struct DiscountPreset {
    std::string id;              ///< 1 to 40 small letters, digits, _ or -
    std::string name;            ///< the reason that sales given it carry
    std::string type;            ///< percentage or fixed
    Percentage value;            ///< percent, or an amount with at most two decimals
    bool needsApproval = false;  ///< only who may go beyond limits gives it
    bool operator==(const DiscountPreset&) const = default;
};
BOOST_DESCRIBE_STRUCT(DiscountPreset, (), (id, name, type, value, needsApproval))

/// How much of an order's prices somebody of a role may take off, in percent; a role without a limit may take off all.
struct DiscountLimit {
    std::string role;
    Percentage percent;
    bool operator==(const DiscountLimit&) const = default;
};
BOOST_DESCRIBE_STRUCT(DiscountLimit, (), (role, percent))

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
    bool enableTipping = false;              ///< for registers: whether they ask for a tip; one that is sent is always kept
    std::vector<int> defaultTipPercentages;  ///< for registers: what they offer, each 1 to 100
    RoundingMode roundingMode = RoundingMode::none;
    PriceVariance priceVariance = PriceVariance::flag;
    std::vector<std::string> paymentMethods;  ///< always with cash and card
    std::vector<Tax> taxes;
    bool taxInclusive = false;  ///< menu prices contain the tax
    std::vector<DiscountPreset> discounts;
    std::vector<DiscountLimit> discountLimits;
    bool operator==(const Pos&) const = default;
};
BOOST_DESCRIBE_STRUCT(Pos, (),
                      (receiptTemplate, printReceiptAutomatically, askForCustomerName, enableTipping, defaultTipPercentages,
                       roundingMode, priceVariance, paymentMethods, taxes, taxInclusive, discounts, discountLimits))

struct Inventory {
    bool enableLowStockAlerts = true;
    Quantity lowStockThreshold;
    bool enableExpirationAlerts = true;
    int expirationWarningDays = 7;
    Oversell oversell = Oversell::allow;
    Costing costing = Costing::fixed;
    bool operator==(const Inventory&) const = default;
};
BOOST_DESCRIBE_STRUCT(Inventory, (),
                      (enableLowStockAlerts, lowStockThreshold, enableExpirationAlerts, expirationWarningDays, oversell, costing))

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
    [[nodiscard]] Timestamp day_begin(const Date& business_date) const;
    bool operator==(const Settings&) const = default;
};
BOOST_DESCRIBE_STRUCT(Settings, (), (general, pos, inventory, reports, receipts, security))

/// What a café starts with where neither the environment nor anybody in /settings says otherwise: "Sample Cafe", USD, UTC,
/// eight percent tax.
Settings standard_settings();

/// What is wrong with the settings, field by field ("general.timezone"); empty when they are usable. Pure.
std::vector<FieldError> check(const Settings& settings);

}  // namespace cafepos::settings
