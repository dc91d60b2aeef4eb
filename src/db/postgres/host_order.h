#pragma once

#include <atomic>
#include <string>
#include <utility>
#include <vector>

#include "libpq.h"

namespace cafepos::db::postgres {

/// The order in which the hosts of a URL with several are dialled: whoever answered last comes first, whoever fell silent
/// last. A frozen host takes connections and says nothing, so dialling it first would cost a time-out each time. Thread-safe.
class HostOrder {
public:
    explicit HostOrder(const std::string& url);

    /// What libpq is to be told over the URL: nothing if there is one host.
    [[nodiscard]] std::vector<std::pair<const char*, std::string>> now() const;
    void begin_with(const PGconn* answering);
    void end_with(const PGconn* silent);

private:
    struct List {
        const char* keyword;
        std::vector<std::string> elements;
    };
    void put_first(const PGconn* connection, std::size_t offset);

    std::vector<List> lists_;  ///< each of one element a host; none if there is one host
    std::atomic<std::size_t> first_ = 0;
};

}  // namespace cafepos::db::postgres
