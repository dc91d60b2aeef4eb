#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/actor.h"
#include "core/id.h"
#include "core/time.h"
#include "endpoint.h"
#include "limits.h"
#include "message.h"
#include "packed_files.h"
#include "tls_certificate.h"

namespace cafepos::http {

/// Finds out who sends a request. Called on a worker; must be thread-safe.
class Authenticator {
public:
    Authenticator() = default;
    Authenticator(const Authenticator&) = delete;
    Authenticator& operator=(const Authenticator&) = delete;
    virtual ~Authenticator() = default;
    /// The live session's actor. Throws Error(token_required | token_expired | token_invalid | account_deactivated).
    virtual Actor authenticate(const RawRequest& request) = 0;
};

/// One finished request, for the log. Never holds a body, a query or a header.
struct RequestLog {
    std::string method;         ///< "-" if the request could not be read
    std::string path_template;  ///< "/orders/{id}"; "-" where no route was reached
    int status = 0;
    std::int64_t duration_us = 0;  ///< from the complete head to the last byte handed to the network
    std::string request_id;
    Id user_id;  ///< empty if nobody was signed in
    std::string remote_address;
    bool is_stream = false;  ///< it lasted as long as the client wished
    std::string refusal;     ///< of a 4xx: "code=VALIDATION_ERROR fields=items[0].quantity"
    std::string failure;     ///< of a 5xx: what was thrown; for the log only, it may hold a driver's words
};

/// Called on the network thread (must be quick and not throw) once for each answer.
using LogRequest = std::function<void(const RequestLog&)>;

/// Names the error that an exception of another layer (a database's) is for the client; empty: a defect, 500. Thread-safe.
using ErrorMapper = std::function<std::optional<Error>(std::exception_ptr)>;

struct ServerOptions {
    std::string host = "";                              ///< empty: all interfaces, both IP families
    std::uint16_t port = 8880;                          ///< 0: any free one, see Server::port()
    std::shared_ptr<const TlsCertificate> certificate;  ///< empty: no TLS
    std::uint16_t tls_port = 8443;                      ///< where it is spoken, beside `port`; 0: any free one
    int hsts_seconds = 0;                               ///< browsers told by TLS to use nothing else for so long; 0: none are
    std::function<bool(const std::string& peer)> needs_tls;  ///< who gets only plain_http.h by plain http; empty: nobody
    std::vector<std::string> cors_origins;                   ///< exact origins, or "*"
    std::vector<std::string> trusted_proxies;                ///< peers whose X-Forwarded-For is believed
    int quick_workers = 32;                                  ///< each may wait for one commit: they bound the batch
    int reading_workers = 8;
    int hashing_workers = 1;
    int bulk_workers = 2;
    std::string web_root;                 ///< folder of the web app's files; empty: a self-description at GET /
    std::span<const PackedFile> web_app;  ///< served under /app/; sorted by path
    std::string uploads_root;             ///< folder behind GET /uploads/…
    Limits limits;
    ErrorMapper map_error;
    LogRequest log_request;
};

/// Serves an endpoint table. start() returns once the port accepts; stop() finishes the accepted requests first.
class Server {
public:
    Server(ServerOptions options, const EndpointTable& table, Authenticator& authenticator, const Clock& clock, IdSource& ids);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    void start();  ///< throws std::system_error with a text for people if a port is taken
    void stop();   ///< idempotent; refuses new connections, answers what was accepted, ends streams
    [[nodiscard]] std::uint16_t port() const;
    [[nodiscard]] std::uint16_t tls_port() const;  ///< 0 without TLS
    /// For connections from now on; those that are there go on with theirs. Only where TLS is spoken. Thread-safe.
    void use(std::shared_ptr<const TlsCertificate> certificate);
    [[nodiscard]] std::array<LaneUse, worker_lanes> lane_use() const;  ///< in the order of Lane; thread-safe

private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace cafepos::http
