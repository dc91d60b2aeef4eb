#include "plain_http.h"

#include <algorithm>
#include <array>

#include "address.h"

namespace cafepos::http {
namespace {

// Nothing of it is secret, and none of it needs a token.
constexpr std::array<std::string_view, 5> served_below{"/app/trust/", "/app/assets/", "/tls/", "/health/", "/receipts/check/"};

bool is_below(std::string_view path, std::string_view root) {
    return path.starts_with(root) || path == root.substr(0, root.size() - 1);
}

bool is_visit(const RawRequest& request) {
    const std::string_view accept = request.header("accept").value_or("");
    return request.path == "/" || request.path.starts_with("/app") || accept.find("text/html") != std::string_view::npos;
}

/// Without its port; an address of IPv6 keeps its brackets.
std::string_view name_in(std::string_view authority) {
    const std::size_t bracket = authority.rfind(']');
    const std::size_t colon = authority.rfind(':');
    const bool has_port = colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
    return has_port ? authority.substr(0, colon) : authority;
}

}  // namespace

bool is_held_to_tls(const std::string& peer, const TrustedProxies& proxies) {
    return !is_loopback(peer) && !proxies.trusts(peer);
}

PlainAnswer plain_answer(const RawRequest& request) {
    if (request.method != "GET" && request.method != "HEAD") return PlainAnswer::refused;
    const bool is_public = std::ranges::any_of(served_below, [&](auto root) { return is_below(request.path, root); });
    if (is_public && !request.header("authorization")) return PlainAnswer::served;
    return is_visit(request) && request.header("host") ? PlainAnswer::redirected : PlainAnswer::refused;
}

RawReply redirect_to_tls(const RawRequest& request, std::uint16_t tls_port) {
    RawReply reply;
    reply.status = 307;
    reply.content_type.clear();
    std::string place = "https://" + std::string(name_in(request.header("host").value_or(""))) + ":" + std::to_string(tls_port);
    place += request.path;
    if (!request.query.empty()) place += "?" + request.query;
    reply.headers.emplace_back("Location", std::move(place));
    return reply;
}

}  // namespace cafepos::http
