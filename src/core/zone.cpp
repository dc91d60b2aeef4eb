#include "zone.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace cafepos {
namespace {

constexpr std::int64_t day_seconds = 86'400;
constexpr std::int64_t hour_seconds = 3'600;

std::int64_t seconds_of(std::chrono::sys_days day) { return day.time_since_epoch().count() * day_seconds; }

int year_of(std::int64_t moment) {
    const std::chrono::sys_days day{std::chrono::days(moment >= 0 ? moment / day_seconds : -((-moment - 1) / day_seconds) - 1)};
    return static_cast<int>(std::chrono::year_month_day(day).year());
}

}  // namespace

std::int64_t Zone::YearlyMoment::in(int year_number) const {
    using std::chrono::sys_days;
    const std::chrono::year year(year_number);
    if (kind == Kind::month_week_day) {
        const std::chrono::weekday wanted{static_cast<unsigned>(day)};
        const auto month_of_year = year / std::chrono::month(static_cast<unsigned>(month));
        const sys_days date = week == 5 ? sys_days(month_of_year / wanted[std::chrono::last])
                                        : sys_days(month_of_year / wanted[static_cast<unsigned>(week)]);
        return seconds_of(date) + seconds;
    }
    // "J60" is the first of March in every year: the 29th of February is not counted.
    int index = kind == Kind::day_of_year ? day : day - 1;
    if (kind == Kind::day_without_leap && year.is_leap() && day >= 60) ++index;
    return seconds_of(sys_days(year / std::chrono::January / 1)) + index * day_seconds + seconds;
}

std::vector<Zone::Change> Zone::Rule::changes_about(std::int64_t moment) const {
    std::vector<Change> changes;
    if (!has_summer) return changes;
    const int middle = year_of(moment);
    for (int year = middle - 1; year <= middle + 1; ++year) {
        // Where summer time lasts all year one year's end is the next one's beginning, which then counts.
        changes.push_back({summer_ends.in(year)-summer, standard});
        changes.push_back({summer_begins.in(year)-standard, summer});
    }
    std::ranges::stable_sort(changes, {}, &Change::at);
    return changes;
}

std::int64_t Zone::Rule::offset_at(std::int64_t moment) const {
    std::int64_t offset = standard;
    for (const Change& change : changes_about(moment)) {
        if (change.at <= moment) offset = change.offset;
    }
    return offset;
}

std::int64_t Zone::offset_at(std::int64_t moment) const {
    const auto next = std::ranges::upper_bound(changes_, moment, {}, &Change::at);
    if (next == changes_.end() && rule_) return rule_->offset_at(moment);
    return next == changes_.begin() ? first_offset_ : std::prev(next)->offset;
}

std::optional<std::int64_t> Zone::next_change(std::int64_t after) const {
    const auto next = std::ranges::upper_bound(changes_, after, {}, &Change::at);
    if (next != changes_.end()) return next->at;
    if (!rule_) return std::nullopt;
    for (const Change& change : rule_->changes_about(after)) {
        if (change.at > after) return change.at;
    }
    return std::nullopt;
}

/// Reads a POSIX rule: std offset [dst [offset] , start [/time] , end [/time]], with times from -167 to 167 hours.
class Zone::RuleReader {
public:
    explicit RuleReader(std::string_view text) : text_(text) {}

    std::optional<Rule> read() {
        Rule rule;
        if (!name() || !offset(rule.standard)) return std::nullopt;
        if (text_.empty()) return rule;
        rule.has_summer = true;
        if (!name()) return std::nullopt;
        rule.summer = rule.standard + hour_seconds;
        if (!text_.empty() && text_[0] != ',' && !offset(rule.summer)) return std::nullopt;
        if (!literal(',') || !moment(rule.summer_begins) || !literal(',') || !moment(rule.summer_ends)) return std::nullopt;
        if (!text_.empty()) return std::nullopt;
        return rule;
    }

private:
    bool literal(char expected) {
        if (text_.empty() || text_[0] != expected) return false;
        text_.remove_prefix(1);
        return true;
    }
    bool number(int& value, int low, int high) {
        std::size_t count = 0;
        value = 0;
        while (count < 3 && count < text_.size() && text_[count] >= '0' && text_[count] <= '9')
            value = value * 10 + (text_[count++] - '0');
        text_.remove_prefix(count);
        return count > 0 && value >= low && value <= high;
    }
    /// "CET" or "<+0330>".
    bool name() {
        const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
        std::size_t size = 0;
        if (text_.starts_with('<')) {
            size = text_.find('>') + 1;  // 0 if there is none
        } else {
            while (size < text_.size() && is_letter(text_[size])) ++size;
        }
        text_.remove_prefix(size);
        return size >= 3;
    }
    bool time(std::int64_t& seconds, int hours_max) {
        const bool is_negative = literal('-');
        if (!is_negative) literal('+');
        int hours = 0;
        int minutes = 0;
        int rest = 0;
        if (!number(hours, 0, hours_max)) return false;
        if (literal(':') && !number(minutes, 0, 59)) return false;
        if (literal(':') && !number(rest, 0, 59)) return false;
        seconds = (is_negative ? -1 : 1) * (hours * hour_seconds + minutes * 60LL + rest);
        return true;
    }
    /// POSIX counts west of Greenwich.
    bool offset(std::int64_t& seconds) {
        if (!time(seconds, 24)) return false;
        seconds = -seconds;
        return true;
    }
    bool moment(YearlyMoment& moment) {
        using Kind = YearlyMoment::Kind;
        if (literal('M')) {
            moment.kind = Kind::month_week_day;
            if (!number(moment.month, 1, 12) || !literal('.') || !number(moment.week, 1, 5) || !literal('.') ||
                !number(moment.day, 0, 6))
                return false;
        } else {
            moment.kind = literal('J') ? Kind::day_without_leap : Kind::day_of_year;
            if (!number(moment.day, moment.kind == Kind::day_of_year ? 0 : 1, 365)) return false;
        }
        moment.seconds = 2 * hour_seconds;
        return !literal('/') || time(moment.seconds, 167);
    }

