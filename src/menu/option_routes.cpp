#include <algorithm>

#include "core/checks.h"
#include "item_store.h"
#include "option_rules.h"
#include "option_store.h"
#include "option_wire.h"
#include "route_parts.h"

namespace cafepos::menu {
namespace {

using http::Access;
using http::Method;
using http::NoContent;
using http::Reply;
using http::Request;

const auto may_view = Access::permission("menu.view");
const auto may_edit = Access::permission("menu.edit");

/// Makes a request into what is stored; remembers what is wrong with it.
class GroupReader {
public:
    GroupReader(db::Transaction& transaction, const StockAmounts& stock, IdSource& ids)
        : transaction_(transaction), stock_(stock), ids_(ids) {}

    OptionGroup apply(const OptionGroupBody& body, OptionGroup group) {
        checks_.require(body.name.has_value() || !group.name.empty(), "name", "required", "is required");
        if (body.name) group.name = checked_option_name("name", *body.name, checks_);
        group.min_choices = body.minChoices.value_or(group.min_choices);
        if (body.maxChoices.present) group.max_choices = body.maxChoices.value;
        group.sort_order = body.sortOrder.value_or(group.sort_order);
        if (body.options) {
            require_at_most("options", body.options->size(), options_max);
            group.options = options_of(*body.options, group);
        }
        check_group(group, checks_);
        checks_.refuse_if_any();
        return group;
    }

private:
    /// At once: nobody's sale waits while a list without end is read.
    static void require_at_most(const std::string& field, std::size_t size, std::size_t most) {
        if (size <= most) return;
        throw Error::field(Code::validation_error, field, "length", field + " must be " + std::to_string(most) + " at most");
    }

    std::vector<Option> options_of(const std::vector<OptionBody>& bodies, const OptionGroup& group) {
        std::vector<Option> options;
        for (const OptionBody& body : bodies) {
            options.push_back(option_of(body, group, "options[" + std::to_string(options.size()) + "]"));
            if (!body.sortOrder) options.back().sort_order = static_cast<int>(options.size());
        }
        return options;
    }

    Option option_of(const OptionBody& body, const OptionGroup& group, const std::string& field) {
        Option option = begun(body, group, field);
        checks_.require(body.name.has_value() || !option.name.empty(), field + ".name", "required", "is required");
        if (body.name) option.name = checked_option_name(field + ".name", *body.name, checks_);
        option.price_delta = body.priceDelta.value_or(option.price_delta);
        option.is_default = body.isDefault.value_or(option.is_default);
        option.max_quantity = body.maxQuantity.value_or(option.max_quantity);
        option.sort_order = body.sortOrder.value_or(option.sort_order);
        if (body.ingredients) {
            require_at_most(field + ".ingredients", body.ingredients->size(), option_ingredients_max);
            option.ingredients.clear();
            for (const OptionIngredientBody& one : *body.ingredients) {
                const std::string path = field + ".ingredients[" + std::to_string(option.ingredients.size()) + "]";
                option.ingredients.push_back(change_of(one, path));
            }
        }
        return option;
    }

    /// The group's option that is meant, or a new one.
    Option begun(const OptionBody& body, const OptionGroup& group, const std::string& field) {
        Option fresh;
        fresh.group_id = group.id;
        if (body.id) {
            const auto found = std::ranges::find(group.options, *body.id, &Option::id);
            const bool is_new = std::ranges::find(used_, *body.id) == used_.end();
            used_.push_back(*body.id);
            checks_.require(is_new, field + ".id", "duplicate", "is said of another option already");
            if (found != group.options.end() && is_new) return *found;
            checks_.require(found != group.options.end(), field + ".id", "unknown", "is no option of this group");
        }
        fresh.id = ids_.next();
        return fresh;
    }

