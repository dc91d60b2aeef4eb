// JSON, and what all request types are read by; requests.cpp reads each of the types.

#include "json/read.h"

#include "target.h"

namespace cafepos::fuzz {
namespace {

enum class Colour { red, green };
BOOST_DESCRIBE_ENUM(Colour, red, green)

struct Part {
    std::string name;
    std::optional<Money> price;
};
BOOST_DESCRIBE_STRUCT(Part, (), (name, price))

/// A member of each kind that request types have.
struct Everything {
    std::optional<bool> flag;
    std::optional<int> small;
    std::optional<std::int64_t> large;
    std::optional<std::string> text;
    std::optional<Id> id;
    std::optional<Timestamp> moment;
    std::optional<Date> date;
    std::optional<Colour> colour;
    std::optional<Quantity> quantity;
    std::optional<Percentage> rate;
    std::optional<json::RoundedMoney> rounded;
    json::Patch<std::vector<Part>> parts;
    std::optional<std::map<std::string, Part>> named;
    std::optional<json::Value> anything;
};
BOOST_DESCRIBE_STRUCT(Everything, (),
                      (flag, small, large, text, id, moment, date, colour, quantity, rate, rounded, parts, named, anything))

void bind(const json::Value& value, json::Reader::Source source) {
    try {
        const auto bound = json::bind_noting<Everything>(value, Code::validation_error, source);
        if (bound.value.moment) require(Timestamp::parse(bound.value.moment->text()) == bound.value.moment, "a moment is kept");
        if (bound.value.date) require(Date::parse(bound.value.date->text()) == bound.value.date, "a date is kept");
        if (bound.value.id) require(Id::parse(bound.value.id->text()) == bound.value.id, "an id is kept");
    } catch (const Error& error) {
        require(error.code() == Code::validation_error && !error.details().empty(), "a refusal names its fields");
    }
}

const Target json_target("json", [](std::string_view bytes) {
    json::Value value;
    try {
        value = json::parse(bytes);
    } catch (const Error& error) {
        return require(error.code() == Code::invalid_json, "what is no JSON is called so");
    }
    require(json::parse(json::print(value)) == value, "a document is printed as it was read");
    const std::string canonical = json::canonical(value);
    require(json::canonical(json::parse(canonical)) == canonical, "the canonical text is its own");
    for (const auto source : {json::Reader::Source::json, json::Reader::Source::text}) bind(value, source);
});

}  // namespace
}  // namespace cafepos::fuzz