    std::string_view text_;
};

/// Reads the parts of a TZif file; each says false when it is cut off or impossible.
class Zone::FileReader {
public:
    explicit FileReader(std::string_view bytes) : bytes_(bytes) {}

    bool read(Zone& zone) {
        if (!header()) return false;
        if (version_ < '2') return table(zone, 4);
        // The first table, of 32 bits, is for readers that know no other.
        if (!skip(size_of_table(4)) || !header() || !table(zone, 8)) return false;
        return rule(zone);
    }

private:
    static constexpr std::size_t header_bytes = 44;
    static constexpr std::size_t type_bytes = 6;

    std::int64_t integer(std::size_t at, std::size_t size) const {
        std::uint64_t value = (static_cast<std::uint8_t>(bytes_[at]) & 0x80U) != 0 ? ~std::uint64_t{0} : 0;
        for (std::size_t i = 0; i < size; ++i) value = value << 8U | static_cast<std::uint8_t>(bytes_[at + i]);
        return static_cast<std::int64_t>(value);
    }
    bool skip(std::size_t size) {
        if (bytes_.size() < size) return false;
        bytes_.remove_prefix(size);
        return true;
    }
    bool header() {
        if (bytes_.size() < header_bytes || !bytes_.starts_with("TZif")) return false;
        version_ = bytes_[4];
        for (std::size_t i = 0; i < counts_.size(); ++i) {
            const std::int64_t count = integer(20 + 4 * i, 4);
            if (count < 0 || count > 100'000) return false;
            counts_[i] = static_cast<std::size_t>(count);
        }
        return skip(header_bytes);
    }
    [[nodiscard]] std::size_t size_of_table(std::size_t time_bytes) const {
        const auto [universal, standard, leaps, times, types, letters] = counts_;
        return times * (time_bytes + 1) + types * type_bytes + letters + leaps * (time_bytes + 4) + standard + universal;
    }
    bool table(Zone& zone, std::size_t time_bytes) {
        const std::size_t times = counts_[3];
        const std::size_t types = counts_[4];
        if (bytes_.size() < size_of_table(time_bytes) || types == 0) return false;
        const std::size_t types_at = times * (time_bytes + 1);
        const auto offset_of = [&](std::size_t type) { return integer(types_at + type * type_bytes, 4); };
        zone.first_offset_ = offset_of(0);
        for (std::size_t i = 0; i < times; ++i) {
            const auto type = static_cast<std::uint8_t>(bytes_[times * time_bytes + i]);
            if (type >= types) return false;
            zone.changes_.push_back({integer(i * time_bytes, time_bytes), offset_of(type)});
        }
        return std::ranges::is_sorted(zone.changes_, {}, &Change::at) && skip(size_of_table(time_bytes));
    }
    bool rule(Zone& zone) {
        if (!bytes_.starts_with('\n')) return false;
        const auto end = bytes_.find('\n', 1);
        if (end == std::string_view::npos) return false;
        const std::string_view text = bytes_.substr(1, end - 1);
        if (text.empty()) return true;
        zone.rule_ = RuleReader(text).read();
        return zone.rule_.has_value();
    }

    std::string_view bytes_;
    char version_ = 0;
    std::array<std::size_t, 6> counts_{};
};

std::shared_ptr<const Zone> Zone::read(std::string_view tzif) {
    auto zone = std::make_shared<Zone>();
    return FileReader(tzif).read(*zone) ? zone : nullptr;
}

std::shared_ptr<const Zone> Zone::of_rule(std::string_view rule) {
    auto zone = std::make_shared<Zone>();
    zone->rule_ = RuleReader(rule).read();
    return zone->rule_ ? zone : nullptr;
}

}  // namespace cafepos
