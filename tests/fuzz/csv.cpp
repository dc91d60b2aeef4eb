// CSV of any kind: read as a whole and as it arrives.

#include <algorithm>
#include <optional>

#include "csv/csv_reader.h"
#include "csv/number_style.h"
#include "target.h"

namespace cafepos::fuzz {
namespace {

constexpr csv::Limits narrow{.cell_bytes_max = 64, .columns_max = 8, .rows_max = 16};

struct Read {
    std::vector<std::vector<std::string>> rows = {};
    std::optional<std::size_t> wrong_line = {};
    bool operator==(const Read&) const = default;
};

Read read(std::string_view text, std::size_t piece_bytes) {
    Read result;
    csv::Reader reader([&](csv::Row row) { result.rows.push_back(std::move(row.cells)); }, narrow);
    try {
        for (; !text.empty(); text.remove_prefix(std::min(text.size(), piece_bytes))) reader.feed(text.substr(0, piece_bytes));
        reader.finish();
    } catch (const csv::FormatError& error) {
        result.wrong_line = error.line();
    }
    return result;
}

void read_numbers(const Read& file, char separator) {
    csv::NumberStyle style(separator);
    for (const auto& row : file.rows) {
        for (const std::string& cell : row) style.see(cell);
    }
    for (const auto& row : file.rows) {
        for (const std::string& cell : row) static_cast<void>(style.plain(cell));
    }
}

const Target csv_target("csv", [](std::string_view bytes) {
    const Read whole = read(bytes, std::max<std::size_t>(bytes.size(), 1));
    require(read(bytes, 1) == whole, "it does not matter in which pieces a file arrives");
    require(whole.rows.size() <= narrow.rows_max, "no more rows than allowed");
    for (const auto& row : whole.rows) {
        require(row.size() <= narrow.columns_max, "no more columns than allowed");
        for (const auto& cell : row) require(cell.size() <= narrow.cell_bytes_max, "no cell larger than allowed");
    }
    for (const char separator : {',', ';'}) read_numbers(whole, separator);
});

}  // namespace
}  // namespace cafepos::fuzz
