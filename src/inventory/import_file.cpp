#include "import_file.h"

#include <functional>
#include <utility>

#include "csv/csv_reader.h"
#include "csv/encoding.h"
#include "importer.h"

namespace cafepos::inventory {
namespace {

constexpr csv::Limits import_limits{.cell_bytes_max = 16UL * 1024, .columns_max = 64, .rows_max = 200'001};
constexpr std::size_t batch_rows = 10;  // so that a sale waits for a few milliseconds of an import, not for all of it
constexpr std::size_t atomic_rows_max = 10'000;
constexpr std::size_t errors_max = 1'000;

/// Ends a dry run's transaction.
struct DryRunOver {};

class Import {
public:
    Import(const Workshop& workshop, const Ledger& ledger, const Act& act, const ImportMode& mode)
        : workshop_(workshop),
          importer_(workshop, ledger, act),
          zone_(workshop.settings_now()->time_zone()),
          currency_(workshop.settings_now()->general.currency),
          mode_(mode) {}

    ImportReport run(const std::string& file) {
        const std::string bytes = csv::as_utf8(file);
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
            if (csv::is_blank(row)) return;
            if (!parser_) parser_.emplace(row, self->separator(), zone_, currency_);
            if (!std::exchange(is_header, false)) each(row);
        };
        csv::Reader reader(on_row, import_limits);
        self = &reader;
        try {
            reader.feed(bytes);
            reader.finish();
        } catch (const csv::FormatError& error) {
            return {{error.line(), "", error.reason()}};
        }
        return {};
    }

    void take(const csv::Row& row) {
        waiting_.push_back(parser_->parse(row));
        ++rows_;
        if (mode_.atomic && rows_ > atomic_rows_max) {
            throw Error::field(Code::validation_error, "atomic", "range",
                               "An atomic import has at most " + std::to_string(atomic_rows_max) + " rows; split the file");
        }
        if (!mode_.atomic && waiting_.size() == batch_rows) flush();
    }

    void flush() {
        Importer::Batch batch;
        bool refused = false;
        try {
            workshop_.database.write([&](db::Transaction& transaction) {
                batch = importer_.apply(transaction, waiting_);
                refused = mode_.atomic && !(batch.errors.empty() && format_errors_.empty());
                if (mode_.dry_run || refused) throw DryRunOver();
            });
        } catch (const DryRunOver&) {  // NOLINT(bugprone-empty-catch): thrown above, and all it does is undo
        }
        importer_.keep(std::move(batch));
        waiting_.clear();
        if (refused) throw refusal();
    }

    [[nodiscard]] ImportReport report() const {
        const Importer::Batch& total = importer_.total();
        ImportReport report{mode_.dry_run,
                            mode_.atomic,
                            static_cast<std::int64_t>(rows_),
                            total.created,
                            total.updated,
                            total.unchanged,
                            0,
                            {},
                            parser_->ignored()};
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
    std::string currency_;
    ImportMode mode_;
    std::optional<RowParser> parser_;
    std::vector<ImportRow> waiting_;
    std::vector<RowError> format_errors_;
    std::size_t rows_ = 0;
};

}  // namespace

ImportReport import_file(const Workshop& workshop, const Ledger& ledger, const Act& act, const std::string& bytes,
                         const ImportMode& mode) {
    return Import(workshop, ledger, act, mode).run(bytes);
}

}  // namespace cafepos::inventory
