#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "combos.h"

// Combos as the wire spells them.
namespace cafepos::menu {

struct ComboChoiceView {
    Id menuItemId;
    std::string name;
    std::string size;
    Money priceDelta;
    bool isDefault = false;
};
BOOST_DESCRIBE_STRUCT(ComboChoiceView, (), (menuItemId, name, size, priceDelta, isDefault))
struct ComboSlotView {
    std::string name;
    std::vector<ComboChoiceView> choices;  ///< without archived ones
};
BOOST_DESCRIBE_STRUCT(ComboSlotView, (), (name, choices))
struct ComboView {
    std::vector<ComboSlotView> slots;
};
BOOST_DESCRIBE_STRUCT(ComboView, (), (slots))
struct ItemCombo {
    Id menuItemId;
    ComboView combo;
};
BOOST_DESCRIBE_STRUCT(ItemCombo, (), (menuItemId, combo))

struct ComboChoiceBody {
    Id menuItemId;
    std::optional<Money> priceDelta;
    std::optional<bool> isDefault;
};
BOOST_DESCRIBE_STRUCT(ComboChoiceBody, (), (menuItemId, priceDelta, isDefault))
struct ComboSlotBody {
    std::string name;
    std::vector<ComboChoiceBody> choices;
};
BOOST_DESCRIBE_STRUCT(ComboSlotBody, (), (name, choices))
struct ComboBody {
    std::vector<ComboSlotBody> slots;  ///< all of them
};
BOOST_DESCRIBE_STRUCT(ComboBody, (), (slots))

ComboView view_of(const ComboSlots& slots);

}  // namespace cafepos::menu
