#include "units.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/text.h"

namespace cafepos::inventory {
namespace {

enum class Kind { mass, volume, count, bottle, bag };

struct Unit {
    Kind kind;
    std::int64_t size;  // nanograms, nanolitres, pieces: ounces and pounds are whole numbers of those
    std::array<std::string_view, 6> names;
};

constexpr std::array<Unit, 14> units = {{
    {Kind::mass, 1'000'000, {"mg", "milligram", "milligrams"}},
    {Kind::mass, 1'000'000'000, {"g", "gr", "gram", "grams", "gramme", "grammes"}},
    {Kind::mass, 1'000'000'000'000, {"kg", "kilo", "kilos", "kilogram", "kilograms", "kilogramme"}},
    {Kind::mass, 28'349'523'125, {"oz", "ounce", "ounces"}},
    {Kind::mass, 453'592'370'000, {"lb", "lbs", "pound", "pounds"}},
    {Kind::volume, 1'000'000, {"ml", "milliliter", "milliliters", "millilitre", "millilitres"}},
    {Kind::volume, 10'000'000, {"cl", "centiliter", "centiliters", "centilitre", "centilitres"}},
    {Kind::volume, 100'000'000, {"dl", "deciliter", "deciliters", "decilitre", "decilitres"}},
    {Kind::volume, 1'000'000'000, {"l", "liter", "liters", "litre", "litres"}},
    {Kind::count, 1, {"piece", "pieces", "pc", "pcs", "each", "unit"}},
    {Kind::count, 1, {"units", "ea", "item", "items"}},
    {Kind::count, 12, {"dozen", "dozens", "dz"}},
    {Kind::bottle, 1, {"bottle", "bottles"}},
    {Kind::bag, 1, {"bag", "bags"}},
}};

const Unit* find_unit(std::string_view folded) {
    const auto found = std::find_if(units.begin(), units.end(), [&](const Unit& unit) {
        return !folded.empty() && std::find(unit.names.begin(), unit.names.end(), folded) != unit.names.end();
    });
    return found == units.end() ? nullptr : &*found;
}

std::string fold(std::string_view unit) {
    std::string folded = text::folded(text::strip(unit));
    if (folded.ends_with('.')) folded.pop_back();
    return folded;
}

std::string_view singular(std::string_view word) { return word.ends_with('s') ? word.substr(0, word.size() - 1) : word; }

bool within_one_percent(std::int64_t exact, std::int64_t rounded_back) {
    const std::int64_t deviation = exact > rounded_back ? exact - rounded_back : rounded_back - exact;
    return deviation <= std::abs(exact) / 100;
}

}  // namespace

bool same_unit(std::string_view a, std::string_view b) {
    const std::string left = fold(a);
    const std::string right = fold(b);
    const Unit* left_unit = find_unit(left);
    const Unit* right_unit = find_unit(right);
    if (left_unit != nullptr && right_unit != nullptr) {
        return left_unit->kind == right_unit->kind && left_unit->size == right_unit->size;
    }
    return left_unit == right_unit && singular(left) == singular(right);
}

std::optional<Quantity> convert(Quantity quantity, std::string_view from, std::string_view to) {
    if (same_unit(from, to)) return quantity;
    const Unit* source = find_unit(fold(from));
    const Unit* target = find_unit(fold(to));
    if (source == nullptr || target == nullptr || source->kind != target->kind) return std::nullopt;
    try {
        const std::int64_t converted = multiply_divide_half_up(quantity.units(), source->size, target->size);
        const std::int64_t back = multiply_divide_half_up(converted, target->size, source->size);
        if (!within_one_percent(quantity.units(), back)) return std::nullopt;
        return Quantity::of(converted);
    } catch (const AmountOverflow&) {
        return std::nullopt;
    }
}

}  // namespace cafepos::inventory
