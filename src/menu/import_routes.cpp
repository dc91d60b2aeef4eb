#include <algorithm>
#include <span>

#include "import.h"
#include "import_store.h"
#include "import_undo.h"
#include "item_store.h"
#include "route_parts.h"

namespace cafepos::menu {

struct ImportFields {
    std::optional<bool> skipDuplicates;
    std::optional<bool> updateExisting;
    std::optional<bool> dryRun;
    std::optional<bool> preview;
    std::optional<std::string> mapping;
};
BOOST_DESCRIBE_STRUCT(ImportFields, (), (skipDuplicates, updateExisting, dryRun, preview, mapping))

struct RefusedRow {
    int row = 0;
    std::string error;
    std::string data;
    std::string code;
    json::Omittable<std::string> field;
};
BOOST_DESCRIBE_STRUCT(RefusedRow, (), (row, error, data, code, field))

/// A row, and what becomes of it.
struct PlannedRow {
    int row = 0;
    ImportAction action = ImportAction::refuse;
    std::string name;
    std::string size;
    Money price;
    json::Omittable<Money> priceBefore;
    json::Omittable<std::string> error;
};
BOOST_DESCRIBE_STRUCT(PlannedRow, (), (row, action, name, size, price, priceBefore, error))

struct BulkImport {
    int imported = 0;
    int skipped = 0;
    int errors = 0;
    std::vector<RefusedRow> details;
    json::Omittable<Id> importId;
    json::Omittable<ImportSource> source;
    json::Omittable<std::map<std::string, std::string>> columns;
    json::Omittable<std::vector<PlannedRow>> rows;
};
BOOST_DESCRIBE_STRUCT(BulkImport, (), (imported, skipped, errors, details, importId, source, columns, rows))

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

std::string data_of(const ImportStep& step) {
    return step.row->data.empty() ? step.row->item.name + " - " + step.row->item.size : step.row->data;
}

RefusedRow refused(const ImportStep& step) {
    RefusedRow row{step.row->number, step.fault.message, data_of(step), step.fault.code, {}};
    if (!step.fault.field.empty()) row.field = step.fault.field;
    return row;
}

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
            result.details.push_back(refused(step));
    }
}

std::vector<ImportStep> steps_of(db::Transaction& transaction, const Workshop& workshop, std::span<const ImportRow> rows,
                                 const ImportOptions& options) {
    return plan_import(rows, store::list_items_meant(transaction, rows), options, [&] { return workshop.ids.next(); });
}

BulkImport dry_run(const Workshop& workshop, std::span<const ImportRow> rows, const ImportOptions& options) {
    return workshop.database.reading([&](db::Transaction& transaction) {
        BulkImport result;
        for (const auto& step : steps_of(transaction, workshop, rows, options)) add_step(result, step);
        return result;
    });
}

PlannedRow planned(const ImportStep& step) {
    PlannedRow row{step.row->number, step.action, step.row->item.name, step.row->item.size, step.row->item.price, {}, {}};
    if (step.action == ImportAction::update) row.priceBefore = step.before.price;
    if (step.action == ImportAction::refuse) row.error = step.fault.message;
    return row;
}

BulkImport preview(const Workshop& workshop, const ImportFile& file, const ImportOptions& options) {
    return workshop.database.reading([&](db::Transaction& transaction) {
        BulkImport result;
        std::vector<PlannedRow> rows;
        for (const auto& step : steps_of(transaction, workshop, file.rows, options)) {
            add_step(result, step);
            rows.push_back(planned(step));
        }
        result.source.emplace(file.source);
        result.columns = file.columns;
        result.rows = std::move(rows);
        return result;
    });
}

std::string detail_of(std::span<const ImportRow> rows, const BulkImport& result) {
    return json::to_text(ImportedRows{std::to_string(rows.front().number) + "-" + std::to_string(rows.back().number),
                                      result.imported, result.skipped, result.errors});
}

BulkImport import_chunk(db::Transaction& transaction, const Workshop& workshop, const Act& act, const Id& import_id,
                        std::span<const ImportRow> rows, const ImportOptions& options) {
    BulkImport result;
    const auto steps = steps_of(transaction, workshop, rows, options);
    for (const auto& step : steps) {
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
    store::MenuImport import;
    import.id = import_id;
    import.created_at = act.now;
    import.created_by = act.actor.user_id;
    store::add_to_import(transaction, import, steps);
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
    const Id import_id = workshop.ids.next();
    while (!rows.empty()) {
        const auto chunk = rows.first(std::min(rows.size(), rows_per_transaction));
        add_chunk(total, workshop.database.writing([&](db::Transaction& transaction) {
            return import_chunk(transaction, workshop, act, import_id, chunk, options);
        }));
        rows = rows.subspan(chunk.size());
    }
    if (total.imported > 0) total.importId = import_id;
    return total;
}

http::RawReplyOf<BulkImport> bulk_import(const Workshop& workshop, const http::Request<ImportFields, ImportFields>& request,
                                         const http::LastWrite& write) {
    const http::UploadedFile* file = request.call.file("file");
    if (file == nullptr) throw Error::field(Code::validation_error, "file", "required", "CSV file is required");
    const auto mapping = request.body.mapping ? request.body.mapping : request.query.mapping;
    const ImportFile parsed =
        parse_import(file->bytes, mapping ? mapping_of(*mapping) : ImportMapping(), workshop.settings_now()->general.currency);
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
    const auto result = [&] {
        if (chosen(&ImportFields::preview, false)) return preview(workshop, parsed, options);
        if (chosen(&ImportFields::dryRun, false)) return dry_run(workshop, parsed.rows, options);
        return import_rows(workshop, workshop.act(request.call), parsed.rows, options);
    }();
    return write(
        [&](db::Transaction&) -> http::Reply<BulkImport> { return {.data = result, .message = "Bulk import completed"}; });
}

}  // namespace

void add_import_route(http::EndpointTable& table, const Workshop& workshop) {
    table.add_keyed(
        {.method = http::Method::post,
         .path = "/menu_items/bulk-import",
         .access = http::Access::permission("menu.import"),
         .summary = "Create and update menu items from a CSV file, also an export of Square or Loyverse; dryRun=true only "
                    "says what would happen, preview=true row by row",
         .lane = http::Lane::bulk,
         .body_kind = http::BodyKind::json_or_form,
         .body_bytes_max = file_bytes_max},
        [workshop](const http::Request<ImportFields, ImportFields>& request, const http::LastWrite& write) {
            return bulk_import(workshop, request, write);
        });
    add_import_undo_routes(table, workshop);
}

}  // namespace cafepos::menu
