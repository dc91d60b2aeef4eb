#include "route_parts.h"

#include "item_store.h"
#include "wire.h"

namespace cafepos::menu {

std::size_t form_bytes_max(const images::Store& pictures) {
    constexpr std::size_t overhead_bytes = 1024UL * 1024;
    return 2 * pictures.limits().bytes_max + overhead_bytes;
}

Error item_not_found() { return Error::field(Code::not_found, "", "gone", "Menu item not found"); }

Id item_id(const http::Call& call) {
    const auto id = Id::parse(call.path_text("id"));
    if (!id) throw item_not_found();
    return *id;
}

Item existing(db::Transaction& transaction, const Id& id) {
    auto item = store::find_item(transaction, id);
    if (!item) throw item_not_found();
    return std::move(*item);
}

void record(db::Transaction& transaction, const Workshop& workshop, const audit::Origin& origin, std::string_view change,
            const std::optional<Id>& item, const std::string& detail_json) {
    audit::Entry entry{.action = item ? "menu_item." + std::string(change) : "menu." + std::string(change),
                       .entity = "menu_item",
                       .detail_json = detail_json};
    if (item) entry.entity_id = item->text();
    workshop.audit.record(transaction, origin, entry);
    json::Writer payload;
    payload.begin_object();
    payload.key("change");
    payload.string(change);
    if (item) {
        payload.key("menuItemId");
        payload.string(item->text());
    }
    payload.end_object();
    workshop.events.publish(transaction, {.kind = "menu", .permission = "menu.view", .payload_json = payload.take()});
}

void enter_price(db::Transaction& transaction, const Workshop& workshop, const Act& act, const std::optional<Money>& before,
                 const Priced& after) {
    if (before == after.price) return;
    journal::Record record;
    record.add("name", after.name);
    record.add("before", before);
    record.add("price", after.price);
    record.add("staff_id", act.actor.user_id);
    workshop.journal.append(transaction, journal::kind::price, after.id.text(), record);
}

Priced priced_of(const Item& item) { return {item.id, item.name + " (" + item.size + ")", item.price}; }

std::string difference(const Item& before, const Item& after) {
    const MenuItem was = view_of(before);
    const MenuItem is = view_of(after);
    json::Writer out;
    out.begin_object();
    boost::mp11::mp_for_each<boost::describe::describe_members<MenuItem, boost::describe::mod_public>>([&](auto member) {
        const std::string from = json::to_text(was.*member.pointer);
        const std::string to = json::to_text(is.*member.pointer);
        if (from == to) return;
        out.key(member.name);
        out.begin_object();
        out.key("from");
        out.raw(from);
        out.key("to");
        out.raw(to);
        out.end_object();
    });
    out.end_object();
    return out.take();
}

}  // namespace cafepos::menu
