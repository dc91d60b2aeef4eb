#pragma once

#include <span>
#include <string>
#include <string_view>

#include "endpoint.h"

namespace cafepos::http {

/// What a member of a body or an answer, or a parameter, is. Applies wherever a member has that name; spelled
/// "sales.NewOrder.items" only in that struct, "GET /orders.sort" only as that route's parameter: these win.
struct MemberWords {
    std::string_view member;
    std::string_view text;         ///< for people
    std::string_view schema = {};  ///< members of its JSON Schema beyond the type, as a JSON object: limits, enum, deprecated
};

struct OperationWords {
    std::string_view operation;     ///< "POST /orders"
    std::string_view text;          ///< what it does beyond its summary
    std::string_view example = {};  ///< a JSON body that it accepts
};

/// Members without which a body is refused, where the type alone does not say so (because rules judge it).
struct RequiredWords {
    std::string_view component;
    std::string_view members;  ///< a JSON array of names
};

struct TagWords {
    std::string_view tag;  ///< the path's first segment
    std::string_view text;
};

/// The prose of the API description, from those who know the café. All of it is views of text that lives as long as the program.
struct ApiWords {
    std::string_view introduction;
    std::span<const TagWords> tags;
    std::span<const MemberWords> members;
    std::span<const OperationWords> operations;
    std::span<const RequiredWords> required;
};

/// The OpenAPI 3.1 document of a table, as JSON: each operation with its summary, security, permission (x-permission),
/// parameters, body, enveloped answer, statuses and errors. std::logic_error if some of the words belong to nothing in it:
/// prose that outlived its route.
std::string openapi_document(const EndpointTable& table, std::string_view version, const ApiWords& words);

/// Adds GET /openapi.json, open to all, which answers the document of the finished table (made once, with an ETag).
void add_openapi_route(EndpointTable& table, std::string version, const ApiWords& words);

}  // namespace cafepos::http
