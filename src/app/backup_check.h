#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "backup/backup.h"
#include "backup/replacement.h"
#include "config.h"

namespace cafepos::app {

/// What belongs to the café that the configuration names.
backup::Place place_of(const Config& config);

/// However an attempt at a restore ends, what it made aside and did not decide on is gone.
class RestoreAttempt {
public:
    explicit RestoreAttempt(const backup::Replacement& replacement) : replacement_(replacement) { replacement_.prepare(); }
    ~RestoreAttempt() { replacement_.forget(); }
    RestoreAttempt(const RestoreAttempt&) = delete;
    RestoreAttempt& operator=(const RestoreAttempt&) = delete;

private:
    const backup::Replacement& replacement_;
};

/// What `verify` names in a café that was restored.
std::vector<std::string> differences_at(
    const Config& config, const backup::Place& place, const backup::Checkpoint& checkpoint = [] {});
/// Restores a backup aside, in an embedded database whatever the café has, and answers what `verify` names there. Leaves nothing.
/// DatabaseError(busy) while another check is at work.
std::vector<std::string> differences_when_restored(
    const Config& config, const std::filesystem::path& file, const backup::Checkpoint& checkpoint = [] {});
/// Removes what a check that was killed left: a copy of all rows. Nothing while one is at work.
void clear_killed_check(const Config& config);

}  // namespace cafepos::app
