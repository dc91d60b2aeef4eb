#pragma once

#include <boost/core/demangle.hpp>
#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <map>
#include <optional>
#include <string>
#include <typeinfo>
#include <vector>

#include "json/read.h"
#include "json/write.h"

namespace cafepos::http {

/// JSON Schemas (2020-12, as text) of the structs an operation refers to, by their C++ name without namespaces.
using SchemaComponents = std::map<std::string, std::string>;

/// What the OpenAPI document says of one operation. Each schema is JSON text; empty where there is none.
struct OperationSchema {
    std::string body;
    std::string query;
    std::string data;
    bool no_content = false;
    SchemaComponents components;
};

/// The last part of the type's name: "menu::CreateMenuItem" is registered as "menu.CreateMenuItem".
std::string component_name(const std::string& demangled);

template <class T>
struct SchemaOf;

// Cold, so that code which hardly ever runs is small and lies together, away from what every request needs.
template <class T>
[[gnu::cold]] std::string schema_of(SchemaComponents& components) {
    return SchemaOf<T>::make(components);
}

template <>
struct SchemaOf<bool> {
    static std::string make(SchemaComponents&) { return R"({"type":"boolean"})"; }
};
template <>
struct SchemaOf<int> {
    static std::string make(SchemaComponents&) { return R"({"type":"integer","format":"int32"})"; }
};
template <>
struct SchemaOf<std::int64_t> {
    static std::string make(SchemaComponents&) { return R"({"type":"integer","format":"int64"})"; }
};
template <>
struct SchemaOf<std::string> {
    static std::string make(SchemaComponents&) { return R"({"type":"string"})"; }
};
template <>
struct SchemaOf<Id> {
    static std::string make(SchemaComponents&) { return R"({"type":"string","format":"uuid"})"; }
};
template <>
struct SchemaOf<Timestamp> {
    static std::string make(SchemaComponents&) { return R"({"type":"string","format":"date-time"})"; }
};
template <>
struct SchemaOf<Date> {
    static std::string make(SchemaComponents&) { return R"({"type":"string","format":"date"})"; }
};
template <class Tag, int Scale>
struct SchemaOf<FixedPoint<Tag, Scale>> {
    // Not multipleOf: validators compute it in binary floating point and find 8.95 wrong.
    static std::string make(SchemaComponents&) { return R"({"type":"number","x-decimals":)" + std::to_string(Scale) + "}"; }
};
template <>
struct SchemaOf<json::RoundedMoney> {
    static std::string make(SchemaComponents&) { return R"({"type":"number"})"; }
};
template <>
struct SchemaOf<json::Value> {
    static std::string make(SchemaComponents&) { return "{}"; }
};
template <>
struct SchemaOf<json::Raw> {
    static std::string make(SchemaComponents&) { return "{}"; }
};
template <class T>
struct SchemaOf<std::vector<T>> {
    static std::string make(SchemaComponents& components) {
        return R"({"type":"array","items":)" + schema_of<T>(components) + "}";
    }
};
template <class T>
struct SchemaOf<std::map<std::string, T>> {
    static std::string make(SchemaComponents& components) {
        return R"({"type":"object","additionalProperties":)" + schema_of<T>(components) + "}";
    }
};
template <class T>
struct SchemaOf<std::optional<T>> {
    static std::string make(SchemaComponents& components) {
        return R"({"anyOf":[)" + schema_of<T>(components) + R"(,{"type":"null"}]})";
    }
};
template <class T>
struct SchemaOf<json::Patch<T>> : SchemaOf<std::optional<T>> {};
template <class T>
struct SchemaOf<json::Omittable<T>> : SchemaOf<T> {};

template <json::DescribedEnum E>
struct SchemaOf<E> {
    static std::string make(SchemaComponents&) {
        std::string names;
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
            [&](auto descriptor) { names += (names.empty() ? "\"" : ",\"") + std::string(descriptor.name) + "\""; });
        return R"({"type":"string","enum":[)" + names + "]}";
    }
};

template <json::Described T>
struct SchemaOf<T> {
    [[gnu::cold]] static std::string make(SchemaComponents& components) {
        const std::string name = component_name(boost::core::demangle(typeid(T).name()));
        if (!components.contains(name)) {
            components[name] = "{}";  // a struct that holds itself ends here
            components[name] = members(components);
        }
        return R"({"$ref":"#/components/schemas/)" + name + "\"}";
    }

private:
    [[gnu::cold]] static std::string members(SchemaComponents& components) {
        namespace bd = boost::describe;
        std::string properties;
        std::string required;
        boost::mp11::mp_for_each<bd::describe_members<T, bd::mod_public | bd::mod_inherited>>([&](auto descriptor) {
            using Member = std::remove_cvref_t<decltype(std::declval<T>().*descriptor.pointer)>;
            const std::string quoted = "\"" + std::string(descriptor.name) + "\"";
            properties += (properties.empty() ? "" : ",") + quoted + ":" + schema_of<Member>(components);
            if constexpr (!json::MayBeAbsent<Member>::value && !json::IsOmittable<Member>::value) {
                required += (required.empty() ? "" : ",") + quoted;
            }
        });
        return R"({"type":"object","properties":{)" + properties + R"(},"required":[)" + required + "]}";
    }
};

}  // namespace cafepos::http
