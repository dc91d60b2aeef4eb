#include "context.h"

#include "json/write.h"
#include "store.h"

namespace cafepos::menu {
namespace {

template <class T>
void write_change(json::Writer& out, std::string_view name, const T& before, const T& after) {
    if (before == after) return;
    out.key(name);
    out.begin_object();
    out.key("from");
    json::write(out, before);
    out.key("to");
    json::write(out, after);
    out.end_object();
}

}  // namespace

Error item_not_found() { return {Code::not_found, "Menu item not found"}; }

Id item_id(const http::Call& call) {
    const auto id = Id::parse(call.path_text("id"));
    if (!id) throw item_not_found();
    return *id;
}

Item existing(db::Transaction& transaction, const Id& id) {
    auto item = find(transaction, id);
    if (!item) throw item_not_found();
    return std::move(*item);
}

void record(db::Transaction& transaction, const Context& context, const audit::Origin& origin, std::string_view change,
            const std::optional<Id>& item, const std::string& detail_json) {
    audit::Entry entry{.action = item ? "menu_item." + std::string(change) : "menu." + std::string(change),
                       .entity = "menu_item",
                       .detail_json = detail_json};
    if (item) entry.entity_id = item->text();
    context.audit.record(transaction, origin, entry);
    json::Writer payload;
    payload.begin_object();
    payload.key("change");
    payload.string(change);
    if (item) {
        payload.key("menuItemId");
        payload.string(item->text());
    }
    payload.end_object();
    context.events.publish(transaction, {.kind = "menu", .permission = "menu.view", .payload_json = payload.take()});
}

std::string difference(const Item& before, const Item& after) {
    json::Writer out;
    out.begin_object();
    write_change(out, "name", before.name, after.name);
    write_change(out, "size", before.size, after.size);
    write_change(out, "price", before.price, after.price);
    write_change(out, "category", before.category, after.category);
    write_change(out, "description", before.description, after.description);
    write_change(out, "imageUrl", before.image_url, after.image_url);
    write_change(out, "isActive", before.is_active, after.is_active);
    write_change(out, "sortOrder", before.sort_order, after.sort_order);
    write_change(out, "volume", before.volume, after.volume);
    write_change(out, "allergens", before.allergens, after.allergens);
    write_change(out, "calories", before.calories, after.calories);
    out.end_object();
    return out.take();
}

}  // namespace cafepos::menu
