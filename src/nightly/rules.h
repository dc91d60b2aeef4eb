#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "proof.h"

namespace cafepos::nightly {

struct TimeOfDay {
    int hour = 4;
    int minute = 10;
};

inline constexpr std::chrono::milliseconds retried_after = std::chrono::hours(1);
inline constexpr std::chrono::milliseconds proof_holds = std::chrono::hours(26);

/// The night whose backup should be there by now: the day of the last time `at` on the café's wall clock. In spring a time that
/// does not exist is the moment of the change; in autumn one that comes twice counts once.
Date night_due(const TimeZone& zone, TimeOfDay at, Timestamp now);

/// Whether an attempt is to be made for a night of which that is known.
bool is_due(const std::optional<Proof>& proof, Timestamp now);

/// cafepos-20261122-0410.backup
std::string file_name(const LocalTime& moment);
bool is_backup(std::string_view file_name);
/// Of an attempt that was killed: a backup that nobody has proven, or a piece of one.
bool is_left_over(std::string_view file_name);
inline constexpr std::string_view unproven_ending = ".unproven";

/// Which of these files go once `proven` is: all backups but the newest of each of the last 7 days, 4 weeks (from Monday) and
/// 12 months that have one. What is no backup of ours stays, and what a clock that ran ahead dated later than `proven`.
std::vector<std::string> files_to_delete(const std::vector<std::string>& file_names, const std::string& proven);

/// How things stand with the backups.
struct Verdict {
    enum class State { waiting, proven, error };
    State state = State::waiting;
    std::string trouble = {};  ///< of an error
    std::int64_t differences = 0;
    std::optional<Timestamp> proven_at = {};  ///< the last one
};

/// Judged by the nights, the latest first.
Verdict verdict_of(std::vector<Proof> nights, Timestamp now);
/// What is wrong, in words that tell strangers nothing; empty when nothing is.
std::string problem_of(const Verdict& verdict);

}  // namespace cafepos::nightly
