#include "refusals.h"

#include <fmt/format.h>

#include <algorithm>

#include "codes.h"
#include "throttle.h"

namespace cafepos::auth {
namespace {

using namespace std::chrono_literals;

std::int64_t rounded_up(std::chrono::milliseconds span, std::chrono::milliseconds unit) { return (span + unit - 1ms) / unit; }

std::string counted(std::int64_t count, const std::string& unit) {
    return std::to_string(count) + " " + unit + (count == 1 ? "" : "s");
}

int retry_after(Timestamp until, Timestamp now) {
    constexpr std::int64_t retry_after_max = 86'400;
    return static_cast<int>(std::clamp<std::int64_t>(rounded_up(until - now, 1s), 1, retry_after_max));
}

std::string on_the_wall(Timestamp moment, Timestamp now, const TimeZone& zone) {
    const LocalTime local = zone.local(moment);
    const std::string time = fmt::format("{:02}:{:02}", local.hour, local.minute);
    return local.date == zone.local(now).date ? time : local.date.text() + " " + time;
}

}  // namespace

std::string spoken(std::chrono::milliseconds span) {
    if (span <= 1min) return counted(std::max<std::int64_t>(1, rounded_up(span, 1s)), "second");
    if (span <= 1h) return counted(rounded_up(span, 1min), "minute");
    if (span <= 24h) return counted(rounded_up(span, 1h), "hour");
    return counted(rounded_up(span, 24h), "day");
}

Error wrong_credentials() { return {invalid_credentials, "Invalid credentials"}; }

Error must_set_own_password() {
    return Error::field(password_change_required, "", "temporary_password",
                        "This password is a temporary one: first set one of your own");
}

Error locked(Timestamp until, Timestamp now, const TimeZone& zone) {
    const std::string text = until == until_somebody_unlocks ? "Account is locked until an administrator unlocks it"
                                                             : "Account is locked until " + on_the_wall(until, now, zone) +
                                                                   ". Try again in " + spoken(until - now) + ".";
    return Error(account_locked, text)
        .with_data(R"({"lockoutInfo":{"lockoutUntil":")" + until.text() + R"(","attemptsRemaining":0}})")
        .with_retry_after(retry_after(until, now));
}

Error throttled(const std::string& what, Timestamp until, Timestamp now) {
    return Error(Code::too_many_requests, what + ". Try again in " + spoken(until - now) + ".")
        .with_retry_after(retry_after(until, now));
}

Error pin_from_elsewhere(int days) {
    return Error::field(
        Code::forbidden, "pinCode", "unknown_address",
        "PIN codes do not work here yet. Sign in here once with user name and password; after that PIN codes work "
        "for " +
            counted(days, "day") + ".");
}

Error brought_by_several() {
    return Error::field(Code::conflict, "pinCode", "shared",
                        "Several people have this PIN code from the older server. Sign in with user name and password, and have "
                        "another PIN code set.");
}

}  // namespace cafepos::auth
