#include "body.h"

#include <algorithm>

#include "core/text.h"
#include "multipart.h"
#include "url.h"

namespace cafepos::http {
namespace {

// PostgreSQL's TEXT holds no NUL. Refused here so that both databases answer alike.
bool holds_nul(const json::Value& value) {
    if (const std::string* string = value.if_string()) return string->find('\0') != std::string::npos;
    if (const auto* array = value.if_array()) return std::ranges::any_of(*array, holds_nul);
    if (const auto* object = value.if_object()) {
        return std::ranges::any_of(
            *object, [](const auto& member) { return member.first.find('\0') != std::string::npos || holds_nul(member.second); });
    }
    return false;
}

json::Value parse_object(const std::string& body) {
    json::Value value = json::parse(body);
    if (value.if_object() == nullptr) throw Error(Code::invalid_json, "The request body must be a JSON object");
    const bool may_hold_nul = body.find("\\u0000") != std::string::npos;
    if (may_hold_nul && holds_nul(value)) throw Error(Code::invalid_json, "The request body holds a NUL character");
    return value;
}

DecodedBody from_form(Form form) {
    DecodedBody decoded;
    decoded.value = url::object_of(std::move(form.fields));
    decoded.source = json::Reader::Source::text;
    decoded.files = std::move(form.files);
    return decoded;
}

}  // namespace

DecodedBody decode_body(const RawRequest& request, BodyKind kind) {
    DecodedBody decoded;
    if (request.body.empty()) return decoded;
    if (!text::iequals(request.header("content-encoding").value_or("identity"), "identity")) {
        throw Error(Code::unsupported_media_type, "Compressed bodies are not accepted");
    }
    const std::string_view content_type = request.header("content-type").value_or("");
    const std::string type = media_type(content_type);
    if (type.empty() || type == "application/json") {
        decoded.value = parse_object(request.body);
        return decoded;
    }
    if (kind == BodyKind::json_or_form) {
        if (type == "multipart/form-data") return from_form(parse_multipart(request.body, content_type));
        if (type == "application/x-www-form-urlencoded") return from_form(parse_urlencoded(request.body));
    }
    throw Error(Code::unsupported_media_type, "This content type is not accepted here; send application/json");
}

}  // namespace cafepos::http
