#include "import.h"

#include <algorithm>
#include <optional>

#include "core/card_numbers.h"
#include "core/text.h"
#include "csv/csv_reader.h"
#include "csv/csv_writer.h"
#include "csv/encoding.h"
#include "csv/number_style.h"
#include "rules.h"

namespace cafepos::menu {
namespace {

constexpr std::string_view default_size = "Regular";
constexpr std::string_view incomplete = "Name and valid price are required";

/// What a vendor says of an item whose price is put in at each sale.
constexpr std::string_view asked_for = "variable";

class RowReader {
public:
    RowReader(const ImportColumns& columns, const csv::Row& row, std::string_view currency)
        : columns_(columns), row_(row), currency_(currency) {}

    /// As it is written, without the currency; "0" without such a column.
    [[nodiscard]] std::string price_text() const {
        return csv::without_currency(cell(ImportField::price).value_or("0"), currency_);
    }

    ImportRow read(int number, const csv::NumberStyle& style) {
        ImportRow out;
        out.number = number;
        Item& item = out.item;
        item.name = cell(ImportField::name).value_or("");
        item.size = cell(ImportField::size).value_or(std::string(default_size));
        if (auto category = cell(ImportField::category)) item.category = std::move(*category);
        if (columns_.source() != ImportSource::own) put_defaults(item);
        item.description = optional_cell(ImportField::description);
        item.volume = optional_cell(ImportField::volume);
        item.allergens = optional_cell(ImportField::allergens);
        item.barcode = optional_cell(ImportField::barcode);
        out.has_category = columns_.has(ImportField::category);
        out.has_description = columns_.has(ImportField::description);
        out.has_volume = columns_.has(ImportField::volume);
        out.has_allergens = columns_.has(ImportField::allergens);
        out.has_calories = columns_.has(ImportField::calories);
        out.has_barcode = columns_.has(ImportField::barcode);
        judge(out, style);
        return out;
    }

private:
    [[nodiscard]] std::string plain_cell(std::size_t column) const {
        if (column >= row_.cells.size()) return {};
        const std::string restored = csv::restore_cell(row_.cells[column]);
        return std::string(text::strip(restored));
    }
    // Empty if the file has no such column; an empty text where the row is too short for it. A barcode is a number of many
    // digits, but no card's.
    [[nodiscard]] std::optional<std::string> cell(ImportField field) const {
        if (!columns_.has(field)) return std::nullopt;
        std::string all;
        for (const std::size_t column : columns_.of(field)) {
            const std::string one = plain_cell(column);
            if (!one.empty()) all += (all.empty() ? "" : " / ") + one;
        }
        return field == ImportField::barcode ? all : card_numbers::masked(all);
    }
    [[nodiscard]] std::optional<std::string> optional_cell(ImportField field) const {
        auto text = cell(field);
        if (text && text->empty()) text.reset();
        return text;
    }
    [[nodiscard]] std::string own_cell(std::string_view title) const {
        const auto column = columns_.titled(title);
        return column ? plain_cell(*column) : std::string();
    }

    static void put_defaults(Item& item) {
        if (item.size.empty()) item.size = default_size;
        if (item.category.empty()) item.category = Item().category;
    }

    /// What the vendor's own columns say against it.
    [[nodiscard]] FieldError vendors_fault() const {
        if (columns_.source() == ImportSource::own) return {};
        if (text::iequals(own_cell("archived"), "y")) return FieldError{"", "archived", "It is archived there"};
        if (!own_cell("sku of included item").empty() && price_text().empty())
            return FieldError{"", "composite_part", "It is a part of the item above"};
        if (!text::iequals(price_text(), asked_for)) return {};
        return FieldError{"price", "variable_price", "Its price is put in at each sale there; write one into the file"};
    }

    void judge(ImportRow& out, const csv::NumberStyle& style) const {
        if (auto fault = vendors_fault(); !fault.message.empty()) return refuse(out, std::move(fault), joined());
        const auto price = style.plain(price_text());
        const bool is_clear = price && read_price(json::Value(*price)).fault != PriceFault::no_number;
        if (const std::string expected = is_clear ? "" : style.expected(price_text()); !expected.empty()) {
            const std::string said = std::string(incomplete) + ": " + price_text() + " " + expected;
            return refuse(out, FieldError{"price", "marks", said}, joined());
        }
        if (!price) {
            const std::string said = "The price " + price_text() + " " + std::string(csv::two_ways);
            return refuse(out, FieldError{"price", "ambiguous", said}, joined());
        }
        const auto reading = read_price(json::Value(*price));
        const bool is_priced = reading.price || reading.fault == PriceFault::too_high || reading.fault == PriceFault::too_precise;
        if (out.item.name.empty() || !is_priced) {
            return refuse(out, FieldError{"", "incomplete", std::string(incomplete)}, joined());
        }
        out.item.price = reading.price.value_or(Money());
        FieldError fault = reading.price ? import_fault(out.item) : price_fault(reading.fault);
        if (row_.cells.size() > columns_.width()) fault = FieldError{"", "cells", "The row has more cells than the header"};
        if (fault.message.empty()) fault = cells_fault(out.item);
        if (!fault.message.empty()) refuse(out, std::move(fault), out.item.name + " - " + out.item.size);
    }
    static FieldError price_fault(PriceFault fault) {
        if (fault == PriceFault::too_high) return FieldError{"price", "range", text_of(fault, incomplete)};
        return FieldError{"price", "decimals", text_of(fault, incomplete)};
    }
    /// Reads the calories, too.
    FieldError cells_fault(Item& item) const {
        if (!read_calories(item)) return FieldError{"calories", "range", "Calories must be a whole number from 0 to 99999"};
        if (!is_barcode_rounded()) return {};
        return FieldError{"barcode", "rounded", "The barcode was rounded by a spreadsheet; make the column text there"};
    }
    static void refuse(ImportRow& out, FieldError fault, std::string data) {
        out.fault = std::move(fault);
        out.data = std::move(data);
    }

