#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "json/read.h"
#include "json/write.h"
#include "rules.h"
#include "shift_store.h"

// What the routes of the time clock read and write, spelled as the wire spells it.
namespace cafepos::time_clock {

struct ShiftView {
    Id id;
    Id staffId;
    std::string staffName;
    Date businessDate;
    Timestamp startedAt;
    std::optional<Timestamp> endedAt;
    std::optional<Timestamp> breakStartedAt;
    std::int64_t breakMinutes = 0;
    std::int64_t workedMinutes = 0;
    std::optional<Timestamp> correctedAt;
    std::optional<Id> correctedBy;
    std::optional<std::string> correctionReason;
};
BOOST_DESCRIBE_STRUCT(ShiftView, (),
                      (id, staffId, staffName, businessDate, startedAt, endedAt, breakStartedAt, breakMinutes, workedMinutes,
                       correctedAt, correctedBy, correctionReason))
using Names = std::map<Id, std::string>;
ShiftView view_of(const Shift& shift, const Names& names, Timestamp now);

struct ShiftReply {
    ShiftView shift;
};
BOOST_DESCRIBE_STRUCT(ShiftReply, (), (shift))
struct ShiftList {
    std::vector<ShiftView> shifts;
    std::optional<Id> nextCursor;
};
BOOST_DESCRIBE_STRUCT(ShiftList, (), (shifts, nextCursor))
std::string csv_of(const std::vector<ShiftView>& shifts);

enum class ShiftForm { json, csv };
BOOST_DESCRIBE_ENUM(ShiftForm, json, csv)

struct ListShifts {
    std::optional<Date> from;
    std::optional<Date> to;
    std::optional<Id> staffId;
    std::optional<int> limit;
    std::optional<Id> cursor;
    std::optional<ShiftForm> format;
};
BOOST_DESCRIBE_STRUCT(ListShifts, (), (from, to, staffId, limit, cursor, format))

struct NewShift {
    Id staffId;
    Timestamp startedAt;
    Timestamp endedAt;
    std::optional<std::int64_t> breakMinutes;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(NewShift, (), (staffId, startedAt, endedAt, breakMinutes, reason))
struct CorrectShift {
    std::optional<Timestamp> startedAt;
    std::optional<Timestamp> endedAt;
    std::optional<std::int64_t> breakMinutes;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(CorrectShift, (), (startedAt, endedAt, breakMinutes, reason))

struct HoursQuery {
    std::optional<Date> from;
    std::optional<Date> to;
};
BOOST_DESCRIBE_STRUCT(HoursQuery, (), (from, to))
struct HoursRow {
    Date businessDate;
    Id staffId;
    std::string staffName;
    std::int64_t workedMinutes = 0;
    std::int64_t sales = 0;
    Money revenue;   ///< of what the person sold, whoever gave some of it back
    Money refunded;  ///< what the person gave back, whoever sold it
    std::optional<Money> revenuePerHour;
};
BOOST_DESCRIBE_STRUCT(HoursRow, (), (businessDate, staffId, staffName, workedMinutes, sales, revenue, refunded, revenuePerHour))
struct HoursDay {
    Date businessDate;
    std::int64_t workedMinutes = 0;
    std::int64_t sales = 0;
    Money revenue;
    std::optional<Money> revenuePerHour;
};
BOOST_DESCRIBE_STRUCT(HoursDay, (), (businessDate, workedMinutes, sales, revenue, revenuePerHour))
struct HoursReport {
    std::vector<HoursDay> days;
    std::vector<HoursRow> rows;
};
BOOST_DESCRIBE_STRUCT(HoursReport, (), (days, rows))
/// By day and person, who worked or sold. Pure.
HoursReport hours_of(const std::vector<Shift>& shifts, const std::vector<store::SoldBy>& sold, const Names& names, Timestamp now);

}  // namespace cafepos::time_clock
