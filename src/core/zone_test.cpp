#include "zone.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "time.h"

namespace cafepos {
namespace {

constexpr std::int64_t hour = 3600;

std::int64_t at(const char* text) { return Timestamp::parse(text)->ms / 1000; }

std::string system_file(const std::string& name) {
    std::ifstream file("/usr/share/zoneinfo/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void append(std::string& out, std::int64_t value, int bytes) {
    for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i));
}

std::string header(char version, int times, int types) {
    std::string out = std::string("TZif") + version + std::string(15, '\0');
    for (const int count : {0, 0, 0, times, types, 4}) append(out, count, 4);
    return out;
}

void append_type(std::string& out, std::int64_t offset) {
    append(out, offset, 4);
    out += std::string(2, '\0');
}

/// A file as `zic -b slim` writes them: one change in the past, all else in the rule at its end.
std::string slim(std::int64_t change_at, std::int64_t offset_before, std::int64_t offset_after, const std::string& rule) {
    std::string out = header('2', 0, 1);
    append_type(out, 0);
    out += std::string("UTC\0", 4);
    out += header('2', 1, 2);
    append(out, change_at, 8);
    out += '\1';
    append_type(out, offset_before);
    append_type(out, offset_after);
    out += std::string("LMT\0", 4);
    return out + '\n' + rule + '\n';
}

std::string rule_of(const std::string& file) {
    const auto begin = file.rfind('\n', file.size() - 2) + 1;
    return file.substr(begin, file.size() - begin - 1);
}

// Such files know winter and summer by the rule alone: half of each year was an hour off.
TEST(Zone, FollowsTheRuleAtTheEndOfTheFile) {
    const auto paris = Zone::read(slim(at("1996-10-27T01:00:00Z"), 2 * hour, hour, "CET-1CEST,M3.5.0,M10.5.0/3"));
    ASSERT_TRUE(paris);
    EXPECT_EQ(paris->offset_at(at("1996-07-01T00:00:00Z")), 2 * hour);
    EXPECT_EQ(paris->offset_at(at("2026-01-01T23:30:00Z")), hour);
    EXPECT_EQ(paris->offset_at(at("2026-07-01T00:00:00Z")), 2 * hour);
    EXPECT_EQ(paris->offset_at(at("2038-07-01T22:30:00Z")), 2 * hour);
    EXPECT_EQ(paris->offset_at(at("2026-03-29T00:59:59Z")), hour);
    EXPECT_EQ(paris->offset_at(at("2026-03-29T01:00:00Z")), 2 * hour);
    EXPECT_EQ(paris->next_change(at("2026-01-01T00:00:00Z")), at("2026-03-29T01:00:00Z"));
    EXPECT_EQ(paris->next_change(at("2099-12-31T00:00:00Z")), at("2100-03-28T01:00:00Z"));
}

// The system's files spell out what the rule says until 2037: both must agree, change by change.
TEST(Zone, TheRuleSaysWhatTheTableSays) {
    for (const char* name : {"Europe/Paris", "America/New_York", "Australia/Sydney", "Australia/Lord_Howe", "Europe/Dublin",
                             "America/Nuuk", "Asia/Jerusalem", "America/Santiago", "Asia/Kolkata", "Asia/Gaza"}) {
        const std::string file = system_file(name);
        const auto table = Zone::read(file);
        const auto rule = Zone::of_rule(rule_of(file));
        ASSERT_TRUE(table && rule) << name;
        // Gaza's own changes of law are in its table until 2086.
        const bool is_late = std::string(name) == "Asia/Gaza";
        std::int64_t moment = at(is_late ? "2087-01-01T00:00:00Z" : "2026-01-01T00:00:00Z");
        const std::int64_t end = at(is_late ? "2090-01-01T00:00:00Z" : "2037-06-01T00:00:00Z");
        while (moment < end) {
            ASSERT_EQ(rule->offset_at(moment), table->offset_at(moment)) << name << ' ' << Timestamp{moment * 1000}.text();
            ASSERT_EQ(rule->next_change(moment), table->next_change(moment)) << name << ' ' << Timestamp{moment * 1000}.text();
            moment = rule->next_change(moment).value_or(end);
        }
    }
}

TEST(Zone, ReadsAllSpellingsOfRules) {
    EXPECT_EQ(Zone::of_rule("<+0330>-3:30")->offset_at(0), 3 * hour + 1800);
    EXPECT_EQ(Zone::of_rule("EST5")->offset_at(0), -5 * hour);
    const auto all_summer = Zone::of_rule("XXX3EDT4,0/0,J365/23");
    EXPECT_EQ(all_summer->offset_at(at("2026-01-01T04:30:00Z")), -4 * hour);
    EXPECT_EQ(all_summer->offset_at(at("2026-12-31T23:30:00Z")), -4 * hour);
    const auto by_days = Zone::of_rule("AAA0BBB,J60/0,J300/0");  // the first of March, in leap years too
    EXPECT_EQ(by_days->offset_at(at("2028-02-29T12:00:00Z")), 0);
    EXPECT_EQ(by_days->offset_at(at("2028-03-01T12:00:00Z")), hour);
    for (const char* bad : {"", "CE-1", "CET", "CET-25", "CET-1CEST", "CET-1CEST,M13.1.0,M10.5.0", "CET-1CEST,M3.5.0,M10.5.0x",
                            "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.0", "<+01-1", "CET-1CEST,J0,J100"}) {
        EXPECT_FALSE(Zone::of_rule(bad)) << bad;
    }
}

TEST(Zone, RefusesWhatIsNoZoneFile) {
    const std::string good = slim(0, 0, hour, "CET-1");
    ASSERT_TRUE(Zone::read(good));
    for (std::size_t size = 0; size < good.size(); ++size) EXPECT_FALSE(Zone::read(good.substr(0, size))) << size;
    EXPECT_FALSE(Zone::read("TZ=Europe/Paris"));
    EXPECT_FALSE(Zone::read(slim(0, 0, hour, "no rule")));
}

}  // namespace
}  // namespace cafepos
