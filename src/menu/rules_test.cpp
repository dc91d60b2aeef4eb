#include "rules.h"

#include <gtest/gtest.h>

#include "json/value.h"
#include "picture_rules.h"

namespace cafepos::menu {
namespace {

constexpr const char* picture_fault = "Image URL must be the path of an uploaded picture, such as /uploads/menu_items/latte.png";

using Texts = std::vector<std::string>;

ItemFields fields_of(const std::string& json, json::Reader::Source source = json::Reader::Source::json) {
    return json::bind<ItemFields>(json::parse(json), Code::unprocessable, source);
}
ItemFields form_of(const std::string& json) { return fields_of(json, json::Reader::Source::text); }

template <class F>
Texts texts_of(F&& judge) {
    try {
        judge();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), Code::unprocessable);
        EXPECT_EQ(error.details().size(), error.texts().size()) << "every text names its field";
        return error.texts();
    }
    return {};
}
Texts post(const std::string& json) {
    return texts_of([&] { new_item(fields_of(json)); });
}
Texts put(const std::string& json) {
    return texts_of([&] { changed_item(Item{}, fields_of(json)); });
}
std::string with(const std::string& field, const std::string& value) {
    std::string json = "{\"" + field + "\":" + value;
    for (const auto& [name, usual] : {std::pair{"name", "\"Latte\""}, {"size", "\"Large\""}, {"price", "4.5"}}) {
        if (field != name) json += std::string(",\"") + name + "\":" + usual;
    }
    return json + "}";
}
std::string long_text(std::size_t length) { return "\"" + std::string(length, 'x') + "\""; }

TEST(NewItem, NeedsNameSizeAndPrice) {
    const Texts all{"Name is required", "Size is required", "Price must be a positive number"};
    EXPECT_EQ(post("{}"), all);
    EXPECT_EQ(post(R"({"name":"  ","size":"","price":0})"), all);
    EXPECT_EQ(post(R"({"name":null,"size":null,"price":null})"), all);
    EXPECT_EQ(post(R"({"name":"Latte","size":"Large","price":4.5})"), Texts{});
}

struct Case {
    std::string field;
    std::string value;
    std::string text;  // empty: accepted
};

