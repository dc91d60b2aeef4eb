#include "dispatcher.h"

#include <algorithm>
#include <utility>

#include "finish.h"
#include "url.h"

namespace cafepos::http {
namespace {

constexpr const char* files_allow = "GET, HEAD, OPTIONS";
constexpr const char* description = R"({"name":"CafePOS","documentation":"/openapi.json","health":"/health"})";

bool is_read(const RawRequest& request) { return request.method == "GET" || request.method == "HEAD"; }

std::string text_of(const std::exception_ptr& exception) {
    try {
        std::rethrow_exception(exception);
    } catch (const std::exception& caught) {
        return caught.what();
    } catch (...) {
        return "something that is no std::exception";
    }
}

// For the log: what was refused and for which fields. Not their values, and nothing that could forge a line.
std::string refusal_of(const Error& error) {
    constexpr std::size_t fields_max = 5;
    constexpr std::string_view harmless = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.[]";
    std::string text = "code=" + std::string(name_of(error.code()));
    std::string_view before = " fields=";
    for (std::size_t i = 0; i < std::min(fields_max, error.details().size()); ++i) {
        const FieldError& detail = error.details()[i];
        if (detail.field.empty()) {  // of the request as a whole
            text += " reason=" + detail.code;
            continue;
        }
        text += std::exchange(before, ",");
        for (const char c : detail.field) text += harmless.find(c) != std::string_view::npos ? c : '?';
    }
    return text;
}

RawReply method_not_allowed(const RawRequest& request, const std::string& allow) {
    const std::string text = request.method + " is not allowed here; allowed are " + allow;
    RawReply reply = error_reply(Error(Code::method_not_allowed, text), request.request_id, request.received_at);
    reply.headers.emplace_back("Allow", allow);
    return reply;
}

}  // namespace

std::size_t Exchange::body_bytes_max() const {
    if (route == nullptr) return json_body_bytes_max;
    const Endpoint& endpoint = route->endpoint;
    const bool own_limit = endpoint.body_bytes_max != json_body_bytes_max;
    return own_limit || endpoint.access.kind() != Access::Kind::open ? endpoint.body_bytes_max : open_body_bytes_max;
}

/// The worker may be writing to `actor` and the log's user and failure just now, so those are left alone.
std::shared_ptr<Exchange> Exchange::without_worker() const {
    auto copy = std::make_shared<Exchange>();
    copy->request = {request.method,         request.path,       request.query,      request.headers, {},
                     request.remote_address, request.request_id, request.received_at};
    copy->route = route;
    copy->log.method = log.method;
    copy->log.path_template = log.path_template;
    copy->log.request_id = log.request_id;
    copy->log.remote_address = log.remote_address;
    copy->log.failure = "no answer in time";
    return copy;
}

Dispatcher::Dispatcher(const ServerOptions& options, const EndpointTable& table, Authenticator& authenticator)
    : options_(options),
      authenticator_(authenticator),
      router_(table),
      cors_(options.cors_origins),
      files_(options.uploads_root, options.web_root),
      app_(options.web_app) {}

void Dispatcher::plan(Exchange& exchange) const {
    const RawRequest& request = exchange.request;
    RouteMatch match = router_.match(request.method, request.path);
    if (match.route != nullptr) {
        exchange.route = match.route;
        exchange.path_values = std::move(match.path_values);
        exchange.log.path_template = match.route->endpoint.path;
        return;
    }
    if (!match.path_known) {
        plan_without_route(exchange);
    } else if (request.method == "OPTIONS") {
        exchange.early = cors_.preflight(request.header("origin"), match.allow);
    } else {
        exchange.early = method_not_allowed(request, match.allow);
    }
    if (exchange.early) add_common_headers(request, cors_, *exchange.early);
}

// Most of those who meet it wrote a client: the slash too many costs them an hour.
std::string Dispatcher::no_route_text(std::string_view path) const {
    std::string text = "Not found: there is no such route";
    while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
    if (router_.match("GET", path).path_known) text += "; without the slash at its end there is one";
    return text;
}

void Dispatcher::plan_without_route(Exchange& exchange) const {
    const RawRequest& request = exchange.request;
    const bool upload = files_.has_uploads(request.path);
    const bool root = request.path == "/";
    const bool app = app_.has(request.path);
    if (request.method == "OPTIONS" && (upload || root || app || request.path == "*")) {
        exchange.early = cors_.preflight(request.header("origin"), files_allow);
    } else if (is_read(request) && (upload || app || files_.has_web_app())) {
        exchange.wants_file = true;
        exchange.log.path_template = upload ? "/uploads/…" : app ? "/app/…" : "/…";
    } else if (is_read(request) && app_.is_visit(request)) {
        exchange.early = PackedFiles::redirect();
        exchange.log.path_template = "/";
    } else if (upload || app || (root && !is_read(request))) {
        exchange.early = method_not_allowed(request, files_allow);
    } else if (root) {
        exchange.early.emplace().body = success_body(Envelope::standard, description, "", request.received_at);
        exchange.log.path_template = "/";
    } else {
        exchange.early =
            error_reply(Error(Code::not_found, no_route_text(request.path)), request.request_id, request.received_at);
    }
}

std::optional<RawReply> Dispatcher::authorise_early(Exchange& exchange) const {
    try {
        authorise(exchange);
        return std::nullopt;
    } catch (...) {
        RawReply reply = reply_to_exception(exchange);
        add_common_headers(exchange.request, cors_, reply);
        return reply;
    }
}

std::optional<RawReply> Dispatcher::screen(Exchange& exchange) const {
    try {
        authorise(exchange);
        exchange.placement = decoded(exchange, exchange.route->screen);
    } catch (...) {
        RawReply reply = reply_to_exception(exchange);
        add_common_headers(exchange.request, cors_, reply);
        return reply;
    }
    if (exchange.placement.lane == Lane::quick) return answer(exchange);
    return std::nullopt;
}

RawReply Dispatcher::answer(Exchange& exchange) const {
    RawReply reply;
    try {
        reply = with_content(exchange.request, handle(exchange));
    } catch (...) {
        reply = reply_to_exception(exchange);
    }
    add_common_headers(exchange.request, cors_, reply);
    return reply;
}

Error Dispatcher::overdue(const RawRequest& request, bool begun) {
    if (!begun)
        return Error::field(Code::overloaded, "", "busy", "The server is busy; this attempt stored nothing. Try again")
            .with_retry_after(1);
    if (is_read(request))
        return Error::field(Code::not_ready, "", "slow", "The answer took too long. Try again").with_retry_after(1);
    return Error::field(
               Code::outcome_unknown, "", "outcome_unknown",
               "The answer took too long: it is not known whether this was stored. Send the same request again with the same "
               "Idempotency-Key")
        .with_retry_after(1);
}

RawReply Dispatcher::refuse(Exchange& exchange, const Error& error) const {
    exchange.log.refusal = refusal_of(error);
    RawReply reply = error_reply(error, exchange.request.request_id, exchange.request.received_at);
    add_common_headers(exchange.request, cors_, reply);
    return reply;
}

RawReply Dispatcher::handle(Exchange& exchange) const {
    const RawRequest& request = exchange.request;
    if (exchange.is_given_up()) throw overdue(request, false);
    if (exchange.wants_file) return file(request);
    authorise(exchange);
    if (!exchange.route->is_command) begin(exchange);
    return decoded(exchange, exchange.route->run);
}

void Dispatcher::begin(Exchange& exchange) {
    if (!exchange.begin()) throw overdue(exchange.request, false);
}

RawReply Dispatcher::file(const RawRequest& request) const {
    if (files_.has_uploads(request.path)) return files_.upload(request);
    return app_.has(request.path) ? app_.reply(request) : files_.web_file(request);
}

template <class Result>
Result Dispatcher::decoded(Exchange& exchange, const detail::Use<Result>& use) const {
    const RawRequest& request = exchange.request;
    DecodedBody body = decode_body(request, exchange.route->endpoint.body_kind);
    const json::Value query = url::decode_query(request.query);
    const Actor* actor = exchange.actor ? &*exchange.actor : nullptr;
    const Call call(request, actor, exchange.path_values, std::move(body.files), [&] { begin(exchange); });
    return use(call, body.value, body.source, query);
}

void Dispatcher::authorise(Exchange& exchange) const {
    if (std::exchange(exchange.authorised, true)) return;
    exchange.actor = authenticate(exchange);
    const Endpoint& endpoint = exchange.route->endpoint;
    if (exchange.actor) {
        exchange.log.user_id = exchange.actor->user_id;
        // It is used up in the transaction of what it allows; where there is none it would allow things again and again.
        if (!exchange.route->is_command) exchange.actor->forget_approval();
        if (endpoint.access.kind() == Access::Kind::permission) exchange.actor->require(endpoint.access.permission_name());
    }
    if (endpoint.admit) endpoint.admit({exchange.request, exchange.actor ? &*exchange.actor : nullptr, exchange.path_values, {}});
}

std::optional<Actor> Dispatcher::authenticate(const Exchange& exchange) const {
    const Endpoint& endpoint = exchange.route->endpoint;
    if (endpoint.access.kind() != Access::Kind::open) return authenticator_.authenticate(exchange.request);
    if (ignores_tokens(endpoint.lane) || !exchange.request.header("authorization")) return std::nullopt;
    try {
        return authenticator_.authenticate(exchange.request);
    } catch (const std::exception&) {
        // A stale token must not keep its owner from logging in.
        return std::nullopt;
    }
}

RawReply Dispatcher::reply_to_exception(Exchange& exchange) const {
    const RawRequest& request = exchange.request;
    try {
        throw;
    } catch (const Error& error) {
        exchange.log.refusal = refusal_of(error);
        if (status_of(error.code()) >= 500) exchange.log.failure = error.what();
        return error_reply(error, request.request_id, request.received_at);
    } catch (const AmountOverflow&) {
        return error_reply(Error::field(Code::unprocessable, "", "amount_too_large", "An amount is too large"),
                           request.request_id, request.received_at);
    } catch (...) {
        exchange.log.failure = text_of(std::current_exception());
        std::optional<Error> error;
        if (options_.map_error) error = options_.map_error(std::current_exception());
        if (!error)
            error = Error::field(Code::internal_error, "", "server_fault",
                                 "Something went wrong here. Request id: " + request.request_id);
        return error_reply(*error, request.request_id, request.received_at);
    }
}

}  // namespace cafepos::http
