#include <algorithm>
#include <stdexcept>

#include "core/amounts.h"
#include "core/time.h"
#include "csv/csv_writer.h"
#include "db/transfer.h"
#include "exports.h"
#include "files/files.h"
#include "json/write.h"

namespace cafepos::exports {
namespace {

using Cells = std::vector<std::optional<std::string>>;

struct Column {
    std::size_t place;  ///< in the table's rows
    std::string name;
    Kind kind;
};

std::string discount_text(std::int64_t units, const std::string& type) {
    return type == "percentage" ? Percentage::of(units).text() : Money::of(units).fixed_text();
}

/// A stored value as people write it; `discount_type` is the row's, where it has one.
std::string readable(const std::string& value, Kind kind, const std::string& discount_type) {
    if (kind == Kind::text) return value;
    const std::int64_t units = std::stoll(value);
    switch (kind) {
        case Kind::money:
            return Money::of(units).fixed_text();
        case Kind::quantity:
            return Quantity::of(units).text();
        case Kind::unit_cost:
            return UnitCost::of(units).text();
        case Kind::percent:
            return Percentage::of(units).text();
        case Kind::discount:
            return discount_text(units, discount_type);
        case Kind::time:
            return Timestamp{units}.text();
        case Kind::yes_no:
            return units == 0 ? "false" : "true";
        case Kind::text:
        case Kind::number:
            break;
    }
    return value;
}

/// One table on its way into its two files.
class TableExport {
public:
    TableExport(const db::TableShape& table, const std::filesystem::path& folder)
        : csv_(folder / (table.name + ".csv"), files::for_its_owner),
          json_(folder / (table.name + ".json"), files::for_its_owner) {
        std::vector<std::string> head;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            if (table.columns[i] == "discount_type") discount_type_ = i;
            const auto kind = kind_of(table.name, table.columns[i]);
            if (!kind) continue;
            columns_.push_back({i, table.columns[i], *kind});
            head.push_back(table.columns[i]);
        }
        std::string line(csv::byte_order_mark);
        csv::write_row(line, head);
        csv_.write(line);
        json_.write("[");
    }

    /// Whole lines of COPY text.
    void add(std::string_view lines) {
        std::string csv_text;
        std::string json_text;
        while (!lines.empty()) {
            const auto end = lines.find('\n');
            const auto cells = db::columns_of(lines.substr(0, end));
            if (!cells) throw std::runtime_error("the database gave a row that is none");
            add_row(*cells, csv_text, json_text);
            lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
        }
        csv_.write(csv_text);
        json_.write(json_text);
    }

    std::size_t finish() {
        json_.write("\n]\n");
        csv_.put_in_place(files::Existing::keep, files::Durable::later);
        json_.put_in_place(files::Existing::keep, files::Durable::later);
        return rows_;
    }

private:
    void add_row(const Cells& cells, std::string& csv_text, std::string& json_text) {
        const std::string discount_type = discount_type_ ? cells.at(*discount_type_).value_or("") : "";
        std::vector<std::string> row;
        std::string object;
        for (const Column& column : columns_) {
            const auto& cell = cells.at(column.place);
            const std::string text = cell ? readable(*cell, column.kind, discount_type) : "";
            row.push_back(column.kind == Kind::text ? csv::neutral_cell(text) : text);
            object +=
                (object.empty() ? "" : ",") + json::to_text(column.name) + ":" + in_json(column.kind, cell.has_value(), text);
        }
        csv::write_row(csv_text, row);
        json_text += (rows_ == 0 ? "\n{" : ",\n{") + object + "}";
        ++rows_;
    }

    static std::string in_json(Kind kind, bool is_there, const std::string& text) {
        if (!is_there) return "null";
        return is_numeric(kind) || kind == Kind::yes_no ? text : json::to_text(text);
    }

    files::NewFile csv_;
    files::NewFile json_;
    std::vector<Column> columns_;
    std::optional<std::size_t> discount_type_;
    std::size_t rows_ = 0;
};

void prepare_folder(const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    if (!std::filesystem::is_empty(folder)) {
        throw std::runtime_error("the folder " + folder.string() + " is not empty: name a new one, or empty it");
    }
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
}

}  // namespace

std::vector<ExportedTable> write(const db::Options& database, const std::filesystem::path& folder) {
    prepare_folder(folder);
    const auto rows = db::read_rows(database);
    std::vector<ExportedTable> written;
    for (const db::TableShape& table : rows->tables()) {
        if (!is_exported(table.name)) continue;
        TableExport out(table, folder);
        rows->read(table, [&](std::string_view lines) { out.add(lines); });
        written.push_back({table.name, out.finish()});
    }
    files::synchronise_file_system(folder);
    return written;
}

}  // namespace cafepos::exports