    RecipeChange change_of(const OptionIngredientBody& body, const std::string& field) {
        if (body.removes) {
            checks_.require(!body.inventoryItemId && !body.replaces, field + ".removes", "choice",
                            "stands without inventoryItemId and replaces");
            look_up(*body.removes, {}, {}, field + ".removes");
            return {RecipeEffect::removes, body.removes, {}, {}};
        }
        if (!body.inventoryItemId) {
            checks_.fail(field + ".inventoryItemId", "required", "is required");
            return {};
        }
        if (body.replaces) {
            look_up(*body.replaces, {}, {}, field + ".replaces");
            look_up(*body.inventoryItemId, {}, {}, field + ".inventoryItemId");
            return {RecipeEffect::replaces, body.replaces, body.inventoryItemId, body.ratio.value_or(Quantity::of(1000))};
        }
        checks_.require(body.quantity.has_value(), field + ".quantity", "required", "is required");
        const Quantity asked = body.quantity.value_or(Quantity::of(1));
        const auto found = look_up(*body.inventoryItemId, asked, body.unit, field + ".inventoryItemId");
        if (!found) return {RecipeEffect::adds, {}, body.inventoryItemId, asked};
        checks_.require(found->quantity.has_value(), field + ".unit", "unit",
                        "does not fit: " + found->name + " is kept in " + found->unit);
        return {RecipeEffect::adds, {}, body.inventoryItemId, found->quantity.value_or(asked)};
    }

    std::optional<StockAmount> look_up(const Id& item, Quantity quantity, const std::optional<std::string>& unit,
                                       const std::string& field) {
        auto found = stock_(transaction_, item, quantity, unit);
        checks_.require(found.has_value(), field, "unknown", "is no inventory item");
        return found;
    }

