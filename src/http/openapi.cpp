#include "openapi.h"

#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <utility>
#include <vector>

#include "compress.h"
#include "core/error.h"
#include "core/text.h"
#include "json/value.h"
#include "json/write.h"
#include "openapi_components.h"
#include "openapi_words.h"
#include "url.h"

namespace cafepos::http {
namespace {

using json::Writer;
using Route = detail::Route;

constexpr std::string_view error_schema =
    R"({"type":"object","properties":{"success":{"const":false},"data":{"type":"object"},)"
    R"("errors":{"type":"array","items":{"type":"string"}},"message":{"type":"string"},"errorCode":{"type":"string"},)"
    R"("statusCode":{"type":"integer"},"details":{"type":"array","items":{"type":"object","properties":{)"
    R"("field":{"type":"string"},"code":{"type":"string"},"message":{"type":"string"}}}},)"
    R"("requestId":{"type":"string","format":"uuid"},"timestamp":{"type":"string","format":"date-time"}},)"
    R"("required":["success","data","errors","errorCode","statusCode","requestId","timestamp"]})";

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

constexpr std::string_view key_parameter =
    R"({"name":"Idempotency-Key","in":"header","required":false,"description":"A text of your own for this one act, )"
    R"(such as a UUID. The same key and body again answer what was answered first, with Idempotent-Replayed: true, and do )"
    R"(nothing; another body is 422 IDEMPOTENCY_KEY_REUSED; 409 REQUEST_IN_PROGRESS while the first is running.",)"
    R"("schema":{"type":"string","minLength":1,"maxLength":255},"example":"till-1-000042"})";
constexpr std::string_view approval_parameter =
    R"({"name":"X-Approval","in":"header","required":false,"description":"The token of POST /auth/approvals, where whoever is )"
    R"(signed in lacks a permission that can be approved. It counts for this one request.","schema":{"type":"string"}})";
constexpr std::string_view replayed_header =
    R"({"Idempotent-Replayed":{"description":"true if this is the stored answer to an earlier request with the same key",)"
    R"("schema":{"type":"string","enum":["true"]}}})";

struct Parameter {
    std::string_view where;
    std::string name;
    bool required;
    json::Value schema;
};

// A parameter's words stand beside its schema, not in it.
void write_parameter(Writer& out, const Parameter& parameter) {
    const json::Value* text = parameter.schema.find("description");
    json::Value::Object schema = *parameter.schema.if_object();
    std::erase_if(schema, [](const auto& entry) { return entry.first == "description"; });
    out.element();
    object(out, [&] {
        member(out, "name", parameter.name);
        member(out, "in", parameter.where);
        raw_member(out, "required", parameter.required ? "true" : "false");
        if (text != nullptr) member(out, "description", *text->if_string());
        raw_member(out, "schema", json::print(json::Value(std::move(schema))));
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

// An absent parameter is absent: no query can say null.
json::Value without_null(const json::Value& schema) {
    const json::Value* any_of = schema.find("anyOf");
    return any_of == nullptr ? schema : any_of->if_array()->front();
}

void write_query_parameters(Writer& out, const OperationSchema& schema, const std::string& operation, Words& words) {
    const json::Value query = json::parse(schema.query);
    for (const auto& [name, property] : *query.find("properties")->if_object()) {
        write_parameter(
            out, {"query", name, lists(query.find("required"), name), words.describe(without_null(property), operation, name)});
    }
}

bool takes_approval(const Route& route) { return route.is_command && route.endpoint.access.kind() != Access::Kind::open; }
bool takes_key(const Route& route) { return route.is_keyed || (route.is_command && route.endpoint.method == Method::post); }

std::string name_of_operation(const Endpoint& endpoint) { return std::string(name_of(endpoint.method)) + " " + endpoint.path; }

void write_parameters(Writer& out, const Route& route, const OperationSchema& schema, Words& words) {
    const std::string operation = name_of_operation(route.endpoint);
    out.key("parameters");
    out.begin_array();
    for (const std::string& name : value_names(route.endpoint.path)) {
        const json::Value text = json::parse(name == "id" ? R"({"type":"string","format":"uuid"})" : R"({"type":"string"})");
        write_parameter(out, {"path", name, true, words.describe(text, operation, name)});
    }
    if (!schema.query.empty()) write_query_parameters(out, schema, operation, words);
    if (takes_key(route)) {
        out.element();
        out.raw(key_parameter);
    }
    if (takes_approval(route)) {
        out.element();
        out.raw(approval_parameter);
    }
    out.end_array();
}

void write_media(Writer& out, std::string_view type, std::string_view schema, std::string_view example = {}) {
    out.key(type);
    object(out, [&] {
        raw_member(out, "schema", schema);
        if (!example.empty()) raw_member(out, "example", example);
    });
}

void write_content(Writer& out, const std::vector<std::string_view>& types, std::string_view schema,
                   std::string_view example = {}) {
    out.key("content");
    object(out, [&] {
        for (const std::string_view type : types) write_media(out, type, schema, example);
    });
}

void write_body(Writer& out, const Endpoint& endpoint, const OperationSchema& schema, const OperationWords* words) {
    std::vector<std::string_view> types{"application/json"};
    if (endpoint.body_kind == BodyKind::json_or_form) {
        types.emplace_back("multipart/form-data");
        types.emplace_back("application/x-www-form-urlencoded");
    } else if (schema.body.empty()) {
        return;
    }
    out.key("requestBody");
    object(out, [&] {
        write_content(out, types, schema.body.empty() ? R"({"type":"object"})" : schema.body,
                      words == nullptr ? std::string_view() : words->example);
    });
}

std::string enveloped(Envelope envelope, const std::string& data) {
    const bool with_errors = envelope != Envelope::without_errors;
    std::string schema = R"({"type":"object","properties":{"success":{"const":true},"data":)" + data;
    if (with_errors) schema += R"(,"errors":{"type":"array","items":{"type":"string"},"maxItems":0})";
    schema +=
        R"(,"ignored":{"type":"array","items":{"type":"string"},"description":"Members of the body that nothing read: )"
        R"(most often misspelt"},"message":{"type":"string"},"timestamp":{"type":"string","format":"date-time"}},"required":["success","data",)";
    schema += with_errors ? R"("errors","timestamp"]})" : R"("timestamp"]})";
    if (envelope == Envelope::spread) return R"({"allOf":[)" + schema + "," + data + "]}";
    return schema;
}

