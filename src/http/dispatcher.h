#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "body.h"
#include "cors.h"
#include "message.h"
#include "packed_files.h"
#include "router.h"
#include "server.h"
#include "static_files.h"

namespace cafepos::http {

/// A request on its way through the server.
struct Exchange {
    RawRequest request;
    RequestLog log;
    const detail::Route* route = nullptr;
    PathValues path_values;
    bool wants_file = false;        ///< without a route: the web app or an upload
    std::optional<RawReply> early;  ///< what plan() could already answer
    bool authorised = false;        ///< answer() need not ask again
    Placement placement;            ///< of a screened request
    std::optional<Actor> actor;

    [[nodiscard]] bool wants_screening() const { return route != nullptr && route->screen != nullptr; }
    [[nodiscard]] Lane lane() const { return route == nullptr ? Lane::local : route->endpoint.lane; }
    /// Either a worker begins (with the handler; where that is one write, with the write, as often as its batch is tried), or the
    /// network thread gives the request up: true for who comes first.
    [[nodiscard]] bool begin() { return decide(Fate::begun); }
    [[nodiscard]] bool give_up() { return decide(Fate::given_up); }
    [[nodiscard]] bool is_given_up() const { return fate_ == Fate::given_up; }
    /// The same request, for an answer without the worker, which goes on with this one.
    [[nodiscard]] std::shared_ptr<Exchange> without_worker() const;
    [[nodiscard]] std::size_t body_bytes_max() const;
    /// A large body is not even read before its sender is known to be allowed to send it.
    [[nodiscard]] bool can_authorise_early() const {
        if (route == nullptr || authorised) return false;
        return route->endpoint.access.kind() != Access::Kind::open || route->endpoint.admit;
    }

private:
    enum class Fate { undecided, begun, given_up };
    bool decide(Fate fate) {
        Fate decided = Fate::undecided;
        return fate_.compare_exchange_strong(decided, fate) || decided == fate;
    }
    std::atomic<Fate> fate_ = Fate::undecided;
};

/// What becomes of a request once its bytes are trusted. Thread-safe.
class Dispatcher {
public:
    Dispatcher(const ServerOptions& options, const EndpointTable& table, Authenticator& authenticator);

    /// Finds the route, or answers what needs none: preflights, 404, 405, the self-description. Does not block.
    void plan(Exchange& exchange) const;

    /// The first half of answer(), before the body is read: empty if the caller may go on. Blocks; for a worker. Never throws.
    [[nodiscard]] std::optional<RawReply> authorise_early(Exchange& exchange) const;

    /// Screens a request that wants it: empty if it goes on in the lane that is now its placement. Blocks; for a worker. Never
    /// throws.
    [[nodiscard]] std::optional<RawReply> screen(Exchange& exchange) const;

    /// Authenticate, authorise, decode, handle, encode. Blocks; for a worker. Never throws.
    [[nodiscard]] RawReply answer(Exchange& exchange) const;

    /// What a request is told that had no answer in time; `begun` if its handler still runs. Does not block.
    [[nodiscard]] static Error overdue(const RawRequest& request, bool begun);

    /// The finished answer for an error met on the way. Does not block.
    [[nodiscard]] RawReply refuse(Exchange& exchange, const Error& error) const;

private:
    static void begin(Exchange& exchange);
    [[nodiscard]] std::string no_route_text(std::string_view path) const;
    void plan_without_route(Exchange& exchange) const;
    [[nodiscard]] RawReply handle(Exchange& exchange) const;
    [[nodiscard]] RawReply file(const RawRequest& request) const;
    /// What `use` makes of the request's body and query.
    template <class Result>
    Result decoded(Exchange& exchange, const detail::Use<Result>& use) const;
    [[nodiscard]] RawReply reply_to_exception(Exchange& exchange) const;
    void authorise(Exchange& exchange) const;
    [[nodiscard]] std::optional<Actor> authenticate(const Exchange& exchange) const;

    const ServerOptions& options_;
    Authenticator& authenticator_;
    Router router_;
    Cors cors_;
    StaticFiles files_;
    PackedFiles app_;
};

}  // namespace cafepos::http
