#include "rules.h"

#include <algorithm>
#include <functional>
#include <set>

namespace cafepos::nightly {
namespace {

constexpr std::string_view prefix = "cafepos-";
constexpr std::string_view ending = ".backup";
constexpr std::string_view pattern = "cafepos-########-####.backup";
constexpr std::size_t days_kept = 7;
constexpr std::size_t weeks_kept = 4;
constexpr std::size_t months_kept = 12;

std::string padded(int number, std::size_t width) {
    std::string digits = std::to_string(number);
    return std::string(width - std::min(width, digits.size()), '0') + digits;
}

/// Of a file that is_backup.
std::optional<Date> date_of(std::string_view name) {
    const std::string digits(name.substr(prefix.size(), 8));
    return Date::parse(digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6));
}

Date week_of(const Date& date) {
    const unsigned weekday = std::chrono::weekday(date.days()).iso_encoding();
    return date.plus_days(1 - static_cast<int>(weekday));
}

/// The newest of each period, for as many periods as are kept.
template <class Period>
class Kept {
public:
    explicit Kept(std::size_t count) : count_(count) {}
    /// Files come newest first.
    bool takes(const Period& period) {
        if (periods_.size() >= count_ || periods_.contains(period)) return false;
        periods_.insert(period);
        return true;
    }

private:
    std::size_t count_;
    std::set<Period> periods_;
};

}  // namespace

Date night_due(const TimeZone& zone, TimeOfDay at, Timestamp now) {
    const Date today = zone.local(now).date;
    return zone.moment(today, at.hour, at.minute) <= now ? today : today.plus_days(-1);
}

bool is_due(const std::optional<Proof>& proof, Timestamp now) {
    if (!proof) return true;
    if (proof->is_proven()) return false;
    const bool clock_stepped_back = proof->next_attempt_at - now > 2 * retried_after;
    return proof->next_attempt_at <= now || clock_stepped_back;
}

std::string file_name(const LocalTime& moment) {
    return std::string(prefix) + moment.date.compact() + "-" + padded(moment.hour, 2) + padded(moment.minute, 2) +
           std::string(ending);
}

bool is_backup(std::string_view file_name) {
    const auto fits = [](char wanted, char c) { return wanted == '#' ? c >= '0' && c <= '9' : c == wanted; };
    return std::ranges::equal(pattern, file_name, fits) && date_of(file_name);
}

bool is_left_over(std::string_view file_name) {
    if (!is_backup(file_name.substr(0, pattern.size()))) return false;
    const std::string_view rest = file_name.substr(pattern.size());
    return rest == unproven_ending || (rest.starts_with(std::string(unproven_ending) + ".") && rest.ends_with(".part"));
}

std::vector<std::string> files_to_delete(const std::vector<std::string>& file_names, const std::string& proven) {
    std::vector<std::string> backups;
    for (const std::string& name : file_names) {
        if (is_backup(name) && name <= proven) backups.push_back(name);
    }
    std::ranges::sort(backups, std::greater());
    Kept<Date> days(days_kept);
    Kept<Date> weeks(weeks_kept);
    Kept<std::string> months(months_kept);
    std::vector<std::string> gone;
    for (const std::string& name : backups) {
        const Date date = date_of(name).value();
        const bool of_day = days.takes(date);
        const bool of_week = weeks.takes(week_of(date));
        const bool of_month = months.takes(date.text().substr(0, 7));
        if (!of_day && !of_week && !of_month) gone.push_back(name);
    }
    return gone;
}

Verdict verdict_of(std::vector<Proof> nights, Timestamp now) {
    // A clock that ran ahead has proven nothing about the nights since.
    std::erase_if(nights, [&](const Proof& night) { return night.begun_at - now > proof_holds; });
    Verdict verdict;
    if (nights.empty()) return verdict;
    const auto proven = std::ranges::find_if(nights, &Proof::is_proven);
    const auto failed = std::ranges::find_if(nights, [](const Proof& night) { return !night.trouble.empty(); });
    if (proven != nights.end()) verdict.proven_at = proven->ended_at;
    if (failed < proven) {
        verdict.state = Verdict::State::error;
        verdict.trouble = failed->trouble;
        verdict.differences = failed->differences;
        return verdict;
    }
    const Timestamp since = verdict.proven_at.value_or(nights.back().begun_at);
    if (now - since > proof_holds) {
        verdict.state = Verdict::State::error;
        verdict.trouble = trouble::overdue;
    } else if (verdict.proven_at) {
        verdict.state = Verdict::State::proven;
    }
    return verdict;
}

std::string problem_of(const Verdict& verdict) {
    if (verdict.state != Verdict::State::error) return "";
    if (verdict.trouble == trouble::no_folder) return "the folder of the backups is missing";
    if (verdict.trouble == trouble::no_access) return "the folder of the backups cannot be written to";
    if (verdict.trouble == trouble::disk_full) return "there is no room for the backup";
    if (verdict.trouble == trouble::damaged) return "the last backup could not be restored";
    if (verdict.trouble == trouble::differences) return "the books do not agree: cafepos verify names what differs";
    if (verdict.trouble == trouble::overdue) return "no backup was proven for more than 26 hours";
    return "the last backup failed; the log says why";
}

}  // namespace cafepos::nightly
