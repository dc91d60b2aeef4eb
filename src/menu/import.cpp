#include "import.h"

#include <algorithm>
#include <optional>

#include "core/card_numbers.h"
#include "core/text.h"
#include "csv/csv_reader.h"
#include "csv/csv_writer.h"
#include "csv/number_style.h"
#include "rules.h"

namespace cafepos::menu {
namespace {

constexpr std::string_view default_size = "Regular";
constexpr std::string_view incomplete = "Name and valid price are required";

// Where each column stands; npos for those the file does not have.
class Columns {
public:
    explicit Columns(const std::vector<std::string>& header) {
        for (const auto& cell : header) names_.push_back(text::lower(text::trim(csv::restore_cell(cell))));
    }
    [[nodiscard]] std::size_t width() const { return names_.size(); }
    /// Error(validation_error) naming what an import cannot do without.
    void require_complete() const {
        std::string missing;
        if (!find("name", "name")) missing = "no column name";
        if (!find("size_price", "price"))
            missing += (missing.empty() ? "" : " and ") + std::string("no column size_price or price");
        if (missing.empty()) return;
        std::string there;
        for (const auto& name : names_) there += (there.empty() ? "" : ", ") + name;
        throw Error::field(Code::validation_error, "file", "header", "The file has " + missing + "; its columns are: " + there);
    }
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name, std::string_view other_name) const {
        for (std::size_t i = 0; i < names_.size(); ++i) {
            if (names_[i] == name || names_[i] == other_name) return i;
        }
        return std::nullopt;
    }

private:
    std::vector<std::string> names_;
};

class RowReader {
public:
    RowReader(const Columns& columns, const csv::Row& row) : columns_(columns), row_(row) {}

    /// As it is written; "0" without such a column.
    [[nodiscard]] std::string price_text() const { return cell("size_price", "price").value_or("0"); }

    ImportRow read(int number, const csv::NumberStyle& style) {
        ImportRow out;
        out.number = number;
        Item& item = out.item;
        item.name = cell("name").value_or("");
        item.size = cell("size_name", "size").value_or(std::string(default_size));
        if (auto category = cell("category")) item.category = std::move(*category);
        item.description = optional_cell("description");
        item.volume = optional_cell("size_volume", "volume");
        item.allergens = optional_cell("allergens");
        out.has_category = columns_.find("category", "").has_value();
        out.has_description = columns_.find("description", "").has_value();
        out.has_volume = columns_.find("size_volume", "volume").has_value();
        out.has_allergens = columns_.find("allergens", "").has_value();
        out.has_calories = columns_.find("calories", "").has_value();
        judge(out, style);
        return out;
    }

private:
    // Empty if the file has no such column; an empty text where the row is too short for it.
    [[nodiscard]] std::optional<std::string> cell(std::string_view name, std::string_view other_name = {}) const {
        const auto column = columns_.find(name, other_name.empty() ? name : other_name);
        if (!column) return std::nullopt;
        if (*column >= row_.cells.size()) return std::string();
        const std::string restored = csv::restore_cell(row_.cells[*column]);
        return card_numbers::masked(text::strip(restored));
    }
    [[nodiscard]] std::optional<std::string> optional_cell(std::string_view name, std::string_view other_name = {}) const {
        auto text = cell(name, other_name);
        if (text && text->empty()) text.reset();
        return text;
    }

    void judge(ImportRow& out, const csv::NumberStyle& style) const {
        const auto price = style.plain(price_text());
        if (!price) return refuse(out, "The price " + price_text() + " " + std::string(csv::two_ways), joined());
        const auto reading = read_price(json::Value(*price));
        const bool is_priced = reading.price || reading.fault == PriceFault::too_high || reading.fault == PriceFault::too_precise;
        if (out.item.name.empty() || !is_priced) return refuse(out, std::string(incomplete), joined());
        out.item.price = reading.price.value_or(Money());
        std::string fault = reading.price ? import_fault(out.item) : text_of(reading.fault, incomplete);
        if (row_.cells.size() > columns_.width()) fault = "The row has more cells than the header";
        if (fault.empty() && !read_calories(out.item)) fault = "Calories must be a whole number from 0 to 99999";
        if (!fault.empty()) refuse(out, std::move(fault), out.item.name + " - " + out.item.size);
    }
    static void refuse(ImportRow& out, std::string fault, std::string data) {
        out.fault = std::move(fault);
        out.data = std::move(data);
    }

    bool read_calories(Item& item) const {
        const auto text = optional_cell("calories");
        if (!text) return true;
        const auto number = decimal::parse(*text, 0);
        if (!number || *number < 0 || *number > calories_max) return false;
        item.calories = static_cast<int>(*number);
        return true;
    }
    [[nodiscard]] std::string joined() const {
        std::string all;
        for (std::size_t i = 0; i < row_.cells.size(); ++i) all += (i == 0 ? "" : ",") + row_.cells[i];
        return card_numbers::masked(all);
    }

    const Columns& columns_;
    const csv::Row& row_;
};

Item merged(Item item, const ImportRow& row) {
    item.price = row.item.price;
    if (row.has_category) item.category = row.item.category;
    if (row.has_description) item.description = row.item.description;
    if (row.has_volume) item.volume = row.item.volume;
    if (row.has_allergens) item.allergens = row.item.allergens;
    if (row.has_calories) item.calories = row.item.calories;
    return item;
}

Error unreadable(const std::string& why) { return Error::field(Code::validation_error, "file", "format", why); }

}  // namespace

std::vector<ImportRow> parse_import(std::string_view csv_text) {
    std::vector<csv::Row> lines;
    csv::Reader reader([&](csv::Row row) { lines.push_back(std::move(row)); }, {.rows_max = import_rows_max + 1});
    try {
        reader.feed(csv_text);
        reader.finish();
    } catch (const csv::FormatError& error) {
        throw unreadable(std::string("The CSV file cannot be read. ") + error.what());
    }
    if (lines.empty()) throw unreadable("The CSV file is empty");
    const Columns columns(lines.front().cells);
    columns.require_complete();
    if (lines.size() == 1) throw unreadable("The CSV file has no rows below its header");
    const std::span<const csv::Row> items(lines.begin() + 1, lines.end());
    csv::NumberStyle style(reader.separator());
    for (const csv::Row& row : items) style.see(RowReader(columns, row).price_text());
    std::vector<ImportRow> rows;
    for (const csv::Row& row : items) rows.push_back(RowReader(columns, row).read(static_cast<int>(rows.size()) + 1, style));
    return rows;
}

std::string import_key(std::string_view name, std::string_view size) { return text::folded(name) + '\n' + text::folded(size); }

std::vector<ImportStep> plan_import(std::span<const ImportRow> rows, ItemsByKey existing, const ImportOptions& options,
                                    const std::function<Id()>& next_id) {
    std::vector<ImportStep> steps;
    steps.reserve(rows.size());
    for (const ImportRow& row : rows) {
        ImportStep& step = steps.emplace_back();
        step.row = &row;
        if (!row.fault.empty()) continue;
        const auto key = import_key(row.item.name, row.item.size);
        const auto found = existing.find(key);
        if (found != existing.end() && options.update_existing) {
            step.action = ImportAction::update;
            step.before = found->second;
            step.after = found->second = merged(found->second, row);
        } else if (found != existing.end() && options.skip_duplicates) {
            step.action = ImportAction::skip;
        } else {
            step.action = ImportAction::create;
            step.after = row.item;
            step.after.id = next_id();
            existing.insert_or_assign(key, step.after);
        }
    }
    return steps;
}

}  // namespace cafepos::menu
