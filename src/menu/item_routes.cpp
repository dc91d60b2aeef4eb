#include <unordered_map>

#include "combo_store.h"
#include "core/checks.h"
#include "item_store.h"
#include "menu_list.h"
#include "option_store.h"
#include "picture_change.h"
#include "route_parts.h"
#include "rules.h"
#include "wire.h"

namespace cafepos::menu {
namespace {

using http::Access;
using http::Method;
using http::NoBody;
using http::NoContent;
using http::Reply;
using http::Request;

using ListReply = Reply<Encoded<MenuItemList>>;

struct CreatedDetail {
    std::string name;
    std::string size;
    Money price;
};
BOOST_DESCRIBE_STRUCT(CreatedDetail, (), (name, size, price))

store::Filter filter_of(const ListFields& fields) {
    store::Filter filter{
        .category = fields.category, .active = fields.active, .search = fields.search, .barcode = fields.barcode};
    if (fields.limit) filter.limit = *fields.limit;
    if (fields.offset) filter.offset = *fields.offset;
    Checks checks;
    checks.require(filter.limit >= 0, "limit", "range", "must not be negative");
    checks.require(filter.offset >= 0, "offset", "range", "must not be negative");
    checks.refuse_if_any();
    return filter;
}

void expand_combos(db::Transaction& transaction, const std::vector<Item>& items, std::vector<MenuItem>& views) {
    std::vector<Id> combos;
    for (const Item& item : items) {
        if (item.kind == ItemKind::combo) combos.push_back(item.id);
    }
    const auto slots = store::list_slots(transaction, combos);
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (items[i].kind != ItemKind::combo) continue;
        const auto found = slots.find(items[i].id);
        views[i].combo = found == slots.end() ? ComboView() : view_of(found->second);
    }
}

/// The items with what can be chosen with them, and whether they can be had.
std::vector<MenuItem> expanded(db::Transaction& transaction, const std::vector<Item>& items, Timestamp now) {
    std::vector<MenuItem> views;
    std::unordered_map<Id, std::size_t> positions;
    std::vector<Id> ids;
    for (const Item& item : items) {
        positions.emplace(item.id, views.size());
        ids.push_back(item.id);
        MenuItem& view = views.emplace_back(view_of(item));
        view.availability = availability_of(item, now);
        view.optionGroups.emplace();
    }
    for (const OfferedGroup& group : store::list_offered_groups(transaction, ids)) {
        views[positions.at(group.menu_item_id)].optionGroups->push_back(view_of(group, now));
    }
    expand_combos(transaction, items, views);
    return views;
}

ListReply filtered_list(db::Transaction& transaction, const store::Filter& filter, const std::optional<Expand>& expand,
                        Timestamp now) {
    MenuItemList answer;
    const auto items = store::list_items(transaction, filter);
    if (expand) {
        answer.menu_items = expanded(transaction, items, now);
    } else {
        for (const Item& item : items) answer.menu_items.push_back(view_of(item));
    }
    answer.amount = store::count_items(transaction, filter);
    return {.data = {json::to_text(answer)}};
}

ListReply whole_list(db::Transaction& transaction, MenuList& menu) {
    const auto text = menu.current(transaction);
    return {.data = {text->json}, .headers = {{"ETag", text->etag}, {"Cache-Control", "private, no-cache"}}};
}

bool is_whole_list(const ListFields& query) {
    return !query.category && !query.active && !query.search && !query.barcode && !query.limit && !query.offset && !query.expand;
}

Reply<MenuItem> one_item(db::Transaction& transaction, const Id& id, const ItemQuery& query, Timestamp now) {
    const Item item = existing(transaction, id);
    return {.data = query.expand ? expanded(transaction, {item}, now).front() : view_of(item)};
}

// The picture of a form, on disk but in no row yet.
std::optional<PendingPicture> save_picture(images::Store& pictures, const http::Call& call, const Id& id) {
    const http::UploadedFile* file = call.file("image");
    if (file == nullptr) return std::nullopt;
    return PendingPicture(pictures, pictures.save(pictures.clean(file->bytes), id));
}

void require_free_barcode(db::Transaction& transaction, const Item& item) {
    if (!item.barcode) return;
    const auto holder = store::find_by_barcode(transaction, *item.barcode);
    if (holder && holder != item.id) {
        throw Error::field(Code::conflict, "barcode", "taken", "Another menu item has this barcode");
    }
}

void commit(std::optional<PendingPicture>& picture, const std::function<void()>& write) {
    if (picture) {
        picture->commit(write);
    } else {
        write();
    }
}

void require_station(db::Transaction& transaction, const std::optional<Id>& station) {
    if (!station || store::has_station(transaction, *station)) return;
    throw Error::field(Code::unprocessable, "stationId", "unknown", "stationId is not a station");
}

http::RawReplyOf<MenuItem> create_item(const Workshop& workshop, images::Store& pictures, const Request<ItemFields>& request,
                                       const http::LastWrite& write) {
    Item item = new_item(request.body);
    item.id = workshop.ids.next();
    auto picture = save_picture(pictures, request.call, item.id);
    if (picture) item.image_url = picture->saved().image_url;
    const Act act = workshop.act(request.call);
    const std::string detail = json::to_text(CreatedDetail{item.name, item.size, item.price});
    http::RawReply answer;
    commit(picture, [&] {
        answer = write([&](db::Transaction& transaction) -> Reply<MenuItem> {
            require_station(transaction, item.station_id);
            require_free_barcode(transaction, item);
            store::insert(transaction, item, act.actor.user_id, act.now, workshop.ids);
            store::raise_version(transaction);
            enter_price(transaction, workshop, act, std::nullopt, priced_of(item));
            record(transaction, workshop, act.origin, "created", item.id, detail);
            return {.data = view_of(existing(transaction, item.id))};
        });
    });
    return answer;
}

Reply<MenuItem> change_item(const Workshop& workshop, images::Store& pictures, const Request<ItemFields>& request) {
    const Id id = item_id(request.call);
    // Judged before the picture costs anything, and again below on what is then stored.
    workshop.database.read([&](db::Transaction& transaction) { changed_item(existing(transaction, id), request.body); });
    auto picture = save_picture(pictures, request.call, id);
    const Act act = workshop.act(request.call);
    Item before;
    Item after;
    commit(picture, [&] {
        workshop.database.write([&](db::Transaction& transaction) {
            before = existing(transaction, id);
            after = changed_item(before, request.body);
            if (picture) after.image_url = picture->saved().image_url;
            if (after == before) return;
            require_kind_possible(transaction, after);
            if (after.kind == ItemKind::item && before.kind == ItemKind::combo) store::set_slots(transaction, id, {});
            if (after.station_id != before.station_id) require_station(transaction, after.station_id);
            require_free_barcode(transaction, after);
            record(transaction, workshop, act.origin, "updated", id, difference(before, after));
            store::update(transaction, before, after, act.actor.user_id, act.now, workshop.ids);
            enter_price(transaction, workshop, act, before.price, priced_of(after));
            after.updated_at = act.now;
        });
    });
    if (after.image_url != before.image_url) drop_picture(workshop.database, pictures, before.image_url);
    return {.data = view_of(after)};
}

NoContent remove_item(const Workshop& workshop, images::Store& pictures, const http::Call& call) {
    const Id id = item_id(call);
    const Act act = workshop.act(call);
    Item item;
    workshop.database.write([&](db::Transaction& transaction) {
        item = existing(transaction, id);
        store::archive(transaction, id, act.now);
        record(transaction, workshop, act.origin, "archived", id, "{}");
    });
    drop_picture(workshop.database, pictures, item.image_url);
    return {};
}

void add_read_routes(http::EndpointTable& table, const Workshop& workshop) {
    table.add({.method = Method::get,
               .path = "/menu_items",
               .access = Access::permission("menu.view"),
               .summary = "List the menu, by name",
               .also = {304}},
              [workshop, menu = std::make_shared<MenuList>()](const Request<NoBody, ListFields>& request) -> ListReply {
                  const store::Filter filter = filter_of(request.query);
                  return workshop.database.reading([&](db::Transaction& transaction) {
                      return is_whole_list(request.query)
                                 ? whole_list(transaction, *menu)
                                 : filtered_list(transaction, filter, request.query.expand, workshop.clock.now());
                  });
              });
    table.add({.method = Method::get,
               .path = "/menu_items/{id}",
               .access = Access::permission("menu.view"),
               .summary = "One menu item"},
              [workshop](const Request<NoBody, ItemQuery>& request) -> Reply<MenuItem> {
                  const Id id = item_id(request.call);
                  return workshop.database.reading([&](db::Transaction& transaction) {
                      return one_item(transaction, id, request.query, workshop.clock.now());
                  });
              });
}

void add_write_routes(http::EndpointTable& table, const Workshop& workshop, images::Store& pictures) {
    const std::size_t body_bytes_max = form_bytes_max(pictures);
    table.add_keyed({.method = Method::post,
                     .path = "/menu_items",
                     .access = Access::permission("menu.create"),
                     .summary = "Create a menu item, with a picture if the form has one",
                     .body_kind = http::BodyKind::json_or_form,
                     .body_bytes_max = body_bytes_max,
                     .invalid_body = Code::unprocessable,
                     .envelope = http::Envelope::without_errors,
                     .success = 201},
                    [workshop, &pictures](const Request<ItemFields>& request, const http::LastWrite& write) {
                        return create_item(workshop, pictures, request, write);
                    });
    table.add({.method = Method::put,
               .path = "/menu_items/{id}",
               .access = Access::permission("menu.edit"),
               .summary = "Change what is given of a menu item, and its picture if the form has one",
               .body_kind = http::BodyKind::json_or_form,
               .body_bytes_max = body_bytes_max,
               .invalid_body = Code::unprocessable},
              [workshop, &pictures](const Request<ItemFields>& request) { return change_item(workshop, pictures, request); });
    table.add({.method = Method::remove,
               .path = "/menu_items/{id}",
               .access = Access::permission("menu.delete"),
               .summary = "Take an item off the menu; what it sold keeps its name"},
              [workshop, &pictures](const Request<>& request) { return remove_item(workshop, pictures, request.call); });
}

}  // namespace

void add_item_routes(http::EndpointTable& table, const Workshop& workshop, images::Store& pictures) {
    add_read_routes(table, workshop);
    add_write_routes(table, workshop, pictures);
}

}  // namespace cafepos::menu
