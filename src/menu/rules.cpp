#include "rules.h"

#include <algorithm>

#include "core/card_numbers.h"
#include "core/checks.h"
#include "core/text.h"

namespace cafepos::menu {
namespace {

constexpr std::string_view default_category = "General";

struct TextField {
    const char* name;
    const char* label;  ///< in what people are told
    std::size_t length_max;
    bool may_have_lines = false;
};
constexpr TextField name_field{"name", "Name", 100};
constexpr TextField size_field{"size", "Size", 50};
constexpr TextField category_field{"category", "Category", 50};
constexpr TextField description_field{"description", "Description", 2000, true};
constexpr TextField image_url_field{"imageUrl", "Image URL", 500};
constexpr TextField volume_field{"volume", "Volume", 50};
constexpr TextField barcode_field{"barcode", "Barcode", 50};
constexpr TextField allergens_field{"allergens", "Allergens", 2000, true};

// What is wrong with a text that is there; without a message if nothing.
FieldError text_fault(const TextField& field, std::string_view text) {
    const std::string label = field.label;
    const bool has_control = text::has_control(text, field.may_have_lines ? text::line_controls : "");
    if (!text::is_utf8(text) || has_control) return {field.name, "characters", label + " must not contain control characters"};
    if (text::length(text) <= field.length_max) return {};
    return {field.name, "length", label + " must be " + std::to_string(field.length_max) + " characters or less"};
}

// Numbers for texts too: a size of 250 means "250".
std::optional<std::string> text_of(const json::Value& value) {
    if (const auto* text = value.if_string()) return std::string(text::strip(*text));
    if (const auto* number = value.if_number()) return number->text;
    if (value.is_null()) return std::string();
    return std::nullopt;
}

// Reads one request; remembers what was wrong.
class FieldReader {
public:
    Checks checks;

    // `missing` is the contract's text for an absent or empty one.
    void read_required(const json::Value& value, std::string& out, const TextField& field, const char* missing) {
        const auto text = read_text(value, field);
        if (!text) return;
        if (text->empty()) return checks.say(field.name, "required", missing);
        out = card_numbers::masked(*text);
        check(out, field);
    }

    // Null and empty clear it.
    void read_optional(const Given<std::string>& given, std::optional<std::string>& out, const TextField& field) {
        if (!given.present) return;
        const auto text = read_text(given.value, field);
        if (!text) return;
        out = *text;
        if (text->empty()) out.reset();
        check(*text, field);
    }

    // The same, with card numbers masked.
    void read_free_text(const Given<std::string>& given, std::optional<std::string>& out, const TextField& field) {
        read_optional(given, out, field);
        card_numbers::mask(out);
    }

    void read_price(const json::Value& value, Money& out, std::string_view not_a_number) {
        const auto reading = menu::read_price(value);
        if (!reading.price) return checks.say("price", "range", text_of(reading.fault, not_a_number));
        out = *reading.price;
    }

    void read_flag(const Given<bool>& given, bool& out, const char* field) {
        if (!given.present) return;
        const auto flag = json::as_flag(given.value);
        if (!flag) return checks.fail(field, "type", "must be true or false");
        out = *flag;
    }

