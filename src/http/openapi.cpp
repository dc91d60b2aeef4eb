#include "openapi.h"

#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <utility>
#include <vector>

#include "core/text.h"
#include "json/value.h"
#include "json/write.h"
#include "url.h"

namespace cafepos::http {
namespace {

using json::Writer;
using Route = detail::Route;

constexpr std::string_view components_prefix = "#/components/schemas/";

constexpr std::string_view error_schema =
    R"({"type":"object","properties":{"success":{"const":false},"data":{"type":"object"},)"
    R"("errors":{"type":"array","items":{"type":"string"}},"message":{"type":"string"},"errorCode":{"type":"string"},)"
    R"("statusCode":{"type":"integer"},"details":{"type":"array","items":{"type":"object","properties":{)"
    R"("field":{"type":"string"},"code":{"type":"string"},"message":{"type":"string"}}}},)"
    R"("requestId":{"type":"string","format":"uuid"},"timestamp":{"type":"string","format":"date-time"}},)"
    R"("required":["success","data","errors","errorCode","statusCode","requestId","timestamp"]})";

// Structs of the same name in two files of one slice: the second gets a number, and its operation's references follow.
class Components {
public:
    OperationSchema adopt(OperationSchema schema) {
        std::map<std::string, std::string> renamed;
        for (const auto& [name, text] : schema.components) {
            const std::string own = name_for(name, text);
            if (own != name) renamed.emplace(name, own);
        }
        for (const auto& [from, to] : renamed) rename(schema, from, to);
        for (const auto& [name, text] : schema.components) {
            const auto changed = renamed.find(name);
            schemas_.emplace(changed == renamed.end() ? name : changed->second, text);
        }
        return schema;
    }
    [[nodiscard]] const SchemaComponents& schemas() const { return schemas_; }

private:
    [[nodiscard]] std::string name_for(const std::string& name, const std::string& text) const {
        std::string candidate = name;
        for (int number = 2;; ++number) {
            const auto taken = schemas_.find(candidate);
            if (taken == schemas_.end() || taken->second == text) return candidate;
            candidate = name + std::to_string(number);
        }
    }
    static std::string reference(const std::string& name) { return "\"" + std::string(components_prefix) + name + "\""; }
    static void replace(std::string& text, const std::string& from, const std::string& to) {
        for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
            text.replace(at, from.size(), to);
    }
    static void rename(OperationSchema& schema, const std::string& from, const std::string& to) {
        for (std::string* text : {&schema.body, &schema.query, &schema.data}) replace(*text, reference(from), reference(to));
        for (auto& [name, text] : schema.components) replace(text, reference(from), reference(to));
    }

