#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "http/schema.h"
#include "json/read.h"
#include "options.h"

// Options as the wire spells them.
namespace cafepos::menu {

/// What an option does to the recipe: `inventoryItemId` with `quantity` adds, with `replaces` it is taken instead of that, and
/// `removes` stands alone.
struct OptionIngredient {
    json::Omittable<Id> inventoryItemId;
    json::Omittable<Quantity> quantity;  ///< of the stock item's unit
    json::Omittable<Id> replaces;
    json::Omittable<Quantity> ratio;  ///< how much of it for 1 of what the recipe took
    json::Omittable<Id> removes;
};
BOOST_DESCRIBE_STRUCT(OptionIngredient, (), (inventoryItemId, quantity, replaces, ratio, removes))

struct AvailabilityView {
    bool available = true;
    std::optional<Timestamp> until;  ///< when it comes back by itself
};
BOOST_DESCRIBE_STRUCT(AvailabilityView, (), (available, until))

struct OptionView {
    Id id;
    std::string name;
    Money priceDelta;
    bool isDefault = false;
    int maxQuantity = 1;
    int sortOrder = 0;
    AvailabilityView availability;
    std::vector<OptionIngredient> ingredients;
};
BOOST_DESCRIBE_STRUCT(OptionView, (), (id, name, priceDelta, isDefault, maxQuantity, sortOrder, availability, ingredients))

struct OptionGroupView {
    Id id;
    std::string name;
    int minChoices = 0;
    std::optional<int> maxChoices;  ///< null: as many as there are
    int sortOrder = 0;
    std::vector<OptionView> options;
    Timestamp createdAt;
    Timestamp updatedAt;
};
BOOST_DESCRIBE_STRUCT(OptionGroupView, (), (id, name, minChoices, maxChoices, sortOrder, options, createdAt, updatedAt))
struct OptionGroupReply {
    OptionGroupView optionGroup;
};
BOOST_DESCRIBE_STRUCT(OptionGroupReply, (), (optionGroup))
struct OptionGroupList {
    std::vector<OptionGroupView> optionGroups;
};
BOOST_DESCRIBE_STRUCT(OptionGroupList, (), (optionGroups))

/// A group of a menu item, with the limits that count there.
struct ItemOptionGroup {
    Id id;
    std::string name;
    int minChoices = 0;
    std::optional<int> maxChoices;
    std::vector<OptionView> options;
};
BOOST_DESCRIBE_STRUCT(ItemOptionGroup, (), (id, name, minChoices, maxChoices, options))
struct ItemOptionGroups {
    Id menuItemId;
    std::vector<ItemOptionGroup> optionGroups;
};
BOOST_DESCRIBE_STRUCT(ItemOptionGroups, (), (menuItemId, optionGroups))

struct OptionIngredientBody {
    std::optional<Id> inventoryItemId;
    std::optional<Quantity> quantity;
    std::optional<std::string> unit;  ///< the stock item's own when absent
    std::optional<Id> replaces;
    std::optional<Quantity> ratio;  ///< 1 when absent
    std::optional<Id> removes;
};
BOOST_DESCRIBE_STRUCT(OptionIngredientBody, (), (inventoryItemId, quantity, unit, replaces, ratio, removes))

/// An option of a group; with the `id` of one that is there, what is not given stays, but for `sortOrder`: it is
/// the place in the list, unless given.
struct OptionBody {
    std::optional<Id> id;
    std::optional<std::string> name;
    std::optional<Money> priceDelta;
    std::optional<bool> isDefault;
    std::optional<int> maxQuantity;
    std::optional<int> sortOrder;
    std::optional<std::vector<OptionIngredientBody>> ingredients;
};
BOOST_DESCRIBE_STRUCT(OptionBody, (), (id, name, priceDelta, isDefault, maxQuantity, sortOrder, ingredients))

struct OptionGroupBody {
    std::optional<std::string> name;
    std::optional<int> minChoices;
    json::Patch<int> maxChoices;
    std::optional<int> sortOrder;
    std::optional<std::vector<OptionBody>> options;  ///< all of them: who is missing is taken off the menu
};
BOOST_DESCRIBE_STRUCT(OptionGroupBody, (), (name, minChoices, maxChoices, sortOrder, options))

struct ItemGroupBody {
    Id groupId;
    std::optional<int> minChoices;
    std::optional<int> maxChoices;
};
BOOST_DESCRIBE_STRUCT(ItemGroupBody, (), (groupId, minChoices, maxChoices))
struct ItemGroupsBody {
    std::vector<ItemGroupBody> groups;
};
BOOST_DESCRIBE_STRUCT(ItemGroupsBody, (), (groups))

struct AvailabilityBody {
    bool available = true;
    std::optional<Timestamp> until;  ///< empty: until somebody says otherwise
};
BOOST_DESCRIBE_STRUCT(AvailabilityBody, (), (available, until))
/// Of a menu item or of an option; the event menu.availability says the same.
struct AvailabilityAnswer {
    json::Omittable<Id> menuItemId;
    json::Omittable<Id> optionId;
    std::string name;
    AvailabilityView availability;
};
BOOST_DESCRIBE_STRUCT(AvailabilityAnswer, (), (menuItemId, optionId, name, availability))

template <class Offered>
AvailabilityView availability_of(const Offered& offered, Timestamp now) {
    if (is_available_at(offered, now)) return {};
    return {false, offered.unavailable_until};
}
OptionGroupView view_of(const OptionGroup& group, Timestamp now);
ItemOptionGroup view_of(const OfferedGroup& group, Timestamp now);

}  // namespace cafepos::menu
