#pragma once

#include <filesystem>
#include <optional>

#include "backup.h"

namespace cafepos::backup {

/// An embedded café on its way into the place of another: made whole beside it, then put there by renaming.
class Replacement {
public:
    explicit Replacement(Place place);
    /// Where the new database and secret are made; its pictures, which have names of their own, go to their place at once.
    [[nodiscard]] Place stage() const;
    void prepare() const;          ///< begins anew
    void forget() const noexcept;  ///< what was prepared and not decided
    /// From here on the new café counts: finish() puts it in its place, now or at the next start.
    void decide() const;
    /// Finishes what decide() has begun, if anything, and removes what a killed attempt left that had not decided. The old
    /// database stays beside the new one, under the name that is returned; empty if there was nothing to put in place. The
    /// caller uses the database exclusively.
    [[nodiscard]] std::optional<std::filesystem::path> finish() const;
    [[nodiscard]] bool is_decided() const;
    [[nodiscard]] bool is_unfinished() const;  ///< whether finish() has something to do

private:
    [[nodiscard]] std::filesystem::path put_in_place() const;

    Place place_;
    std::filesystem::path file_;
    std::filesystem::path staged_;
    std::filesystem::path decided_;
};

}  // namespace cafepos::backup