void write_success_content(Writer& out, const Endpoint& endpoint, const OperationSchema& schema) {
    out.key("content");
    object(out, [&] {
        if (!schema.data.empty()) write_media(out, "application/json", enveloped(endpoint.envelope, schema.data));
        for (const std::string_view type : endpoint.produces)
            write_media(out, type, type == "application/json" ? R"({"type":"object"})" : R"({"type":"string"})");
    });
}

void write_success(Writer& out, const Route& route, const OperationSchema& schema) {
    const Endpoint& endpoint = route.endpoint;
    out.key(schema.no_content ? "204" : std::to_string(endpoint.success));
    object(out, [&] {
        member(out, "description", schema.no_content ? "Done" : endpoint.success == 201 ? "Created" : "Success");
        if (takes_key(route)) raw_member(out, "headers", replayed_header);
        if (!schema.no_content) write_success_content(out, endpoint, schema);
    });
}

// Those of every route of its kind, and its own.
std::set<int> other_statuses(const Route& route) {
    const Endpoint& endpoint = route.endpoint;
    std::set<int> statuses{400, 500, 503};
    statuses.insert(endpoint.also.begin(), endpoint.also.end());
    if (endpoint.access.kind() != Access::Kind::open) statuses.insert({401, 403});  // 403 for the deactivated, too
    if (!value_names(endpoint.path).empty()) statuses.insert(404);
    if (endpoint.method != Method::get) {
        statuses.insert({413, 415, 507});
        statuses.insert(status_of(endpoint.invalid_body));
        if (!value_names(endpoint.path).empty()) statuses.insert(409);  // what it stands at may forbid the change
    }
    if (takes_key(route)) statuses.insert({409, 422});
    return statuses;
}

