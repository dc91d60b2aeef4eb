#include "value.h"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <map>
#include <optional>

#include "core/error.h"
#include "write.h"

namespace cafepos::json {
namespace {

namespace bj = boost::json;

std::optional<std::string_view> member_there_twice(const Value::Object& members) {
    std::vector<std::string_view> names;
    names.reserve(members.size());
    for (const auto& [name, value] : members) names.emplace_back(name);
    std::ranges::sort(names);
    const auto twice = std::ranges::adjacent_find(names);
    return twice == names.end() ? std::nullopt : std::optional(*twice);
}

// Builds our tree from Boost.JSON's events; the numbers' own text is kept because boost::json::value would hold doubles.
class Builder {
public:
    static constexpr std::size_t max_object_size = 10'000;
    static constexpr std::size_t max_array_size = 100'000;
    static constexpr std::size_t max_key_size = 256;
    static constexpr std::size_t max_string_size = 16'000'000;

    bool on_document_begin(bj::error_code&) { return true; }
    bool on_document_end(bj::error_code&) { return true; }
    bool on_object_begin(bj::error_code&) { return open(Value::Object{}); }
    bool on_object_end(std::size_t, bj::error_code& error) {
        const auto& members = std::get<Value::Object>(open_.back());
        if (const auto name = member_there_twice(members)) {
            twice_ = std::string(*name);
            error = bj::make_error_code(bj::error::syntax);
            return false;
        }
        return close();
    }
    bool on_array_begin(bj::error_code&) { return open(Value::Array{}); }
    bool on_array_end(std::size_t, bj::error_code&) { return close(); }
    bool on_key_part(bj::string_view part, std::size_t, bj::error_code&) { return append(part); }
    bool on_key(bj::string_view part, std::size_t, bj::error_code&) {
        append(part);
        keys_.back() = std::move(text_);
        text_.clear();
        return true;
    }
    bool on_string_part(bj::string_view part, std::size_t, bj::error_code&) { return append(part); }
    bool on_string(bj::string_view part, std::size_t, bj::error_code&) {
        append(part);
        return add(Value(std::exchange(text_, {})));
    }
    bool on_number_part(bj::string_view part, bj::error_code&) { return append(part); }
    bool on_int64(std::int64_t, bj::string_view part, bj::error_code&) { return number(part); }
    bool on_uint64(std::uint64_t, bj::string_view part, bj::error_code&) { return number(part); }
    bool on_double(double, bj::string_view part, bj::error_code&) { return number(part); }
    bool on_bool(bool value, bj::error_code&) { return add(Value(value)); }
    bool on_null(bj::error_code&) { return add(Value(nullptr)); }
    bool on_comment_part(bj::string_view, bj::error_code&) { return true; }
    bool on_comment(bj::string_view, bj::error_code&) { return true; }

    Value take() { return std::move(root_); }
    /// The name that ended the parsing because an object has it more than once.
    [[nodiscard]] const std::optional<std::string>& twice() const { return twice_; }

private:
    using Open = std::variant<Value::Array, Value::Object>;

    bool append(bj::string_view part) {
        text_.append(part.data(), part.size());
        return true;
    }
    bool number(bj::string_view part) {
        append(part);
        return add(Value(Number{std::exchange(text_, {})}));
    }
    bool open(Open container) {
        open_.push_back(std::move(container));
        keys_.emplace_back();
        return true;
    }
    bool close() {
        Value value = std::visit([](auto& container) { return Value(std::move(container)); }, open_.back());
        open_.pop_back();
        keys_.pop_back();
        return add(std::move(value));
    }
    bool add(Value value) {
        if (open_.empty()) {
            root_ = std::move(value);
        } else if (auto* array = std::get_if<Value::Array>(&open_.back())) {
            array->push_back(std::move(value));
        } else {
            std::get<Value::Object>(open_.back()).emplace_back(std::move(keys_.back()), std::move(value));
        }
        return true;
    }

