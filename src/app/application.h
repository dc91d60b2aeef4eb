#pragma once

#include <cstdint>
#include <memory>

#include "cafe.h"
#include "config.h"
#include "http/endpoint.h"

namespace cafepos::app {

/// The running server: the café, its background work and the HTTP edge, wired and started in order. Not thread-safe.
class Application {
public:
    Application(const Config& config, Cafe& cafe);
    ~Application();
    Application(const Application&) = delete;
    Application& operator=(const Application&) = delete;

    void start();  ///< returns once requests are served; throws std::system_error if a port is taken
    /// Answers what was accepted, then ends the background work; idempotent. False when the night's backup is at something that
    /// takes longer than a stop may: all else has ended, and who destroys this waits for it.
    bool stop();
    [[nodiscard]] std::uint16_t port() const;
    [[nodiscard]] std::uint16_t tls_port() const;  ///< 0 without TLS
    /// What it answers, for those who ask without a network.
    [[nodiscard]] const http::EndpointTable& endpoints() const;

private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace cafepos::app