    SchemaComponents schemas_;
};

void object(Writer& out, const std::function<void()>& members) {
    out.begin_object();
    members();
    out.end_object();
}

void member(Writer& out, std::string_view key, std::string_view text) {
    out.key(key);
    out.string(text);
}

void raw_member(Writer& out, std::string_view key, std::string_view json_text) {
    out.key(key);
    out.raw(json_text);
}

void write_parameter(Writer& out, std::string_view where, std::string_view name, bool required, std::string_view schema) {
    out.element();
    object(out, [&] {
        member(out, "name", name);
        member(out, "in", where);
        raw_member(out, "required", required ? "true" : "false");
        raw_member(out, "schema", schema);
    });
}

std::vector<std::string> value_names(const std::string& path) {
    std::vector<std::string> names;
    for (const std::string_view segment : url::split_path(path)) {
        if (segment.starts_with('{')) names.emplace_back(segment.substr(1, segment.size() - 2));
    }
    return names;
}

bool lists(const json::Value* array, std::string_view text) {
    if (array == nullptr || array->if_array() == nullptr) return false;
    for (const json::Value& element : *array->if_array()) {
        if (element.if_string() != nullptr && *element.if_string() == text) return true;
    }
    return false;
}

void write_query_parameters(Writer& out, const OperationSchema& schema, const SchemaComponents& components) {
    const json::Value reference = json::parse(schema.query);
    const json::Value* target = reference.find("$ref");
    if (target == nullptr || target->if_string() == nullptr) return;
    const json::Value query = json::parse(components.at(target->if_string()->substr(components_prefix.size())));
    const json::Value* properties = query.find("properties");
    if (properties == nullptr) return;
    for (const auto& [name, property] : *properties->if_object()) {
        write_parameter(out, "query", name, lists(query.find("required"), name), json::print(property));
    }
}

void write_parameters(Writer& out, const Route& route, const OperationSchema& schema, const SchemaComponents& components) {
    out.key("parameters");
    out.begin_array();
    for (const std::string& name : value_names(route.endpoint.path))
        write_parameter(out, "path", name, true, R"({"type":"string"})");
    if (!schema.query.empty()) write_query_parameters(out, schema, components);
    out.end_array();
}

void write_content(Writer& out, const std::vector<std::string_view>& types, std::string_view schema) {
    out.key("content");
    object(out, [&] {
        for (const std::string_view type : types) {
            out.key(type);
            object(out, [&] { raw_member(out, "schema", schema); });
        }
    });
}

void write_body(Writer& out, const Endpoint& endpoint, const OperationSchema& schema) {
    std::vector<std::string_view> types{"application/json"};
    if (endpoint.body_kind == BodyKind::json_or_form) {
        types.emplace_back("multipart/form-data");
        types.emplace_back("application/x-www-form-urlencoded");
    } else if (schema.body.empty()) {
        return;
    }
    out.key("requestBody");
    object(out, [&] { write_content(out, types, schema.body.empty() ? R"({"type":"object"})" : schema.body); });
}

std::string enveloped(Envelope envelope, const std::string& data) {
    const bool with_errors = envelope != Envelope::without_errors;
    std::string schema = R"({"type":"object","properties":{"success":{"const":true},"data":)" + data;
    if (with_errors) schema += R"(,"errors":{"type":"array","maxItems":0})";
    schema += R"(,"message":{"type":"string"},"timestamp":{"type":"string","format":"date-time"}},"required":["success","data",)";
    schema += with_errors ? R"("errors","timestamp"]})" : R"("timestamp"]})";
    if (envelope == Envelope::spread) return R"({"allOf":[)" + schema + "," + data + "]}";
    return schema;
}

void write_success(Writer& out, const Endpoint& endpoint, const OperationSchema& schema) {
    out.key(schema.no_content ? "204" : "2XX");
    object(out, [&] {
        member(out, "description", schema.no_content ? "Done" : "Success");
        if (schema.no_content) return;
        if (schema.data.empty()) {
            write_content(out, {"*/*"}, "{}");
        } else {
            write_content(out, {"application/json"}, enveloped(endpoint.envelope, schema.data));
        }
    });
}

std::set<int> error_statuses(const Endpoint& endpoint) {
    std::set<int> statuses{400, 500, 503};
    if (endpoint.access.kind() != Access::Kind::open) statuses.insert(401);
    if (endpoint.access.kind() == Access::Kind::permission) statuses.insert(403);
    if (!value_names(endpoint.path).empty()) statuses.insert(404);
    if (endpoint.method != Method::get) {
        statuses.insert({413, 415, 507});
        statuses.insert(status_of(endpoint.invalid_body));
    }
    return statuses;
}

void write_responses(Writer& out, const Endpoint& endpoint, const OperationSchema& schema) {
    out.key("responses");
    object(out, [&] {
        write_success(out, endpoint, schema);
        for (const int status : error_statuses(endpoint)) {
            raw_member(out, std::to_string(status), R"({"$ref":"#/components/responses/Error"})");
        }
    });
}

std::string operation_id(const Endpoint& endpoint) {
    std::string id = text::lower(std::string(name_of(endpoint.method)));
    for (const std::string_view segment : url::split_path(endpoint.path)) {
        if (segment.empty()) continue;
        id += "_";
        for (const char c : segment) {
            if (c == '-' || c == '.') {
                id += '_';
            } else if (c != '{' && c != '}') {
                id += c;
            }
        }
    }
    return id;
}

std::string tag_of(const std::string& path) { return std::string(url::split_path(path).front()); }

void write_operation(Writer& out, const Route& route, const OperationSchema& schema, const SchemaComponents& components) {
    const Endpoint& endpoint = route.endpoint;
    out.key(text::lower(std::string(name_of(endpoint.method))));
    object(out, [&] {
        member(out, "operationId", operation_id(endpoint));
        member(out, "summary", endpoint.summary);
        out.key("tags");
        out.begin_array();
        out.element();
        out.string(tag_of(endpoint.path));
        out.end_array();
        raw_member(out, "security", endpoint.access.kind() == Access::Kind::open ? "[]" : R"([{"bearer":[]}])");
        if (endpoint.access.kind() == Access::Kind::permission) member(out, "x-permission", endpoint.access.permission_name());
        write_parameters(out, route, schema, components);
        write_body(out, endpoint, schema);
        write_responses(out, endpoint, schema);
    });
}

void write_components(Writer& out, const SchemaComponents& schemas) {
    out.key("components");
    object(out, [&] {
        raw_member(out, "securitySchemes", R"({"bearer":{"type":"http","scheme":"bearer","bearerFormat":"JWT"}})");
        out.key("responses");
        object(out, [&] {
            out.key("Error");
            object(out, [&] {
                member(out, "description", "The error envelope");
                write_content(out, {"application/json"}, error_schema);
            });
        });
        out.key("schemas");
        object(out, [&] {
            for (const auto& [name, schema] : schemas) raw_member(out, name, schema);
        });
    });
}

}  // namespace

std::string openapi_document(const EndpointTable& table, std::string_view version) {
    Components components;
    std::map<std::string, std::vector<std::pair<const Route*, OperationSchema>>> paths;
    for (const auto& route : table.routes()) {
        paths[route->endpoint.path].emplace_back(route.get(), components.adopt(route->schema));
    }
    Writer out;
    object(out, [&] {
        member(out, "openapi", "3.1.0");
        out.key("info");
        object(out, [&] {
            member(out, "title", "CafePOS");
            member(out, "version", version);
        });
        out.key("paths");
        object(out, [&] {
            for (const auto& [path, operations] : paths) {
                out.key(path);
                object(out, [&] {
                    for (const auto& [route, schema] : operations) write_operation(out, *route, schema, components.schemas());
                });
            }
        });
        write_components(out, components.schemas());
    });
    return out.take();
}

void add_openapi_route(EndpointTable& table, std::string version) {
    struct Once {
        std::once_flag flag;
        std::string document;
        std::string etag;
    };
    auto once = std::make_shared<Once>();
    table.add({Method::get, "/openapi.json", Access::open(), "Describe this interface", Lane::local},
              [&table, once, version = std::move(version)](const Request<>&) -> RawReply {
                  std::call_once(once->flag, [&] {
                      once->document = openapi_document(table, version);
                      once->etag = "\"" + std::to_string(std::hash<std::string>{}(once->document)) + "\"";
                  });
                  RawReply reply;
                  reply.headers = {{"ETag", once->etag}, {"Cache-Control", "no-cache"}};
                  reply.body = once->document;
                  return reply;
              });
}

}  // namespace cafepos::http
