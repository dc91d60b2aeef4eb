#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace cafepos {

class Zone;

/// A moment: milliseconds since 1970-01-01T00:00:00Z. Stored and computed as such; zones matter only at the edges.
struct Timestamp {
    std::int64_t ms = 0;

    /// RFC 3339 in UTC with milliseconds: 2026-11-22T22:57:21.952Z
    [[nodiscard]] std::string text() const;
    /// RFC 3339 with `Z` or an offset; a date-time without one is read as UTC. Empty if it is neither.
    static std::optional<Timestamp> parse(std::string_view text);

    constexpr auto operator<=>(const Timestamp&) const = default;
    constexpr Timestamp operator+(std::chrono::milliseconds span) const { return {ms + span.count()}; }
    constexpr Timestamp operator-(std::chrono::milliseconds span) const { return {ms - span.count()}; }
    constexpr std::chrono::milliseconds operator-(Timestamp other) const { return std::chrono::milliseconds(ms - other.ms); }
};

/// A calendar day without a zone; business dates are these. Ordered, stored as "YYYY-MM-DD".
class Date {
public:
    Date() = default;
    explicit Date(std::chrono::sys_days day) : day_(day) {}
    /// Exactly YYYY-MM-DD, an existing day of the years up to 9999. What people type begins in 1970; what text() wrote reads
    /// back with a year_min of 0, whatever the clock said when it was written.
    static std::optional<Date> parse(std::string_view text, int year_min = 1970);
    [[nodiscard]] std::string text() const;     ///< YYYY-MM-DD
    [[nodiscard]] std::string compact() const;  ///< YYYYMMDD
    [[nodiscard]] std::chrono::sys_days days() const { return day_; }
    [[nodiscard]] Date plus_days(int count) const { return Date(day_ + std::chrono::days(count)); }
    auto operator<=>(const Date&) const = default;

private:
    std::chrono::sys_days day_{};
};

/// Whether a clock that says so can be right: not from before this program was there, nor from its distant future. A machine
/// without a battery wakes up in 1970.
bool is_plausible(Timestamp now);
inline constexpr Timestamp earliest_plausible{1'767'225'600'000};  ///< 2026-01-01T00:00:00Z

struct LocalTime {
    Date date;
    int hour = 0;
    int minute = 0;
    int second = 0;
};

/// A zone of the IANA database. Immutable and cheap to copy; safe to use from any thread.
class TimeZone {
public:
    /// "Europe/Paris", "UTC"; empty if there is none. Read from the system's zone files once, then kept.
    static std::optional<TimeZone> find(std::string_view name);
    static TimeZone utc();

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] LocalTime local(Timestamp moment) const;
    /// The first moment of that wall-clock time. A time the spring change skips is the moment of the change;
    /// a time that autumn repeats is its first occurrence.
    [[nodiscard]] Timestamp moment(Date date, int hour, int minute) const;

private:
    TimeZone(std::string name, std::shared_ptr<const Zone> zone) : name_(std::move(name)), zone_(std::move(zone)) {}
    std::string name_;
    std::shared_ptr<const Zone> zone_;
};

/// Which business day a moment belongs to: the day begins at `day_start_minutes` after local midnight.
Date business_date(const TimeZone& zone, int day_start_minutes, Timestamp moment);
/// First moment of a business day (the next day's is its end).
Timestamp business_day_begin(const TimeZone& zone, int day_start_minutes, Date date);

/// Where the program gets its time from; tests pass their own. Thread-safe.
class Clock {
public:
    Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;
    virtual ~Clock() = default;
    [[nodiscard]] virtual Timestamp now() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] Timestamp now() const override;
};

/// Another clock that does not follow a step ahead as long as the process lives: by it nobody is thrown out because the machine
/// was told the time. It follows every step back that somebody sees, and from there no step ahead either. Thread-safe.
class UnhurriedClock final : public Clock {
public:
    explicit UnhurriedClock(const Clock& clock);
    [[nodiscard]] Timestamp now() const override;

private:
    const Clock& clock_;
    mutable std::mutex mutex_;
    mutable Timestamp start_;
    mutable std::chrono::milliseconds uptime_at_start_;
};

/// A clock that tests set by hand. Thread-safe.
class ManualClock final : public Clock {
public:
    explicit ManualClock(Timestamp start);
    ~ManualClock() override;
    [[nodiscard]] Timestamp now() const override;
    void advance(std::chrono::milliseconds span);
    void set(Timestamp moment);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace cafepos
