#include "nightly_work.h"

#include "backup_check.h"
#include "cafe.h"
#include "commands.h"
#include "version.h"

namespace cafepos::app {
namespace {

constexpr int patient_timeout_seconds = 300;  // nobody stands at a till and waits for what is counted here

/// "HH:MM", which the configuration has validated.
int number_at(const std::string& text, std::size_t begin) { return std::stoi(text.substr(begin, 2)); }

}  // namespace

nightly::Options nightly_options(const Config& config) {
    return {config.backup_dir, {number_at(config.backup_time, 0), number_at(config.backup_time, 3)}};
}

nightly::Tools nightly_tools(const Config& given, const Clock& clock) {
    Config config = given;
    config.database_timeout_seconds = patient_timeout_seconds;
    nightly::Tools tools;
    tools.write = [config, &clock](const std::filesystem::path& file, const nightly::Checkpoint& checkpoint) {
        backup::write(place_of(config), file, version, clock.now(), checkpoint);
    };
    tools.differences_restored = [config](const std::filesystem::path& file, const nightly::Checkpoint& checkpoint) {
        return differences_when_restored(config, file, checkpoint);
    };
    tools.differences_now = [config](const nightly::Checkpoint& checkpoint) {
        return differences_in(*open_database(config, Opening::reading), proof_of(config), checkpoint);
    };
    return tools;
}

std::optional<reports::Overnight> find_overnight(db::Transaction& transaction, Timestamp now) {
    using State = nightly::Verdict::State;
    const auto verdict = nightly::find_verdict(transaction, now);
    if (!verdict) return std::nullopt;
    reports::Overnight overnight{
        .trouble = verdict->trouble, .differences = verdict->differences, .proven_at = verdict->proven_at};
    if (verdict->state == State::error) overnight.state = reports::Overnight::State::wrong;
    if (verdict->state == State::proven) overnight.state = reports::Overnight::State::proven;
    return overnight;
}

}  // namespace cafepos::app
