#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/error.h"
#include "import_columns.h"
#include "menu.h"

/// The menu's bulk import: from CSV text to what is to be done. Pure. The format is docs/formats/menu-import.md.
namespace cafepos::menu {

inline constexpr std::size_t import_rows_max = 10'000;

struct ImportOptions {
    bool skip_duplicates = true;
    bool update_existing = false;  ///< wins over skip_duplicates
};

/// One row of the file, judged on its own.
struct ImportRow {
    int number = 0;             ///< 1 is the first row after the header
    Item item;                  ///< without an id yet
    bool has_category = false;  ///< whether the file has these columns at all: an update leaves alone what it has not
    bool has_description = false;
    bool has_volume = false;
    bool has_allergens = false;
    bool has_calories = false;
    bool has_barcode = false;
    FieldError fault;  ///< why it cannot be imported; without a message if it can
    std::string data;  ///< the row, for the report of its fault
};

struct ImportFile {
    ImportSource source = ImportSource::own;
    std::map<std::string, std::string> columns;  ///< by field the title of its column
    std::vector<ImportRow> rows;
};

/// Error(validation_error) with the line if the text is no CSV or has too many rows, naming the column if one is missing that
/// every row needs, and for a file without rows. Prices may be written with the currency.
ImportFile parse_import(std::string_view bytes, const ImportMapping& mapping = {}, std::string_view currency = {});

/// Same name and size, compared folded: the same item.
std::string import_key(std::string_view name, std::string_view size);
using ItemsByKey = std::unordered_map<std::string, Item>;

enum class ImportAction { create, update, skip, refuse };
BOOST_DESCRIBE_ENUM(ImportAction, create, update, skip, refuse)
struct ImportStep {
    ImportAction action = ImportAction::refuse;
    const ImportRow* row = nullptr;
    Item before;       ///< of an update
    Item after;        ///< of an update, or the item to create
    FieldError fault;  ///< why it is refused
};

/// What to do with each row, in order; rows see what earlier ones create and change. `existing` are the menu's items that rows
/// name or whose barcode they have, others do not matter. Steps point into `rows`.
std::vector<ImportStep> plan_import(std::span<const ImportRow> rows, ItemsByKey existing, const ImportOptions& options,
                                    const std::function<Id()>& next_id);

}  // namespace cafepos::menu
