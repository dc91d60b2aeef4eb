#include "cors.h"

#include <algorithm>
#include <utility>

namespace cafepos::http {
namespace {

constexpr const char* allowed_methods = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
constexpr const char* allowed_headers =
    "Content-Type, Authorization, Idempotency-Key, X-Till, X-Approval, If-Match, If-None-Match, Last-Event-ID, Accept";
constexpr const char* exposed_headers =
    "X-Request-Id, Idempotent-Replayed, Content-Disposition, Retry-After, ETag, Location, Allow";
constexpr const char* max_age_seconds = "600";

}  // namespace

Cors::Cors(std::vector<std::string> origins) : origins_(std::move(origins)) {
    everyone_ = std::ranges::find(origins_, "*") != origins_.end();
}

bool Cors::knows(std::string_view origin) const { return everyone_ || std::ranges::find(origins_, origin) != origins_.end(); }

void Cors::allow(std::optional<std::string_view> origin, Headers& headers) const {
    if (!origin || !knows(*origin)) return;
    headers.emplace_back("Access-Control-Allow-Origin", everyone_ ? "*" : std::string(*origin));
    headers.emplace_back("Access-Control-Expose-Headers", exposed_headers);
}

RawReply Cors::preflight(std::optional<std::string_view> origin, const std::string& allow) const {
    RawReply reply;
    reply.status = 204;
    reply.content_type.clear();
    reply.headers.emplace_back("Allow", allow);
    if (origin && knows(*origin)) {
        reply.headers.emplace_back("Access-Control-Allow-Methods", allowed_methods);
        reply.headers.emplace_back("Access-Control-Allow-Headers", allowed_headers);
        reply.headers.emplace_back("Access-Control-Max-Age", max_age_seconds);
    }
    return reply;
}

}  // namespace cafepos::http
