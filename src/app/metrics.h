#pragma once

#include <array>
#include <functional>
#include <memory>
#include <string>

#include "health.h"
#include "http/endpoint.h"
#include "http/server.h"

namespace cafepos::app {

/// What the process has done since its start, for GET /metrics: requests by route, statements, the writer, lanes, queues of
/// jobs, the process itself. docs/operations/README.md lists the names.
class Metrics {
public:
    Metrics();
    ~Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    void note(const http::RequestLog& log);  ///< thread-safe; does not throw

    /// Everything in Prometheus' text format. Asks the database how long the queues are, and leaves that out if it fails.
    [[nodiscard]] std::string text(const Watched& watched, const std::array<http::LaneUse, http::worker_lanes>& lanes) const;

private:
    struct Requests;
    std::unique_ptr<Requests> requests_;
};

/// GET /metrics: for this machine's own programs, and for whoever sends `token` (empty: nobody) as bearer token. No session is
/// asked for: Prometheus cannot sign in, and must be answered while the database is not.
void add_metrics_route(http::EndpointTable& table, const Metrics& metrics, const Watched& watched,
                       std::function<std::array<http::LaneUse, http::worker_lanes>()> lanes, const std::string& token);

}  // namespace cafepos::app
