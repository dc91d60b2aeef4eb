#pragma once

#include <cstddef>

namespace cafepos::http {

/// Every bound of the HTTP edge, in one place, with its unit.
struct Limits {
    std::size_t header_bytes_max = 16UL * 1024;  ///< request line and headers; beyond: 431
    std::size_t target_bytes_max = 8UL * 1024;   ///< beyond: 414 is told as 400 BAD_REQUEST
    /// Beyond, the client with the most gives up its quietest; 503 where there are none. Fewer where the system allows fewer
    /// files.
    std::size_t connections_max = 10'000;
    std::size_t quick_queue_max = 1'024;  ///< waiting requests; beyond, or beyond half of it for one client: 503
    std::size_t hashing_queue_max = 128;
    std::size_t hashing_strangers_max = 32;        ///< of these, for whom nobody vouches: each waits for a quarter of a second
    std::size_t hashing_stranger_address_max = 4;  ///< of one address; beyond: 429 with Retry-After
    std::size_t hashing_known_address_max = 64;    ///< of one address where staff signs in
    std::size_t bulk_queue_max = 32;
    int handshake_timeout_ms_max = 10'000;  ///< from connecting to the end of TLS's handshake; beyond, the connection is closed
    int header_timeout_ms_max = 10'000;     ///< from the first byte to the end of the headers: 408
    int body_timeout_ms_max = 30'000;       ///< and one second more for each body_bytes_per_second_min of its size: 408
    std::size_t body_bytes_per_second_min = 64UL * 1024;
    int idle_timeout_ms_max = 75'000;  ///< keep-alive
    int write_timeout_ms_max = 30'000;
    int answer_ms_max = 10'000;                           ///< from a complete request to its answer; beyond: 503
    int bulk_answer_ms_max = 60'000;                      ///< the same in the lane bulk
    int health_answer_ms_max = 3'000;                     ///< the same in the lane health
    int drain_ms_max = 8'000;                             ///< for stop(); after three quarters of it nothing is waited for
    int linger_ms_max = 2'000;                            ///< for a client to take the last answer before its connection closes
    int stream_heartbeat_ms = 15'000;                     ///< a comment on a silent event stream, so that dead clients show
    std::size_t small_body_bytes_max = 64UL * 1024;       ///< larger ones wait for authentication and count for bodies_bytes_max
    std::size_t bodies_bytes_max = 256UL * 1024 * 1024;   ///< of large bodies that have arrived, all connections; beyond: 503
    std::size_t stream_backlog_bytes_max = 256UL * 1024;  ///< a live stream whose client falls behind is closed
    /// Answers that clients have not read yet, all connections; beyond, the connections that have waited longest are closed.
    std::size_t unsent_bytes_max = 64UL * 1024 * 1024;
    int send_buffer_bytes = 256 * 1024;  ///< of each connection, in the kernel, which else takes megabytes for who reads nothing
};

}  // namespace cafepos::http
