#include "wire.h"

#include <tuple>

#include "csv/csv_writer.h"

namespace cafepos::time_clock {
namespace {

std::int64_t minutes_of(std::int64_t ms) { return multiply_divide_half_up(ms, 1, 60'000); }

/// Nothing of less than half a minute: it would say millions.
std::optional<Money> per_hour(Money revenue, std::int64_t worked_ms) {
    if (minutes_of(worked_ms) <= 0) return std::nullopt;
    return Money::of(multiply_divide_half_up(revenue.units(), 3'600'000, worked_ms));
}

std::string name_of(const Names& names, const Id& id) {
    const auto found = names.find(id);
    return found == names.end() ? std::string() : found->second;
}

std::string text_of(const std::optional<Timestamp>& moment) { return moment ? moment->text() : std::string(); }

struct Work {
    std::int64_t worked_ms = 0;
    std::int64_t sales = 0;
    Money charged;
    Money refunded;

    Work& operator+=(const Work& other) {
        worked_ms += other.worked_ms;
        sales += other.sales;
        charged += other.charged;
        refunded += other.refunded;
        return *this;
    }
};

}  // namespace

ShiftView view_of(const Shift& shift, const Names& names, Timestamp now) {
    ShiftView view;
    view.id = shift.id;
    view.staffId = shift.user_id;
    view.staffName = name_of(names, shift.user_id);
    view.businessDate = shift.business_date;
    view.startedAt = shift.started_at;
    view.endedAt = shift.ended_at;
    view.breakStartedAt = shift.break_started_at;
    view.breakMinutes = minutes_of(shift.break_ms);
    view.workedMinutes = minutes_of(shift.worked_ms(now));
    view.correctedAt = shift.corrected_at;
    view.correctedBy = shift.corrected_by;
    view.correctionReason = shift.correction_reason;
    return view;
}

std::string csv_of(const std::vector<ShiftView>& shifts) {
    std::string out(csv::byte_order_mark);
    csv::write_row(out, {"Business date", "Staff", "From", "To", "Break minutes", "Worked minutes", "Correction"});
    for (const ShiftView& shift : shifts) {
        csv::write_row(out, {shift.businessDate.text(), csv::neutral_cell(shift.staffName), shift.startedAt.text(),
                             text_of(shift.endedAt), std::to_string(shift.breakMinutes), std::to_string(shift.workedMinutes),
                             csv::neutral_cell(shift.correctionReason.value_or(""))});
    }
    return out;
}

HoursReport hours_of(const std::vector<Shift>& shifts, const std::vector<store::SoldBy>& sold, const Names& names,
                     Timestamp now) {
    std::map<std::pair<Date, Id>, Work> by_person;
    for (const Shift& shift : shifts) by_person[{shift.business_date, shift.user_id}] += {shift.worked_ms(now), 0, {}, {}};
    for (const store::SoldBy& one : sold)
        by_person[{one.business_date, one.staff_id}] += {0, one.sales, one.charged, one.refunded};
    std::map<Date, Work> by_day;
    HoursReport report;
    for (const auto& [key, work] : by_person) {
        const auto& [date, id] = key;
        by_day[date] += work;
        report.rows.push_back({date, id, name_of(names, id), minutes_of(work.worked_ms), work.sales, work.charged, work.refunded,
                               per_hour(work.charged, work.worked_ms)});
    }
    for (const auto& [date, work] : by_day) {
        const Money revenue = work.charged - work.refunded;
        report.days.push_back({date, minutes_of(work.worked_ms), work.sales, revenue, per_hour(revenue, work.worked_ms)});
    }
    return report;
}

}  // namespace cafepos::time_clock
