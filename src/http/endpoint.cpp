#include "endpoint.h"

#include <stdexcept>

namespace cafepos::http {

Id Call::path_id(std::string_view name) const {
    const auto id = Id::parse(path_text(name));
    if (!id) throw Error(Code::not_found, "Not found");
    return *id;
}

const std::string& Call::path_text(std::string_view name) const {
    const auto found = path_values_.find(name);
    if (found == path_values_.end()) throw std::logic_error("the path has no such value: " + std::string(name));
    return found->second;
}

const Actor& Call::actor() const {
    if (actor_ == nullptr) throw std::logic_error("nobody is signed in on this call");
    return *actor_;
}

void EndpointTable::add_route(detail::Route route) {
    for (const auto& other : routes_) {
        if (other->endpoint.method == route.endpoint.method && other->endpoint.path == route.endpoint.path) {
            throw std::logic_error("two routes for " + std::string(name_of(route.endpoint.method)) + " " + route.endpoint.path);
        }
    }
    Endpoint& endpoint = route.endpoint;
    if (endpoint.lane == Lane::quick && endpoint.method == Method::get) endpoint.lane = Lane::reading;
    if (ignores_tokens(endpoint.lane) && endpoint.access.kind() != Access::Kind::open) {
        throw std::logic_error("no token is looked at in the lane of " + endpoint.path);
    }
    routes_.push_back(std::make_unique<detail::Route>(std::move(route)));
}

namespace detail {

RawReply wrap(const Endpoint& endpoint, const Call& call, const std::string& data_json, const std::string& message, int status,
              Headers headers) {
    RawReply reply;
    reply.status = status;
    reply.headers = std::move(headers);
    reply.body = success_body(endpoint.envelope, data_json, message, call.raw().received_at);
    return reply;
}

RawReply no_content() {
    RawReply reply;
    reply.status = 204;
    reply.content_type.clear();
    return reply;
}

}  // namespace detail
}  // namespace cafepos::http
