#pragma once

#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "core/amounts.h"
#include "core/error.h"
#include "core/id.h"
#include "core/time.h"
#include "value.h"
#include "write.h"

namespace cafepos::json {

/// A member of a partial update: absent, null, or a value. `{}` changes nothing, `{"supplier": null}` clears.
template <class T>
struct Patch {
    bool present = false;
    std::optional<T> value;

    [[nodiscard]] bool has_value() const { return value.has_value(); }
    [[nodiscard]] bool is_null() const { return present && !value; }
};

/// An amount that callers derived in floating point (changeGiven 0.41000000000000014): rounded half up, not refused.
struct RoundedMoney {
    Money value;
};

/// Collects what was wrong with which field while a document is bound to a struct.
class Reader {
public:
    enum class Source {
        json,
        text  ///< forms and query strings: every value arrives as text, so "true" is a boolean and "" is absent
    };
    explicit Reader(Source source = Source::json) : source_(source) {}

    [[nodiscard]] bool from_text() const { return source_ == Source::text; }
    /// "<field> <what>"; after Error::field_errors_max nothing more is collected.
    void fail(std::string_view code, std::string_view what);
    [[nodiscard]] std::vector<FieldError>& errors() { return errors_; }
    [[nodiscard]] bool ok() const { return errors_.empty(); }

    /// Remembers a member that nothing reads; `key` lies below where the reader stands. The first fifty are enough.
    void ignore(std::string_view key);
    [[nodiscard]] std::vector<std::string>& ignored() { return ignored_; }

    /// Walks into a member or an element for as long as it lives.
    class Step {
    public:
        Step(Reader& reader, std::string_view key);
        Step(Reader& reader, std::size_t index);
        ~Step() { reader_.path_.resize(previous_); }
        Step(const Step&) = delete;
        Step& operator=(const Step&) = delete;

    private:
        Reader& reader_;
        std::size_t previous_;
    };

private:
    Source source_;
    std::string path_;
    std::vector<FieldError> errors_;
    std::vector<std::string> ignored_;
};

/// What was bound, and the paths of the members that it has no place for.
template <class T>
struct Bound {
    T value{};
    std::vector<std::string> ignored;
};

/// The names of a described struct's members.
template <class T>
std::vector<std::string_view> member_names() {
    namespace bd = boost::describe;
    std::vector<std::string_view> names;
    boost::mp11::mp_for_each<bd::describe_members<T, bd::mod_public | bd::mod_inherited>>(
        [&](auto descriptor) { names.emplace_back(descriptor.name); });
    return names;
}

/// JSON booleans; "true", "false", 1 and 0 too, as forms, queries and older clients spell them. Nothing else, null neither.
void read(Reader& reader, const Value& value, bool& out);
/// The same for a value that is read by hand; empty if it is no boolean.
std::optional<bool> as_flag(const Value& value);
void read(Reader& reader, const Value& value, int& out);
void read(Reader& reader, const Value& value, std::int64_t& out);
void read(Reader& reader, const Value& value, std::string& out);  ///< numbers are no strings
void read(Reader& reader, const Value& value, Id& out);
void read(Reader& reader, const Value& value, Timestamp& out);
void read(Reader& reader, const Value& value, Date& out);
void read(Reader& reader, const Value& value, RoundedMoney& out);
inline void read(Reader&, const Value& value, Value& out) { out = value; }

/// The number's or numeric string's text; fails the reader and is empty if it is neither.
std::optional<std::string> numeric_text(Reader& reader, const Value& value);
void fail_decimals(Reader& reader, int scale);

template <class Tag, int Scale>
void read(Reader& reader, const Value& value, FixedPoint<Tag, Scale>& out) {
    const auto text = numeric_text(reader, value);
    if (!text) return;
    const auto parsed = FixedPoint<Tag, Scale>::parse(*text);
    if (parsed) {
        out = *parsed;
    } else {
        fail_decimals(reader, Scale);
    }
}

template <DescribedEnum E>
void read(Reader& reader, const Value& value, E& out) {
    const std::string* name = value.if_string();
    if (name != nullptr && boost::describe::enum_from_string(name->c_str(), out)) return;
    std::string choices;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto descriptor) {
        choices += choices.empty() ? "" : ", ";
        choices += descriptor.name;
    });
    reader.fail("choice", "must be one of: " + choices);
}