    std::vector<Open> open_;
    std::vector<std::string> keys_;  // the pending key of each open container
    std::string text_;
    std::optional<std::string> twice_;
    Value root_;
};

void print_to(Writer& out, const Value& value) {
    if (const bool* flag = value.if_bool()) {
        out.raw(*flag ? "true" : "false");
    } else if (const Number* number = value.if_number()) {
        out.raw(number->text);
    } else if (const std::string* string = value.if_string()) {
        out.string(*string);
    } else if (const auto* array = value.if_array()) {
        out.begin_array();
        for (const Value& element : *array) {
            out.element();
            print_to(out, element);
        }
        out.end_array();
    } else if (const auto* object = value.if_object()) {
        out.begin_object();
        for (const auto& [key, member] : *object) {
            out.key(key);
            print_to(out, member);
        }
        out.end_object();
    } else {
        out.raw("null");
    }
}

Error invalid_json(std::string_view text, std::size_t at) {
    const std::string_view before = text.substr(0, at);
    const auto line = std::ranges::count(before, '\n') + 1;
    const std::size_t column = before.size() - (before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1) + 1;
    const std::string place = "line " + std::to_string(line) + ", column " + std::to_string(column);
    return {Code::invalid_json, {"Invalid JSON in request body"}, {{"body", "json", "not JSON from " + place + " on"}}};
}

/// Its digits without zeros at either end, and the power of ten they are multiplied by.
std::string canonical_number(std::string_view text) {
    const bool is_negative = text.starts_with('-');
    if (is_negative) text.remove_prefix(1);
    const std::string_view whole = text;
    std::int32_t exponent = 0;
    if (const auto mark = text.find_first_of("eE"); mark != std::string_view::npos) {
        const std::size_t digits = mark + (text[mark + 1] == '+' ? 2 : 1);
        const auto read = std::from_chars(text.data() + digits, text.data() + text.size(), exponent);
        if (read.ec != std::errc{}) return std::string(is_negative ? "-" : "") += whole;  // beyond all reason: as it is spelled
        text = text.substr(0, mark);
    }
    const auto point = std::min(text.find('.'), text.size());
    std::string digits(text.substr(0, point));
    if (point < text.size()) digits += text.substr(point + 1);
    std::int64_t power = std::int64_t{exponent} - std::int64_t(digits.size() - point);
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
    for (; digits.ends_with('0'); ++power) digits.pop_back();
    if (digits.empty()) return "0";
    if (is_negative) digits.insert(0, 1, '-');
    if (power != 0) digits += 'e' + std::to_string(power);
    return digits;
}

void canonical_to(Writer& out, const Value& value) {
    if (const Number* number = value.if_number()) {
        out.raw(canonical_number(number->text));
    } else if (const auto* array = value.if_array()) {
        out.begin_array();
        for (const Value& element : *array) {
            out.element();
            canonical_to(out, element);
        }
        out.end_array();
    } else if (const auto* object = value.if_object()) {
        std::map<std::string_view, const Value*> members;
        for (const auto& [key, member] : *object) members[key] = &member;
        out.begin_object();
        for (const auto& [key, member] : members) {
            out.key(key);
            canonical_to(out, *member);
        }
        out.end_object();
    } else {
        print_to(out, value);
    }
}

}  // namespace

const Value* Value::find(std::string_view key) const {
    const Object* object = if_object();
    if (object == nullptr) return nullptr;
    const auto found = std::ranges::find(*object, key, &Object::value_type::first);
    return found == object->end() ? nullptr : &found->second;
}

Value parse(std::string_view text, std::size_t depth_max) {
    bj::parse_options options;
    options.max_depth = depth_max;
    bj::basic_parser<Builder> parser(options);
    bj::error_code error;
    const std::size_t used = parser.write_some(false, text.data(), text.size(), error);
    if (const auto& name = parser.handler().twice()) {
        throw Error(Code::invalid_json, {"Invalid JSON in request body"}, {{*name, "duplicate", *name + " is there twice"}});
    }
    if (error || used != text.size()) throw invalid_json(text, used);
    return parser.handler().take();
}

std::string canonical(const Value& value) {
    Writer out;
    canonical_to(out, value);
    return out.take();
}

std::string print(const Value& value) {
    Writer out;
    print_to(out, value);
    return out.take();
}

}  // namespace cafepos::json
