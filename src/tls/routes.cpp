#include "routes.h"

#include <utility>

#include "mobileconfig.h"
#include "wire.h"

namespace cafepos::tls {
namespace {

using http::Access;
using http::Lane;
using http::Method;
using http::RawReply;
using http::Reply;
using http::Request;

TlsState state_of(const Keeper& keeper, std::uint16_t port) {
    const auto facts = keeper.facts();
    if (!facts) return {};
    TlsState state{.on = true, .port = port, .hosts = facts->names.hosts, .endsAt = facts->ends_at, .root = {}};
    state.hosts.insert(state.hosts.end(), facts->names.addresses.begin(), facts->names.addresses.end());
    if (const auto root = keeper.root()) {
        const Facts of_root = facts_of(*root);
        state.root = TlsRoot{of_root.fingerprint, of_root.ends_at};
    }
    return state;
}

std::string root_of(const Keeper& keeper) {
    if (auto root = keeper.root()) return *root;
    throw Error(Code::not_found, "Not found: this server has no root of its own");
}

RawReply file(const char* content_type, std::string content) {
    RawReply reply;
    reply.content_type = content_type;
    reply.headers.emplace_back("Cache-Control", "no-cache");
    reply.body = std::move(content);
    return reply;
}

constexpr const char* certificate_type = "application/x-x509-ca-cert";
constexpr const char* profile_type = "application/x-apple-aspen-config";

}  // namespace

void add_routes(http::EndpointTable& table, const Keeper& keeper, std::function<std::uint16_t()> port) {
    table.add({.method = Method::get,
               .path = "/tls",
               .access = Access::open(),
               .summary = "Whether https is spoken, where, and what a device has to trust",
               .lane = Lane::local},
              [&keeper, port = std::move(port)](const Request<>&) -> Reply<TlsState> { return {state_of(keeper, port())}; });
    table.add({.method = Method::get,
               .path = "/tls/root.crt",
               .access = Access::open(),
               .summary = "The café's own root, for a device to trust; 404 where there is none",
               .lane = Lane::local,
               .also = {404},
               .produces = {certificate_type}},
              [&keeper](const Request<>&) -> RawReply { return file(certificate_type, root_of(keeper)); });
    table.add({.method = Method::get,
               .path = "/tls/root.mobileconfig",
               .access = Access::open(),
               .summary = "The same as a profile for iPads, iPhones and Macs",
               .lane = Lane::local,
               .also = {404},
               .produces = {profile_type}},
              [&keeper](const Request<>&) -> RawReply { return file(profile_type, mobileconfig_of(root_of(keeper))); });
}

}  // namespace cafepos::tls
