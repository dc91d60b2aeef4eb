// The stock's import, from the file's bytes to what each row asks for.

#include <algorithm>

#include "core/error.h"
#include "inventory/csv_rows.h"
#include "target.h"

namespace cafepos::fuzz {
namespace {

char separator_of(std::string_view bytes) {
    csv::Reader reader([](const csv::Row&) {});
    reader.feed(bytes);
    reader.finish();
    return reader.separator();
}

void read(std::string_view bytes) {
    const auto rows = csv::read_all(bytes, {.rows_max = 1'000});
    if (rows.empty()) return;
    static const TimeZone zone = TimeZone::find("Europe/Berlin").value();
    inventory::RowParser parser(rows.front(), separator_of(bytes), zone);
    for (const auto& row : rows) parser.see(row);
    for (const auto& row : rows) {
        const auto parsed = parser.parse(row);
        require(parsed.line == row.line, "a row knows its line");
        for (const auto& error : parsed.errors) require(!error.reason.empty(), "an error says why");
    }
}

const Target inventory_import("inventory_import", [](std::string_view bytes) {
    try {
        read(bytes);
    } catch (const csv::FormatError& error) {
        require(error.line() > 0, "an error has its line");
    } catch (const Error& error) {
        require(error.code() == Code::validation_error, "what is no stock file is a validation error");
    }
});

}  // namespace
}  // namespace cafepos::fuzz