    [[nodiscard]] bool is_barcode_rounded() const {
        return std::ranges::any_of(columns_.of(ImportField::barcode), [&](std::size_t column) {
            return column < row_.cells.size() && csv::is_rounded_by_spreadsheet(text::trim(row_.cells[column]));
        });
    }
    bool read_calories(Item& item) const {
        const auto text = optional_cell(ImportField::calories);
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

    const ImportColumns& columns_;
    const csv::Row& row_;
    std::string_view currency_;
};

/// Of several sizes, Loyverse names only the first: the others have its handle.
void name_variants(const ImportColumns& columns, std::span<csv::Row> rows) {
    const auto handle = columns.titled("handle");
    if (columns.source() != ImportSource::loyverse || !handle) return;
    const csv::Row* named = nullptr;
    for (csv::Row& row : rows) {
        if (row.cells.size() < columns.width()) continue;
        if (!row.cells[columns.of(ImportField::name).front()].empty()) {
            named = &row;
            continue;
        }
        if (named == nullptr || named->cells[*handle] != row.cells[*handle]) continue;
        for (const ImportField field : {ImportField::name, ImportField::category, ImportField::description}) {
            for (const std::size_t column : columns.of(field)) row.cells[column] = named->cells[column];
        }
    }
}

Item merged(Item item, const ImportRow& row) {
    item.price = row.item.price;
    if (row.has_category) item.category = row.item.category;
    if (row.has_description) item.description = row.item.description;
    if (row.has_volume) item.volume = row.item.volume;
    if (row.has_allergens) item.allergens = row.item.allergens;
    if (row.has_calories) item.calories = row.item.calories;
    if (row.has_barcode) item.barcode = row.item.barcode;
    return item;
}

Error unreadable(const std::string& why) { return Error::field(Code::validation_error, "file", "format", why); }

}  // namespace

ImportFile parse_import(std::string_view bytes, const ImportMapping& mapping, std::string_view currency) {
    std::vector<csv::Row> lines;
    const auto keep = [&](csv::Row row) {
        if (!csv::is_blank(row)) lines.push_back(std::move(row));
    };
    csv::Reader reader(keep, {.rows_max = import_rows_max + 1});
    try {
        reader.feed(csv::as_utf8(bytes));
        reader.finish();
    } catch (const csv::FormatError& error) {
        throw unreadable(std::string("The CSV file cannot be read. ") + error.what());
    }
    if (lines.empty()) throw unreadable("The CSV file is empty");
    const ImportColumns columns(lines.front().cells, mapping);
    if (lines.size() == 1) throw unreadable("The CSV file has no rows below its header");
    const std::span<csv::Row> items(lines.begin() + 1, lines.end());
    name_variants(columns, items);
    csv::NumberStyle style(reader.separator());
    for (const csv::Row& row : items) style.see(RowReader(columns, row, currency).price_text());
    ImportFile file{columns.source(), columns.found(), {}};
    for (const csv::Row& row : items) {
        file.rows.push_back(RowReader(columns, row, currency).read(static_cast<int>(file.rows.size()) + 1, style));
    }
    return file;
}

std::string import_key(std::string_view name, std::string_view size) { return text::folded(name) + '\n' + text::folded(size); }

namespace {

/// Whose barcode is whose, as the file goes on.
class Barcodes {
public:
    explicit Barcodes(const ItemsByKey& existing) {
        for (const auto& [key, item] : existing) give(item);
    }
    [[nodiscard]] bool is_anothers(const Item& item) const {
        const auto found = item.barcode ? holders_.find(*item.barcode) : holders_.end();
        return found != holders_.end() && found->second != item.id;
    }
    void give(const Item& item) {
        if (item.barcode) holders_.insert_or_assign(*item.barcode, item.id);
    }

private:
    std::unordered_map<std::string, Id> holders_;
};

}  // namespace

std::vector<ImportStep> plan_import(std::span<const ImportRow> rows, ItemsByKey existing, const ImportOptions& options,
                                    const std::function<Id()>& next_id) {
    Barcodes barcodes(existing);
    std::vector<ImportStep> steps;
    steps.reserve(rows.size());
    for (const ImportRow& row : rows) {
        ImportStep& step = steps.emplace_back();
        step.row = &row;
        step.fault = row.fault;
        if (!row.fault.message.empty()) continue;
        const auto key = import_key(row.item.name, row.item.size);
        const auto found = existing.find(key);
        const bool is_there = found != existing.end();
        if (is_there && options.update_existing) {
            step.action = ImportAction::update;
            step.before = found->second;
            step.after = merged(found->second, row);
        } else if (is_there && options.skip_duplicates) {
            step.action = ImportAction::skip;
            continue;
        } else {
            step.action = ImportAction::create;
            step.after = row.item;
            step.after.id = next_id();
        }
        if (barcodes.is_anothers(step.after)) {
            step.action = ImportAction::refuse;
            step.fault = FieldError{"barcode", "taken", "The barcode " + *step.after.barcode + " is another item's"};
            continue;
        }
        barcodes.give(step.after);
        existing.insert_or_assign(key, step.after);
    }
    return steps;
}

}  // namespace cafepos::menu
