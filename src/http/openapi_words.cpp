#include "openapi_words.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace cafepos::http {
namespace {

using json::Value;

bool is_nullable(const Value::Object& schema) {
    const auto any_of = std::ranges::find(schema, "anyOf", &std::pair<std::string, Value>::first);
    return any_of != schema.end();
}

// An enum beside a type that may be null must list null, or it would forbid it.
Value with_null(const Value& choices) {
    Value::Array values = *choices.if_array();
    values.emplace_back();
    return Value(std::move(values));
}

}  // namespace

void set_member(Value::Object& object, std::string_view key, Value value) {
    const auto found = std::ranges::find(object, key, &std::pair<std::string, Value>::first);
    if (found == object.end()) {
        object.emplace_back(key, std::move(value));
    } else {
        found->second = std::move(value);
    }
}

Words::Words(const ApiWords& words) : words_(words) {
    const auto add = [&](auto& map, std::string_view key, const auto& entry) {
        if (!map.emplace(key, &entry).second) throw std::logic_error("words twice: " + std::string(key));
        unused_.emplace(key);
    };
    for (const auto& entry : words.members) add(members_, entry.member, entry);
    for (const auto& entry : words.operations) add(operations_, entry.operation, entry);
    for (const auto& entry : words.required) add(required_, entry.component, entry);
}

const MemberWords* Words::find(std::string_view scope, const std::string& name) {
    for (const std::string& key : {std::string(scope) + "." + name, name}) {
        const auto found = members_.find(key);
        if (found == members_.end()) continue;
        unused_.erase(key);
        return found->second;
    }
    return nullptr;
}

std::string Words::text_of(std::string_view scope, const std::string& name) {
    const MemberWords* words = find(scope, name);
    return words == nullptr ? std::string() : std::string(words->text);
}

Value Words::describe(Value schema, std::string_view scope, const std::string& name) {
    const MemberWords* words = find(scope, name);
    const auto* members = schema.if_object();
    if (words == nullptr || members == nullptr) return schema;
    Value::Object described = *members;
    const bool nullable = is_nullable(described);
    set_member(described, "description", Value(std::string(words->text)));
    if (words->schema.empty()) return Value(std::move(described));
    const Value more = json::parse(words->schema);
    for (const auto& [key, value] : *more.if_object()) {
        set_member(described, key, nullable && key == "enum" ? with_null(value) : value);
    }
    return Value(std::move(described));
}

const OperationWords* Words::operation(const std::string& name) {
    const auto found = operations_.find(name);
    if (found == operations_.end()) return nullptr;
    unused_.erase(name);
    return found->second;
}

Value Words::describe_component(const Value& schema, const std::string& component) {
    Value::Object described;
    for (const auto& [key, value] : *schema.if_object()) {
        if (key != "properties") {
            described.emplace_back(key, value);
            continue;
        }
        Value::Object properties;
        for (const auto& [name, property] : *value.if_object())
            properties.emplace_back(name, describe(property, component, name));
        described.emplace_back(key, Value(std::move(properties)));
    }
    const auto required = required_.find(component);
    if (required == required_.end()) return Value(std::move(described));
    unused_.erase(component);
    set_member(described, "required", json::parse(required->second->members));
    return Value(std::move(described));
}

void Words::require_all_used() const {
    if (unused_.empty()) return;
    std::string names;
    for (const std::string& name : unused_) names += (names.empty() ? "" : ", ") + name;
    throw std::logic_error("words about what the API does not have: " + names);
}

}  // namespace cafepos::http
