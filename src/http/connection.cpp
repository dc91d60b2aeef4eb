#include "connection.h"

#include <boost/asio/post.hpp>
#include <utility>

#include "address.h"
#include "core/text.h"
#include "plain_http.h"

namespace cafepos::http {

namespace asio = boost::asio;
namespace beast = boost::beast;

namespace {

constexpr std::size_t read_bytes = 4096;

std::string_view view_of(const beast::flat_buffer& buffer) {
    return {static_cast<const char*>(buffer.data().data()), buffer.size()};
}

}  // namespace

Connection::Connection(Edge& edge, Stream stream, std::string peer)
    : edge_(edge),
      stream_(std::move(stream)),
      peer_(std::move(peer)),
      client_(counted_address(peer_)),
      buffer_(edge.limits().header_bytes_max + read_bytes) {}

void Connection::start() { stream_.is_tls() ? shake_hands() : await_head(); }

void Connection::shake_hands() {
    wait_at_most(Phase::handshake, edge_.limits().handshake_timeout_ms_max);
    stream_.async_handshake([self = shared_from_this()](ErrorCode error, std::size_t) { self->on_hands_shaken(error); });
}

void Connection::on_hands_shaken(ErrorCode error) {
    if (phase_ == Phase::closed) return;
    if (error && stream_.answer_plainly())
        return refuse(Error(Code::bad_request, "This port speaks TLS: write https:// instead of http://"));
    if (error) return close();
    phase_ = Phase::idle;
    deadline_ = SteadyTime::max();
    await_head();
}

void Connection::wait_at_most(Phase phase, int ms) {
    phase_ = phase;
    deadline_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(ms);
}

void Connection::await_head() {
    while (view_of(buffer_).starts_with("\r\n")) buffer_.consume(2);  // RFC 9112 §2.2: some clients end bodies so
    std::size_t size = 0;
    try {
        size = gate::head_size(view_of(buffer_), edge_.limits());
    } catch (const Error& error) {
        return refuse(error);
    }
    if (size > 0) return take_head(size);
    if (buffer_.size() == 0) {
        if (edge_.draining) return close();
        if (phase_ != Phase::idle || deadline_ == SteadyTime::max())
            wait_at_most(Phase::idle, edge_.limits().idle_timeout_ms_max);
    } else if (phase_ != Phase::head) {
        wait_at_most(Phase::head, edge_.limits().header_timeout_ms_max);
    }
    stream_.async_read_some(buffer_.prepare(read_bytes), [self = shared_from_this()](ErrorCode error, std::size_t count) {
        self->on_head_bytes(error, count);
    });
}

void Connection::on_head_bytes(ErrorCode error, std::size_t count) {
    if (phase_ == Phase::closed) return;
    buffer_.commit(count);
    if (timed_out_) return refuse(Error(Code::request_timeout, "The request did not arrive in time"));
    if (!error) return await_head();
    if (error == asio::error::eof && buffer_.size() > 0)
        return refuse(Error(Code::bad_request, "The request ended within its headers"));
    close();
}

void Connection::begin_exchange() {
    if (exchange_) return;
    exchange_ = std::make_shared<Exchange>();
    began_ = std::chrono::steady_clock::now();
    RawRequest& request = exchange_->request;
    request.request_id = edge_.ids.next().text();
    request.received_at = edge_.clock.now();
    request.remote_address = peer_;
    RequestLog& log = exchange_->log;
    log.method = "-";
    log.path_template = "-";
    log.request_id = request.request_id;
    log.remote_address = peer_;
}

void Connection::take_head(std::size_t size) {
    begin_exchange();
    close_after_ = true;  // until the head is understood
    try {
        gate::check_form(view_of(buffer_).substr(0, size), edge_.limits());
        parser_.emplace();
        parser_->header_limit(static_cast<std::uint32_t>(edge_.limits().header_bytes_max + 1));
        parser_->body_limit(boost::none);  // set by admit(), before any of the body is read
        ErrorCode error;
        parser_->put(asio::buffer(buffer_.data().data(), size), error);
        if (error || !parser_->is_header_done()) throw Error(Code::bad_request, "The request's headers are malformed");
        buffer_.consume(size);
        read_fields();
        const RawRequest& request = exchange_->request;
        const auto target = parser_->get().target();
        const gate::Head head{
            request.method, {target.data(), target.size()}, http_1_0_ ? 10 : 11, request.headers, stream_.is_tls()};
        const gate::Framing framing = gate::check_fields(head);
        const gate::Target parts = gate::split_target(head);
        exchange_->request.path = parts.path;
        exchange_->request.query = parts.query;
        close_after_ = !parser_->keep_alive();
        edge_.dispatcher.plan(*exchange_);
        hold_to_tls();
        admit(framing);
    } catch (const Error& error) {
        refuse(error);
    }
}

void Connection::hold_to_tls() {
    if (stream_.is_tls() || !edge_.options.needs_tls || !edge_.options.needs_tls(peer_)) return;
    const RawRequest& request = exchange_->request;
    switch (plain_answer(request)) {
        case PlainAnswer::served:
            return;
        case PlainAnswer::redirected:
            exchange_->early = redirect_to_tls(request, edge_.options.tls_port);
            return;
        case PlainAnswer::refused:
            throw Error(tls_required, "This café speaks https only, on port " + std::to_string(edge_.options.tls_port) +
                                          "; what you sent came in the clear");
    }
}

void Connection::read_fields() {
    const auto& message = parser_->get();
    RawRequest& request = exchange_->request;
    const auto method = message.method_string();
    request.method.assign(method.data(), method.size());
    exchange_->log.method = request.method;
    http_1_0_ = message.version() == 10;
    for (const auto& field : message) {
        const auto name = field.name_string();
        const auto value = field.value();
        request.headers.emplace_back(text::lower({name.data(), name.size()}), std::string_view(value.data(), value.size()));
    }
}

void Connection::dispatch() {
    if (exchange_->early) return reply(std::move(*exchange_->early));
    const Lane lane = exchange_->lane();
    if (lane == Lane::at_once) return reply(edge_.dispatcher.answer(*exchange_));
    await_worker(lane);
    if (exchange_->wants_screening()) return screen();
    // A stranger is refused before anything slow is done for him, unless the endpoint is open to all.
    const bool open = exchange_->route != nullptr && exchange_->route->endpoint.access.kind() == Access::Kind::open;
    submit({.lane = lane, .before_strangers = lane != Lane::hashing || !open});
}

void Connection::screen() {
    auto job = [self = shared_from_this(), exchange = exchange_] {
        auto answer = std::make_shared<std::optional<RawReply>>(self->edge_.dispatcher.screen(*exchange));
        asio::post(self->edge_.io, [self, answer, exchange] {
            if (!self->awaits(exchange)) return;
            *answer ? self->reply(std::move(**answer)) : self->submit(exchange->placement);
        });
    };
    if (edge_.workers.submit(Lane::reading, asker(), std::move(job))) return;
    reply(edge_.dispatcher.refuse(*exchange_, overloaded()));
}

void Connection::submit(const Placement& placement) {
    auto job = [self = shared_from_this(), exchange = exchange_] {
        auto answer = std::make_shared<RawReply>(self->edge_.dispatcher.answer(*exchange));
        asio::post(self->edge_.io, [self, exchange, answer] {
            if (self->awaits(exchange)) self->reply(std::move(*answer));
        });
    };
    const Ticket ticket{.client = asker(), .before_strangers = placement.before_strangers};
    const auto admission = edge_.workers.submit_for(ticket, placement.lane, std::move(job));
    if (admission == JobQueue::Admission::taken) return;
    const bool his_own_fault = placement.lane == Lane::hashing && admission == JobQueue::Admission::client_has_enough;
    reply(edge_.dispatcher.refuse(*exchange_, his_own_fault ? enough_waiting() : overloaded()));
}

std::string Connection::asker() const {
    const std::string& address = exchange_->request.remote_address;
    return address == peer_ ? client_ : counted_address(address);
}

std::optional<int> Connection::quietness() const {
    switch (phase_) {
        case Phase::handshake:
        case Phase::lingering:
        case Phase::idle:
            return 0;
        case Phase::head:
            return 1;
        case Phase::body:
            return 2;
        case Phase::writing:
            return 3;
        case Phase::streaming:
            return 4;
        case Phase::handling:
        case Phase::closed:
            return std::nullopt;
    }
    return std::nullopt;
}

void Connection::await_worker(Lane lane) {
    const Limits& limits = edge_.limits();
    wait_at_most(Phase::handling, lane == Lane::health ? limits.health_answer_ms_max
                                  : lane == Lane::bulk ? limits.bulk_answer_ms_max
                                                       : limits.answer_ms_max);
    deadline_ = std::min(deadline_, edge_.answer_by);
}

/// What a worker brings for a request that was given up, or whose client has gone, is nobody's.
bool Connection::awaits(const std::shared_ptr<Exchange>& exchange) const {
    return phase_ == Phase::handling && exchange_ == exchange;
}

/// The worker keeps the exchange it works on, so the client is answered with another one.
void Connection::give_up() {
    if (reply_.source) return close();  // the missing end tells the client that this is not the whole
    const bool begun = !exchange_->give_up();
    exchange_ = exchange_->without_worker();
    close_after_ = true;
    reply(edge_.dispatcher.refuse(*exchange_, Dispatcher::overdue(exchange_->request, begun)));
}

void Connection::refuse(const Error& error) {
    begin_exchange();
    close_after_ = true;
    reply(edge_.dispatcher.refuse(*exchange_, error));
}

void Connection::sweep(SteadyTime now) {
    if (now < deadline_) return;
    deadline_ = SteadyTime::max();
    switch (phase_) {
        case Phase::head:
        case Phase::body:
            if (timed_out_) return close();
            timed_out_ = true;
            deadline_ = now + std::chrono::seconds(1);
            stream_.cancel();
            return;
        case Phase::streaming:
            return write_to_stream(":\n\n");
        case Phase::handling:
            return give_up();
        case Phase::closed:
            return;
        case Phase::handshake:
        case Phase::idle:
        case Phase::writing:
        case Phase::lingering:
            return close();
    }
}

void Connection::drain() {
    if (phase_ == Phase::streaming) return end_stream();
    if (phase_ == Phase::handling) deadline_ = std::min(deadline_, edge_.answer_by);
    if (phase_ == Phase::handshake || (phase_ == Phase::idle && !stream_.has_input())) close();
}

void Connection::close() {
    if (phase_ == Phase::closed) return;
    const auto self = shared_from_this();
    log_exchange();
    phase_ = Phase::closed;
    stream_.close();
    if (live_) live_->end();
    // A slice's subscription may wait for its lock: let a worker do that.
    if (subscription_) edge_.workers.resume(Lane::local, client_, [subscription = std::exchange(subscription_, nullptr)] {});
    release_body();
    release_unsent();
    edge_.connections.erase(self);
    if (edge_.draining && edge_.connections.empty()) asio::post(edge_.io, edge_.on_drained);
}

}  // namespace cafepos::http
