#pragma once

#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "json/value.h"
#include "openapi.h"

namespace cafepos::http {

/// Finds the prose for what the document describes and remembers what was used.
class Words {
public:
    explicit Words(const ApiWords& words);

    /// The schema of `name` with its description and limits: those of the first scope that has words for it ("sales.NewOrder",
    /// "GET /orders"), else those of the name alone. Without any: as it was.
    [[nodiscard]] json::Value describe(json::Value schema, std::string_view scope, const std::string& name);
    [[nodiscard]] std::string text_of(std::string_view scope, const std::string& name);
    [[nodiscard]] const OperationWords* operation(const std::string& name);
    /// `schema` (of an object) with what is required of it said, and all its members described.
    [[nodiscard]] json::Value describe_component(const json::Value& schema, const std::string& component);
    [[nodiscard]] const ApiWords& all() const { return words_; }
    /// std::logic_error that names the words which belong to nothing.
    void require_all_used() const;

private:
    [[nodiscard]] const MemberWords* find(std::string_view scope, const std::string& name);

    const ApiWords& words_;
    std::map<std::string, const MemberWords*, std::less<>> members_;
    std::map<std::string, const OperationWords*, std::less<>> operations_;
    std::map<std::string, const RequiredWords*, std::less<>> required_;
    std::set<std::string, std::less<>> unused_;
};

/// Sets a member of an object, or adds it.
void set_member(json::Value::Object& object, std::string_view key, json::Value value);

}  // namespace cafepos::http