    void read_integer(const json::Value& value, int& out, const char* field, std::int64_t low, std::int64_t high,
                      const char* fault) {
        const auto number = decimal::parse(text_of(value).value_or(""), 0);
        if (!number || *number < low || *number > high) return checks.say(field, "type", fault);
        out = static_cast<int>(*number);
    }

private:
    std::optional<std::string> read_text(const json::Value& value, const TextField& field) {
        auto text = text_of(value);
        if (!text) checks.say(field.name, "type", std::string(field.label) + " must be text");
        return text;
    }
    void check(std::string_view text, const TextField& field) {
        FieldError fault = text_fault(field, text);
        if (!fault.message.empty()) checks.add({std::move(fault)});
    }
};

bool is_empty(const json::Value& value) {
    const auto* text = value.if_string();
    return value.is_null() || (text != nullptr && text::strip(*text).empty());
}

// A path to a file of ours: clients put it behind our address and into their pages as it is.
bool is_upload(std::string_view url) {
    constexpr std::string_view folder = "/uploads/";
    constexpr std::string_view marks = "/._-";
    const bool plain = std::all_of(url.begin(), url.end(), [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               marks.find(c) != std::string_view::npos;
    });
    const bool leaves = url.find("//") != std::string_view::npos || url.find("/.") != std::string_view::npos;
    return plain && !leaves && url.starts_with(folder) && !url.ends_with('/');
}

// What the item has stays, whatever it is: registers send back what they were given.
void read_image_url(FieldReader& reader, const Given<std::string>& given, std::optional<std::string>& out) {
    const auto before = out;
    reader.read_optional(given, out, image_url_field);
    if (!given.present || !out || out == before) return;
    if (out->starts_with("uploads/")) out->insert(0, "/");  // as the older server spelled it
    if (out == before || is_upload(*out)) return;
    reader.checks.say("imageUrl", "format",
                      "Image URL must be the path of an uploaded picture, such as /uploads/menu_items/latte.png");
}

/// Null and empty: the category's.
void read_station(FieldReader& reader, const Given<Id>& given, std::optional<Id>& out) {
    if (!given.present) return;
    out.reset();
    if (is_empty(given.value)) return;
    const auto text = text_of(given.value);
    out = Id::parse(text.value_or(""));
    if (!out) reader.checks.fail("stationId", "type", "must be the id of a station");
}

void read_kind(FieldReader& reader, const Given<ItemKind>& given, ItemKind& out) {
    if (!given.present) return;
    const std::string* name = given.value.if_string();
    if (name != nullptr && boost::describe::enum_from_string(name->c_str(), out)) return;
    reader.checks.fail("kind", "choice", "must be one of: item, combo");
}

// What POST and PUT read alike.
void read_common(FieldReader& reader, const ItemFields& fields, Item& item) {
    if (fields.category.present) {
        std::optional<std::string> category;
        reader.read_free_text(fields.category, category, category_field);
        item.category = category.value_or(std::string(default_category));
    }
    reader.read_free_text(fields.description, item.description, description_field);
    read_image_url(reader, fields.imageUrl, item.image_url);
    reader.read_free_text(fields.volume, item.volume, volume_field);
    reader.read_free_text(fields.allergens, item.allergens, allergens_field);
    read_station(reader, fields.stationId, item.station_id);
    reader.read_optional(fields.barcode, item.barcode, barcode_field);  // a number of many digits, but no card's
    reader.read_flag(fields.openPrice, item.open_price, "openPrice");
    read_kind(reader, fields.kind, item.kind);
    reader.checks.require(item.kind == ItemKind::item || !item.open_price, "openPrice", "choice", "must be false for a combo");
    if (fields.calories.present) {
        item.calories.reset();
        int calories = 0;
        if (is_empty(fields.calories.value)) return;
        reader.read_integer(fields.calories.value, calories, "calories", 0, calories_max,
                            "Calories must be a whole number from 0 to 99999");
        item.calories = calories;
    }
}

void read_sort_order(FieldReader& reader, const Given<int>& given, int& out) {
    constexpr std::int64_t low = std::numeric_limits<int>::min();
    constexpr std::int64_t high = std::numeric_limits<int>::max();
    reader.read_integer(given.value, out, "sortOrder", low, high, "Sort order must be a valid integer");
}

}  // namespace

PriceReading read_price(const json::Value& value) {
    const auto* number = value.if_number();
    const auto text = text_of(value);
    if (!text || text->empty()) return {};
    const auto price = Money::parse(*text);
    const auto nearest = price ? price : Money::parse(*text, decimal::Excess::round_half_up);
    if (!nearest && number == nullptr) return {};
    if (text->starts_with('-') || (price && price->is_zero())) return {.price = {}, .fault = PriceFault::not_positive};
    if (!nearest || *nearest > price_max) return {.price = {}, .fault = PriceFault::too_high};
    return {.price = price, .fault = PriceFault::too_precise};
}

std::string text_of(PriceFault fault, std::string_view no_number) {
    switch (fault) {
        case PriceFault::no_number:
            return std::string(no_number);
        case PriceFault::not_positive:
            return "Price must be a positive number";
        case PriceFault::too_high:
            return "Price cannot exceed 9999.99";
        case PriceFault::too_precise:
            return "Price must have at most 2 decimals";
    }
    return {};
}

Item new_item(const ItemFields& fields) {
    FieldReader reader;
    Item item;
    reader.read_required(fields.name.value, item.name, name_field, "Name is required");
    reader.read_required(fields.size.value, item.size, size_field, "Size is required");
    reader.read_price(fields.price.value, item.price, "Price must be a positive number");
    read_common(reader, fields, item);
    if (!fields.isActive.value.is_null()) reader.read_flag(fields.isActive, item.is_active, "isActive");
    if (fields.sortOrder.present && !is_empty(fields.sortOrder.value)) read_sort_order(reader, fields.sortOrder, item.sort_order);
    reader.checks.refuse_if_any(Code::unprocessable);
    return item;
}

Item changed_item(Item item, const ItemFields& fields) {
    FieldReader reader;
    if (fields.name.present) reader.read_required(fields.name.value, item.name, name_field, "Name cannot be empty");
    if (fields.size.present) reader.read_required(fields.size.value, item.size, size_field, "Size cannot be empty");
    if (fields.price.present) reader.read_price(fields.price.value, item.price, "Price must be a valid number");
    read_common(reader, fields, item);
    reader.read_flag(fields.isActive, item.is_active, "isActive");
    if (fields.sortOrder.present) read_sort_order(reader, fields.sortOrder, item.sort_order);
    reader.checks.refuse_if_any(Code::unprocessable);
    return item;
}

FieldError import_fault(const Item& item) {
    FieldError all;
    const auto check = [&](const TextField& field, const std::string& text) {
        FieldError fault = text_fault(field, text);
        if (fault.message.empty()) return;
        all = all.message.empty() ? std::move(fault) : FieldError{"", "several", all.message + "; " + fault.message};
    };
    check(name_field, item.name);
    check(size_field, item.size);
    check(category_field, item.category);
    check(description_field, item.description.value_or(""));
    check(volume_field, item.volume.value_or(""));
    check(barcode_field, item.barcode.value_or(""));
    check(allergens_field, item.allergens.value_or(""));
    return all;
}

}  // namespace cafepos::menu