    db::Transaction& transaction_;
    const StockAmounts& stock_;
    IdSource& ids_;
    Checks checks_;
    std::vector<Id> used_;
};

OptionGroup existing_group(db::Transaction& transaction, const Id& id) {
    auto group = store::find_group(transaction, id);
    if (!group) throw Error::field(Code::not_found, "", "gone", "Option group not found");
    return std::move(*group);
}

/// Tells the audit log, and the registers that the menu is another.
void record_group(db::Transaction& transaction, const Workshop& workshop, const Act& act, const char* action, const Id& id,
                  const std::string& detail_json) {
    workshop.record(transaction, act, {action, "option_group", id.text(), detail_json});
    workshop.events.publish(transaction, {"menu", "menu.view", R"({"change":"options"})"});
}

void enter_prices(db::Transaction& transaction, const Workshop& workshop, const Act& act, const OptionGroup& before,
                  const OptionGroup& after) {
    for (const Option& option : after.options) {
        const auto was = std::ranges::find(before.options, option.id, &Option::id);
        const auto price = was == before.options.end() ? std::nullopt : std::optional(was->price_delta);
        enter_price(transaction, workshop, act, price, {option.id, after.name + ": " + option.name, option.price_delta});
    }
}

Reply<OptionGroupReply> create(db::Transaction& transaction, const Workshop& workshop, const StockAmounts& stock,
                               const Request<OptionGroupBody>& request) {
    const Act act = workshop.act(request.call);
    OptionGroup group;
    group.id = workshop.ids.next();
    group.created_at = group.updated_at = act.now;
    group = GroupReader(transaction, stock, workshop.ids).apply(request.body, std::move(group));
    store::insert(transaction, group);
    enter_prices(transaction, workshop, act, {}, group);
    OptionGroupReply reply{view_of(group, act.now)};
    record_group(transaction, workshop, act, "option_group.created", group.id, json::to_text(reply.optionGroup));
    return {std::move(reply), "Option group created successfully"};
}

/// Items have limits of their own, which the group's must leave possible.
void require_items_possible(db::Transaction& transaction, const OptionGroup& group) {
    Checks checks;
    for (const store::Attachment& one : store::attachments_of_group(transaction, group.id)) {
        const auto item = store::find_item(transaction, one.menu_item_id);
        const std::string name = item ? item->name + " (" + item->size + ")" : one.menu_item_id.text();
        check_own_limits("with the limits of " + name, group, {one.min_choices, one.max_choices}, checks);
    }
    checks.refuse_if_any();
}

Reply<OptionGroupReply> change(db::Transaction& transaction, const Workshop& workshop, const StockAmounts& stock,
                               const Request<OptionGroupBody>& request) {
    const Act act = workshop.act(request.call);
    const OptionGroup before = existing_group(transaction, request.call.path_id());
    OptionGroup after = GroupReader(transaction, stock, workshop.ids).apply(request.body, before);
    require_items_possible(transaction, after);
    after.updated_at = act.now;
    store::update(transaction, before, after);
    enter_prices(transaction, workshop, act, before, after);
    OptionGroupReply reply{view_of(after, act.now)};
    record_group(transaction, workshop, act, "option_group.changed", after.id, json::to_text(reply.optionGroup));
    return {std::move(reply), "Option group updated successfully"};
}

NoContent remove(db::Transaction& transaction, const Workshop& workshop, const Request<>& request) {
    const Act act = workshop.act(request.call);
    const OptionGroup group = existing_group(transaction, request.call.path_id());
    store::archive(transaction, group, act.now);
    record_group(transaction, workshop, act, "option_group.archived", group.id, "{}");
    return {};
}

std::vector<store::Attachment> attachments_of(db::Transaction& transaction, const Id& item, const ItemGroupsBody& body) {
    Checks checks;
    std::vector<store::Attachment> attachments;
    checks.require(body.groups.size() <= groups_of_item_max, "groups", "length",
                   "must be " + std::to_string(groups_of_item_max) + " at most");
    checks.refuse_if_any();
    for (const ItemGroupBody& one : body.groups) {
        const std::string field = "groups[" + std::to_string(attachments.size()) + "]";
        const auto group = store::find_group(transaction, one.groupId);
        checks.require(group.has_value(), field + ".groupId", "unknown", "is no option group");
        checks.require(std::ranges::find(attachments, one.groupId, &store::Attachment::group_id) == attachments.end(),
                       field + ".groupId", "duplicate", "is there already");
        if (group) check_own_limits(field, *group, {one.minChoices, one.maxChoices}, checks);
        attachments.push_back({item, one.groupId, static_cast<int>(attachments.size()) + 1, one.minChoices, one.maxChoices});
    }
    checks.refuse_if_any();
    return attachments;
}

Reply<ItemOptionGroups> attach(db::Transaction& transaction, const Workshop& workshop, const Request<ItemGroupsBody>& request) {
    const Act act = workshop.act(request.call);
    const Item item = existing(transaction, item_id(request.call));
    if (item.kind == ItemKind::combo && !request.body.groups.empty()) {
        throw Error::field(Code::conflict, "", "combo_options", "A combo has no options of its own: its parts have theirs");
    }
    store::set_attachments(transaction, item.id, attachments_of(transaction, item.id, request.body));
    ItemOptionGroups answer{item.id, {}};
    for (const OfferedGroup& group : store::list_offered_groups(transaction, {item.id})) {
        answer.optionGroups.push_back(view_of(group, act.now));
    }
    record(transaction, workshop, act.origin, "options_changed", item.id, json::to_text(answer));
    return {std::move(answer), "Option groups saved successfully"};
}

void add_group_reading(http::EndpointTable& table, const Workshop& workshop) {
    table.add({Method::get, "/option_groups", may_view, "What can be chosen with menu items"},
              [workshop](const Request<>&) -> Reply<OptionGroupList> {
                  OptionGroupList list;
                  const Timestamp now = workshop.clock.now();
                  for (const OptionGroup& group : workshop.database.reading(store::list_groups)) {
                      list.optionGroups.push_back(view_of(group, now));
                  }
                  return {std::move(list), "Option groups retrieved successfully"};
              });
    table.add({Method::get, "/option_groups/{id}", may_view, "One group of options"},
              [workshop](const Request<>& request) -> Reply<OptionGroupReply> {
                  const Id id = request.call.path_id();
                  const OptionGroup group =
                      workshop.database.reading([&](db::Transaction& transaction) { return existing_group(transaction, id); });
                  return {{view_of(group, workshop.clock.now())}, "Option group retrieved successfully"};
              });
}

}  // namespace

void add_option_routes(http::EndpointTable& table, const Workshop& workshop, const StockAmounts& stock) {
    add_group_reading(table, workshop);
    table.add_command(http::Endpoint{Method::post, "/option_groups", may_edit, "Add a group of options"}.creating(),
                      [workshop, stock](const Request<OptionGroupBody>& request, db::Transaction& transaction) {
                          return create(transaction, workshop, stock, request);
                      });
    table.add_command({Method::put, "/option_groups/{id}", may_edit, "Change what is given of a group; options are given whole"},
                      [workshop, stock](const Request<OptionGroupBody>& request, db::Transaction& transaction) {
                          return change(transaction, workshop, stock, request);
                      });
    table.add_command(
        {Method::remove, "/option_groups/{id}", may_edit, "Take a group off the menu; what it sold keeps its names"},
        [workshop](const Request<>& request, db::Transaction& transaction) { return remove(transaction, workshop, request); });
    table.add_command({Method::put, "/menu_items/{id}/option_groups", may_edit, "Which groups an item offers, in which order"},
                      [workshop](const Request<ItemGroupsBody>& request, db::Transaction& transaction) {
                          return attach(transaction, workshop, request);
                      });
}

}  // namespace cafepos::menu
