#include <functional>
#include <memory>
#include <utility>

#include "csv/csv_reader.h"
#include "csv/csv_writer.h"
#include "csv_rows.h"
#include "importer.h"
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
constexpr csv::Limits import_limits{.cell_bytes_max = 16UL * 1024, .columns_max = 64, .rows_max = 200'001};
constexpr std::size_t batch_rows = 10;  // so that a sale waits for a few milliseconds of an import, not for all of it
constexpr std::size_t atomic_rows_max = 10'000;
constexpr std::size_t errors_max = 1'000;

struct ImportOptions {
    std::optional<bool> dryRun;  ///< the same answer, nothing written
    std::optional<bool> atomic;  ///< one bad row and nothing is written
};
BOOST_DESCRIBE_STRUCT(ImportOptions, (), (dryRun, atomic))

struct ImportProblem {
    std::int64_t line = 0;
    std::string field;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(ImportProblem, (), (line, field, reason))
struct ImportReport {
    bool dryRun = false;
    bool atomic = false;
    std::int64_t rows = 0;
    std::int64_t created = 0;
    std::int64_t updated = 0;
    std::int64_t unchanged = 0;
    std::int64_t failed = 0;
    std::vector<ImportProblem> errors;  ///< the first thousand
    std::vector<std::string> ignoredColumns;
};
BOOST_DESCRIBE_STRUCT(ImportReport, (), (dryRun, atomic, rows, created, updated, unchanged, failed, errors, ignoredColumns))

/// Ends a dry run's transaction.
struct DryRunOver {};

class Import {
public:
    Import(const Workshop& workshop, const Ledger& ledger, const Act& act, bool dry_run, bool atomic)
        : workshop_(workshop),
          importer_(workshop, ledger, act),
          zone_(workshop.settings_now()->time_zone()),
          dry_run_(dry_run),
          atomic_(atomic) {}

    ImportReport run(const std::string& bytes) {
        format_errors_ = read(bytes, [&](const csv::Row& row) { parser_->see(row); });
        if (!parser_) {
            throw Error::field(Code::validation_error, "file", "format",
                               format_errors_.empty() ? "The file is empty" : format_errors_[0].reason);
        }
        read(bytes, [&](const csv::Row& row) { take(row); });
        if (rows_ == 0 && format_errors_.empty()) {
            throw Error::field(Code::validation_error, "file", "format", "The file has no rows below its header");
        }
        flush();
        return report();
    }

private:
    /// Every row below the header. Answers where the text is no CSV any more: what stands before is as good as it was.
    std::vector<RowError> read(const std::string& bytes, const std::function<void(const csv::Row&)>& each) {
        const csv::Reader* self = nullptr;
        bool is_header = true;
        const auto on_row = [&](const csv::Row& row) {
            if (!parser_) parser_.emplace(row, self->separator(), zone_);
            if (!std::exchange(is_header, false)) each(row);
        };
        csv::Reader reader(on_row, import_limits);
        self = &reader;
        try {
            reader.feed(bytes);
            reader.finish();
        } catch (const csv::FormatError& error) {
            return {{error.line(), "", error.what()}};
        }
        return {};
    }

    void take(const csv::Row& row) {
        waiting_.push_back(parser_->parse(row));
        ++rows_;
        if (atomic_ && rows_ > atomic_rows_max) {
            throw Error::field(Code::validation_error, "atomic", "range",
                               "An atomic import has at most " + std::to_string(atomic_rows_max) + " rows; split the file");
        }
        if (!atomic_ && waiting_.size() == batch_rows) flush();
    }

    void flush() {
        Importer::Batch batch;
        bool refused = false;
        try {
            workshop_.database.write([&](db::Transaction& transaction) {
                batch = importer_.apply(transaction, waiting_);
                refused = atomic_ && !(batch.errors.empty() && format_errors_.empty());
                if (dry_run_ || refused) throw DryRunOver();
            });
        } catch (const DryRunOver&) {  // NOLINT(bugprone-empty-catch): thrown above, and all it does is undo
        }
        importer_.keep(std::move(batch));
        waiting_.clear();
        if (refused) throw refusal();
    }

    [[nodiscard]] ImportReport report() const {
        const Importer::Batch& total = importer_.total();
        ImportReport report{
            dry_run_, atomic_,           static_cast<std::int64_t>(rows_), total.created, total.updated, total.unchanged, 0,
            {},       parser_->ignored()};
        report.failed = report.rows - total.created - total.updated - total.unchanged;
        std::vector<RowError> errors = total.errors;
        errors.insert(errors.end(), format_errors_.begin(), format_errors_.end());
        for (const RowError& error : errors) {
            if (report.errors.size() == errors_max) break;
            report.errors.push_back({static_cast<std::int64_t>(error.line), error.field, error.reason});
        }
        return report;
    }

    [[nodiscard]] Error refusal() const {
        ImportReport nothing_done = report();
        nothing_done.created = nothing_done.updated = nothing_done.unchanged = 0;
        std::vector<FieldError> details;
        for (const ImportProblem& problem : nothing_done.errors) {
            const std::string place =
                "line " + std::to_string(problem.line) + (problem.field.empty() ? "" : ", " + problem.field);
            details.push_back({place, "row", place + ": " + problem.reason});
        }
        return Error(Code::validation_error, {"Nothing was imported: the file has errors"}, std::move(details))
            .with_data(json::to_text(nothing_done));
    }

    const Workshop& workshop_;
    Importer importer_;
    TimeZone zone_;
    bool dry_run_;
    bool atomic_;
    std::optional<RowParser> parser_;
    std::vector<ImportRow> waiting_;
    std::vector<RowError> format_errors_;
    std::size_t rows_ = 0;
};

void announce(const Workshop& workshop, const Act& act, const ImportReport& report) {
    workshop.database.write([&](db::Transaction& transaction) {
        ImportReport detail = report;
        detail.errors.clear();
        const std::string text = json::to_text(detail);
        workshop.record(transaction, act, {"inventory.imported", "inventory_item", {}, text});
        workshop.events.publish(transaction, {"stock", "inventory.view", R"({"imported":true})"});
    });
}

Reply<ImportReport> import(const Workshop& workshop, const Ledger& ledger, const Request<ImportOptions, ImportOptions>& request) {
    const Act act = workshop.act(request.call);
    act.actor.require("inventory.adjust_stock");
    const http::UploadedFile* file = request.call.file("file");
    if (file == nullptr) throw Error::field(Code::validation_error, "file", "required", "CSV file is required");
    const bool dry_run = request.query.dryRun.value_or(request.body.dryRun.value_or(false));
    const bool atomic = request.query.atomic.value_or(request.body.atomic.value_or(false));
    const ImportReport report = Import(workshop, ledger, act, dry_run, atomic).run(file->bytes);
    if (!dry_run) announce(workshop, act, report);
    return {report, dry_run ? "Inventory import checked" : "Inventory import completed"};
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
    table.add(
        {.method = Method::post,
         .path = "/inventory/import",
         .access = Access::permission("inventory.edit"),
         .summary = "Create and update stock items from a CSV file",
         .lane = Lane::bulk,
         .body_kind = http::BodyKind::json_or_form,
         .body_bytes_max = import_bytes_max},
        [workshop, &ledger](const Request<ImportOptions, ImportOptions>& request) { return import(workshop, ledger, request); });
}

}  // namespace cafepos::inventory