TEST(NewItem, EachFieldHasItsText) {
    const std::vector<Case> cases{
        {"name", long_text(100), ""},
        {"name", long_text(101), "Name must be 100 characters or less"},
        {"name", R"("Café ☕")", ""},
        {"name", R"("a\u0000b")", "Name must not contain control characters"},
        {"name", R"("a\nb")", "Name must not contain control characters"},
        {"name", "[1]", "Name must be text"},
        {"size", long_text(50), ""},
        {"size", long_text(51), "Size must be 50 characters or less"},
        {"price", "0", "Price must be a positive number"},
        {"price", "-1", "Price must be a positive number"},
        {"price", "-0.001", "Price must be a positive number"},
        {"price", R"("abc")", "Price must be a positive number"},
        {"price", "true", "Price must be a positive number"},
        {"price", "0.01", ""},
        {"price", R"("4.50")", ""},
        {"price", "4.500", ""},
        {"price", "1e3", ""},
        {"price", "9999.99", ""},
        {"price", "10000", "Price cannot exceed 9999.99"},
        {"price", "9999.991", "Price must have at most 2 decimals"},
        {"price", "1e300", "Price cannot exceed 9999.99"},
        {"price", "9999.995", "Price cannot exceed 9999.99"},
        {"price", "0.001", "Price must have at most 2 decimals"},
        {"price", R"("")", "Price must be a positive number"},
        {"price", R"("-abc")", "Price must be a positive number"},
        {"price", "1.005", "Price must have at most 2 decimals"},
        {"category", long_text(50), ""},
        {"category", long_text(51), "Category must be 50 characters or less"},
        {"description", "null", ""},
        {"description", R"("two\nlines")", ""},
        {"description", long_text(2000), ""},
        {"description", long_text(2001), "Description must be 2000 characters or less"},
        {"description", R"("a\u0007b")", "Description must not contain control characters"},
        {"description", "{}", "Description must be text"},
        {"volume", long_text(50), ""},
        {"volume", long_text(51), "Volume must be 50 characters or less"},
        {"barcode", long_text(50), ""},
        {"barcode", long_text(51), "Barcode must be 50 characters or less"},
        {"allergens", R"("milk\nsoy")", ""},
        {"allergens", long_text(2000), ""},
        {"allergens", long_text(2001), "Allergens must be 2000 characters or less"},
        {"openPrice", "true", ""},
        {"openPrice", R"("maybe")", "openPrice must be true or false"},
        {"kind", R"("combo")", ""},
        {"kind", R"("set")", "kind must be one of: item, combo"},
        {"kind", "null", "kind must be one of: item, combo"},
        {"stationId", "null", ""},
        {"stationId", R"(" ")", ""},
        {"stationId", R"("0190a000-0000-7000-8000-000000000000")", ""},
        {"stationId", R"("bar")", "stationId must be the id of a station"},
        {"stationId", "[]", "stationId must be the id of a station"},
        {"imageUrl", R"("/uploads/menu_items/x.png")", ""},
        {"imageUrl", R"("https://example.com/x.png")",
         "Image URL must be the path of an uploaded picture, such as /uploads/menu_items/latte.png"},
        {"imageUrl", R"("//evil.test/x")", picture_fault},
        {"imageUrl", R"("/uploads//evil.test/x")", picture_fault},
        {"imageUrl", R"("/x\" onerror=")", picture_fault},
        {"imageUrl", R"("/uploads/x\".png")", picture_fault},
        {"imageUrl", R"("/uploads/x'.png")", picture_fault},
        {"imageUrl", R"("/uploads/../.env")", picture_fault},
        {"imageUrl", R"("/uploads/.hidden")", picture_fault},
        {"imageUrl", R"("/uploads/")", picture_fault},
        {"imageUrl", R"("/uploads/menu_items/")", picture_fault},
        {"imageUrl", R"("/uploads/09AZaz._-")", ""},
        {"imageUrl", R"("/uploads/)" + std::string(491, 'x') + "\"", ""},
        {"imageUrl", R"("/uploads/)" + std::string(492, 'x') + "\"", "Image URL must be 500 characters or less"},
        {"imageUrl", R"("/health")", picture_fault},
        {"imageUrl", R"("/uploads/a b.png")", picture_fault},
        {"imageUrl", R"("")", ""},
        {"imageUrl", R"("/uploads/thumbnails/flat-white_2.JPG")", ""},
        {"sortOrder", R"("7")", ""},
        {"sortOrder", "null", ""},
        {"sortOrder", "1.5", "Sort order must be a valid integer"},
        {"sortOrder", R"("first")", "Sort order must be a valid integer"},
        {"sortOrder", "99999999999", "Sort order must be a valid integer"},
        {"sortOrder", "2147483647", ""},
        {"sortOrder", "2147483648", "Sort order must be a valid integer"},
        {"sortOrder", "-2147483648", ""},
        {"sortOrder", "-2147483649", "Sort order must be a valid integer"},
        {"calories", "250", ""},
        {"calories", "0", ""},
        {"calories", "99999", ""},
        {"calories", "100000", "Calories must be a whole number from 0 to 99999"},
        {"calories", R"(" ")", ""},
        {"calories", "-1", "Calories must be a whole number from 0 to 99999"},
        {"unknown", "{}", ""},
    };
    for (const auto& [field, value, text] : cases) {
        EXPECT_EQ(post(with(field, value)), text.empty() ? Texts{} : Texts{text}) << field << " = " << value;
    }
}

TEST(NewItem, TellsAllThatIsWrongAtOnce) {
    EXPECT_EQ(post(R"({"name":)" + long_text(101) + R"(,"size":)" + long_text(51) + R"(,"price":10000,"sortOrder":"x"})"),
              (Texts{"Name must be 100 characters or less", "Size must be 50 characters or less", "Price cannot exceed 9999.99",
                     "Sort order must be a valid integer"}));
}

TEST(NewItem, HasTheContractsDefaults) {
    const Item item =
        new_item(fields_of(R"({"name":" Latte ","size":" Large ","price":"4.50","category":null,"isActive":null})"));
    EXPECT_EQ(item.name, "Latte");
    EXPECT_EQ(item.size, "Large");
    EXPECT_EQ(item.price, Money::of(450));
    EXPECT_EQ(item.category, "General");
    EXPECT_TRUE(item.is_active);
    EXPECT_EQ(item.sort_order, 0);
    EXPECT_FALSE(item.description || item.image_url || item.volume || item.allergens || item.calories);
}

TEST(NewItem, KeepsWhatItWasGivenWithoutCardNumbers) {
    const std::string card = "4111111111111111";
    const Item item =
        new_item(fields_of(R"({"name":"N )" + card + R"(","size":"S )" + card + R"(","price":1,"category":"C )" + card +
                           R"(","description":"D )" + card + R"(","volume":"V )" + card + R"(","allergens":"A )" + card +
                           R"(","barcode":")" + card + R"(","calories":"12","stationId":"" ,"openPrice":1})"));
    EXPECT_EQ(item.name, "N ************1111");
    EXPECT_EQ(item.size, "S ************1111");
    EXPECT_EQ(item.category, "C ************1111");
    EXPECT_EQ(item.description, "D ************1111");
    EXPECT_EQ(item.volume, "V ************1111");
    EXPECT_EQ(item.allergens, "A ************1111");
    EXPECT_EQ(item.barcode, card) << "a number of many digits, but no card's";
    EXPECT_EQ(item.calories, 12);
    EXPECT_EQ(item.station_id, std::nullopt);
    EXPECT_TRUE(item.open_price);
    EXPECT_EQ(new_item(fields_of(with("size", "250"))).size, "250") << "numbers are texts, too";
}

