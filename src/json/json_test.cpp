#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "read.h"
#include "value.h"
#include "write.h"

namespace cafepos::json {
namespace {

enum class Kind { cash, card };
BOOST_DESCRIBE_ENUM(Kind, cash, card)

struct Line {
    std::string name;
    Money price;
    std::optional<int> quantity;
};
BOOST_DESCRIBE_STRUCT(Line, (), (name, price, quantity))

struct Basket {
    Id id;
    std::vector<Line> lines;
    Kind kind = Kind::cash;
    Patch<std::string> supplier;
};
BOOST_DESCRIBE_STRUCT(Basket, (), (id, lines, kind, supplier))

struct Answer {
    std::optional<std::string> note;
    Omittable<std::string> hint;
    std::map<std::string, Money> sums;
};
BOOST_DESCRIBE_STRUCT(Answer, (), (note, hint, sums))

constexpr const char* good = R"({"id":"0192f3a0-7c00-7abc-8def-0123456789ab","lines":[{"name":"Latte","price":4.10},
    {"name":"Tea","price":"2.5","quantity":2}],"kind":"card","unknown":{"x":[1]}})";

TEST(Json, BindsNumbersByTheirText) {
    const auto basket = bind<Basket>(parse(good));
    EXPECT_EQ(basket.lines[0].price.units(), 410);
    EXPECT_EQ(basket.lines[1].price.units(), 250);
    EXPECT_EQ(basket.lines[1].quantity, 2);
    EXPECT_EQ(basket.kind, Kind::card);
    EXPECT_FALSE(basket.supplier.present);
}

TEST(Json, NamesEveryFieldThatIsWrong) {
    try {
        bind<Basket>(parse(
            R"({"id":"x","lines":[{"name":5,"price":1.005},{"price":"abc","quantity":1.5}],"kind":"gold","supplier":null})"));
        FAIL() << "nothing was refused";
    } catch (const Error& error) {
        std::vector<std::string> fields;
        for (const FieldError& detail : error.details()) fields.push_back(detail.field + ":" + detail.code);
        EXPECT_EQ(fields,
                  (std::vector<std::string>{"id:id", "lines[0].name:type", "lines[0].price:decimals", "lines[1].name:required",
                                            "lines[1].price:type", "lines[1].quantity:type", "kind:choice"}));
        EXPECT_EQ(error.texts()[2], "lines[0].price must be a number with at most 2 decimals");
    }
}

TEST(Json, TellsAbsentNullAndValueApart) {
    struct Case {
        const char* text;
        bool present;
        bool null;
    };
    for (const Case& c : {Case{R"("kind":"cash")", false, false}, Case{R"("kind":"cash","supplier":null)", true, true},
                          Case{R"("kind":"cash","supplier":"x")", true, false}}) {
        const auto basket =
            bind<Basket>(parse(R"({"id":"0192f3a0-7c00-7abc-8def-0123456789ab","lines":[],)" + std::string(c.text) + "}"));
        EXPECT_EQ(basket.supplier.present, c.present);
        EXPECT_EQ(basket.supplier.is_null(), c.null);
    }
}

TEST(Json, ReadsFormsAsText) {
    const auto value = parse(R"({"flag":"true","none":"","count":"3"})");
    Reader reader(Reader::Source::text);
    bool flag = false;
    std::optional<int> none = 5;
    int count = 0;
    read(reader, *value.find("flag"), flag);
    read(reader, *value.find("none"), none);
    read(reader, *value.find("count"), count);
    EXPECT_TRUE(reader.ok() && flag && !none && count == 3);
}

TEST(Json, TakesForABooleanOnlyWhatSaysOne) {
    for (const char* text : {"true", "1", R"("true")", R"("TRUE")", R"(" 1 ")"}) EXPECT_EQ(as_flag(parse(text)), true) << text;
    for (const char* text : {"false", "0", R"("False")", R"("0")"}) EXPECT_EQ(as_flag(parse(text)), false) << text;
    for (const char* text : {"null", "2", R"("yes")", R"("")", "[]", "1.0"})
        EXPECT_EQ(as_flag(parse(text)), std::nullopt) << text;
}

