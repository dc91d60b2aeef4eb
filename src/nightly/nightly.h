#pragma once

#include <chrono>
#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "db/database.h"
#include "rules.h"

namespace cafepos::nightly {

/// Called again and again by what takes long; throws GivenUp when it is to end.
struct GivenUp : std::exception {};
using Checkpoint = std::function<void()>;

/// What a night's backup needs of the program. Differences are those that `verify`
/// names, one line each.
struct Tools {
    std::function<void(const std::filesystem::path& file, const Checkpoint&)> write;
    std::function<std::vector<std::string>(const std::filesystem::path& file, const Checkpoint&)> differences_restored;
    std::function<std::vector<std::string>(const Checkpoint&)> differences_now;  ///< of the live books
    std::function<TimeZone()> zone;
    /// In the transaction that records the result: what is wrong in words, or that a backup is proven (no problem).
    std::function<void(db::Transaction&, const std::optional<std::string>& problem)> tell;
};

struct Options {
    std::filesystem::path folder;  ///< never made: it may be a disk that is not there; empty: no backups
    TimeOfDay at;
};

/// How things stand, for the daily mail. Empty when there are no such backups, or were none for two weeks: switched off.
std::optional<Verdict> find_verdict(db::Transaction& transaction, Timestamp now);
/// The nights on record, the latest first.
std::vector<Proof> list_proofs(db::Transaction& transaction);
/// Why no backup could be written into that folder, if so.
std::optional<std::string_view> trouble_of_folder(const std::filesystem::path& folder);

/// Makes each night a backup, restores it aside, verifies it and the live books, and then lets older backups go. One attempt at
/// a time for one night, also with several processes, because each begins with its row. What fails is on record and tried again
/// an hour later, or at the next start. Works on a gentle thread of its own. Thread-safe.
class Nightly {
public:
    Nightly(db::Database& database, const Clock& clock, Options options, Tools tools);
    ~Nightly();
    Nightly(const Nightly&) = delete;
    Nightly& operator=(const Nightly&) = delete;

    void start();  ///< nothing when there are no backups
    /// Asks it to stop; what is under way is given up at its next checkpoint, and begun anew at the next start. False if that
    /// takes longer.
    bool ends_within(std::chrono::milliseconds patience);
    void stop();
    /// Does what is due. Whether anything was.
    bool tick(Timestamp now);

    /// For /health: "off", "waiting" (for the first night), "proven" or "error".
    [[nodiscard]] std::string state() const;
    [[nodiscard]] std::string problem() const;  ///< in words that tell strangers nothing; empty when there is none

private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace cafepos::nightly
