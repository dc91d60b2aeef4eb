#include "combo_rules.h"
#include "combo_store.h"
#include "combo_wire.h"
#include "menu_store.h"
#include "option_rules.h"
#include "route_parts.h"

namespace cafepos::menu {

ComboView view_of(const ComboSlots& slots) {
    ComboView view;
    for (const ComboSlot& slot : slots) {
        ComboSlotView& shown = view.slots.emplace_back();
        shown.name = slot.name;
        for (const ComboChoice& one : slot.choices) {
            if (one.is_archived) continue;
            shown.choices.push_back({one.menu_item_id, one.name, one.size, one.price_delta, one.is_default});
        }
    }
    return view;
}

void require_kind_possible(db::Transaction& transaction, const Item& item) {
    if (item.kind == ItemKind::combo) {
        if (store::has_recipe(transaction, item.id))
            throw Error::field(Code::conflict, "", "combo_recipe",
                               "A combo has no recipe of its own: take the item's recipe away first");
        if (store::has_option_groups(transaction, item.id)) {
            throw Error::field(Code::conflict, "", "combo_options",
                               "A combo has no options of its own: take the item's option groups away first");
        }
    }
    if (item.kind == ItemKind::item && !item.open_price) return;
    if (const auto combo = store::find_combo_with(transaction, item.id)) {
        throw Error::field(Code::conflict, "", "combo_part",
                           "The item is a part of " + *combo + ": it can neither be a combo nor have an open price");
    }
}

namespace {

using http::Access;
using http::Method;
using http::Reply;
using http::Request;

/// At once: nobody's sale waits while a list without end is read.
void require_limits(const ComboBody& body) {
    Checks checks;
    const auto require = [&](const std::string& field, std::size_t size, std::size_t least, std::size_t most) {
        checks.require(size >= least && size <= most, field, "length",
                       "must be " + std::to_string(least) + " to " + std::to_string(most));
    };
    require("slots", body.slots.size(), 0, combo_slots_max);
    checks.refuse_if_any();
    for (std::size_t i = 0; i < body.slots.size(); ++i) {
        require("slots[" + std::to_string(i) + "].choices", body.slots[i].choices.size(), 1, combo_choices_max);
    }
    checks.refuse_if_any();
}

std::unordered_map<Id, SaleItem> items_of(db::Transaction& transaction, const ComboBody& body, Timestamp now) {
    std::vector<Id> ids;
    for (const ComboSlotBody& slot : body.slots) {
        for (const ComboChoiceBody& choice : slot.choices) ids.push_back(choice.menuItemId);
    }
    return find_for_sale(transaction, ids, now);
}

ComboSlots slots_of(db::Transaction& transaction, const ComboBody& body, Timestamp now) {
    require_limits(body);
    const auto items = items_of(transaction, body, now);
    Checks checks;
    ComboSlots slots;
    for (const ComboSlotBody& given : body.slots) {
        const std::string field = "slots[" + std::to_string(slots.size()) + "]";
        ComboSlot slot{checked_option_name(field + ".name", given.name, checks), {}};
        for (const ComboChoiceBody& one : given.choices) {
            const auto found = items.find(one.menuItemId);
            const SaleItem* item = found == items.end() ? nullptr : &found->second;
            check_part(field + ".choices[" + std::to_string(slot.choices.size()) + "].menuItemId", item, checks);
            slot.choices.push_back({one.menuItemId, one.priceDelta.value_or(Money()), one.isDefault.value_or(false)});
            if (item == nullptr) continue;
            slot.choices.back().name = item->name;
            slot.choices.back().size = item->size;
        }
        slots.push_back(std::move(slot));
    }
    check_slots(slots, checks);
    checks.refuse_if_any();
    return slots;
}

/// What each choice costs more or less is a price, too.
void enter_prices(db::Transaction& transaction, const Workshop& workshop, const Act& act, const Item& combo,
                  const ComboSlots& slots) {
    std::vector<journal::Record> choices;
    for (const ComboSlot& slot : slots) {
        for (const ComboChoice& choice : slot.choices) {
            journal::Record& record = choices.emplace_back();
            record.add("slot", slot.name);
            record.add("menu_item_id", choice.menu_item_id);
            record.add("price_delta", choice.price_delta);
        }
    }
    journal::Record record;
    const Priced priced = priced_of(combo);
    record.add("name", priced.name);
    record.add("price", combo.price);
    record.add("choices", choices);
    record.add("staff_id", act.actor.user_id);
    workshop.journal.append(transaction, journal::kind::price, combo.id.text(), record);
}

Reply<ItemCombo> replace(db::Transaction& transaction, const Workshop& workshop, const Request<ComboBody>& request) {
    const Act act = workshop.act(request.call);
    const Item item = existing(transaction, item_id(request.call));
    if (item.kind != ItemKind::combo && !request.body.slots.empty()) {
        throw Error::field(Code::conflict, "", "no_combo", "The item is no combo: give it the kind combo first");
    }
    const ComboSlots slots = slots_of(transaction, request.body, act.now);
    store::set_slots(transaction, item.id, slots);
    enter_prices(transaction, workshop, act, item, slots);
    ItemCombo answer{item.id, view_of(slots)};
    record(transaction, workshop, act.origin, "combo_changed", item.id, json::to_text(answer));
    return {std::move(answer), "Combo saved successfully"};
}

}  // namespace

void add_combo_routes(http::EndpointTable& table, const Workshop& workshop) {
    table.add_command(
        {Method::put, "/menu_items/{id}/combo", Access::permission("menu.edit"), "What a combo is made of, slot by slot"},
        [workshop](const Request<ComboBody>& request, db::Transaction& transaction) {
            return replace(transaction, workshop, request);
        });
}

}  // namespace cafepos::menu
