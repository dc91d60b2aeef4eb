#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cafepos {

/// When a zone's clocks were and will be changed, as a TZif file (RFC 9636) says: its table of changes, and for all time after
/// the last of them the rule at its end. Seconds since 1970 in UTC; offsets in seconds east of Greenwich. Immutable.
class Zone {
public:
    /// Of a file's bytes; null if they are none or contradict themselves.
    static std::shared_ptr<const Zone> read(std::string_view tzif);
    /// Of the rule alone, as POSIX spells it: "CET-1CEST,M3.5.0,M10.5.0/3". Null if it is none.
    static std::shared_ptr<const Zone> of_rule(std::string_view rule);

    [[nodiscard]] std::int64_t offset_at(std::int64_t moment) const;
    [[nodiscard]] std::optional<std::int64_t> next_change(std::int64_t after) const;

private:
    struct Change {
        std::int64_t at = 0;
        std::int64_t offset = 0;  ///< from then on
    };
    /// A day of the year and a time of it on the wall clock.
    struct YearlyMoment {
        enum class Kind { month_week_day, day_without_leap, day_of_year } kind = Kind::month_week_day;
        int month = 0;
        int week = 0;
        int day = 0;
        std::int64_t seconds = 0;
        [[nodiscard]] std::int64_t in(int year) const;  ///< as if the wall clock showed UTC
    };
    struct Rule {
        std::int64_t standard = 0;
        bool has_summer = false;
        std::int64_t summer = 0;
        YearlyMoment summer_begins;
        YearlyMoment summer_ends;
        [[nodiscard]] std::vector<Change> changes_about(std::int64_t moment) const;  ///< of that year and its neighbours
        [[nodiscard]] std::int64_t offset_at(std::int64_t moment) const;
    };
    class RuleReader;
    class FileReader;

    std::int64_t first_offset_ = 0;
    std::vector<Change> changes_;  // in the order of time
    std::optional<Rule> rule_;     // for what comes after them
};

}  // namespace cafepos
