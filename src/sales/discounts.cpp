#include "discounts.h"

#include <algorithm>

namespace cafepos::sales {
namespace {

constexpr std::int64_t one_in_ppm = 1'000'000;

Discount discount_of(const settings::DiscountPreset& preset) {
    if (preset.type == "percentage") return Discount::percent(preset.value);
    return Discount::fixed(Money::parse(preset.value.text()).value_or(Money()));
}

}  // namespace

std::optional<KnownDiscount> known_discount(const NewDiscount& asked, const settings::Pos& pos) {
    if (!asked.preset_id) return KnownDiscount{asked.discount, asked.reason, false};
    const auto preset = std::ranges::find(pos.discounts, *asked.preset_id, &settings::DiscountPreset::id);
    if (preset == pos.discounts.end()) return std::nullopt;
    return KnownDiscount{discount_of(*preset), asked.reason ? asked.reason : std::optional(preset->name), preset->needsApproval};
}

bool exceeds_limit(const Priced& priced, const std::string& role, const settings::Pos& pos) {
    const auto limit = std::ranges::find(pos.discountLimits, role, &settings::DiscountLimit::role);
    if (limit == pos.discountLimits.end()) return false;
    // In whole cents, in the giver's favour.
    const std::int64_t most = priced.subtotal.units() * limit->percent.units();
    return priced.discount.units() * one_in_ppm >= most + one_in_ppm;
}

}  // namespace cafepos::sales