template <class T>
void read(Reader& reader, const Value& value, std::optional<T>& out);
template <class T>
void read(Reader& reader, const Value& value, Patch<T>& out);
template <class T>
void read(Reader& reader, const Value& value, std::vector<T>& out);
template <class T>
void read(Reader& reader, const Value& value, std::map<std::string, T>& out);
template <Described T>
void read(Reader& reader, const Value& value, T& out);

template <class T>
void read(Reader& reader, const Value& value, std::optional<T>& out) {
    const std::string* text = value.if_string();
    if (value.is_null() || (reader.from_text() && text != nullptr && text->empty())) {
        out.reset();
        return;
    }
    out = T{};  // not emplace(), which clang refuses for json::Value
    read(reader, value, *out);
}

template <class T>
void read(Reader& reader, const Value& value, Patch<T>& out) {
    out.present = true;
    read(reader, value, out.value);
}

template <class T>
void read(Reader& reader, const Value& value, std::vector<T>& out) {
    const auto* array = value.if_array();
    if (array == nullptr) return reader.fail("type", "must be an array");
    out.clear();
    out.reserve(array->size());
    for (std::size_t i = 0; i < array->size(); ++i) {
        const Reader::Step step(reader, i);
        read(reader, (*array)[i], out.emplace_back());
    }
}

template <class T>
void read(Reader& reader, const Value& value, std::map<std::string, T>& out) {
    const auto* object = value.if_object();
    if (object == nullptr) return reader.fail("type", "must be an object");
    out.clear();
    for (const auto& [key, member] : *object) {
        const Reader::Step step(reader, key);
        read(reader, member, out[key]);
    }
}

template <class T>
struct MayBeAbsent : std::false_type {};
template <class T>
struct MayBeAbsent<std::optional<T>> : std::true_type {};
template <class T>
struct MayBeAbsent<Patch<T>> : std::true_type {};

/// Tells the reader which members of the object the struct has no place for.
void note_ignored(Reader& reader, const Value& object, const std::vector<std::string_view>& known);

/// Members that are no std::optional and no Patch are required. Unknown keys are skipped and remembered (Reader::ignored).
template <Described T>
void read(Reader& reader, const Value& value, T& out) {
    if (value.if_object() == nullptr) return reader.fail("type", "must be an object");
    namespace bd = boost::describe;
    using Members = bd::describe_members<T, bd::mod_public | bd::mod_inherited>;
    boost::mp11::mp_for_each<Members>([&](auto descriptor) {
        auto& member = out.*descriptor.pointer;
        using Member = std::remove_cvref_t<decltype(member)>;
        const Reader::Step step(reader, std::string_view(descriptor.name));
        if (const Value* found = value.find(descriptor.name)) {
            read(reader, *found, member);
        } else if constexpr (!MayBeAbsent<Member>::value) {
            reader.fail("required", "is required");
        }
    });
    note_ignored(reader, value, member_names<T>());
}

/// Binds or throws Error(code) with every field's trouble.
template <class T>
Bound<T> bind_noting(const Value& value, Code code, Reader::Source source) {
    Reader reader(source);
    Bound<T> out;
    read(reader, value, out.value);
    if (!reader.ok()) throw Error::fields(code, std::move(reader.errors()));
    out.ignored = std::move(reader.ignored());
    return out;
}

/// For documents of our own, where a member too many is of no interest.
template <class T>
T bind(const Value& value, Code code = Code::validation_error, Reader::Source source = Reader::Source::json) {
    return bind_noting<T>(value, code, source).value;
}

}  // namespace cafepos::json
