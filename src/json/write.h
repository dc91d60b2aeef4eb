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
#include "core/id.h"
#include "core/time.h"
#include "value.h"

namespace cafepos::json {

/// Appends JSON text to a string; adds the commas itself.
class Writer {
public:
    void begin_object() { open('{'); }
    void end_object() { close('}'); }
    void begin_array() { open('['); }
    void end_array() { close(']'); }
    /// Before each element of an array.
    void element() { comma(); }
    /// Before each member's value.
    void key(std::string_view name);
    void string(std::string_view value);  ///< quoted and escaped; bytes that are no UTF-8 become U+FFFD
    void raw(std::string_view json) { out_ += json; }
    void number(std::int64_t value) { out_ += std::to_string(value); }

    [[nodiscard]] const std::string& text() const { return out_; }
    std::string take() { return std::move(out_); }

private:
    void open(char bracket) {
        out_ += bracket;
        first_ = true;
    }
    void close(char bracket) {
        out_ += bracket;
        first_ = false;
    }
    void comma() {
        if (!first_) out_ += ',';
        first_ = false;
    }
    std::string out_;
    bool first_ = true;
};

/// A member that is left out of the object when it has no value (a plain std::optional is written as null).
template <class T>
struct Omittable : std::optional<T> {
    using std::optional<T>::optional;
    using std::optional<T>::operator=;
};

/// JSON text made elsewhere, inserted as it stands.
struct Raw {
    std::string text = "null";
};

template <class T>
concept Described = boost::describe::has_describe_members<T>::value && !std::is_union_v<T>;
template <class T>
concept DescribedEnum = boost::describe::has_describe_enumerators<T>::value;

template <class T>
struct IsOmittable : std::false_type {};
template <class T>
struct IsOmittable<Omittable<T>> : std::true_type {};

inline void write(Writer& out, bool value) { out.raw(value ? "true" : "false"); }
inline void write(Writer& out, int value) { out.number(value); }
inline void write(Writer& out, std::int64_t value) { out.number(value); }
inline void write(Writer& out, const std::string& value) { out.string(value); }
inline void write(Writer& out, const Id& value) { out.string(value.text()); }
inline void write(Writer& out, Timestamp value) { out.string(value.text()); }
inline void write(Writer& out, const Date& value) { out.string(value.text()); }
inline void write(Writer& out, const Raw& value) { out.raw(value.text); }
inline void write(Writer& out, const Value& value) { out.raw(print(value)); }
template <class Tag, int Scale>
void write(Writer& out, FixedPoint<Tag, Scale> value) {
    out.raw(value.text());
}
template <DescribedEnum E>
void write(Writer& out, E value) {
    out.string(boost::describe::enum_to_string(value, "unknown"));
}
template <class T>
void write(Writer& out, const std::optional<T>& value);
template <class T>
void write(Writer& out, const std::vector<T>& value);
template <class T>
void write(Writer& out, const std::map<std::string, T>& value);
template <Described T>
void write(Writer& out, const T& value);

template <class T>
void write(Writer& out, const std::optional<T>& value) {
    if (value) {
        write(out, *value);
    } else {
        out.raw("null");
    }
}

template <class T>
void write(Writer& out, const std::vector<T>& value) {
    out.begin_array();
    for (const T& element : value) {
        out.element();
        write(out, element);
    }
    out.end_array();
}

template <class T>
void write(Writer& out, const std::map<std::string, T>& value) {
    out.begin_object();
    for (const auto& [key, member] : value) {
        out.key(key);
        write(out, member);
    }
    out.end_object();
}

/// The members of a described struct (bases first) without its braces: for envelopes that spread their data.
template <Described T>
void write_members(Writer& out, const T& value) {
    namespace bd = boost::describe;
    using Members = bd::describe_members<T, bd::mod_public | bd::mod_inherited>;
    boost::mp11::mp_for_each<Members>([&](auto descriptor) {
        const auto& member = value.*descriptor.pointer;
        using Member = std::remove_cvref_t<decltype(member)>;
        if constexpr (IsOmittable<Member>::value) {
            if (!member.has_value()) return;
            out.key(descriptor.name);
            write(out, *member);
        } else {
            out.key(descriptor.name);
            write(out, member);
        }
    });
}

template <Described T>
void write(Writer& out, const T& value) {
    out.begin_object();
    write_members(out, value);
    out.end_object();
}

template <class T>
std::string to_text(const T& value) {
    Writer out;
    write(out, value);
    return out.take();
}

}  // namespace cafepos::json
