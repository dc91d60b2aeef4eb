#pragma once

#include <boost/describe.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// Which column of a menu's file is what. Pure.
namespace cafepos::menu {

enum class ImportField { name, size, price, category, description, volume, allergens, calories, barcode };
BOOST_DESCRIBE_ENUM(ImportField, name, size, price, category, description, volume, allergens, calories, barcode)

/// Whose export it is; told by its header.
enum class ImportSource { own, square, loyverse };
BOOST_DESCRIBE_ENUM(ImportSource, own, square, loyverse)

/// By the name of a field (or `sku`, which is the barcode) the title of its column; an empty title: it has none.
using ImportMapping = std::map<std::string, std::string>;
/// Of a JSON object of texts. Error(validation_error) naming what is wrong.
ImportMapping mapping_of(const std::string& json_text);

class ImportColumns {
public:
    /// What the mapping does not name is found by the header itself. Error(validation_error) naming a field that nobody knows, a
    /// column that is not there, and what an import cannot do without.
    ImportColumns(const std::vector<std::string>& header, const ImportMapping& mapping);

    [[nodiscard]] ImportSource source() const { return source_; }
    [[nodiscard]] std::size_t width() const { return titles_.size(); }
    /// Where it stands; several columns make one text. Empty: the file has none.
    [[nodiscard]] const std::vector<std::size_t>& of(ImportField field) const;
    [[nodiscard]] bool has(ImportField field) const { return !of(field).empty(); }
    /// A column of the source's own, by its title in lower case.
    [[nodiscard]] std::optional<std::size_t> titled(std::string_view title) const;
    /// What was found: by field its titles, as the file spells them.
    [[nodiscard]] std::map<std::string, std::string> found() const;

private:
    void find_by_header();
    void find_as_square_says();
    void find_as_loyverse_says();
    void put(ImportField field, std::initializer_list<std::string_view> titles);
    void put_prefixed(ImportField field, std::string_view prefix);
    void apply(const ImportMapping& mapping);
    void require_complete() const;

    std::vector<std::string> titles_;  ///< as they are spelled
    std::vector<std::string> names_;   ///< in lower case
    ImportSource source_ = ImportSource::own;
    std::map<ImportField, std::vector<std::size_t>> places_;
};

}  // namespace cafepos::menu