TEST(NewItem, ACombosPriceIsItsOwn) {
    EXPECT_EQ(new_item(fields_of(with("kind", R"("combo","openPrice":false)"))).kind, ItemKind::combo);
    EXPECT_EQ(post(with("kind", R"("combo","openPrice":true)")), Texts{"openPrice must be false for a combo"});
}

TEST(ImportedItem, IsJudgedByTheSameBounds) {
    Item item;
    item.name = std::string(100, 'x');
    item.size = item.category = std::string(50, 'x');
    item.description = item.allergens = std::string(1'999, 'x') + "\n";
    item.volume = item.barcode = std::string(50, 'x');
    EXPECT_EQ(import_fault(item).message, "");
    item.name += "x";
    EXPECT_EQ(import_fault(item).message, "Name must be 100 characters or less");
    for (auto* text : {&item.size, &item.category, &*item.description, &*item.volume, &*item.barcode, &*item.allergens})
        *text += "x";
    EXPECT_EQ(import_fault(item).message,
              "Name must be 100 characters or less; Size must be 50 characters or less; "
              "Category must be 50 characters or less; Description must be 2000 characters or less; "
              "Volume must be 50 characters or less; Barcode must be 50 characters or less; "
              "Allergens must be 2000 characters or less");
    Item other;
    other.name = "caf\xe9";
    EXPECT_EQ(import_fault(other).message, "Name must not contain control characters");
}

TEST(NewItem, ReadsForms) {
    const Item item = new_item(form_of(
        R"({"name":"Tea","size":"Pot","price":"3.75","isActive":"True","sortOrder":"3","description":"","calories":"","imageUrl":"uploads/t.png"})"));
    EXPECT_EQ(item.price, Money::of(375));
    EXPECT_TRUE(item.is_active);
    EXPECT_EQ(item.sort_order, 3);
    EXPECT_EQ(item.image_url, "/uploads/t.png") << "as the older server spelled it";
    EXPECT_FALSE(item.description || item.calories);
    EXPECT_FALSE(new_item(form_of(R"({"name":"Tea","size":"Pot","price":"3.75","isActive":"false"})")).is_active);
}

TEST(ChangedItem, EachFieldHasItsText) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {R"({"name":""})", "Name cannot be empty"},
        {R"({"name":null})", "Name cannot be empty"},
        {R"({"name":)" + long_text(101) + "}", "Name must be 100 characters or less"},
        {R"({"size":" "})", "Size cannot be empty"},
        {R"({"size":)" + long_text(51) + "}", "Size must be 50 characters or less"},
        {R"({"price":"abc"})", "Price must be a valid number"},
        {R"({"price":null})", "Price must be a valid number"},
        {R"({"price":-2})", "Price must be a positive number"},
        {R"({"price":10000})", "Price cannot exceed 9999.99"},
        {R"({"sortOrder":"x"})", "Sort order must be a valid integer"},
        {R"({"sortOrder":null})", "Sort order must be a valid integer"},
    };
    for (const auto& [json, text] : cases) EXPECT_EQ(put(json), Texts{text}) << json;
    EXPECT_EQ(put("{}"), Texts{});
}

