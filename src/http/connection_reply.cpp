#include <array>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <utility>

#include "connection.h"
#include "room.h"

namespace cafepos::http {

namespace asio = boost::asio;

namespace {

constexpr std::size_t progress_bytes = 64UL * 1024;  // a slow reader is given the write time-out for each of these

bool has_content(int status) { return status >= 200 && status != 204 && status != 304; }

}  // namespace

Delimiter Connection::delimiter() const {
    if (!has_content(reply_.status)) return Delimiter::none;
    const bool open_ended = (reply_.source && !reply_.source_bytes) || reply_.subscribe;
    if (!open_ended) return Delimiter::length;
    return http_1_0_ ? Delimiter::close : Delimiter::chunked;
}

const std::string& Connection::shared_body() const {
    static const std::string nothing;
    if (!reply_.shared) return nothing;
    return reply_.shared_as_gzip ? reply_.shared->gzip : reply_.shared->plain;
}

// Before the answer counts, those make room for it whose clients read nothing.
void Connection::hold_unsent() {
    make_room_for_unsent(edge_, piece_.size());
    unsent_bytes_ = piece_.size();
    edge_.unsent->add(unsent_bytes_);
}

void Connection::release_unsent() { edge_.unsent->remove(std::exchange(unsent_bytes_, 0)); }

// Writes head_, piece_ and what is shared; each progress_bytes that leave renew the deadline.
template <class Handler>
void Connection::write_out(Handler handler) {
    const auto progress = [self = shared_from_this(), renewed = std::size_t{0}](ErrorCode error, std::size_t written) mutable {
        if (error) return std::size_t{0};
        if (written / progress_bytes > renewed) {
            renewed = written / progress_bytes;
            self->wait_at_most(self->phase_, self->edge_.limits().write_timeout_ms_max);
        }
        return progress_bytes;
    };
    hold_unsent();
    const std::array<asio::const_buffer, 3> buffers{asio::buffer(head_), asio::buffer(piece_), asio::buffer(shared_body())};
    asio::async_write(stream_, buffers, progress,
                      [self = shared_from_this(), handler = std::move(handler)](ErrorCode error, std::size_t) {
                          if (self->phase_ == Phase::closed) return;
                          if (error) return self->close();
                          self->release_unsent();
                          handler(*self);
                      });
}

void Connection::reply(RawReply reply) {
    if (phase_ == Phase::closed) return;
    reply_ = std::move(reply);
    exchange_->log.status = reply_.status;
    const Delimiter end = delimiter();
    close_after_ = close_after_ || edge_.draining || end == Delimiter::close;
    const std::uint64_t bytes = reply_.source_bytes.value_or(reply_.body.size() + shared_body().size());
    if (stream_.is_tls() && edge_.options.hsts_seconds > 0) {
        reply_.headers.emplace_back("Strict-Transport-Security", "max-age=" + std::to_string(edge_.options.hsts_seconds));
    }
    head_ = reply_head(reply_, end, bytes, close_after_, http_1_0_, edge_.clock.now());
    const bool head_only = exchange_->request.method == "HEAD" || end == Delimiter::none;
    if (head_only) {
        reply_.source = nullptr;
        reply_.subscribe = nullptr;
        reply_.body.clear();
        reply_.shared.reset();
    }
    piece_ = std::move(reply_.body);
    wait_at_most(Phase::writing, edge_.limits().write_timeout_ms_max);
    write_out([](Connection& self) { self.on_head_written(); });
}

void Connection::on_head_written() {
    head_.clear();
    piece_.clear();
    reply_.shared.reset();
    if (reply_.subscribe) return begin_stream();
    if (reply_.source) return produce_piece();
    finish_exchange();
}

// The source blocks, so a worker runs it; only when the piece is written is the next one asked for.
void Connection::produce_piece() {
    await_worker(exchange_->lane());
    edge_.workers.resume(exchange_->lane(), asker(), [self = shared_from_this()] {
        auto piece = std::make_shared<std::string>();
        bool more = false;
        std::string failure;
        try {
            more = self->reply_.source(*piece);
        } catch (const std::exception& error) {
            failure = error.what();
        }
        asio::post(self->edge_.io, [self, piece, more, failure] {
            if (self->phase_ == Phase::closed) return;
            if (failure.empty()) return self->write_piece(*piece, !more);
            self->exchange_->log.failure = failure;
            self->close();  // the missing end tells the client that this is not the whole
        });
    });
}

void Connection::write_piece(const std::string& piece, bool last) {
    const bool chunked = delimiter() == Delimiter::chunked;
    piece_ = chunked ? chunk(piece) : piece;
    if (chunked && last) piece_ += last_chunk;
    wait_at_most(Phase::writing, edge_.limits().write_timeout_ms_max);
    write_out([last](Connection& self) { last ? self.finish_exchange() : self.produce_piece(); });
}

void Connection::finish_exchange() {
    log_exchange();
    exchange_.reset();
    reply_ = {};
    head_.clear();
    piece_.clear();
    parser_.reset();
    release_body();
    if (close_after_ || edge_.draining) return linger();
    phase_ = Phase::handling;
    deadline_ = SteadyTime::max();
    await_head();
}

void Connection::log_exchange() {
    if (!exchange_ || exchange_->log.status == 0) return;
    const auto duration = std::chrono::steady_clock::now() - began_;
    exchange_->log.duration_us = std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
    if (edge_.options.log_request) edge_.options.log_request(exchange_->log);
    exchange_->log.status = 0;
}

// Closing while the client still sends would reset the connection and could destroy the answer on its way. So: no more from us,
// and what still comes is read and thrown away until the client closes too or its time is up.
void Connection::linger() {
    stream_.end_output();
    wait_at_most(Phase::lingering, edge_.limits().linger_ms_max);
    discard_input();
}

void Connection::discard_input() {
    if (discarding_) return;
    discarding_ = true;
    buffer_.clear();
    stream_.async_read_some(buffer_.prepare(512), [self = shared_from_this()](ErrorCode error, std::size_t) {
        self->discarding_ = false;
        if (self->phase_ == Phase::closed) return;
        if (error) return self->close();
        self->discard_input();
    });
}

void Connection::begin_stream() {
    wait_at_most(Phase::streaming, edge_.limits().stream_heartbeat_ms);
    exchange_->log.is_stream = true;
    parser_.reset();
    auto wake = [weak = weak_from_this(), &io = edge_.io] {
        asio::post(io, [weak] {
            if (const auto self = weak.lock()) self->flush_stream();
        });
    };
    live_ = std::make_shared<LiveStream>(edge_.limits().stream_backlog_bytes_max, edge_.unsent, std::move(wake));
    buffer_.clear();
    buffer_.shrink_to_fit();
    discard_input();  // shows when the client goes away
    auto subscribe = std::exchange(reply_.subscribe, nullptr);
    edge_.workers.resume(exchange_->lane(), asker(), [self = shared_from_this(), subscribe = std::move(subscribe)] {
        std::shared_ptr<void> subscription;
        std::string failure;
        try {
            subscription = subscribe(
                [stream = self->live_, held = self->stream_end()](const std::string& piece) { return stream->send(piece); });
        } catch (const std::exception& error) {
            failure = error.what();
        }
        asio::post(self->edge_.io, [self, subscription, failure] {
            if (self->phase_ == Phase::closed) return;
            self->subscription_ = subscription;
            if (failure.empty()) return;
            self->exchange_->log.failure = failure;
            self->close();
        });
    });
    if (edge_.draining) end_stream();
}

// Ends the stream when its last copy goes. Weak, and not even naming the network thread until the connection is known to live:
// a slice may let go after the server is gone.
std::shared_ptr<void> Connection::stream_end() {
    return {nullptr, [weak = weak_from_this()](void*) {
                const auto self = weak.lock();
                if (!self) return;
                asio::post(self->edge_.io, [self] {
                    if (self->phase_ == Phase::streaming) self->end_stream();
                });
            }};
}

void Connection::flush_stream() {
    if (phase_ != Phase::streaming || stream_writing_) return;
    auto waiting = live_->take();
    if (waiting.overrun) return close();
    if (!waiting.bytes.empty()) return write_to_stream(std::move(waiting.bytes));
    if (!stream_ending_) return;
    piece_ = http_1_0_ ? std::string_view() : last_chunk;
    wait_at_most(Phase::writing, edge_.limits().write_timeout_ms_max);
    close_after_ = true;
    write_out([](Connection& self) { self.finish_exchange(); });
}

void Connection::write_to_stream(std::string bytes) {
    if (stream_writing_) return close();  // a heartbeat is due and the client has not even taken the last piece
    stream_writing_ = true;
    piece_ = http_1_0_ ? std::move(bytes) : chunk(bytes);
    wait_at_most(Phase::streaming, edge_.limits().write_timeout_ms_max);
    write_out([](Connection& self) {
        self.stream_writing_ = false;
        self.piece_.clear();
        self.wait_at_most(Phase::streaming, self.edge_.limits().stream_heartbeat_ms);
        self.flush_stream();
    });
}

void Connection::end_stream() {
    stream_ending_ = true;
    live_->end();
    flush_stream();
}

}  // namespace cafepos::http
