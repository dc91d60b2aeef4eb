#include "rules.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace cafepos::alerts {
namespace {

std::string amount(const ItemState& item, Quantity quantity) { return quantity.text() + " " + item.unit; }

void add_stock_conditions(std::vector<Condition>& conditions, const ItemState& item, const settings::Inventory& settings) {
    const Quantity none;
    if (settings.enableLowStockAlerts && item.stock > none && item.stock <= item.min_stock) {
        conditions.push_back(
            {"low_stock", "medium",
             item.name + " is running low: " + amount(item, item.stock) + " left, the minimum is " + item.min_stock.text()});
    }
    if (settings.enableLowStockAlerts && item.stock <= none) {
        conditions.push_back({"out_of_stock", "high", item.name + " is out of stock"});
    }
    if (item.stock.is_negative()) {
        conditions.push_back({"negative_stock", "critical",
                              item.name + " is " + amount(item, -item.stock) +
                                  " below zero: more was used than the stock knew of; please count it"});
    }
}

void add_expiry_condition(std::vector<Condition>& conditions, const ItemState& item, const settings::Settings& settings,
                          Timestamp now) {
    if (!settings.inventory.enableExpirationAlerts || !item.expiry || item.stock <= Quantity()) return;
    const auto warning = std::chrono::hours(24) * settings.inventory.expirationWarningDays;
    if (*item.expiry > now + warning) return;
    const std::string day = settings.time_zone().local(*item.expiry).date.text();
    if (*item.expiry <= now) {
        conditions.push_back({"expired", "high", item.name + " expired on " + day});
    } else {
        conditions.push_back({"expiring_soon", "low", item.name + " expires on " + day});
    }
}

}  // namespace

std::vector<Condition> conditions_of(const ItemState& item, const settings::Settings& settings, Timestamp now) {
    std::vector<Condition> conditions;
    if (item.archived) return conditions;
    add_stock_conditions(conditions, item, settings.inventory);
    add_expiry_condition(conditions, item, settings, now);
    return conditions;
}

bool is_automatic(std::string_view type) {
    static constexpr std::array<std::string_view, 7> automatic = {"low_stock", "out_of_stock", "negative_stock", "expiring_soon",
                                                                  "expired",   printer_alert,  backup_alert};
    return std::find(automatic.begin(), automatic.end(), type) != automatic.end();
}

}  // namespace cafepos::alerts
