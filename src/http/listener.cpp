#include "listener.h"

#include <boost/asio/ip/v6_only.hpp>

#include <system_error>

namespace cafepos::http {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr int backlog_max = 4096;
constexpr int free_port_tries = 20;

std::vector<tcp::endpoint> endpoints_of(asio::io_context& io, const std::string& host, std::uint16_t port) {
    if (host.empty()) return {{tcp::v4(), port}, {tcp::v6(), port}};
    boost::system::error_code error;
    tcp::resolver resolver(io);
    const auto results = resolver.resolve(host, std::to_string(port), tcp::resolver::passive, error);
    if (error) throw std::system_error(error, "HOST: cannot find the address \"" + host + "\" to listen on");
    std::vector<tcp::endpoint> endpoints;
    for (const auto& result : results) endpoints.push_back(result.endpoint());
    return endpoints;
}

bool family_is_missing(const boost::system::error_code& error) {
    return error == asio::error::address_family_not_supported || error == boost::system::errc::address_not_available;
}

// Empty on success.
boost::system::error_code open(Acceptor& acceptor, const tcp::endpoint& endpoint) {
    boost::system::error_code error;
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(Acceptor::reuse_address(true), error);
    if (!error && endpoint.protocol() == tcp::v6()) acceptor.set_option(asio::ip::v6_only(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(backlog_max, error);
    return error;
}

std::string describe(const std::string& host, std::uint16_t port) {
    return "cannot listen on port " + std::to_string(port) + (host.empty() ? "" : " of " + host);
}

// The first address picks the port if it is 0; true if all the others could have it too.
bool open_all(asio::io_context& io, const std::string& host, std::vector<tcp::endpoint> endpoints,
              std::vector<Acceptor>& acceptors, boost::system::error_code& error) {
    acceptors.clear();
    error = asio::error::address_family_not_supported;
    for (tcp::endpoint& endpoint : endpoints) {
        if (!acceptors.empty()) endpoint.port(acceptors.front().local_endpoint().port());
        Acceptor acceptor(io.get_executor());
        const auto failed = open(acceptor, endpoint);
        if (!failed) {
            acceptors.push_back(std::move(acceptor));
        } else if (!family_is_missing(failed) || !host.empty()) {
            error = failed;
            return false;
        }
    }
    return !acceptors.empty();
}

}  // namespace

std::vector<Acceptor> listen_on(asio::io_context& io, const std::string& host, std::uint16_t port) {
    const auto endpoints = endpoints_of(io, host, port);
    std::vector<Acceptor> acceptors;
    boost::system::error_code error;
    for (int i = 0; i < (port == 0 ? free_port_tries : 1); ++i) {
        if (open_all(io, host, endpoints, acceptors, error)) return acceptors;
    }
    throw std::system_error(error, describe(host, port));
}

}  // namespace cafepos::http
