#include "rules.h"

#include <algorithm>

#include "core/card_numbers.h"
#include "core/text.h"

namespace cafepos::drawers {
namespace {

Money sum_of(const std::string& field, const Denominations& denominations, Checks& checks) {
    Money sum;
    for (const auto& [worth, pieces] : denominations) {
        const auto value = Money::parse(worth);
        const bool good = value && *value > Money() && *value <= amount_max;
        std::string name = field;
        name.append(".").append(worth);
        checks.require(good, name, "type", "is not the worth of a coin or note, such as 0.5 or 20");
        checks.range(name, pieces, 0, pieces_max);
        if (good && pieces >= 0 && pieces <= pieces_max) sum += *value * pieces;
    }
    return sum;
}

}  // namespace

bool is_by_hand(MovementType type) {
    return type == MovementType::paid_in || type == MovementType::paid_out || type == MovementType::drop ||
           type == MovementType::no_sale;
}

Money effect_of(MovementType type, Money amount) {
    if (type == MovementType::no_sale) return {};
    return type == MovementType::paid_in ? amount : -amount;
}

std::string checked_till_name(const std::string& name, const std::vector<Till>& others, Checks& checks) {
    std::string stripped = card_numbers::masked(text::strip(name));
    checks.require(!stripped.empty(), "name", "required", "is required");
    checks.length("name", std::string_view(stripped), till_name_length_max);
    checks.no_controls("name", stripped);
    const bool is_taken = std::ranges::any_of(others, [&](const Till& other) { return text::same(other.name, stripped); });
    checks.require(!is_taken, "name", "taken", "is the name of another till");
    return stripped;
}

void check_amount(const std::string& field, Money amount, Checks& checks) {
    checks.require(!amount.is_negative() && amount <= amount_max, field, "range", "must be from 0 to " + amount_max.fixed_text());
}

void check_movement(MovementType type, const std::optional<Money>& amount, const std::string& reason, Checks& checks) {
    checks.require(is_by_hand(type), "type", "choice", "must be one of: paid_in, paid_out, drop, no_sale");
    const Money moved = amount.value_or(Money());
    check_amount("amount", moved, checks);
    if (type == MovementType::no_sale) {
        checks.require(moved.is_zero(), "amount", "range", "must be 0 or absent for no_sale");
    } else {
        checks.require(!moved.is_zero(), "amount", "range", "must be more than 0");
    }
    const bool is_paid = type == MovementType::paid_in || type == MovementType::paid_out;
    checks.require(!is_paid || !reason.empty(), "reason", "required", "is required");
}

std::optional<std::string> checked_text(const std::string& field, const std::optional<std::string>& text, Checks& checks) {
    const std::string_view stripped = text::strip(text ? std::string_view(*text) : std::string_view());
    if (stripped.empty()) return std::nullopt;
    checks.length(field, stripped, reason_length_max);
    checks.no_controls(field, stripped, text::line_controls);
    return card_numbers::masked(stripped);
}

std::optional<Counted> checked_count(const std::string& field, const std::optional<Money>& amount,
                                     const std::optional<Denominations>& denominations, Checks& checks) {
    if (amount.has_value() == denominations.has_value()) {
        checks.fail(field, "required", "needs either an amount or denominations");
        return std::nullopt;
    }
    if (amount) {
        check_amount(field, *amount, checks);
        return Counted{*amount, {}};
    }
    if (denominations->size() > denominations_max) {
        checks.fail(field + ".denominations", "length", "must have at most " + std::to_string(denominations_max) + " entries");
        return std::nullopt;
    }
    const Money sum = sum_of(field + ".denominations", *denominations, checks);
    check_amount(field, sum, checks);
    return Counted{sum, denominations};
}

}  // namespace cafepos::drawers
