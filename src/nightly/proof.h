#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/time.h"

namespace cafepos::nightly {

/// What came of one night's backup; the row of nightly_proofs.
struct Proof {
    Date night = {};
    Timestamp begun_at = {};
    std::optional<Timestamp> ended_at = {};  ///< empty: under way, or killed
    Timestamp next_attempt_at = {};
    std::int64_t attempts = 0;
    // of the last attempt that ended
    std::string file_name = {};
    std::int64_t differences = 0;
    std::string trouble = {};  ///< one of those below; empty: none
    std::string detail = {};   ///< for who may see the log

    [[nodiscard]] bool is_proven() const { return ended_at && trouble.empty(); }
};
BOOST_DESCRIBE_STRUCT(Proof, (), (night, begun_at, ended_at, next_attempt_at, attempts, file_name, differences, trouble, detail))

/// Why a night's backup proved nothing.
namespace trouble {
inline constexpr std::string_view no_folder = "no_folder";
inline constexpr std::string_view no_access = "no_access";
inline constexpr std::string_view disk_full = "disk_full";
inline constexpr std::string_view damaged = "damaged";          ///< it could not be restored
inline constexpr std::string_view differences = "differences";  ///< it is whole, and the books in it do not agree
inline constexpr std::string_view other = "other";
inline constexpr std::string_view overdue = "overdue";  ///< of none: there was no proof for too long
}  // namespace trouble

}  // namespace cafepos::nightly
