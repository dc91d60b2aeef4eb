#include "openapi_components.h"

#include <map>

#include "json/value.h"

namespace cafepos::http {
namespace {

std::string quoted(const std::string& name) { return "\"" + Components::reference(name) + "\""; }

void replace(std::string& text, const std::string& from, const std::string& to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

void rename(OperationSchema& schema, const std::string& from, const std::string& to) {
    for (std::string* text : {&schema.body, &schema.query, &schema.data}) replace(*text, quoted(from), quoted(to));
    for (auto& [name, text] : schema.components) replace(text, quoted(from), quoted(to));
}

}  // namespace

OperationSchema Components::adopt(OperationSchema schema) {
    std::map<std::string, std::string> renamed;
    for (const auto& [name, text] : schema.components) {
        const std::string own = name_for(name, text);
        if (own != name) renamed.emplace(name, own);
    }
    for (const auto& [from, to] : renamed) rename(schema, from, to);
    const std::string query = name_in(schema.query);  // told as parameters, not as a schema
    for (const auto& [name, text] : schema.components) {
        const auto changed = renamed.find(name);
        const std::string& own = changed == renamed.end() ? name : changed->second;
        if (own == query) schema.query = text;
        if (own != query || own == name_in(schema.body)) schemas_.emplace(own, text);
    }
    return schema;
}

std::string Components::name_in(const std::string& schema) {
    if (schema.empty()) return {};
    const json::Value value = json::parse(schema, 64);
    const json::Value* target = value.find("$ref");
    return target == nullptr ? std::string() : target->if_string()->substr(reference("").size());
}

std::string Components::name_for(const std::string& name, const std::string& text) const {
    std::string candidate = name;
    for (int number = 2;; ++number) {
        const auto taken = schemas_.find(candidate);
        if (taken == schemas_.end() || taken->second == text) return candidate;
        candidate = name + std::to_string(number);
    }
}

}  // namespace cafepos::http
