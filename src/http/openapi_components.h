#pragma once

#include <string>

#include "schema.h"

namespace cafepos::http {

/// The schemas of all operations under names of their own: where two files of one slice have structs of the same name, the
/// second gets a number, and its operation's references follow.
class Components {
public:
    /// The operation's schema with the names under which its components now stand here.
    OperationSchema adopt(OperationSchema schema);
    [[nodiscard]] const SchemaComponents& schemas() const { return schemas_; }
    static std::string reference(const std::string& name) { return "#/components/schemas/" + name; }
    /// The struct that a schema (JSON text) refers to; empty if it is no reference.
    static std::string name_in(const std::string& schema);

private:
    [[nodiscard]] std::string name_for(const std::string& name, const std::string& text) const;
    SchemaComponents schemas_;
};

}  // namespace cafepos::http
