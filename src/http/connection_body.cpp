#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>
#include <utility>

#include "connection.h"

namespace cafepos::http {

namespace asio = boost::asio;
namespace beast = boost::beast;

namespace {

constexpr std::size_t kept_buffer_bytes = 16UL * 1024;
constexpr std::size_t drained_body_bytes_max = 64UL * 1024;  // worth reading to keep a connection whose request is refused

// Repeated headers that are lists become one, in order.
void add_header(Headers& headers, std::string name, std::string_view value) {
    for (auto& [other, joined] : headers) {
        if (other != name) continue;
        joined += ", ";
        joined += value;
        return;
    }
    headers.emplace_back(std::move(name), value);
}

// The parser takes any byte between quotes, a line's end too.
void check_chunk(std::uint64_t, beast::string_view extension, beast::error_code& error) {
    if (!gate::is_plain_extension({extension.data(), extension.size()})) error = beast::http::error::bad_chunk_extension;
}

Error too_large(std::size_t limit) {
    constexpr std::size_t kilobyte = 1024;
    const bool whole = limit % (kilobyte * kilobyte) == 0;
    const std::string size =
        whole ? std::to_string(limit / kilobyte / kilobyte) + " MB" : std::to_string(limit / kilobyte) + " KB";
    return {Code::payload_too_large, "The body is larger than the " + size + " that this route takes"};
}

}  // namespace

Error Connection::overloaded() { return {Code::overloaded, "The server is busy; try again in a moment"}; }

Error Connection::enough_waiting() {
    return Error(Code::too_many_requests, "Too many sign-ins at once from this address. Try again in a few seconds.")
        .with_retry_after(2);
}

void Connection::admit(const gate::Framing& framing) {
    Headers sent = std::exchange(exchange_->request.headers, {});
    for (auto& [name, value] : sent) add_header(exchange_->request.headers, std::move(name), value);
    RawRequest& request = exchange_->request;
    request.remote_address = edge_.proxies.client_address(peer_, request.header("x-forwarded-for").value_or(""));
    exchange_->log.remote_address = request.remote_address;

    if (!framing.has_body()) return dispatch();
    const bool unread_is_fine = !framing.chunked && !framing.expects_continue && framing.content_length <= drained_body_bytes_max;
    if (exchange_->early && !unread_is_fine) {
        close_after_ = true;
        return dispatch();
    }
    const std::size_t limit = exchange_->body_bytes_max();
    if (framing.content_length > limit) throw too_large(limit);
    body_bytes_max_ = framing.chunked ? limit : static_cast<std::size_t>(framing.content_length);
    expects_continue_ = framing.expects_continue;
    const bool large = body_bytes_max_ > edge_.limits().small_body_bytes_max;
    if (large && exchange_->can_authorise_early()) return authorise_then_read_body();
    begin_body();
}

void Connection::authorise_then_read_body() {
    await_worker(Lane::reading);
    auto job = [self = shared_from_this(), exchange = exchange_] {
        auto refusal = std::make_shared<std::optional<RawReply>>(self->edge_.dispatcher.authorise_early(*exchange));
        asio::post(self->edge_.io, [self, exchange, refusal] {
            if (!self->awaits(exchange)) return;
            if (!*refusal) return self->begin_body();
            self->close_after_ = true;
            self->reply(std::move(**refusal));
        });
    };
    if (!edge_.workers.submit(Lane::reading, asker(), std::move(job))) refuse(overloaded());
}

void Connection::begin_body() {
    const Limits& limits = edge_.limits();
    parser_->body_limit(body_bytes_max_);
    parser_->eager(true);
    static auto each_chunk = &check_chunk;  // kept by reference
    parser_->on_chunk_header(each_chunk);
    const std::size_t seconds_more = body_bytes_max_ / limits.body_bytes_per_second_min;
    wait_at_most(Phase::body, limits.body_timeout_ms_max + static_cast<int>(seconds_more) * 1000);
    if (expects_continue_ && buffer_.size() == 0) return continue_then_read_body();
    read_body();
}

void Connection::continue_then_read_body() {
    head_ = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(stream_, asio::buffer(head_), [self = shared_from_this()](ErrorCode error, std::size_t) {
        if (self->phase_ == Phase::closed) return;
        if (error) return self->close();
        self->read_body();
    });
}

void Connection::read_body() {
    beast::http::async_read_some(stream_, buffer_, *parser_,
                                 [self = shared_from_this()](ErrorCode error, std::size_t) { self->on_body_bytes(error); });
}

// What has arrived counts, not what was announced: whoever only announces keeps nobody from sending.
bool Connection::hold_body() {
    if (body_bytes_max_ <= edge_.limits().small_body_bytes_max) return true;
    const std::size_t bytes = parser_->get().body().size();
    edge_.bodies_bytes += bytes - body_bytes_;
    body_bytes_ = bytes;
    return edge_.bodies_bytes <= edge_.limits().bodies_bytes_max;
}

void Connection::release_body() { edge_.bodies_bytes -= std::exchange(body_bytes_, 0); }

void Connection::on_body_bytes(ErrorCode error) {
    if (phase_ == Phase::closed) return;
    if (timed_out_) return refuse(Error(Code::request_timeout, "The body did not arrive in time"));
    if (error == beast::http::error::body_limit) {
        return refuse(too_large(exchange_->body_bytes_max()));
    }
    if (error == asio::error::connection_reset || error == asio::error::operation_aborted) return close();
    if (error) return refuse(Error(Code::bad_request, "The body is malformed or incomplete"));
    if (!hold_body()) return refuse(overloaded());
    if (!parser_->is_done()) return read_body();
    exchange_->request.body = std::move(parser_->get().body());
    if (buffer_.size() == 0 && buffer_.capacity() > kept_buffer_bytes) buffer_.shrink_to_fit();
    dispatch();
}

}  // namespace cafepos::http
