#include "read.h"

#include <charconv>

#include "core/text.h"

namespace cafepos::json {

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

void read(Reader& reader, const Value& value, bool& out) {
    if (const bool* flag = value.if_bool()) {
        out = *flag;
        return;
    }
    const std::string* text = value.if_string();
    if (reader.from_text() && text != nullptr) {
        out = text::iequals(*text, "true") || *text == "1" || text::iequals(*text, "yes");
        if (out || text::iequals(*text, "false") || *text == "0" || text::iequals(*text, "no")) return;
    }
    reader.fail("type", "must be true or false");
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
