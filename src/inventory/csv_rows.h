#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "csv/csv_reader.h"
#include "csv/number_style.h"
#include "item_changes.h"

/// Stock items as rows of CSV and back; docs/formats/inventory-csv.md describes the file. Pure.
namespace cafepos::inventory {

/// The header of an export, in its order.
std::vector<std::string> csv_header();
/// The item as the cells of a row, formulas neutralised. Costs and values are empty without `with_costs`.
std::vector<std::string> csv_row(const StockItem& item, Timestamp now, bool with_costs);

struct RowError {
    std::size_t line = 0;
    std::string field;  ///< the column's title
    std::string reason;
};

/// What a row asks for. Where `errors` is not empty, the rest means nothing.
struct ImportRow {
    std::size_t line = 0;
    std::optional<Id> id;
    ItemChanges changes;
    std::vector<RowError> errors;
};

/// Understands the header of a file once, then its rows.
class RowParser {
public:
    /// Titles in any order and spelling ("Min Stock Level", "minStockLevel", "min_stock_level"). Error(validation_error)
    /// without a Name column or with one twice. Where no comma separates, numbers may have a decimal comma; costs may be written
    /// with the currency.
    RowParser(const csv::Row& header, char separator, const TimeZone& zone, std::string currency = {});
    /// To be shown every row before the first is parsed: the numbers of a file are written in one way.
    void see(const csv::Row& row);
    [[nodiscard]] ImportRow parse(const csv::Row& row) const;
    /// Titles that mean nothing to us.
    [[nodiscard]] const std::vector<std::string>& ignored() const { return ignored_; }

private:
    [[nodiscard]] std::optional<std::string> cell(const csv::Row& row, std::size_t column) const;
    [[nodiscard]] std::optional<std::string> number_of(const csv::Row& row, std::size_t column) const;
    template <class Amount>
    void read_amount(const csv::Row& row, std::size_t column, std::optional<Amount>& out, ImportRow& result) const;
    void read_barcode(const csv::Row& row, json::Patch<std::string>& out, ImportRow& result) const;
    void read_word(const csv::Row& row, std::size_t column, std::optional<std::string>& out) const;
    void read_text(const csv::Row& row, std::size_t column, json::Patch<std::string>& out) const;
    void read_moment(const csv::Row& row, std::size_t column, json::Patch<Timestamp>& out, ImportRow& result,
                     std::optional<Timestamp> (*understand)(const std::string&, const TimeZone&)) const;

    std::vector<std::optional<std::size_t>> position_;  // of each of our columns in the file
    std::size_t width_;
    csv::NumberStyle numbers_;
    TimeZone zone_;
    std::string currency_;
    std::vector<std::string> ignored_;
};

/// By the title of its column: "costPerUnit" is "Cost Per Unit", and each field of an item is one.
RowError error_of(const FieldError& error, std::size_t line);

}  // namespace cafepos::inventory
