#include "rules.h"

#include <algorithm>

#include "core/card_numbers.h"
#include "core/text.h"

namespace cafepos::time_clock {
namespace {

std::int64_t length_ms(Timestamp from, Timestamp to) { return std::max<std::int64_t>((to - from).count(), 0); }

void end_break(Shift& shift, Timestamp now) {
    if (shift.break_started_at) shift.break_ms += length_ms(*shift.break_started_at, now);
    shift.break_started_at.reset();
}

bool meet(const Shift& one, const Shift& other, Timestamp now) {
    return one.started_at < other.ended_at.value_or(now) && other.started_at < one.ended_at.value_or(now);
}

void check_times(const Shift& shift, Timestamp now, Checks& checks) {
    const Timestamp end = shift.worked_until(now);
    checks.require(shift.started_at <= now, "startedAt", "range", "is still to come");
    checks.require(end <= now, "endedAt", "range", "is still to come");
    checks.require(shift.started_at <= end, shift.ended_at ? "endedAt" : "startedAt", "range",
                   shift.ended_at ? "is before startedAt" : "is after the break that has begun");
    checks.require(end - shift.started_at <= shift_max, "startedAt", "range", "makes a shift of more than 24 hours");
    checks.require(shift.break_ms >= 0 && shift.break_ms <= length_ms(shift.started_at, end), "breakMinutes", "range",
                   "is more than the whole shift, or less than nothing");
}

}  // namespace

void come_back(Shift& shift, Timestamp now) {
    if (!shift.break_started_at) throw Error::field(time_clock_state, "", "in_already", "You are in already");
    end_break(shift, now);
}

void rest(Shift& shift, Timestamp now) {
    if (shift.break_started_at) throw Error::field(time_clock_state, "", "on_break", "You have a break already");
    shift.break_started_at = std::max(now, shift.started_at);
}

void leave(Shift& shift, Timestamp now) {
    end_break(shift, now);
    shift.ended_at = std::max(now, shift.started_at + std::chrono::milliseconds(shift.break_ms));
}

void correct(Shift& shift, const Correction& correction, const std::vector<Shift>& others, Timestamp now, Checks& checks) {
    if (correction.started_at) shift.started_at = *correction.started_at;
    if (correction.ended_at) {
        end_break(shift, *correction.ended_at);
        shift.ended_at = correction.ended_at;
    }
    if (correction.break_minutes) {
        checks.range("breakMinutes", *correction.break_minutes, 0, std::chrono::minutes(shift_max).count());
        if (checks.good()) shift.break_ms = *correction.break_minutes * 60'000;
    }
    check_times(shift, now, checks);
    const bool is_free =
        std::ranges::none_of(others, [&](const Shift& other) { return other.id != shift.id && meet(shift, other, now); });
    checks.require(is_free, "startedAt", "taken", "is within another shift of that person");
    const std::string_view reason = text::strip(correction.reason);
    checks.require(!reason.empty(), "reason", "required", "is required");
    checks.length("reason", reason, reason_length_max);
    checks.no_controls("reason", reason, text::line_controls);
    shift.correction_reason = card_numbers::masked(reason);
}

std::vector<std::string> contradictions(const Shift& shift) {
    std::vector<std::string> found;
    if (shift.worked_until(shift.started_at) < shift.started_at) found.emplace_back("it ends before it begins");
    const bool has_longer_breaks =
        shift.ended_at && *shift.ended_at - shift.started_at < std::chrono::milliseconds(shift.break_ms);
    if (has_longer_breaks) found.emplace_back("its breaks are longer than it");
    if (shift.corrected_at.has_value() != shift.corrected_by.has_value()) found.emplace_back("nobody knows who corrected it");
    return found;
}

}  // namespace cafepos::time_clock
