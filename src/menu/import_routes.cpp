#include <algorithm>
#include <span>

#include "import.h"
#include "item_store.h"
#include "route_parts.h"

namespace cafepos::menu {

struct ImportFields {
    std::optional<bool> skipDuplicates;
    std::optional<bool> updateExisting;
    std::optional<bool> dryRun;
};
BOOST_DESCRIBE_STRUCT(ImportFields, (), (skipDuplicates, updateExisting, dryRun))

struct RefusedRow {
    int row = 0;
    std::string error;
    std::string data;
};
BOOST_DESCRIBE_STRUCT(RefusedRow, (), (row, error, data))

struct BulkImport {
    int imported = 0;
    int skipped = 0;
    int errors = 0;
    std::vector<RefusedRow> details;
};
BOOST_DESCRIBE_STRUCT(BulkImport, (), (imported, skipped, errors, details))

namespace {

struct ImportedRows {
    std::string rows;  ///< "1-500"
    int imported = 0;
    int skipped = 0;
    int errors = 0;
};
BOOST_DESCRIBE_STRUCT(ImportedRows, (), (rows, imported, skipped, errors))

constexpr std::string_view edit_permission = "menu.edit";
constexpr std::size_t file_bytes_max = 8UL * 1024 * 1024;
constexpr std::size_t rows_per_transaction = 500;  // so that sales never wait long behind an import

void add_step(BulkImport& result, const ImportStep& step) {
    switch (step.action) {
        case ImportAction::create:
        case ImportAction::update:
            ++result.imported;
            break;
        case ImportAction::skip:
            ++result.skipped;
            break;
        case ImportAction::refuse:
            ++result.errors;
            result.details.push_back({step.row->number, step.row->fault, step.row->data});
    }
}

ItemsByKey existing_items(db::Transaction& transaction) {
    ItemsByKey items;
    for (Item& item : store::list_items(transaction, {})) {
        auto key = import_key(item.name, item.size);
        items.try_emplace(std::move(key), std::move(item));
    }
    return items;
}

std::vector<ImportStep> steps_of(db::Transaction& transaction, const Workshop& workshop, std::span<const ImportRow> rows,
                                 const ImportOptions& options) {
    return plan_import(rows, existing_items(transaction), options, [&] { return workshop.ids.next(); });
}

BulkImport dry_run(const Workshop& workshop, std::span<const ImportRow> rows, const ImportOptions& options) {
    return workshop.database.reading([&](db::Transaction& transaction) {
        BulkImport result;
        for (const auto& step : steps_of(transaction, workshop, rows, options)) add_step(result, step);
        return result;
    });
}

std::string detail_of(std::span<const ImportRow> rows, const BulkImport& result) {
    return json::to_text(ImportedRows{std::to_string(rows.front().number) + "-" + std::to_string(rows.back().number),
                                      result.imported, result.skipped, result.errors});
}

BulkImport import_chunk(db::Transaction& transaction, const Workshop& workshop, const Act& act, std::span<const ImportRow> rows,
                        const ImportOptions& options) {
    BulkImport result;
    for (const auto& step : steps_of(transaction, workshop, rows, options)) {
        add_step(result, step);
        if (step.action == ImportAction::create) {
            store::insert(transaction, step.after, act.actor.user_id, act.now, workshop.ids);
            enter_price(transaction, workshop, act, std::nullopt, priced_of(step.after));
        } else if (step.action == ImportAction::update && step.after != step.before) {
            store::update(transaction, step.before, step.after, act.actor.user_id, act.now, workshop.ids);
            enter_price(transaction, workshop, act, step.before.price, priced_of(step.after));
        }
    }
    if (result.imported == 0) return result;
    store::raise_version(transaction);
    record(transaction, workshop, act.origin, "imported", std::nullopt, detail_of(rows, result));
    return result;
}

void add_chunk(BulkImport& total, BulkImport chunk) {
    total.imported += chunk.imported;
    total.skipped += chunk.skipped;
    total.errors += chunk.errors;
    total.details.insert(total.details.end(), chunk.details.begin(), chunk.details.end());
}

BulkImport import_rows(const Workshop& workshop, const Act& act, std::span<const ImportRow> rows, const ImportOptions& options) {
    BulkImport total;
    while (!rows.empty()) {
        const auto chunk = rows.first(std::min(rows.size(), rows_per_transaction));
        add_chunk(total, workshop.database.writing([&](db::Transaction& transaction) {
            return import_chunk(transaction, workshop, act, chunk, options);
        }));
        rows = rows.subspan(chunk.size());
    }
    return total;
}

http::RawReplyOf<BulkImport> bulk_import(const Workshop& workshop, const http::Request<ImportFields, ImportFields>& request,
                                         const http::LastWrite& write) {
    const http::UploadedFile* file = request.call.file("file");
    if (file == nullptr) throw Error::field(Code::validation_error, "file", "required", "CSV file is required");
    const auto rows = parse_import(file->bytes);
    const auto chosen = [&](std::optional<bool> ImportFields::* field, bool otherwise) {
        return (request.body.*field).value_or((request.query.*field).value_or(otherwise));
    };
    const ImportOptions options{.skip_duplicates = chosen(&ImportFields::skipDuplicates, true),
                                .update_existing = chosen(&ImportFields::updateExisting, false)};
    if (options.update_existing && !request.call.actor().may(edit_permission)) {
        throw request.call.actor().refusal(
            Code::forbidden, edit_permission,
            "You need the permission " + std::string(edit_permission) + " to change items that are on the menu");
    }
    const bool is_dry = chosen(&ImportFields::dryRun, false);
    const BulkImport result =
        is_dry ? dry_run(workshop, rows, options) : import_rows(workshop, workshop.act(request.call), rows, options);
    return write(
        [&](db::Transaction&) -> http::Reply<BulkImport> { return {.data = result, .message = "Bulk import completed"}; });
}

}  // namespace

void add_import_route(http::EndpointTable& table, const Workshop& workshop) {
    table.add_keyed({.method = http::Method::post,
                     .path = "/menu_items/bulk-import",
                     .access = http::Access::permission("menu.import"),
                     .summary = "Create and update menu items from a CSV file; dryRun=true only says what would happen",
                     .lane = http::Lane::bulk,
                     .body_kind = http::BodyKind::json_or_form,
                     .body_bytes_max = file_bytes_max},
                    [workshop](const http::Request<ImportFields, ImportFields>& request, const http::LastWrite& write) {
                        return bulk_import(workshop, request, write);
                    });
}

}  // namespace cafepos::menu
