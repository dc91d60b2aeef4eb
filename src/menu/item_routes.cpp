#include "audit/routes.h"
#include "context.h"
#include "menu_list.h"
#include "picture_change.h"
#include "rules.h"
#include "store.h"
#include "wire.h"

namespace cafepos::menu {
namespace {

using http::Access;
using http::Method;
using http::NoBody;
using http::NoContent;
using http::Reply;
using http::Request;

constexpr std::size_t form_overhead_bytes = 1024UL * 1024;

using ListReply = Reply<Encoded<MenuItemList>>;

ListReply filtered_list(db::Transaction& transaction, const Filter& filter) {
    MenuItemList answer;
    for (const Item& item : list(transaction, filter)) answer.menu_items.push_back(wire_of(item));
    answer.amount = count(transaction, filter);
    return {.data = {json::to_text(answer)}};
}

ListReply whole_list(db::Transaction& transaction, MenuList& menu) {
    const auto text = menu.current(transaction);
    return {.data = {text->json}, .headers = {{"ETag", text->etag}, {"Cache-Control", "private, no-cache"}}};
}

bool has_filter(const ListFields& query) { return query.category || query.active || query.search || query.limit || query.offset; }

std::string detail_of(const NewItem& item) {
    json::Writer out;
    out.begin_object();
    out.key("name");
    out.string(item.name);
    out.key("size");
    out.string(item.size);
    out.key("price");
    json::write(out, item.price);
    out.end_object();
    return out.take();
}

// The picture of a form, on disk but in no row yet.
std::optional<PendingPicture> save_picture(const Context& context, const http::Call& call, const Id& id) {
    const http::UploadedFile* file = find_file(call.files(), "image");
    if (file == nullptr) return std::nullopt;
    return PendingPicture(context.pictures, context.pictures.save(context.pictures.clean(file->bytes), id));
}

void commit(std::optional<PendingPicture>& picture, const std::function<void()>& write) {
    if (picture) {
        picture->commit(write);
    } else {
        write();
    }
}

Reply<MenuItem> create_item(const Context& context, const Request<ItemFields>& request) {
    NewItem item = new_item(request.body);
    const Id id = context.ids.next();
    auto picture = save_picture(context, request.call, id);
    if (picture) item.image_url = picture->saved().image_url;
    MenuItem answer;
    commit(picture, [&] {
        context.database.write([&](db::Transaction& transaction) {
            insert(transaction, id, item, request.call.actor().user_id, context.clock.now(), context.ids);
            raise_version(transaction);
            record(transaction, context, audit::origin_of(request.call), "created", id, detail_of(item));
            answer = wire_of(existing(transaction, id));
        });
    });
    return {.data = answer};
}

Reply<MenuItem> change_item(const Context& context, const Request<ItemFields>& request) {
    const Id id = item_id(request.call);
    // Judged before the picture costs anything, and again below on what is then stored.
    context.database.read([&](db::Transaction& transaction) { changed_item(existing(transaction, id), request.body); });
    auto picture = save_picture(context, request.call, id);
    Item before;
    Item after;
    commit(picture, [&] {
        context.database.write([&](db::Transaction& transaction) {
            before = existing(transaction, id);
            after = changed_item(before, request.body);
            if (picture) after.image_url = picture->saved().image_url;
            if (after == before) return;
            after.updated = context.clock.now();
            update(transaction, before, after, request.call.actor().user_id, after.updated, context.ids);
            record(transaction, context, audit::origin_of(request.call), "updated", id, difference(before, after));
        });
    });
    if (after.image_url != before.image_url) drop_picture(context.database, context.pictures, before.image_url);
    return {.data = wire_of(after)};
}

NoContent remove_item(const Context& context, const http::Call& call) {
    const Id id = item_id(call);
    Item item;
    context.database.write([&](db::Transaction& transaction) {
        item = existing(transaction, id);
        archive(transaction, id, context.clock.now());
        record(transaction, context, audit::origin_of(call), "archived", id, "{}");
    });
    drop_picture(context.database, context.pictures, item.image_url);
    return {};
}

void add_read_routes(http::EndpointTable& table, const Context& context) {
    table.add({.method = Method::get,
               .path = "/menu_items",
               .access = Access::permission("menu.view"),
               .summary = "List the menu, by name",
               .also = {304}},
              [context, menu = std::make_shared<MenuList>()](const Request<NoBody, ListFields>& request) -> ListReply {
                  const Filter filter = filter_of(request.query);
                  return context.database.reading([&](db::Transaction& transaction) {
                      return has_filter(request.query) ? filtered_list(transaction, filter) : whole_list(transaction, *menu);
                  });
              });
    table.add({.method = Method::get,
               .path = "/menu_items/{id}",
               .access = Access::permission("menu.view"),
               .summary = "One menu item"},
              [context](const Request<>& request) -> Reply<MenuItem> {
                  const Id id = item_id(request.call);
                  return context.database.reading(
                      [&](db::Transaction& transaction) { return Reply<MenuItem>{.data = wire_of(existing(transaction, id))}; });
              });
}

void add_write_routes(http::EndpointTable& table, const Context& context) {
    const std::size_t body_bytes_max = 2 * context.pictures.limits().bytes_max + form_overhead_bytes;
    table.add({.method = Method::post,
               .path = "/menu_items",
               .access = Access::permission("menu.create"),
               .summary = "Create a menu item, with a picture if the form has one",
               .body_kind = http::BodyKind::json_or_form,
               .body_bytes_max = body_bytes_max,
               .invalid_body = Code::unprocessable,
               .envelope = http::Envelope::without_errors,
               .success = 201},
              [context](const Request<ItemFields>& request) { return create_item(context, request); });
    table.add({.method = Method::put,
               .path = "/menu_items/{id}",
               .access = Access::permission("menu.edit"),
               .summary = "Change what is given of a menu item, and its picture if the form has one",
               .body_kind = http::BodyKind::json_or_form,
               .body_bytes_max = body_bytes_max,
               .invalid_body = Code::unprocessable},
              [context](const Request<ItemFields>& request) { return change_item(context, request); });
    table.add({.method = Method::remove,
               .path = "/menu_items/{id}",
               .access = Access::permission("menu.delete"),
               .summary = "Take an item off the menu; what it sold keeps its name"},
              [context](const Request<>& request) { return remove_item(context, request.call); });
}

}  // namespace

void add_item_routes(http::EndpointTable& table, const Context& context) {
    add_read_routes(table, context);
    add_write_routes(table, context);
}

}  // namespace cafepos::menu
