#include "import_columns.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.h"
#include "core/text.h"
#include "csv/csv_writer.h"
#include "json/read.h"

namespace cafepos::menu {
namespace {

Error wrong_mapping(const std::string& what) {
    return Error::field(Code::validation_error, "mapping", "format", "mapping " + what);
}

std::string listed(const std::vector<std::string>& names) {
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
    return all;
}

ImportField field_called(const std::string& name) {
    ImportField field{};
    if (boost::describe::enum_from_string((name == "sku" ? "barcode" : name).c_str(), field)) return field;
    throw wrong_mapping("names " + name +
                        ", which is none of name, size, price, category, description, volume, allergens, calories, "
                        "barcode, sku");
}

}  // namespace

ImportMapping mapping_of(const std::string& json_text) {
    ImportMapping mapping;
    json::Reader reader;
    try {
        json::read(reader, json::parse(json_text), mapping);
    } catch (const Error&) {
        throw wrong_mapping(R"(must be a JSON object such as {"name": "Item", "price": "Retail"})");
    }
    if (!reader.ok()) throw wrong_mapping("must name each column by a text");
    return mapping;
}

ImportColumns::ImportColumns(const std::vector<std::string>& header, const ImportMapping& mapping) {
    for (const std::string& cell : header) {
        titles_.emplace_back(text::trim(csv::restore_cell(cell)));
        names_.push_back(text::lower(titles_.back()));
    }
    find_by_header();
    apply(mapping);
    require_complete();
}

const std::vector<std::size_t>& ImportColumns::of(ImportField field) const {
    static const std::vector<std::size_t> none;
    const auto found = places_.find(field);
    return found == places_.end() ? none : found->second;
}

std::optional<std::size_t> ImportColumns::titled(std::string_view title) const {
    const auto found = std::ranges::find_if(names_, [&](const std::string& name) { return text::same(name, title); });
    if (found == names_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - names_.begin());
}

std::map<std::string, std::string> ImportColumns::found() const {
    std::map<std::string, std::string> found;
    for (const auto& [field, places] : places_) {
        std::vector<std::string> titles;
        for (const std::size_t place : places) titles.push_back(titles_[place]);
        if (!titles.empty()) found[boost::describe::enum_to_string(field, "")] = listed(titles);
    }
    return found;
}

/// The first of these titles that is there.
void ImportColumns::put(ImportField field, std::initializer_list<std::string_view> titles) {
    for (const std::string_view title : titles) {
        if (const auto place = titled(title)) return places_[field] = {*place}, void();
    }
}

void ImportColumns::put_prefixed(ImportField field, std::string_view prefix) {
    const auto found = std::ranges::find_if(names_, [&](const std::string& name) { return name.starts_with(prefix); });
    if (found != names_.end()) places_[field] = {static_cast<std::size_t>(found - names_.begin())};
}

void ImportColumns::find_by_header() {
    using enum ImportField;
    const auto is_price_of_a_store = [](const std::string& name) { return name.starts_with("price ["); };
    if (titled("item name") && titled("variation name")) {
        source_ = ImportSource::square;
    } else if (titled("handle") && titled("name") &&
               (titled("default price") || std::ranges::any_of(names_, is_price_of_a_store))) {
        source_ = ImportSource::loyverse;
    }
    // And as the office calls them in German, French and Spanish.
    put(name, {"name", "nom", "nombre"});
    put(size, {"size_name", "size", "größe", "taille", "tamaño"});
    put(price, {"size_price", "price", "preis", "prix", "precio"});
    put(category, {"category", "kategorie", "catégorie", "categoría"});
    put(description, {"description", "beschreibung", "descripción"});
    put(volume, {"size_volume", "volume", "volumen"});
    put(allergens, {"allergens", "allergene", "allergènes", "alérgenos"});
    put(calories, {"calories", "kalorien", "calorías"});
    put(barcode, {"barcode", "code-barres", "código de barras"});
    if (source_ == ImportSource::square) find_as_square_says();
    if (source_ == ImportSource::loyverse) find_as_loyverse_says();
}

void ImportColumns::find_as_square_says() {
    using enum ImportField;
    put(name, {"item name"});
    put(size, {"variation name"});
    put(category, {"category", "reporting category", "categories"});
    put(barcode, {"gtin"});
}

void ImportColumns::find_as_loyverse_says() {
    using enum ImportField;
    put(price, {"default price"});
    if (!has(price)) put_prefixed(price, "price [");
    for (const std::string_view title : {"option 1 value", "option 2 value", "option 3 value"}) {
        if (const auto place = titled(title)) places_[size].push_back(*place);
    }
}

void ImportColumns::apply(const ImportMapping& mapping) {
    for (const auto& [name, title] : mapping) {
        const ImportField field = field_called(name);
        places_.erase(field);
        if (text::trim(title).empty()) continue;
        const auto place = titled(text::lower(text::trim(title)));
        if (!place)
            throw wrong_mapping(fmt::format("names the column {} for {}; the columns are: {}", title, name, listed(titles_)));
        places_[field] = {*place};
    }
}

void ImportColumns::require_complete() const {
    std::string missing;
    if (!has(ImportField::name)) missing = "no column name";
    if (!has(ImportField::price)) missing += (missing.empty() ? "" : " and ") + std::string("no column size_price or price");
    if (missing.empty()) return;
    throw Error::field(Code::validation_error, "file", "header",
                       "The file has " + missing + "; its columns are: " + listed(names_));
}

}  // namespace cafepos::menu
