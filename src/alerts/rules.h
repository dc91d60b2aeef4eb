#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "alerts.h"
#include "settings/settings.h"

namespace cafepos::alerts {

/// Something about an item that people should know while it lasts.
struct Condition {
    std::string_view type;
    std::string_view severity;
    std::string message;
};

/// The conditions that hold for the item at this moment; none for an archived one.
/// low_stock: 0 < stock ≤ minimum. out_of_stock: stock ≤ 0. negative_stock: stock < 0, whatever the settings say, for then
/// book and shelf disagree. expiring_soon, expired: only while there is stock that can expire.
std::vector<Condition> conditions_of(const ItemState& item, const settings::Settings& settings, Timestamp now);

/// Of a printer that prints nothing.
inline constexpr std::string_view printer_alert = "printer_failed";
/// Of nightly backups that prove nothing.
inline constexpr std::string_view backup_alert = "backup_failed";

/// Types that the server raises and ends; all others belong to the people who wrote them.
bool is_automatic(std::string_view type);

}  // namespace cafepos::alerts
