#include "read.h"

#include <algorithm>

#include "core/text.h"

namespace cafepos::json {
namespace {
constexpr std::size_t ignored_max = 50;
}  // namespace

void Reader::ignore(std::string_view key) {
    if (ignored_.size() < ignored_max) ignored_.push_back(path_.empty() ? std::string(key) : path_ + '.' + std::string(key));
}

void note_ignored(Reader& reader, const Value& object, const std::vector<std::string_view>& known) {
    for (const auto& [key, member] : *object.if_object()) {
        if (std::ranges::find(known, key) == known.end()) reader.ignore(key);
    }
}

void Reader::fail(std::string_view code, std::string_view what) {
    if (errors_.size() == Error::field_errors_max) return;
    const std::string field = path_.empty() ? "body" : path_;
    errors_.push_back({field, std::string(code), field + " " + std::string(what)});
}

Reader::Step::Step(Reader& reader, std::string_view key) : reader_(reader), previous_(reader.path_.size()) {
    if (!reader.path_.empty()) reader.path_ += '.';
    reader.path_ += key;
}

Reader::Step::Step(Reader& reader, std::size_t index) : reader_(reader), previous_(reader.path_.size()) {
    reader.path_ += '[' + std::to_string(index) + ']';
}

std::optional<bool> as_flag(const Value& value) {
    if (const bool* flag = value.if_bool()) return *flag;
    const Number* number = value.if_number();
    const std::string* text = number != nullptr ? &number->text : value.if_string();
    if (text == nullptr) return std::nullopt;
    const std::string_view word = text::trim(*text);
    if (text::iequals(word, "true") || word == "1") return true;
    if (text::iequals(word, "false") || word == "0") return false;
    return std::nullopt;
}

void read(Reader& reader, const Value& value, bool& out) {
    if (const auto flag = as_flag(value)) {
        out = *flag;
    } else {
        reader.fail("type", "must be true or false");
    }
}

void read(Reader& reader, const Value& value, std::int64_t& out) {
    const auto text = numeric_text(reader, value);
    if (!text) return;
    const auto parsed = decimal::parse(*text, 0);
    if (parsed) {
        out = *parsed;
    } else {
        reader.fail("type", "must be a whole number");
    }
}

void read(Reader& reader, const Value& value, int& out) {
    std::int64_t wide = 0;
    const std::size_t before = reader.errors().size();
    read(reader, value, wide);
    if (reader.errors().size() != before) return;
    if (wide < INT32_MIN || wide > INT32_MAX) return reader.fail("range", "is out of range");
    out = static_cast<int>(wide);
}

void read(Reader& reader, const Value& value, std::string& out) {
    const std::string* text = value.if_string();
    if (text == nullptr) return reader.fail("type", "must be text");
    // PostgreSQL cannot store U+0000, so neither database is given one.
    if (text->find('\0') != std::string::npos) return reader.fail("characters", "must not contain the character U+0000");
    out = *text;
}

void read(Reader& reader, const Value& value, Id& out) {
    const std::string* text = value.if_string();
    const auto id = text == nullptr ? std::nullopt : Id::parse(*text);
    if (!id) return reader.fail("id", "must be an id (a UUID)");
    out = *id;
}

void read(Reader& reader, const Value& value, Timestamp& out) {
    const std::string* text = value.if_string();
    const auto moment = text == nullptr ? std::nullopt : Timestamp::parse(*text);
    if (!moment) return reader.fail("time", "must be a time such as 2026-11-22T18:30:00Z");
    out = *moment;
}

void read(Reader& reader, const Value& value, Date& out) {
    const std::string* text = value.if_string();
    const auto date = text == nullptr ? std::nullopt : Date::parse(*text);
    if (!date) return reader.fail("date", "must be a date such as 2026-11-22");
    out = *date;
}

void read(Reader& reader, const Value& value, RoundedMoney& out) {
    const auto text = numeric_text(reader, value);
    if (!text) return;
    const auto parsed = Money::parse(*text, decimal::Excess::round_half_up);
    if (parsed) {
        out.value = *parsed;
    } else {
        reader.fail("range", "is out of range");
    }
}

std::optional<std::string> numeric_text(Reader& reader, const Value& value) {
    if (const Number* number = value.if_number()) return number->text;
    if (const std::string* text = value.if_string()) {
        std::string trimmed(text::trim(*text));
        if (decimal::parse(trimmed, 0, decimal::Excess::round_half_up)) return trimmed;
    }
    reader.fail("type", "must be a number");
    return std::nullopt;
}

void fail_decimals(Reader& reader, int scale) {
    reader.fail("decimals", "must be a number with at most " + std::to_string(scale) + " decimals");
}

}  // namespace cafepos::json
