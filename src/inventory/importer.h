#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "csv_rows.h"
#include "route_parts.h"

namespace cafepos::inventory {

/// Carries out parsed rows: an item is found by its Item ID, else its barcode, else its name; what is not found is created.
/// Rows that cannot be carried out are reported and leave nothing behind.
class Importer {
public:
    /// What one batch of rows did. Made anew for each run of its transaction, and only then given to `keep`.
    struct Batch {
        std::int64_t created = 0;
        std::int64_t updated = 0;
        std::int64_t unchanged = 0;
        std::vector<RowError> errors;
        std::map<Id, std::size_t> lines;  ///< which line an item was on
        std::map<std::string, Id> names;  ///< of created items, folded: a dry run does not find them in the database
        std::map<std::string, Id> barcodes;
    };

    Importer(const Workshop& workshop, const Ledger& ledger, const Act& act) : workshop_(workshop), ledger_(ledger), act_(act) {}

    [[nodiscard]] Batch apply(db::Transaction& transaction, const std::vector<ImportRow>& rows) const;
    void keep(Batch batch);
    [[nodiscard]] const Batch& total() const { return total_; }

private:
    /// What is to become of which item; refused by throwing Error, before anything is written.
    struct Plan {
        std::optional<StockItem> before;
        StockItem after;
    };
    [[nodiscard]] Plan plan(db::Transaction& transaction, const ImportRow& row, Quantity default_minimum,
                            const Batch& batch) const;
    [[nodiscard]] StockItem new_item(db::Transaction& transaction, const ImportRow& row, Quantity default_minimum) const;
    void carry_out(db::Transaction& transaction, const ImportRow& row, const Plan& plan, Batch& batch) const;
    [[nodiscard]] std::optional<Id> target_of(db::Transaction& transaction, const ImportRow& row, const Batch& batch) const;
    [[nodiscard]] std::optional<Id> named(db::Transaction& transaction, const ImportRow& row, const Batch& batch) const;
    void refuse_repeated(const ImportRow& row, const std::optional<Id>& target, const Batch& batch) const;

    const Workshop& workshop_;
    const Ledger& ledger_;
    const Act& act_;
    Batch total_;
};

}  // namespace cafepos::inventory
