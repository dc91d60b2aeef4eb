#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "pricing.h"
#include "settings/settings.h"

namespace cafepos::sales {

/// Holders give discounts beyond the limit of their role, and those presets that need it.
inline constexpr std::string_view beyond_limit_permission = "sales.exceed_discount_limit";

/// A discount as a register asks for it: by a preset's id, or as it is.
struct NewDiscount {
    std::optional<std::string> preset_id = {};
    Discount discount = {};
    std::optional<std::string> reason = {};
};

/// A discount that is known. Its reason is the given one, else the preset's name.
struct KnownDiscount {
    Discount discount;
    std::optional<std::string> reason;
    bool needs_approval = false;
    Money unused = {};  ///< so much more it takes off where there is enough
};

/// Empty for the id of no preset.
std::optional<KnownDiscount> known_discount(const NewDiscount& asked, const settings::Pos& pos);

/// Whether what was taken off the prices is more than somebody of this role may.
bool exceeds_limit(const Priced& priced, const std::string& role, const settings::Pos& pos);

}  // namespace cafepos::sales
