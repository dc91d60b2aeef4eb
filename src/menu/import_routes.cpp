#include <algorithm>
#include <span>

#include "audit/routes.h"
#include "context.h"
#include "import.h"
#include "picture_change.h"
#include "store.h"

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
    for (Item& item : list(transaction, {})) {
        auto key = import_key(item.name, item.size);
        items.try_emplace(std::move(key), std::move(item));
    }
    return items;
}

BulkImport dry_run(const Context& context, std::span<const ImportRow> rows, const ImportOptions& options) {
    return context.database.reading([&](db::Transaction& transaction) {
        BulkImport result;
        for (const auto& step : plan_import(rows, existing_items(transaction), options, [&] { return context.ids.next(); })) {
            add_step(result, step);
        }
        return result;
    });
}

std::string detail_of(std::span<const ImportRow> rows, const BulkImport& result) {
    return R"({"rows":")" + std::to_string(rows.front().number) + "-" + std::to_string(rows.back().number) + R"(","imported":)" +
           std::to_string(result.imported) + R"(,"skipped":)" + std::to_string(result.skipped) + R"(,"errors":)" +
           std::to_string(result.errors) + "}";
}

BulkImport import_chunk(db::Transaction& transaction, const Context& context, const audit::Origin& origin,
                        std::span<const ImportRow> rows, const ImportOptions& options) {
    BulkImport result;
    const Timestamp now = context.clock.now();
    for (const auto& step : plan_import(rows, existing_items(transaction), options, [&] { return context.ids.next(); })) {
        add_step(result, step);
        if (step.action == ImportAction::create) {
            insert(transaction, step.id, step.row->item, origin.actor_id, now, context.ids);
        } else if (step.action == ImportAction::update && step.after != step.before) {
            update(transaction, step.before, step.after, origin.actor_id, now, context.ids);
        }
    }
    if (result.imported == 0) return result;
    raise_version(transaction);
    record(transaction, context, origin, "imported", std::nullopt, detail_of(rows, result));
    return result;
}

void add_chunk(BulkImport& total, BulkImport chunk) {
    total.imported += chunk.imported;
    total.skipped += chunk.skipped;
    total.errors += chunk.errors;
    total.details.insert(total.details.end(), chunk.details.begin(), chunk.details.end());
}

BulkImport import_rows(const Context& context, const audit::Origin& origin, std::span<const ImportRow> rows,
                       const ImportOptions& options) {
    BulkImport total;
    while (!rows.empty()) {
        const auto chunk = rows.first(std::min(rows.size(), rows_per_transaction));
        add_chunk(total, context.database.writing([&](db::Transaction& transaction) {
            return import_chunk(transaction, context, origin, chunk, options);
        }));
        rows = rows.subspan(chunk.size());
    }
    return total;
}

http::Reply<BulkImport> bulk_import(const Context& context, const http::Request<ImportFields, ImportFields>& request) {
    const http::UploadedFile* file = find_file(request.call.files(), "file");
    if (file == nullptr) throw Error::field(Code::validation_error, "file", "required", "CSV file is required");
    const auto rows = parse_import(file->bytes);
    const auto chosen = [&](std::optional<bool> ImportFields::* field, bool otherwise) {
        return (request.body.*field).value_or((request.query.*field).value_or(otherwise));
    };
    const ImportOptions options{.skip_duplicates = chosen(&ImportFields::skipDuplicates, true),
                                .update_existing = chosen(&ImportFields::updateExisting, false)};
    if (options.update_existing && !request.call.actor().may(edit_permission)) {
        throw Error::field(Code::forbidden, "permission", std::string(edit_permission),
                           "You need the permission " + std::string(edit_permission) + " to change items that are on the menu");
    }
    const bool is_dry = chosen(&ImportFields::dryRun, false);
    return {
        .data = is_dry ? dry_run(context, rows, options) : import_rows(context, audit::origin_of(request.call), rows, options),
        .message = "Bulk import completed"};
}

}  // namespace

void add_import_route(http::EndpointTable& table, const Context& context) {
    table.add({.method = http::Method::post,
               .path = "/menu_items/bulk-import",
               .access = http::Access::permission("menu.import"),
               .summary = "Create and update menu items from a CSV file; dryRun=true only says what would happen",
               .lane = http::Lane::bulk,
               .body_kind = http::BodyKind::json_or_form,
               .body_bytes_max = file_bytes_max},
              [context](const http::Request<ImportFields, ImportFields>& request) { return bulk_import(context, request); });
}

}  // namespace cafepos::menu
