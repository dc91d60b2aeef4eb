#pragma once

#include <atomic>
#include <cstddef>

namespace cafepos::http {

/// Counts the bytes that wait for clients to read them, of all connections of one server. Thread-safe.
class UnsentBytes {
public:
    explicit UnsentBytes(std::size_t bytes_max) : bytes_max_(bytes_max) {}

    void add(std::size_t bytes) { held_ += bytes; }
    void remove(std::size_t bytes) { held_ -= bytes; }
    /// Whether so many more would be more than all clients together may leave unread.
    [[nodiscard]] bool exceeded_with(std::size_t bytes) const { return held_ + bytes > bytes_max_; }

private:
    const std::size_t bytes_max_;
    std::atomic<std::size_t> held_ = 0;
};

}  // namespace cafepos::http
