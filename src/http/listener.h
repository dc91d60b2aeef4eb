#pragma once

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace cafepos::http {

using Acceptor = boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

/// Listens on every address of `host` (empty: all interfaces, both IP families as far as the machine has them), all on one port.
/// Throws std::system_error with a text for people.
std::vector<Acceptor> listen_on(boost::asio::io_context& io, const std::string& host, std::uint16_t port);

}  // namespace cafepos::http
