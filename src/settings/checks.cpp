#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "core/currency.h"
#include "core/email.h"
#include "core/text.h"
#include "core/wording.h"
#include "methods.h"
#include "settings.h"
#include "wall_clock.h"

namespace cafepos::settings {
namespace {

constexpr int latest_day_start_minutes = 12 * 60;
constexpr std::size_t list_length_max = 20;

/// A language of ours, with or without a region: "de", "en-US".
bool is_language(const std::string& value) {
    if (!wording::find_language(value)) return false;
    const auto dash = value.find('-');
    if (dash == std::string::npos) return true;
    const std::string_view region = std::string_view(value).substr(dash + 1);
    return region.size() == 2 && std::ranges::all_of(region, [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool is_word(const std::string& value, std::size_t length_max) {
    return !value.empty() && value.size() <= length_max && std::ranges::all_of(value, is_of_word);
}

class Checker {
public:
    void require(bool good, const std::string& field, const char* code, const std::string& what) {
        if (!good) errors_.push_back({field, code, field + " " + what});
    }
    void text(const std::string& field, const std::string& value, std::size_t length_min, std::size_t length_max) {
        require(text::length(text::strip(value)) >= length_min, field, "required", "must not be empty");
        require(text::length(value) <= length_max, field, "length",
                "must be " + std::to_string(length_max) + " characters or less");
        require(!text::has_control(value, "\n"), field, "characters", "must not contain control characters");
    }
    void range(const std::string& field, int value, int low, int high) {
        require(value >= low && value <= high, field, "range",
                "must be from " + std::to_string(low) + " to " + std::to_string(high));
    }
    void count(const std::string& field, std::size_t entries) {
        require(entries <= list_length_max, field, "length", "must have at most " + std::to_string(list_length_max) + " entries");
    }
    void email(const std::string& field, const std::string& value) {
        require(cafepos::email::is_address(value), field, "email", "must be an e-mail address such as owner@example.org");
    }
    std::vector<FieldError> take() { return std::move(errors_); }

private:
    std::vector<FieldError> errors_;
};

void check_currency(Checker& checker, const std::string& code) {
    const std::string field = "general.currency";
    const auto decimals = currency::decimals_of(code);
    checker.require(decimals.has_value(), field, "currency", "must be the code of a currency in use, such as EUR");
    checker.require(
        !decimals || *decimals == Money::scale, field, "unsupported",
        "cannot be " + code + ": amounts have two decimals here, and that currency has " + std::to_string(decimals.value_or(0)));
}

void check_general(Checker& checker, const General& general) {
    checker.text("general.storeName", general.storeName, 1, 100);
    checker.text("general.storeAddress", general.storeAddress, 0, 200);
    checker.text("general.phoneNumber", general.phoneNumber, 0, 50);
    checker.text("general.taxNumber", general.taxNumber, 0, 50);
    if (!general.email.empty()) checker.email("general.email", general.email);
    check_currency(checker, general.currency);
    checker.require(TimeZone::find(general.timezone).has_value(), "general.timezone", "timezone",
                    "must be a time zone such as Europe/Paris");
    checker.require(is_language(general.language), "general.language", "language",
                    "must be en, de, fr or es, with a region if you like (de-AT): receipts and mails are written in these");
    const auto start = minutes_of(general.businessDayStart);
    checker.require(start && *start <= latest_day_start_minutes, "general.businessDayStart", "time",
                    "must be a time from 00:00 to 12:00");
}

void check_payment_methods(Checker& checker, const std::vector<std::string>& methods) {
    const std::string field = "pos.paymentMethods";
    const std::set<std::string> distinct(methods.begin(), methods.end());
    checker.count(field, methods.size());
    checker.require(distinct.size() == methods.size(), field, "duplicate", "must not name a method twice");
    checker.require(distinct.contains("cash") && distinct.contains("card"), field, "required", "must contain cash and card");
    for (std::size_t i = 0; i < methods.size(); ++i) {
        const std::string entry = field + "[" + std::to_string(i) + "]";
        checker.require(is_word(methods[i], method_length_max), entry, "characters",
                        "must be 1 to 20 small letters, digits, _ or -");
        checker.require(methods[i] != "all" && methods[i] != "mixed", entry, "reserved",
                        "must not be all or mixed, which lists and reports say of several methods");
    }
}

/// What the taxes for one service say; those for every service are compared among themselves.
struct TaxesOfService {
    std::set<std::string> names;
    std::set<std::string> categories;  ///< folded
    int for_all_others = 0;
};

void check_tax(Checker& checker, const Tax& tax, const std::string& field, TaxesOfService& same) {
    const std::string service = field + ".service";
    checker.text(field + ".name", tax.name, 1, 50);
    checker.require(same.names.insert(tax.name).second, field + ".name", "duplicate", "must not be the name of two taxes");
    checker.require(!tax.rate.is_negative() && tax.rate <= Percentage::of(1'000'000), field + ".rate", "range",
                    "must be from 0 to 100");
    for (const auto& category : tax.categories) {
        checker.text(field + ".categories", category, 1, 50);
        const bool is_new = same.categories.insert(text::folded(text::strip(category))).second;
        checker.require(is_new || tax.service, field + ".categories", "duplicate",
                        "must not name a category that has a tax already");
        checker.require(is_new || !tax.service, service, "duplicate", "must not be that of two taxes for one category");
    }
    if (!tax.categories.empty()) return;
    checker.require(++same.for_all_others == 1 || !tax.service, service, "duplicate",
                    "must not be that of two taxes without categories");
}

void check_taxes(Checker& checker, const std::vector<Tax>& taxes) {
    std::map<std::optional<Service>, TaxesOfService> by_service;
    checker.count("pos.taxes", taxes.size());
    for (std::size_t i = 0; i < taxes.size(); ++i) {
        check_tax(checker, taxes[i], "pos.taxes[" + std::to_string(i) + "]", by_service[taxes[i].service]);
    }
    checker.require(by_service[std::nullopt].for_all_others <= 1, "pos.taxes", "duplicate",
                    "must not have two taxes without categories");
}

void check_discounts(Checker& checker, const Pos& pos) {
    const Percentage hundred = Percentage::of(1'000'000);
    std::set<std::string> ids;
    checker.count("pos.discounts", pos.discounts.size());
    for (std::size_t i = 0; i < pos.discounts.size(); ++i) {
        const std::string field = "pos.discounts[" + std::to_string(i) + "]";
        const DiscountPreset& discount = pos.discounts[i];
        checker.require(is_word(discount.id, 40), field + ".id", "characters", "must be 1 to 40 small letters, digits, _ or -");
        checker.require(ids.insert(discount.id).second, field + ".id", "duplicate", "must not be the id of two discounts");
        checker.text(field + ".name", discount.name, 1, 100);
        const bool is_percentage = discount.type == "percentage";
        checker.require(is_percentage || discount.type == "fixed", field + ".type", "choice", "must be percentage or fixed");
        checker.require(!discount.value.is_negative() && (!is_percentage || discount.value <= hundred), field + ".value", "range",
                        is_percentage ? "must be from 0 to 100" : "must not be negative");
        checker.require(is_percentage || Money::parse(discount.value.text()), field + ".value", "decimals",
                        "must be an amount with at most 2 decimals");
    }
    std::set<std::string> roles;
    checker.count("pos.discountLimits", pos.discountLimits.size());
    for (std::size_t i = 0; i < pos.discountLimits.size(); ++i) {
        const std::string field = "pos.discountLimits[" + std::to_string(i) + "]";
        const DiscountLimit& limit = pos.discountLimits[i];
        checker.text(field + ".role", limit.role, 1, 50);
        checker.require(roles.insert(limit.role).second, field + ".role", "duplicate", "must not have two limits");
        checker.require(!limit.percent.is_negative() && limit.percent <= hundred, field + ".percent", "range",
                        "must be from 0 to 100");
    }
}

void check_pos(Checker& checker, const Pos& pos) {
    checker.require(pos.receiptTemplate == "standard", "pos.receiptTemplate", "choice",
                    "must be standard, the only layout there is");
    checker.count("pos.defaultTipPercentages", pos.defaultTipPercentages.size());
    for (const int percentage : pos.defaultTipPercentages) checker.range("pos.defaultTipPercentages", percentage, 1, 100);
    check_payment_methods(checker, pos.paymentMethods);
    check_taxes(checker, pos.taxes);
    check_discounts(checker, pos);
}

void check_inventory(Checker& checker, const Inventory& inventory) {
    const Quantity most = Quantity::of(1'000'000'000);
    checker.require(!inventory.lowStockThreshold.is_negative() && inventory.lowStockThreshold <= most,
                    "inventory.lowStockThreshold", "range", "must be from 0 to 1000000");
    checker.range("inventory.expirationWarningDays", inventory.expirationWarningDays, 0, 365);
}

void check_reports(Checker& checker, const Reports& reports) {
    checker.require(minutes_of(reports.dailyReportTime).has_value(), "reports.dailyReportTime", "time",
                    "must be a time such as 23:59");
    checker.count("reports.emailReportsTo", reports.emailReportsTo.size());
    for (std::size_t i = 0; i < reports.emailReportsTo.size(); ++i) {
        checker.email("reports.emailReportsTo[" + std::to_string(i) + "]", reports.emailReportsTo[i]);
    }
}

void check_receipts(Checker& checker, const Receipts& receipts) {
    checker.range("receipts.reprint", receipts.reprint, 0, 24 * 60);
    checker.require(receipts.columns == 32 || receipts.columns == 42 || receipts.columns == 48, "receipts.columns", "choice",
                    "must be one of: 32, 42, 48");
    checker.text("receipts.footer", receipts.footer, 0, 500);
}

void check_security(Checker& checker, const Security& security) {
    checker.range("security.sessionTimeoutMinutes", security.sessionTimeoutMinutes, 5, 30 * 24 * 60);
    checker.require(!security.enableTwoFactorAuth, "security.enableTwoFactorAuth", "unsupported",
                    "cannot be switched on: there is no second factor yet");
    checker.range("security.maxLoginAttempts", security.maxLoginAttempts, 1, 100);
    checker.range("security.lockoutDurationMinutes", security.lockoutDurationMinutes, 1, 24 * 60);
    checker.range("security.pinAfterPasswordDays", security.pinAfterPasswordDays, 1, 365);
}

}  // namespace

std::vector<FieldError> check(const Settings& settings) {
    Checker checker;
    check_general(checker, settings.general);
    check_pos(checker, settings.pos);
    check_inventory(checker, settings.inventory);
    check_reports(checker, settings.reports);
    check_receipts(checker, settings.receipts);
    check_security(checker, settings.security);
    return checker.take();
}

}  // namespace cafepos::settings
