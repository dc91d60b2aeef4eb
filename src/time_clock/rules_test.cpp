#include "rules.h"

#include <gtest/gtest.h>

#include "testing/call.h"
#include "testing/reason.h"
#include "wire.h"

namespace cafepos::time_clock {
namespace {

using testing::code_of;

constexpr std::int64_t minute = 60'000;
constexpr Timestamp at(std::int64_t minutes) { return {minutes * minute}; }

Shift shift_from(std::int64_t minutes) {
    Shift shift;
    shift.id = Id::of_stored("one");
    shift.user_id = Id::of_stored("ada");
    shift.started_at = at(minutes);
    return shift;
}

Shift ended(std::int64_t from, std::int64_t to, const std::string& id) {
    Shift shift = shift_from(from);
    shift.id = Id::of_stored(id);
    shift.ended_at = at(to);
    return shift;
}

std::vector<std::string> faults(Shift shift, const Correction& correction, const std::vector<Shift>& others = {}) {
    Checks checks;
    correct(shift, correction, others, at(10'000), checks);
    std::vector<std::string> fields;
    for (const FieldError& error : checks.take()) fields.push_back(error.field);
    return fields;
}

using Fields = std::vector<std::string>;

TEST(TimeClockRules, BreaksAreNoWork) {
    Shift shift = shift_from(0);
    EXPECT_EQ(code_of([&] { come_back(shift, at(10)); }), "TIME_CLOCK_STATE");
    EXPECT_EQ(testing::reason_in([&] { come_back(shift, at(10)); }), "in_already");
    rest(shift, at(60));
    EXPECT_EQ(code_of([&] { rest(shift, at(61)); }), "TIME_CLOCK_STATE");
    EXPECT_EQ(testing::reason_in([&] { rest(shift, at(61)); }), "on_break");
    EXPECT_EQ(shift.worked_ms(at(100)), 60 * minute) << "a running break is none either";
    come_back(shift, at(90));
    EXPECT_EQ(shift.worked_ms(at(120)), 90 * minute);
    rest(shift, at(120));
    leave(shift, at(130));
    EXPECT_EQ(shift.break_ms, 40 * minute);
    EXPECT_EQ(shift.worked_ms(at(999)), 90 * minute);
    EXPECT_EQ(contradictions(shift), Fields{});
}

TEST(TimeClockRules, AClockThatWasPutBackMakesNoNegativeTime) {
    Shift shift = shift_from(100);
    rest(shift, at(90));
    leave(shift, at(80));
    EXPECT_EQ(shift.worked_ms(at(80)), 0);
    EXPECT_EQ(shift.break_ms, 0);
    EXPECT_EQ(shift.ended_at, at(100));
    EXPECT_EQ(contradictions(shift), Fields{});
}

TEST(TimeClockRules, AShiftThatRunsWhileTheClockIsPutBackIsNoTimeAndNotLess) {
    const Shift shift = shift_from(100);
    EXPECT_EQ(shift.worked_ms(at(40)), 0);
    EXPECT_EQ(shift.worked_ms(at(101)), minute);
}

TEST(TimeClockRules, ACorrectionFitsTheClockAndOtherShifts) {
    const Shift shift = shift_from(9'000);
    EXPECT_EQ(faults(shift, {at(8'900), at(9'900), 30, "forgot"}), Fields{});
    EXPECT_EQ(faults(shift, {{}, {}, {}, " "}), Fields{"reason"});
    EXPECT_EQ(faults(shift, {{}, {}, {}, "late\x01"}), Fields{"reason"});
    EXPECT_EQ(faults(shift, {{}, at(8'000), {}, "x"}), Fields{"endedAt"});
    EXPECT_EQ(faults(shift, {{}, at(10'001), {}, "x"}), Fields{"endedAt"});
    EXPECT_EQ(faults(shift, {at(8'000), at(9'900), {}, "x"}), Fields{"startedAt"}) << "more than a day";
    EXPECT_EQ(faults(shift, {{}, at(9'010), 11, "x"}), Fields{"breakMinutes"});
    EXPECT_EQ(faults(shift, {{}, at(9'010), -1, "x"}), Fields{"breakMinutes"});
    EXPECT_EQ(faults(shift, {{}, at(9'500), {}, "x"}, {ended(9'400, 9'600, "two")}), Fields{"startedAt"});
    EXPECT_EQ(faults(shift, {{}, at(9'400), {}, "x"}, {ended(9'400, 9'600, "two")}), Fields{});
    EXPECT_EQ(faults(shift, {{}, at(9'400), {}, "x"}, {ended(9'000, 9'600, "one")}), Fields{}) << "itself";
}

TEST(TimeClockRules, ACorrectionMayGoAsFarAsItsBounds) {
    const Shift shift = shift_from(9'000);
    EXPECT_EQ(faults(shift, {{}, at(10'000), {}, "x"}), Fields{}) << "until now";
    EXPECT_EQ(faults(shift, {at(8'560), at(10'000), {}, "x"}), Fields{}) << "24 hours";
    EXPECT_EQ(faults(shift, {at(8'559), at(10'000), {}, "x"}), Fields{"startedAt"});
    EXPECT_EQ(faults(shift, {at(10'000), {}, {}, "x"}), Fields{}) << "just now";
    EXPECT_EQ(faults(shift, {at(10'001), {}, {}, "x"}), (Fields{"startedAt", "startedAt"})) << "to come, and after its end";
    EXPECT_EQ(faults(shift, {{}, at(9'000), {}, "x"}), Fields{});
    EXPECT_EQ(faults(shift, {{}, at(9'010), 10, "x"}), Fields{});
    EXPECT_EQ(faults(shift, {{}, at(9'010), 0, "x"}), Fields{});
    EXPECT_EQ(faults(shift, {at(8'560), at(10'000), 1'440, "x"}), Fields{});
    EXPECT_EQ(faults(shift, {at(8'560), at(10'000), 1'441, "x"}), Fields{"breakMinutes"});
    EXPECT_EQ(faults(shift, {{}, at(9'010), (std::int64_t{1} << 59) + 10, "x"}), Fields{"breakMinutes"})
        << "so many milliseconds leave 64 bits and would be ten minutes again";
    EXPECT_EQ(faults(shift, {{}, {}, {}, std::string(255, 'x')}), Fields{});
    EXPECT_EQ(faults(shift, {{}, {}, {}, std::string(256, 'x')}), Fields{"reason"});
}

TEST(TimeClockRules, ShiftsOfOnePersonMayTouchButNotMeet) {
    const Shift shift = shift_from(9'000);
    EXPECT_EQ(faults(shift, {{}, at(9'400), {}, "x"}, {ended(8'900, 9'000, "two")}), Fields{});
    EXPECT_EQ(faults(shift, {{}, at(9'400), {}, "x"}, {ended(8'900, 9'001, "two")}), Fields{"startedAt"});
    Shift running = shift_from(9'399);
    running.id = Id::of_stored("two");
    EXPECT_EQ(faults(shift, {{}, at(9'400), {}, "x"}, {running}), Fields{"startedAt"}) << "it goes on until now";
    EXPECT_EQ(faults(shift, {{}, {}, {}, "x"}, {ended(9'999, 10'000, "two")}), Fields{"startedAt"}) << "this one goes on";
}

TEST(TimeClockRules, ACorrectionIsWrittenIntoTheShift) {
    Shift shift = shift_from(9'000);
    rest(shift, at(9'100));
    Checks checks;
    correct(shift, {at(8'990), at(9'130), {}, "  4111111111111111 forgot "}, {}, at(10'000), checks);
    EXPECT_TRUE(checks.good());
    EXPECT_EQ(shift.started_at, at(8'990));
    EXPECT_EQ(shift.ended_at, at(9'130));
    EXPECT_EQ(shift.break_ms, 30 * minute) << "the break ended with it";
    EXPECT_FALSE(shift.break_started_at);
    EXPECT_EQ(shift.correction_reason, "************1111 forgot");
    correct(shift, {{}, {}, 45, "longer"}, {}, at(10'000), checks);
    EXPECT_EQ(shift.break_ms, 45 * minute);
}

TEST(TimeClockRules, ContradictionsAreFound) {
    EXPECT_EQ(contradictions(ended(100, 99, "one")), (Fields{"it ends before it begins", "its breaks are longer than it"}));
    EXPECT_EQ(contradictions(ended(100, 100, "one")), Fields{});
    Shift shift = ended(100, 110, "one");
    shift.break_ms = 10 * minute;
    EXPECT_EQ(contradictions(shift), Fields{});
    shift.break_ms += 1;
    EXPECT_EQ(contradictions(shift), Fields{"its breaks are longer than it"});
    shift = shift_from(100);
    shift.break_ms = 10 * minute;
    EXPECT_EQ(contradictions(shift), Fields{}) << "it goes on";
    shift.corrected_at = at(120);
    EXPECT_EQ(contradictions(shift), Fields{"nobody knows who corrected it"});
    shift.corrected_by = shift.user_id;
    EXPECT_EQ(contradictions(shift), (Fields{})) << "somebody does";
}

// A shift that began after its own break made `verify` find fault with what a manager had corrected.
TEST(TimeClockRules, ACorrectionDuringABreakFitsTheBreak) {
    Shift shift = shift_from(100);
    shift.break_started_at = at(110);
    EXPECT_EQ(faults(shift, {at(112), {}, {}, "late"}), Fields{"startedAt"});
    EXPECT_EQ(faults(shift, {at(105), {}, {}, "late"}), Fields{});
    EXPECT_EQ(faults(shift, {{}, {}, 11, "long"}), Fields{"breakMinutes"}) << "he has worked ten minutes";
}

TEST(TimeClockRules, HoursAndSalesMeetByDayAndPerson) {
    Shift shift = ended(0, 120, "one");
    shift.business_date = Date::parse("2026-11-22").value();
    const Names names{{shift.user_id, "Ada L"}};
    const auto report = hours_of({shift},
                                 {{shift.business_date, shift.user_id, 3, Money::of(3'000), {}},
                                  {shift.business_date, Id::of_stored("bob"), 1, Money::of(500), Money::of(600)}},
                                 names, at(500));
    ASSERT_EQ(report.rows.size(), 2U);
    EXPECT_EQ(report.rows[0].revenuePerHour, Money::of(1'500));
    EXPECT_EQ(report.rows[0].staffName, "Ada L");
    EXPECT_FALSE(report.rows[1].revenuePerHour) << "he sold without being in";
    ASSERT_EQ(report.days.size(), 1U);
    EXPECT_EQ(report.rows[1].revenue, Money::of(500)) << "what he gave back of others' sales takes nothing off his own";
    EXPECT_EQ(report.rows[1].refunded, Money::of(600));
    EXPECT_EQ(report.days[0].revenue, Money::of(2'900));
    EXPECT_EQ(report.days[0].revenuePerHour, Money::of(1'450));
    EXPECT_EQ(report.days[0].workedMinutes, 120);
    shift.ended_at = shift.started_at + std::chrono::seconds(20);
    const auto begun = hours_of({shift}, {{shift.business_date, shift.user_id, 3, Money::of(3'000), {}}}, names, at(500));
    EXPECT_FALSE(begun.rows[0].revenuePerHour) << "he has only just come";
}

}  // namespace
}  // namespace cafepos::time_clock
