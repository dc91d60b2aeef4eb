// What a web server can do at most: Boost.Beast sending the same bytes to whoever asks, on as many threads as there are
// processors. `bench/sales` compares GET /menu_items with it.
//
//   bare_server FILE      prints the port it listens on (loopback) and serves until it is stopped

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/strand.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <thread>
#include <vector>

namespace cafepos::bench {
namespace {

namespace beast = boost::beast;
using boost::asio::ip::tcp;
using Answer = beast::http::response<beast::http::span_body<const char>>;

class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(tcp::socket socket, const std::string& body) : stream_(std::move(socket)), body_(body) {}

    void read() {
        request_ = {};
        beast::http::async_read(stream_, buffer_, request_, [self = shared_from_this()](beast::error_code error, std::size_t) {
            if (!error) self->answer();
        });
    }

private:
    void answer() {
        answer_ = Answer(beast::http::status::ok, request_.version(), body_);
        answer_.set(beast::http::field::content_type, "application/json");
        answer_.prepare_payload();
        beast::http::async_write(stream_, answer_, [self = shared_from_this()](beast::error_code error, std::size_t) {
            if (!error) self->read();
        });
    }

    beast::tcp_stream stream_;
    const std::string& body_;
    beast::flat_buffer buffer_;
    beast::http::request<beast::http::empty_body> request_;
    Answer answer_;
};

void accept(tcp::acceptor& acceptor, const std::string& body) {
    acceptor.async_accept(boost::asio::make_strand(acceptor.get_executor()), [&](beast::error_code error, tcp::socket socket) {
        if (error) return;
        std::make_shared<Connection>(std::move(socket), body)->read();
        accept(acceptor, body);
    });
}

void serve(const char* file) {
    std::stringstream content;
    content << std::ifstream(file, std::ios::binary).rdbuf();
    const std::string body = content.str();
    boost::asio::io_context context;
    tcp::acceptor acceptor(context, {boost::asio::ip::make_address("127.0.0.1"), 0});
    accept(acceptor, body);
    std::cout << acceptor.local_endpoint().port() << std::endl;
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < std::thread::hardware_concurrency(); ++i) threads.emplace_back([&] { context.run(); });
}

}  // namespace
}  // namespace cafepos::bench

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    cafepos::bench::serve(argv[1]);
    return 0;
}
