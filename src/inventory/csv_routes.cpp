#include <memory>

#include "csv/csv_writer.h"
#include "csv_rows.h"
#include "import_file.h"
#include "item_store.h"

namespace cafepos::inventory {
namespace {

using http::Access;
using http::Lane;
using http::Method;
using http::Reply;
using http::Request;

constexpr std::int64_t export_page_rows = 500;
constexpr std::size_t import_bytes_max = 48UL * 1024 * 1024;

struct ImportOptions {
    std::optional<bool> dryRun;  ///< the same answer, nothing written
    std::optional<bool> atomic;  ///< one bad row and nothing is written
};
BOOST_DESCRIBE_STRUCT(ImportOptions, (), (dryRun, atomic))

void announce(db::Transaction& transaction, const Workshop& workshop, const Act& act, const ImportReport& report) {
    ImportReport detail = report;
    detail.errors.clear();
    const std::string text = json::to_text(detail);
    workshop.record(transaction, act, {"inventory.imported", "inventory_item", {}, text});
    workshop.events.publish(transaction, {"stock", "inventory.view", R"({"imported":true})"});
}

http::RawReplyOf<ImportReport> import(const Workshop& workshop, const Ledger& ledger,
                                      const Request<ImportOptions, ImportOptions>& request, const http::LastWrite& write) {
    const Act act = workshop.act(request.call);
    act.actor.require("inventory.adjust_stock");
    const http::UploadedFile* file = request.call.file("file");
    if (file == nullptr) throw Error::field(Code::validation_error, "file", "required", "CSV file is required");
    const bool dry_run = request.query.dryRun.value_or(request.body.dryRun.value_or(false));
    const bool atomic = request.query.atomic.value_or(request.body.atomic.value_or(false));
    const ImportReport report = import_file(workshop, ledger, act, file->bytes, {dry_run, atomic});
    return write([&](db::Transaction& transaction) -> Reply<ImportReport> {
        if (!dry_run) announce(transaction, workshop, act, report);
        return {report, dry_run ? "Inventory import checked" : "Inventory import completed"};
    });
}

/// All items in the order of their ids, a page at a time: each once, whatever is sold meanwhile.
http::BodySource export_source(const Workshop& workshop, bool with_costs) {
    struct Progress {
        bool begun = false;
        Id after;
    };
    return [workshop, with_costs, progress = std::make_shared<Progress>()](std::string& piece) {
        piece.clear();
        if (!progress->begun) {
            piece = csv::byte_order_mark;
            csv::write_row(piece, csv_header());
        }
        progress->begun = true;
        const auto items = workshop.database.reading(
            [&](db::Transaction& transaction) { return store::next_items(transaction, progress->after, export_page_rows); });
        for (const StockItem& item : items) csv::write_row(piece, csv_row(item, workshop.clock.now(), with_costs));
        if (!items.empty()) progress->after = items.back().id;
        return !piece.empty();
    };
}

http::RawReply export_items(const Workshop& workshop, const http::Call& call) {
    http::RawReply reply;
    reply.content_type = "text/csv; charset=utf-8";
    const Date today = workshop.settings_now()->time_zone().local(workshop.clock.now()).date;
    reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"inventory-export-" + today.compact() + ".csv\"");
    reply.source = export_source(workshop, sees_costs(call.actor()));
    return reply;
}

}  // namespace

void add_csv_routes(http::EndpointTable& table, const Workshop& workshop, const Ledger& ledger) {
    table.add({.method = Method::get,
               .path = "/inventory/export",
               .access = Access::permission("inventory.export"),
               .summary = "The whole stock as CSV",
               .lane = Lane::bulk,
               .produces = {"text/csv"}},
              [workshop](const Request<>& request) { return export_items(workshop, request.call); });
    table.add_keyed({.method = Method::post,
                     .path = "/inventory/import",
                     .access = Access::permission("inventory.edit"),
                     .summary = "Create and update stock items from a CSV file",
                     .lane = Lane::bulk,
                     .body_kind = http::BodyKind::json_or_form,
                     .body_bytes_max = import_bytes_max},
                    [workshop, &ledger](const Request<ImportOptions, ImportOptions>& request, const http::LastWrite& write) {
                        return import(workshop, ledger, request, write);
                    });
}

}  // namespace cafepos::inventory