void write_responses(Writer& out, const Route& route, const OperationSchema& schema) {
    out.key("responses");
    object(out, [&] {
        write_success(out, route, schema);
        for (const int status : other_statuses(route)) {
            const bool unchanged = status == 304;
            raw_member(out, std::to_string(status),
                       unchanged ? R"({"description":"You have it already: your If-None-Match names this version"})"
                                 : R"({"$ref":"#/components/responses/Error"})");
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

std::string description_of(const Endpoint& endpoint, const OperationWords* words) {
    std::string text = words == nullptr ? endpoint.summary + "." : std::string(words->text);
    switch (endpoint.access.kind()) {
        case Access::Kind::open:
            return text + " Needs no token.";
        case Access::Kind::signed_in:
            return text + " Needs a live session.";
        case Access::Kind::permission:
            return text + " Needs the permission `" + std::string(endpoint.access.permission_name()) + "`.";
    }
    return text;
}

void write_operation(Writer& out, const Route& route, const OperationSchema& schema, Words& all_words) {
    const Endpoint& endpoint = route.endpoint;
    const OperationWords* words = all_words.operation(name_of_operation(endpoint));
    out.key(text::lower(std::string(name_of(endpoint.method))));
    object(out, [&] {
        member(out, "operationId", operation_id(endpoint));
        member(out, "summary", endpoint.summary);
        member(out, "description", description_of(endpoint, words));
        out.key("tags");
        out.begin_array();
        out.element();
        out.string(tag_of(endpoint.path));
        out.end_array();
        raw_member(out, "security", endpoint.access.kind() == Access::Kind::open ? "[]" : R"([{"bearer":[]}])");
        if (endpoint.access.kind() == Access::Kind::permission) member(out, "x-permission", endpoint.access.permission_name());
        write_parameters(out, route, schema, all_words);
        write_body(out, endpoint, schema, words);
        write_responses(out, route, schema);
    });
}

// The names are the contract; a client decides by them, not by texts.
std::string error_description(const EndpointTable& table) {
    std::string text =
        "The error envelope. `errors` are texts for people, `details` name the fields; an empty field is the request as a whole. "
        "errorCode is one of: ";
    bool first = true;
    for (const std::string_view name : table.error_names()) {
        text += (first ? "" : ", ") + std::string(name);
        first = false;
    }
    return text;
}

void write_tags(Writer& out, const ApiWords& words) {
    out.key("tags");
    out.begin_array();
    for (const TagWords& tag : words.tags) {
        out.element();
        object(out, [&] {
            member(out, "name", tag.tag);
            member(out, "description", tag.text);
        });
    }
    out.end_array();
}

void write_components(Writer& out, const EndpointTable& table, const SchemaComponents& schemas, Words& words) {
    out.key("components");
    object(out, [&] {
        raw_member(out, "securitySchemes", R"({"bearer":{"type":"http","scheme":"bearer","bearerFormat":"JWT"}})");
        out.key("responses");
        object(out, [&] {
            out.key("Error");
            object(out, [&] {
                member(out, "description", error_description(table));
                write_content(out, {"application/json"}, error_schema);
            });
        });
        out.key("schemas");
        object(out, [&] {
            for (const auto& [name, schema] : schemas)
                raw_member(out, name, json::print(words.describe_component(json::parse(schema, 64), name)));
        });
    });
}

}  // namespace

std::string openapi_document(const EndpointTable& table, std::string_view version, const ApiWords& all_words) {
    Words words(all_words);
    Components components;
    std::map<std::string, std::vector<std::pair<const Route*, OperationSchema>>> paths;
    for (const auto& route : table.routes()) {
        paths[route->endpoint.path].emplace_back(route.get(), components.adopt(route->schema()));
    }
    Writer out;
    object(out, [&] {
        member(out, "openapi", "3.1.0");
        out.key("info");
        object(out, [&] {
            member(out, "title", "CafePOS");
            member(out, "version", version);
            member(out, "description", all_words.introduction);
            raw_member(out, "contact", R"({"name":"The makers of CafePOS"})");
            raw_member(out, "license", R"({"name":"MIT","identifier":"MIT"})");
        });
        raw_member(out, "servers", R"([{"url":"/","description":"the server that this description comes from"}])");
        write_tags(out, all_words);
        out.key("paths");
        object(out, [&] {
            for (const auto& [path, operations] : paths) {
                out.key(path);
                object(out, [&] {
                    for (const auto& [route, schema] : operations) write_operation(out, *route, schema, words);
                });
            }
        });
        write_components(out, table, components.schemas(), words);
    });
    words.require_all_used();
    return out.take();
}

void add_openapi_route(EndpointTable& table, std::string version, const ApiWords& words) {
    struct Once {
        std::once_flag flag;
        std::shared_ptr<const SharedBody> document;
        std::string etag;
    };
    auto once = std::make_shared<Once>();
    table.add({.method = Method::get,
               .path = "/openapi.json",
               .access = Access::open(),
               .summary = "Describe this interface",
               .lane = Lane::local,
               .also = {304},
               .produces = {"application/json"}},
              [&table, &words, once, version = std::move(version)](const Request<>&) -> RawReply {
                  std::call_once(once->flag, [&] {
                      const std::string text = openapi_document(table, version, words);
                      once->document = std::make_shared<const SharedBody>(SharedBody{text, gzip(text)});
                      once->etag = "\"" + std::to_string(std::hash<std::string>{}(text)) + "\"";
                  });
                  RawReply reply;
                  reply.headers = {{"ETag", once->etag}, {"Cache-Control", "no-cache"}};
                  reply.shared = once->document;
                  return reply;
              });
}

}  // namespace cafepos::http