TEST(ChangedItem, ChangesOnlyWhatIsGiven) {
    const Item before = changed_item(Item{}, fields_of(R"({"name":"Latte","size":"Large","price":4.5,"category":"Coffee",
        "description":"Milky","imageUrl":"/uploads/x.png","sortOrder":3,"volume":"300 ml","calories":190,"barcode":"12","allergens":"milk",
        "stationId":"0190a000-0000-7000-8000-000000000000","openPrice":true,"isActive":false})"));
    EXPECT_EQ(changed_item(before, fields_of("{}")), before);
    const Item after = changed_item(before, fields_of(R"({"price":"4.80","description":null,"imageUrl":null,"category":null})"));
    EXPECT_EQ(after.price, Money::of(480));
    EXPECT_EQ(after.category, "General");
    EXPECT_FALSE(after.description || after.image_url);
    EXPECT_EQ(after.name, "Latte");
    EXPECT_EQ(after.sort_order, 3);
    EXPECT_EQ(after.calories, 190);
    const Item cleared =
        changed_item(before, fields_of(R"({"stationId":null,"calories":null,"volume":"","barcode":" ","allergens":null})"));
    EXPECT_FALSE(cleared.station_id || cleared.calories || cleared.volume || cleared.barcode || cleared.allergens);
    EXPECT_EQ(changed_item(before, fields_of(R"({"stationId":"0190a000-0000-7000-8000-000000000001"})")).station_id,
              Id::parse("0190a000-0000-7000-8000-000000000001"));
}

TEST(ChangedItem, KeepsThePictureItHasHoweverItIsSpelled) {
    Item before;
    before.image_url = "/uploads/a b.png";
    const auto url = [&](const std::string& given) {
        return changed_item(before, fields_of(R"({"imageUrl":")" + given + "\"}")).image_url;
    };
    EXPECT_EQ(url("/uploads/a b.png"), "/uploads/a b.png");
    EXPECT_EQ(url("uploads/a b.png"), "/uploads/a b.png");
    EXPECT_EQ(url("uploads/c.png"), "/uploads/c.png");
    EXPECT_EQ(texts_of([&] { url("uploads/c d.png"); }), Texts{picture_fault});
}

TEST(ChangedItem, HidesAnItemOnlyForABoolean) {
    const std::vector<std::pair<std::string, bool>> cases{{"true", true},      {"false", false}, {R"("true")", true},
                                                          {R"("TRUE")", true}, {"1", true},      {"0", false}};
    for (const auto& [value, expected] : cases) {
        EXPECT_EQ(changed_item(Item{}, fields_of(R"({"isActive":)" + value + "}")).is_active, expected) << value;
    }
    for (const char* value : {"null", R"("yes")", "2", "[]"}) {
        EXPECT_EQ(put(R"({"isActive":)" + std::string(value) + "}"), Texts{"isActive must be true or false"}) << value;
    }
}

TEST(NameForPicture, FindsTheItemAPictureMeans) {
    const std::vector<std::string> names{"Espresso", "Flat White", "Iced Latte", "Latte", "Tea"};
    const std::vector<std::pair<std::string, std::string>> cases{
        {"espresso.jpg", "Espresso"},
        {"Flat-White.PNG", "Flat White"},
        {"flat_white.gif", "Flat White"},
        {"flat white.webp", "Flat White"},
        {"latte.png", "Latte"},
        {"ice.png", "Iced Latte"},
        {"iced.png", "Iced Latte"},
        {"latte_large.png", "Latte"},
        {"C:\\photos\\tea.jpg", "Tea"},
        {"../../espresso.jpg", "Espresso"},
        {"latte/tea.jpg", "Tea"},
        {"photos/white.png", "Flat White"},
        {"cake.png", ""},
        {"", ""},
        {".png", ""},
        {"te.png", ""},
        {"espresso.v2.jpg", "Espresso"},
        {"Latte", "Latte"},
    };
    for (const auto& [file, name] : cases) EXPECT_EQ(name_for_picture(file, names).value_or(""), name) << file;
}

TEST(NewItem, ANameMustBeSeenAndHoldNoControls) {
    for (const char* name : {"\\u00a0", "\\u3000", "\\u200b", "\\ufeff", "\\u202e", "\\u00ad"}) {
        EXPECT_EQ(put(std::string(R"({"name":")") + name + "\"}"), Texts{"Name cannot be empty"}) << name;
    }
    EXPECT_EQ(put("{\"name\":\"a\\u009bb\"}"), Texts{"Name must not contain control characters"});
}

TEST(PicturesName, LettersAreComparedAsNamesAre) {
    const std::vector<std::string> names{"Café Crème", "Tea"};
    EXPECT_EQ(name_for_picture("CAFE\u0301-CRE\u0300ME.jpg", names), "Café Crème") << "as some systems spell file names";
    EXPECT_EQ(name_for_picture("café crème.png", names), "Café Crème");
}

}  // namespace
}  // namespace cafepos::menu
