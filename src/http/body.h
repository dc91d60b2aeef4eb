#pragma once

#include <vector>

#include "endpoint.h"
#include "json/read.h"
#include "json/value.h"
#include "message.h"

namespace cafepos::http {

/// What arrived as a body, whatever its content type.
struct DecodedBody {
    json::Value value{json::Value::Object{}};
    json::Reader::Source source = json::Reader::Source::json;
    std::vector<UploadedFile> files;
};

/// An empty body counts as {}. Throws Error(invalid_json) on what is no JSON object, Error(unsupported_media_type) on a content
/// type the endpoint does not read, Error(bad_request | payload_too_large) on a broken form.
DecodedBody decode_body(const RawRequest& request, BodyKind kind);

}  // namespace cafepos::http
