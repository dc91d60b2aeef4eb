#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "order.h"

namespace cafepos::sales {

enum class StepKind { price, discount, difference, tax, rounding, total, payment };
BOOST_DESCRIBE_ENUM(StepKind, price, discount, difference, tax, rounding, total, payment)

/// One step from the menu's prices to what was paid. Spelled as the wire spells it.
struct Step {
    StepKind kind{};
    std::optional<int> line;  ///< the order's line that it is about: 1, 2 …
    std::string text;         ///< for people, in English
    Money amount;
};
BOOST_DESCRIBE_STRUCT(Step, (), (kind, line, text, amount))

/// How an order came to its total, from its stored figures. Prices, discounts, differences, taxes that are not contained and
/// rounding sum to the total; payments do as well. `taxes` only say which of its taxes are for its service: as far as the
/// settings still have them. Pure.
std::vector<Step> explain(const Order& order, const std::vector<settings::Tax>& taxes);

}  // namespace cafepos::sales
