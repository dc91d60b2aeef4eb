#include "settings.h"

#include <stdexcept>

#include "wall_clock.h"

namespace cafepos::settings {

std::optional<int> minutes_of(std::string_view text) {
    const auto digit = [&](std::size_t index) { return text[index] >= '0' && text[index] <= '9' ? text[index] - '0' : 99; };
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    const int hours = digit(0) * 10 + digit(1);
    const int minutes = digit(3) * 10 + digit(4);
    if (hours > 23 || minutes > 59) return std::nullopt;
    return hours * 60 + minutes;
}

TimeZone Settings::time_zone() const {
    const auto zone = TimeZone::find(general.timezone);
    if (!zone) throw std::logic_error("unchecked settings: no time zone " + general.timezone);
    return *zone;
}

int Settings::business_day_start_minutes() const {
    const auto minutes = minutes_of(general.businessDayStart);
    if (!minutes) throw std::logic_error("unchecked settings: no time " + general.businessDayStart);
    return *minutes;
}

Date Settings::business_date(Timestamp moment) const {
    return cafepos::business_date(time_zone(), business_day_start_minutes(), moment);
}

Timestamp Settings::day_begin(const Date& business_date) const {
    return business_day_begin(time_zone(), business_day_start_minutes(), business_date);
}

Settings standard_settings() {
    Settings settings;
    settings.general = {.storeName = "Sample Cafe",
                        .storeAddress = "123 Main Street",
                        .phoneNumber = "(555) 123-4567",
                        .taxNumber = "",
                        .email = "",
                        .currency = "USD",
                        .timezone = "UTC",
                        .language = "en-US",
                        .businessDayStart = "00:00"};
    settings.pos.receiptTemplate = "standard";
    settings.pos.paymentMethods = {"cash", "card"};
    settings.pos.taxes = {{"Tax", Percentage::of(80'000), {}}};
    settings.inventory.lowStockThreshold = Quantity::of(10'000);
    settings.reports.dailyReportTime = "07:00";
    return settings;
}

}  // namespace cafepos::settings