TEST(Json, RefusesWhatIsNotStrict) {
    const std::string deep(64, '[');
    for (const std::string& text :
         std::vector<std::string>{"", "{", "{\"a\":1,}", "[1 2]", "nul", "{'a':1}", "{\"a\":01}", "// x\n{}", "{}x", "NaN",
                                  "\"\xFF\"", "\"\xED\xA0\x80\"", "\"a\nb\"", deep + std::string(64, ']')}) {
        EXPECT_THROW(parse(text), Error) << text;
    }
}

TEST(Json, RefusesTheCharacterNoDatabaseStores) {
    Reader reader;
    std::string out;
    read(reader, parse(R"("a\u0000b")"), out);
    EXPECT_FALSE(reader.ok());
}

TEST(Json, OfThousandsOfMistakesAHundredAreTold) {
    std::string many = R"({"lines":[1)";
    for (int i = 0; i < 5'000; ++i) many += ",1";
    try {
        bind<std::map<std::string, std::vector<Answer>>>(parse(many + "]}"));
        FAIL() << "bound";
    } catch (const Error& error) {
        EXPECT_EQ(error.details().size(), Error::field_errors_max);
        EXPECT_EQ(error.texts().size(), Error::field_errors_max);
        EXPECT_EQ(error.details().back().field, "lines[99]");
    }
}

TEST(Json, ANameThatIsThereTwiceIsRefusedByName) {
    for (const auto* text : {R"({"a":1,"b":0,"a":2})", R"([{"x":{"a":1,"\u0061":1}}])"}) {
        try {
            parse(text);
            ADD_FAILURE() << text;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), Code::invalid_json);
            EXPECT_EQ(error.details().at(0).field + " " + error.details().at(0).code, "a duplicate");
        }
    }
    EXPECT_NO_THROW(parse(R"({"a":{"a":{"A":1}},"b":[{"a":1},{"a":1}]})"));
}

TEST(Json, WritesNullAndLeavesOut) {
    EXPECT_EQ(to_text(Answer{}), R"({"note":null,"sums":{}})");
    Answer answer{"n\"\n\x01", {}, {{"cash", Money::of(410)}}};
    answer.hint = "h";
    EXPECT_EQ(to_text(answer), R"({"note":"n\"\n\u0001","hint":"h","sums":{"cash":4.1}})");
}

TEST(Json, RepairsTextThatIsNoUtf8) {
    EXPECT_EQ(to_text(std::string("a\xFF"
                                  "b")),
              "\"a\xEF\xBF\xBD"
              "b\"");
}

TEST(Json, EscapesWhereverItStands) {
    EXPECT_EQ(to_text(std::string("\"a\\\\b\tcafé\x1f")), R"("\"a\\\\b\tcafé\u001f")");
    EXPECT_EQ(to_text(std::string("\"")), R"("\"")");
    EXPECT_EQ(to_text(std::string()), R"("")");
}

RC_GTEST_PROP(Json, PrintsWhatItParsed, (const std::string& text, std::int64_t number)) {
    const Value value(Value::Object{{"text", Value(to_text(text))},
                                    {"list", Value(Value::Array{Value(true), Value(nullptr)})},
                                    {"number", Value(Number{std::to_string(number)})}});
    RC_ASSERT(parse(print(value)) == value);
}

TEST(Json, CanonicalIsOneTextForAllSpellings) {
    const auto same = [](const char* a, const char* b) { return canonical(parse(a)) == canonical(parse(b)); };
    EXPECT_TRUE(same(R"({"a":1,"b":[true,null]})", " {\"b\" : [ true , null ],\n\"a\":1.0} "));
    EXPECT_TRUE(same(R"("caf\u00e9\/")", "\"café/\""));
    EXPECT_TRUE(same("[4.50, 100, 0.001, -0, 12e-1]", "[4.5, 1E+2, 1e-3, 0.0, 1.2]"));
    EXPECT_FALSE(same("[1,2]", "[2,1]"));
    EXPECT_FALSE(same(R"(["4.5"])", "[4.5]"));
    EXPECT_FALSE(same("[4.5]", "[-4.5]"));
    EXPECT_FALSE(same("[45]", "[4.5]"));
    EXPECT_FALSE(same("[]", "{}"));
    EXPECT_FALSE(same(R"({"a":null})", "{}"));
    EXPECT_EQ(canonical(parse("[0.10, 1000]")), "[1e-1,1e3]");
}

}  // namespace
}  // namespace cafepos::json
