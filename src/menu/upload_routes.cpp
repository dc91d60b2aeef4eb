#include "audit/routes.h"
#include "core/text.h"
#include "item_store.h"
#include "picture_change.h"
#include "picture_rules.h"
#include "picture_wire.h"
#include "route_parts.h"

namespace cafepos::menu {
namespace {

using http::Access;
using http::Method;
using http::Reply;
using http::Request;

constexpr std::string_view permission = "menu.edit";
constexpr std::size_t bulk_body_bytes_max = 64UL * 1024 * 1024;

// POST /upload/image is open in the table, because the register sends no token with it; this is what admits it.
void authorise_upload(const LegacyUploadCheck& legacy_upload_allowed, const http::Call& call) {
    if (const Actor* actor = call.if_actor()) return actor->require(permission);
    if (legacy_upload_allowed && legacy_upload_allowed(call)) return;
    if (call.header("authorization")) throw Error(Code::token_invalid, "Invalid token");
    throw Error(Code::token_required, "Authorization token required");
}

/// The routes' own: whose pictures they save.
struct Pictures {
    Workshop workshop;
    images::Store& files;
};

struct ShownPicture {
    images::Saved saved;
    Item item;
};

// Saves the picture for the item, names it in the row, and lets go of the one before.
ShownPicture show_picture(const Pictures& pictures, const audit::Origin& origin, const Id& id,
                          const images::CleanPicture& clean) {
    PendingPicture picture(pictures.files, pictures.files.save(clean, id));
    Item before;
    Item after;
    picture.commit([&] {
        pictures.workshop.database.write([&](db::Transaction& transaction) {
            before = existing(transaction, id);
            after = before;
            after.image_url = picture.saved().image_url;
            store::set_image_url(transaction, id, after.image_url, pictures.workshop.clock.now());
            record(transaction, pictures.workshop, origin, "updated", id, difference(before, after));
        });
    });
    drop_picture(pictures.workshop.database, pictures.files, before.image_url);
    return {picture.saved(), after};
}

Id wanted_item(const Request<UploadFields, UploadFields>& request) {
    const auto& text = request.body.menu_item_id ? request.body.menu_item_id : request.query.menu_item_id;
    if (request.query.menu_item_id && *text != *request.query.menu_item_id) {
        throw Error::field(Code::validation_error, "menu_item_id", "conflict",
                           "menu_item_id of the form is not that of the query");
    }
    if (!text || text::trim(*text).empty()) {
        throw Error::field(Code::validation_error, "menu_item_id", "required", "menu_item_id is required");
    }
    const auto id = Id::parse(text::trim(*text));
    if (!id) throw item_not_found();
    return *id;
}

Reply<UploadedPicture> upload(const Pictures& pictures, const Request<UploadFields, UploadFields>& request) {
    const Id id = wanted_item(request);
    pictures.workshop.database.read([&](db::Transaction& transaction) { existing(transaction, id); });
    const http::UploadedFile* file = request.call.file("image");
    if (file == nullptr) throw Error::field(Code::validation_error, "image", "required", "No image file provided");
    const auto clean = pictures.files.clean(file->bytes);
    const auto [saved, item] = show_picture(pictures, audit::origin_of(request.call), id, clean);
    return {.data = {.menu_item_id = id,
                     .filename = saved.file_name,
                     .original_filename = file->client_file_name,
                     .image_url = saved.image_url,
                     .thumbnail_url = saved.thumbnail_url,
                     .file_size = saved.file_bytes,
                     .menu_item = {id, item.name, item.size, item.image_url}},
            .message = "Image uploaded successfully"};
}

// All sizes of the item that the file's name means, in the menu's order.
std::vector<Item> items_for_file(const Pictures& pictures, const std::string& file_name) {
    auto items =
        pictures.workshop.database.reading([](db::Transaction& transaction) { return store::list_items(transaction, {}); });
    std::vector<std::string> names;
    for (const Item& item : items) names.push_back(item.name);
    const auto name = name_for_picture(file_name, names);
    std::erase_if(items, [&](const Item& item) { return !name || !text::same(item.name, *name); });
    return items;
}

MatchedFile show_on_all_sizes(const Pictures& pictures, const audit::Origin& origin, const http::UploadedFile& file) {
    const auto clean = pictures.files.clean(file.bytes);
    const auto items = items_for_file(pictures, file.client_file_name);
    if (items.empty()) throw Error(Code::not_found, "No matching menu item found");
    MatchedFile result{.filename = file.client_file_name,
                       .menu_item_id = items.front().id,
                       .menu_item_name = items.front().name,
                       .image_url = {},
                       .thumbnail_url = {},
                       .menu_item_ids = {}};
    for (const Item& item : items) {
        const auto shown = show_picture(pictures, origin, item.id, clean);
        result.menu_item_ids.push_back(item.id);
        if (item.id != items.front().id) continue;
        result.image_url = shown.saved.image_url;
        result.thumbnail_url = shown.saved.thumbnail_url;
        result.file_size = shown.saved.file_bytes;
    }
    return result;
}

void add_file(const Pictures& pictures, const audit::Origin& origin, const http::UploadedFile& file, BulkPictures& result) {
    const auto refuse = [&](std::string error) {
        ++result.failed;
        result.errors.push_back({.filename = file.client_file_name, .error = std::move(error)});
    };
    try {
        result.results.push_back(show_on_all_sizes(pictures, origin, file));
        ++result.uploaded;
    } catch (const Error& error) {
        const auto megabytes = std::to_string(pictures.files.limits().bytes_max / (1024UL * 1024));
        refuse(error.code() == images::file_too_large ? "File size too large (max " + megabytes + "MB)" : error.what());
    } catch (const db::DatabaseError&) {
        refuse("Failed to update menu item in database");
    }
}

Reply<BulkPictures> upload_many(const Pictures& pictures, const Request<>& request) {
    if (request.call.files().empty()) throw Error::field(Code::validation_error, "files", "required", "No files provided");
    BulkPictures result;
    const auto origin = audit::origin_of(request.call);
    for (const auto& file : request.call.files()) add_file(pictures, origin, file, result);
    if (result.uploaded == 0) {
        throw Error(upload_failed, "No images were uploaded successfully").with_data(json::to_text(result));
    }
    const auto message = "Processed " + std::to_string(result.uploaded) + " images successfully";
    return {.data = std::move(result), .message = message};
}

}  // namespace

void add_upload_routes(http::EndpointTable& table, const Workshop& workshop, images::Store& files,
                       LegacyUploadCheck legacy_upload_allowed) {
    const Pictures pictures{workshop, files};
    table.add({.method = Method::post,
               .path = "/upload/image",
               .access = Access::open(),
               .summary = "Give a menu item its picture; needs menu.edit (or LEGACY_CLIENT_UPLOADS)",
               .lane = http::Lane::bulk,
               .body_kind = http::BodyKind::json_or_form,
               .body_bytes_max = form_bytes_max(pictures.files),
               .admit = [allowed = std::move(legacy_upload_allowed)](const http::Call& call) { authorise_upload(allowed, call); },
               .also = {401, 403, 404}},
              [pictures](const Request<UploadFields, UploadFields>& request) { return upload(pictures, request); });
    table.add({.method = Method::post,
               .path = "/upload/bulk-images",
               .access = Access::permission(permission),
               .summary = "Give menu items their pictures by the files' names",
               .lane = http::Lane::bulk,
               .body_kind = http::BodyKind::json_or_form,
               .body_bytes_max = bulk_body_bytes_max},
              [pictures](const Request<>& request) { return upload_many(pictures, request); });
}

}  // namespace cafepos::menu
