#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/optional.hpp>
#include <cstdint>
#include <string>

namespace cafepos::http {

/// A body in a string that grows as its bytes arrive. Beast's own takes memory for as much as the client announces, at once.
struct ArrivingBody {
    using value_type = std::string;

    class reader {  // NOLINT(readability-identifier-naming): Beast looks for that name
    public:
        template <bool IsRequest, class Fields>
        explicit reader(boost::beast::http::header<IsRequest, Fields>&, value_type& body) : body_(body) {}

        void init(const boost::optional<std::uint64_t>& announced, boost::beast::error_code& error) {
            announced_ = static_cast<std::size_t>(announced.value_or(0));
            error = {};
        }

        template <class Buffers>
        std::size_t put(const Buffers& buffers, boost::beast::error_code& error) {
            error = {};
            const std::size_t before = body_.size();
            // Of this much the system gives only what is used; growing by doubling would be used twice.
            if (before >= believed_bytes_min && body_.capacity() < announced_) body_.reserve(announced_);
            for (auto it = boost::asio::buffer_sequence_begin(buffers); it != boost::asio::buffer_sequence_end(buffers); ++it) {
                body_.append(static_cast<const char*>(it->data()), it->size());
            }
            return body_.size() - before;
        }

        void finish(boost::beast::error_code& error) { error = {}; }

    private:
        static constexpr std::size_t believed_bytes_min = 256UL * 1024;
        value_type& body_;
        std::size_t announced_ = 0;
    };
};

}  // namespace cafepos::http
