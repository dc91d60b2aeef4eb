#include "item_store.h"
#include "picture_change.h"
#include "picture_wire.h"
#include "route_parts.h"

namespace cafepos::menu {
namespace {

using http::Access;
using http::Method;
using http::Reply;
using http::Request;

constexpr std::string_view permission = "menu.edit";

ManagedItem managed(const Item& item) {
    ManagedItem managed{.id = item.id,
                        .name = item.name,
                        .size = item.size,
                        .category = item.category,
                        .imageUrl = item.image_url,
                        .hasImage = item.image_url.has_value(),
                        .thumbnailUrl = {}};
    if (item.image_url) managed.thumbnailUrl = images::Store::thumbnail_url(*item.image_url);
    return managed;
}

Reply<ManagedPictures> manage(const Workshop& workshop) {
    ManagedPictures answer;
    for (const Item& item :
         workshop.database.reading([](db::Transaction& transaction) { return store::list_items(transaction, {}); })) {
        answer.items.push_back(managed(item));
        answer.grouped_items[item.name].push_back(answer.items.back());
        ++(item.image_url ? answer.items_with_images : answer.items_without_images);
    }
    answer.total_items = static_cast<int>(answer.items.size());
    return {.data = std::move(answer), .message = "Image management data retrieved"};
}

Reply<RemovedPicture> remove_picture(const Workshop& workshop, images::Store& pictures, const http::Call& call) {
    const Id id = item_id(call);
    const Act act = workshop.act(call);
    Item before;
    workshop.database.write([&](db::Transaction& transaction) {
        before = existing(transaction, id);
        if (!before.image_url) return;
        Item after = before;
        after.image_url.reset();
        store::set_image_url(transaction, id, std::nullopt, act.now);
        record(transaction, workshop, act.origin, "updated", id, difference(before, after));
    });
    drop_picture(workshop.database, pictures, before.image_url);
    return {.data = {id}, .message = "Image removed successfully"};
}

}  // namespace

void add_picture_management_routes(http::EndpointTable& table, const Workshop& workshop, images::Store& pictures) {
    table.add({.method = Method::get,
               .path = "/images/management",
               .access = Access::permission(permission),
               .summary = "Which menu items have pictures"},
              [workshop](const Request<>&) { return manage(workshop); });
    table.add({.method = Method::remove,
               .path = "/images/management/{id}",
               .access = Access::permission(permission),
               .summary = "Remove a menu item's picture"},
              [workshop, &pictures](const Request<>& request) { return remove_picture(workshop, pictures, request.call); });
}

}  // namespace cafepos::menu
