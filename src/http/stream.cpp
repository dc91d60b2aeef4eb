#include "stream.h"

namespace cafepos::http {

bool Stream::has_input() const {
    ErrorCode ignored;
    return (tls_ && tls_->holds_input()) || socket_.available(ignored) > 0;
}

bool Stream::answer_plainly() {
    if (!tls_ || !tls_->met_plain_http()) return false;
    tls_.reset();
    return true;
}

void Stream::end_output() {
    ErrorCode ignored;
    if (tls_) tls_->tell_end();
    socket_.shutdown(Socket::shutdown_send, ignored);
}

void Stream::close() {
    ErrorCode ignored;
    socket_.close(ignored);
}

}  // namespace cafepos::http
