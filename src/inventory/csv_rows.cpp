#include "csv_rows.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "csv/csv_writer.h"
#include "rules.h"

namespace cafepos::inventory {
namespace {

enum Column : std::size_t {
    item_id,
    name,
    category,
    current_stock,
    min_stock,
    max_stock,
    unit,
    cost_per_unit,
    total_value,
    supplier,
    location,
    status,
    last_restocked,
    expiry_date,
    barcode,
    description
};
constexpr std::array<std::string_view, 16> titles = {
    "Item ID",     "Name",     "Category", "Current Stock", "Min Stock Level", "Max Stock Level", "Unit",    "Cost Per Unit",
    "Total Value", "Supplier", "Location", "Status",        "Last Restocked",  "Expiry Date",     "Barcode", "Description"};

// Letters only, lower case: "Min Stock Level", "minStockLevel" and "min_stock_level" are one.
std::string folded(std::string_view title) {
    std::string folded;
    for (const char c : text::lower(title)) {
        if (c >= 'a' && c <= 'z') folded += c;
    }
    return folded;
}

std::optional<std::size_t> column_of(std::string_view title) {
    const std::string wanted = folded(title) == "id" ? "itemid" : folded(title);
    const auto found =
        std::find_if(titles.begin(), titles.end(), [&](std::string_view known) { return folded(known) == wanted; });
    if (found == titles.end()) return std::nullopt;
    return static_cast<std::size_t>(found - titles.begin());
}

// Where people put points into a date its day comes first; of slashes nobody knows.
std::string with_hyphens(const std::string& text) {
    const auto parts = text::split(text, '.');
    if (parts.size() != 3 || parts[0].size() > 2 || parts[1].size() > 2 || parts[2].size() != 4) return text;
    const auto two_digits = [](const std::string& part) { return part.size() == 1 ? "0" + part : part; };
    return parts[2] + "-" + two_digits(parts[1]) + "-" + two_digits(parts[0]);
}

std::string moment_text(const std::optional<Timestamp>& moment) { return moment ? moment->text() : std::string(); }

}  // namespace

RowError error_of(const FieldError& error, std::size_t line) {
    if (error.field.empty()) return {line, "", error.message};  // of the row as a whole
    const std::string name = error.field + " ";
    const std::string reason = error.message.starts_with(name) ? error.message.substr(name.size()) : error.message;
    return {line, std::string(titles.at(column_of(error.field).value())), reason};
}

std::vector<std::string> csv_header() { return {titles.begin(), titles.end()}; }

std::vector<std::string> csv_row(const StockItem& item, Timestamp now, bool with_costs) {
    std::vector<std::string> cells = {item.id.text(),
                                      item.name,
                                      item.category,
                                      item.current_stock.text(),
                                      item.min_stock_level.text(),
                                      item.max_stock_level.text(),
                                      item.unit,
                                      with_costs ? item.cost_per_unit.text() : "",
                                      with_costs ? value_of(item.current_stock, item.cost_per_unit).fixed_text() : "",
                                      item.supplier.value_or(""),
                                      item.location.value_or(""),
                                      boost::describe::enum_to_string(status_of(item, now), ""),
                                      moment_text(item.last_restocked_at),
                                      moment_text(item.expiry_at),
                                      item.barcode.value_or(""),
                                      item.description.value_or("")};
    for (std::string& cell : cells) cell = csv::neutral_cell(cell);
    return cells;
}

RowParser::RowParser(const csv::Row& header, char separator, const TimeZone& zone, std::string currency)
    : position_(titles.size()), width_(header.cells.size()), numbers_(separator), zone_(zone), currency_(std::move(currency)) {
    for (std::size_t i = 0; i < header.cells.size(); ++i) {
        const auto column = column_of(header.cells[i]);
        if (!column) {
            ignored_.push_back(header.cells[i]);
        } else if (position_[*column]) {
            throw Error::field(Code::validation_error, "file", "header",
                               "The file has two columns " + std::string(titles.at(*column)));
        } else {
            position_[*column] = i;
        }
    }
    if (!position_[name]) throw Error::field(Code::validation_error, "file", "header", "The file has no column Name");
}

void RowParser::see(const csv::Row& row) {
    if (row.cells.size() != width_) return;
    for (const std::size_t column : {current_stock, min_stock, max_stock, cost_per_unit}) {
        if (const auto number = number_of(row, column)) numbers_.see(*number);
    }
}

ImportRow RowParser::parse(const csv::Row& row) const {
    ImportRow result;
    result.line = row.line;
    if (row.cells.size() != width_) {
        result.errors.push_back(
            {row.line, "",
             "the row has " + std::to_string(row.cells.size()) + " cells, the header has " + std::to_string(width_)});
        return result;
    }
    const auto id = cell(row, item_id);
    if (id && !id->empty()) {
        result.id = Id::parse(*id);
        if (!result.id) result.errors.push_back({row.line, std::string(titles[item_id]), "is no id (a UUID)"});
    }
    ItemChanges& changes = result.changes;
    read_word(row, name, changes.name);
    read_word(row, category, changes.category);
    read_word(row, unit, changes.unit);
    read_amount(row, current_stock, changes.current_stock, result);
    read_amount(row, min_stock, changes.min_stock_level, result);
    read_amount(row, max_stock, changes.max_stock_level, result);
    read_amount(row, cost_per_unit, changes.cost_per_unit, result);
    read_text(row, supplier, changes.supplier);
    read_text(row, location, changes.location);
    read_barcode(row, changes.barcode, result);
    read_text(row, description, changes.description);
    read_moment(row, last_restocked, changes.last_restocked_at, result, parse_moment);
    read_moment(row, expiry_date, changes.expiry_at, result, parse_expiry);
    normalise(changes);
    Checks checks;
    check(changes, checks);
    for (const FieldError& error : checks.take()) result.errors.push_back(error_of(error, row.line));
    return result;
}

std::optional<std::string> RowParser::cell(const csv::Row& row, std::size_t column) const {
    if (!position_[column]) return std::nullopt;
    const std::string restored = csv::restore_cell(row.cells[*position_[column]]);
    return std::string(text::strip(restored));
}

std::optional<std::string> RowParser::number_of(const csv::Row& row, std::size_t column) const {
    auto text = cell(row, column);
    return text && column == cost_per_unit ? csv::without_currency(*text, currency_) : text;
}

template <class Amount>
void RowParser::read_amount(const csv::Row& row, std::size_t column, std::optional<Amount>& out, ImportRow& result) const {
    auto text = number_of(row, column);
    if (!text || text->empty()) return;
    const auto plain = numbers_.plain(*text);
    if (plain) out = Amount::parse(*plain);
    if (out) return;
    if (std::string expected = numbers_.expected(*text); !expected.empty()) {
        return result.errors.push_back({row.line, std::string(titles.at(column)), std::move(expected)});
    }
    const bool has_two_readings = !plain && Amount::parse(*text);
    result.errors.push_back({row.line, std::string(titles.at(column)),
                             has_two_readings ? std::string(csv::two_ways)
                                              : "must be a number with at most " + std::to_string(Amount::scale) + " decimals"});
}

void RowParser::read_barcode(const csv::Row& row, json::Patch<std::string>& out, ImportRow& result) const {
    read_text(row, barcode, out);
    if (!position_[barcode] || !csv::is_rounded_by_spreadsheet(text::trim(row.cells[*position_[barcode]]))) return;
    result.errors.push_back({row.line, std::string(titles[barcode]),
                             "was rounded by a spreadsheet; make the column text there and enter the digits again"});
}

void RowParser::read_word(const csv::Row& row, std::size_t column, std::optional<std::string>& out) const {
    auto text = cell(row, column);
    if (text && !text->empty()) out = std::move(text);
}

void RowParser::read_text(const csv::Row& row, std::size_t column, json::Patch<std::string>& out) const {
    out.value = cell(row, column);
    out.present = out.value.has_value();
}

void RowParser::read_moment(const csv::Row& row, std::size_t column, json::Patch<Timestamp>& out, ImportRow& result,
                            std::optional<Timestamp> (*understand)(const std::string&, const TimeZone&)) const {
    const auto text = cell(row, column);
    out.present = text.has_value();
    if (!text || text->empty()) return;
    out.value = understand(with_hyphens(*text), zone_);
    if (!out.value) {
        result.errors.push_back({row.line, std::string(titles.at(column)), "must be a date such as 2026-11-22 or a time"});
    }
}

}  // namespace cafepos::inventory
