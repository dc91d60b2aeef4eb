#include "rules.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace cafepos::nightly {
namespace {

using namespace std::chrono_literals;

Date day(const char* text) { return Date::parse(text).value(); }
Timestamp at(const char* text) { return Timestamp::parse(text).value(); }
const TimeZone paris = *TimeZone::find("Europe/Paris");

std::string file_of(const Date& date, int hour = 4, int minute = 10) { return file_name({date, hour, minute, 0}); }

Proof proof(const char* night, const char* begun, std::string_view trouble = "") {
    Proof made{.night = day(night), .begun_at = at(begun), .ended_at = at(begun) + 2min, .next_attempt_at = at(begun) + 62min};
    made.attempts = 1;
    made.trouble = trouble;
    return made;
}

TEST(NightDue, IsThatOfTheLastTimeOfDay) {
    EXPECT_EQ(night_due(paris, {4, 10}, at("2026-11-22T03:09:59Z")), day("2026-11-21"));
    EXPECT_EQ(night_due(paris, {4, 10}, at("2026-11-22T03:10:00Z")), day("2026-11-22"));
    EXPECT_EQ(night_due(paris, {23, 30}, at("2026-11-22T12:00:00Z")), day("2026-11-21"));
}

TEST(NightDue, ComesOnceInEachNightOverTheChangesOfTheClock) {
    for (const TimeOfDay time : {TimeOfDay{4, 10}, TimeOfDay{2, 30}, TimeOfDay{3, 0}}) {
        for (const char* change : {"2026-03-29", "2026-10-25"}) {
            std::vector<Date> nights;
            const Timestamp begin = paris.moment(day(change).plus_days(-2), 12, 0);
            for (Timestamp now = begin; now < begin + 5 * 24h; now = now + 5min) {
                const Date night = night_due(paris, time, now);
                if (nights.empty() || nights.back() != night) nights.push_back(night);
            }
            ASSERT_EQ(nights.size(), 6U);
            EXPECT_TRUE(std::ranges::is_sorted(nights)) << change;
        }
    }
    // 02:30 does not exist on that morning: the moment of the change takes its place.
    EXPECT_EQ(night_due(paris, {2, 30}, at("2026-03-29T00:59:59Z")), day("2026-03-28"));
    EXPECT_EQ(night_due(paris, {2, 30}, at("2026-03-29T01:00:00Z")), day("2026-03-29"));
}

TEST(Due, UntilItIsProvenAndNotWithinTheHourAfterAnAttempt) {
    EXPECT_TRUE(is_due(std::nullopt, at("2026-11-22T03:10:00Z"))) << "a night that was missed";
    std::optional<Proof> night = proof("2026-11-22", "2026-11-22T03:10:00Z");
    EXPECT_FALSE(is_due(night, at("2026-11-22T23:00:00Z")));
    night.reset();
    EXPECT_TRUE(is_due(night, at("2026-11-22T23:00:00Z")));
    const Proof failed = proof("2026-11-22", "2026-11-22T03:10:00Z", trouble::no_folder);
    EXPECT_FALSE(is_due(failed, at("2026-11-22T04:11:59Z")));
    EXPECT_TRUE(is_due(failed, at("2026-11-22T04:12:00Z")));
    EXPECT_FALSE(is_due(failed, at("2026-11-22T02:12:00Z"))) << "two hours before";
    EXPECT_TRUE(is_due(failed, at("2026-11-22T02:11:59.999Z"))) << "the clock was set back";
    Proof under_way = proof("2026-11-22", "2026-11-22T03:10:00Z");
    under_way.ended_at.reset();
    EXPECT_FALSE(is_due(under_way, at("2026-11-22T03:11:00Z"))) << "another process is at it";
    EXPECT_TRUE(is_due(under_way, at("2026-11-22T05:00:00Z"))) << "it was killed";
}

TEST(Names, AreOfOneKindOnly) {
    EXPECT_EQ(file_of(day("2026-11-22"), 4, 5), "cafepos-20261122-0405.backup");
    EXPECT_TRUE(is_backup("cafepos-20261122-0405.backup"));
    for (const char* foreign : {"", "cafe.backup", "cafepos-20261122-0405.backup.gz", "cafepos-20261122-0405.backup.unproven",
                                "xcafepos-20261122-0405.backup", "cafepos-2026112-0405.backup", "cafepos-20261322-0405.backup",
                                "cafepos-20261122-04a5.backup", "cafepos-20261122-0405.BACKUP"}) {
        EXPECT_FALSE(is_backup(foreign)) << foreign;
    }
    EXPECT_TRUE(is_left_over("cafepos-20261122-0405.backup.unproven"));
    EXPECT_TRUE(is_left_over("cafepos-20261122-0405.backup.unproven.a1B2c3.part"));
    for (const char* foreign : {"", "cafepos-20261122-0405.backup", "cafepos-20261122-0405.backup.part", "my.backup.unproven",
                                "cafepos-20261122-0405.backup.unproven.gz", "cafepos-20261122-0405.backup.unprovenx.part"}) {
        EXPECT_FALSE(is_left_over(foreign)) << foreign;
    }
}

TEST(Kept, SevenDaysFourWeeksTwelveMonthsOverTwoYears) {
    std::set<std::string> folder;
    Date today = day("2025-01-01");
    for (int count = 0; count < 731; ++count, today = today.plus_days(1)) {
        const std::string proven = file_of(today);
        folder.insert(proven);
        for (const std::string& gone : files_to_delete({folder.begin(), folder.end()}, proven)) folder.erase(gone);
        ASSERT_TRUE(folder.contains(proven));
        for (int back = 0; back < std::min(7, count + 1); ++back) {
            ASSERT_TRUE(folder.contains(file_of(today.plus_days(-back)))) << today.text() << " " << back;
        }
        ASSERT_LE(folder.size(), 7U + 4U + 12U);
    }
    // 2026-12-31 and 2027-01-01 came last: a Thursday and a Friday.
    EXPECT_EQ(std::vector<std::string>(folder.begin(), folder.end()),
              (std::vector<std::string>{
                  file_of(day("2026-02-28")), file_of(day("2026-03-31")), file_of(day("2026-04-30")), file_of(day("2026-05-31")),
                  file_of(day("2026-06-30")), file_of(day("2026-07-31")), file_of(day("2026-08-31")), file_of(day("2026-09-30")),
                  file_of(day("2026-10-31")), file_of(day("2026-11-30")), file_of(day("2026-12-13")), file_of(day("2026-12-20")),
                  file_of(day("2026-12-26")), file_of(day("2026-12-27")), file_of(day("2026-12-28")), file_of(day("2026-12-29")),
                  file_of(day("2026-12-30")), file_of(day("2026-12-31")), file_of(day("2027-01-01"))}));
}

TEST(Kept, TheNewestOfADayAndOfDaysThatAreFarApart) {
    const std::string proven = file_of(day("2026-11-22"), 9, 0);
    EXPECT_EQ(files_to_delete({file_of(day("2026-11-22"), 4, 10), proven, file_of(day("2026-11-22"), 5, 10)}, proven),
              (std::vector<std::string>{file_of(day("2026-11-22"), 5, 10), file_of(day("2026-11-22"), 4, 10)}));
    EXPECT_TRUE(files_to_delete({file_of(day("2019-05-01")), file_of(day("2024-02-29")), proven}, proven).empty())
        << "a café that was closed keeps what it has";
}

TEST(Kept, WhatIsNotOursAndWhatAWrongClockDated) {
    std::vector<std::string> names{"cafe-2026.backup", "notes.txt", file_of(day("2026-11-22"))};
    for (int i = 1; i <= 40; ++i) names.push_back(file_of(day("2031-01-01").plus_days(i)));
    EXPECT_TRUE(files_to_delete(names, file_of(day("2026-11-22"))).empty());
}

TEST(Verdict, SaysHowThingsStand) {
    const auto state = [](const std::vector<Proof>& nights, const char* now) { return verdict_of(nights, at(now)); };
    using State = Verdict::State;
    EXPECT_EQ(state({}, "2026-11-22T09:00:00Z").state, State::waiting);
    const Proof proven = proof("2026-11-22", "2026-11-22T03:10:00Z");
    EXPECT_EQ(state({proven}, "2026-11-23T05:12:00Z").state, State::proven) << "26 hours old";
    EXPECT_EQ(state({proven}, "2026-11-23T05:12:00.001Z").state, State::error);
    EXPECT_EQ(state({proven}, "2026-11-23T05:12:00.001Z").trouble, trouble::overdue);
    const Proof failed = proof("2026-11-23", "2026-11-23T03:10:00Z", trouble::damaged);
    EXPECT_EQ(state({failed, proven}, "2026-11-23T03:13:00Z").trouble, trouble::damaged);
    EXPECT_EQ(state({failed, proven}, "2026-11-23T03:13:00Z").proven_at, proven.ended_at);
    Proof again = failed;
    again.ended_at.reset();
    EXPECT_EQ(state({again, proven}, "2026-11-23T04:13:00Z").trouble, trouble::damaged) << "while it is tried again";
    EXPECT_EQ(state({proof("2026-11-24", "2026-11-24T03:10:00Z"), failed, proven}, "2026-11-24T04:00:00Z").state, State::proven);
    Proof first = proven;
    first.ended_at.reset();
    EXPECT_EQ(state({first}, "2026-11-22T04:00:00Z").state, State::waiting);
    EXPECT_EQ(state({first}, "2026-11-23T09:00:00Z").trouble, trouble::overdue) << "killed each time";
    Proof second = proof("2026-11-23", "2026-11-23T03:10:00Z");
    second.ended_at.reset();
    EXPECT_EQ(state({second, first}, "2026-11-23T05:10:00Z").state, State::waiting);
    EXPECT_EQ(state({second, first}, "2026-11-23T05:10:00.001Z").trouble, trouble::overdue) << "since the first of them";
    EXPECT_EQ(state({first}, "2026-11-23T05:10:00Z").state, State::waiting) << "begun 26 hours ago";
    EXPECT_EQ(state({proven}, "2026-11-21T01:10:00Z").state, State::proven) << "ahead by 26 hours";
    EXPECT_EQ(state({proven}, "2026-11-21T01:09:59.999Z").state, State::waiting);
    EXPECT_EQ(state({proof("2031-01-01", "2031-01-01T03:10:00Z"), proven}, "2026-11-24T09:00:00Z").trouble, trouble::overdue)
        << "a clock that ran ahead";
}

TEST(Verdict, SaysHowManyDifferencesThereWere) {
    Proof failed = proof("2026-11-22", "2026-11-22T03:10:00Z", trouble::differences);
    failed.differences = 7;
    const Verdict verdict = verdict_of({failed}, at("2026-11-22T04:00:00Z"));
    EXPECT_EQ(verdict.state, Verdict::State::error);
    EXPECT_EQ(verdict.differences, 7);
    EXPECT_EQ(verdict.proven_at, std::nullopt);
}

TEST(Verdict, HasItsWordsForEachTrouble) {
    const auto words = [](std::string_view why) {
        return problem_of({.state = Verdict::State::error, .trouble = std::string(why)});
    };
    EXPECT_EQ(words(trouble::no_folder), "the folder of the backups is missing");
    EXPECT_EQ(words(trouble::no_access), "the folder of the backups cannot be written to");
    EXPECT_EQ(words(trouble::disk_full), "there is no room for the backup");
    EXPECT_EQ(words(trouble::damaged), "the last backup could not be restored");
    EXPECT_EQ(words(trouble::differences), "the books do not agree: cafepos verify names what differs");
    EXPECT_EQ(words(trouble::overdue), "no backup was proven for more than 26 hours");
    EXPECT_EQ(words(trouble::other), "the last backup failed; the log says why");
    EXPECT_EQ(problem_of({.state = Verdict::State::proven, .trouble = {}}), "");
}

TEST(Verdict, TellsStrangersNothing) {
    EXPECT_EQ(problem_of(verdict_of({}, at("2026-11-22T09:00:00Z"))), "");
    for (const auto why :
         {trouble::no_folder, trouble::no_access, trouble::disk_full, trouble::damaged, trouble::differences, trouble::other}) {
        Proof failed = proof("2026-11-22", "2026-11-22T03:10:00Z", why);
        failed.detail = "/mnt/disk: secret words";
        failed.differences = 7;
        const std::string problem = problem_of(verdict_of({failed}, at("2026-11-22T04:00:00Z")));
        EXPECT_FALSE(problem.empty());
        EXPECT_EQ(problem.find_first_of("/7"), std::string::npos) << problem;
    }
}

}  // namespace
}  // namespace cafepos::nightly
