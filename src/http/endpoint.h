#pragma once

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "command_runner.h"
#include "core/actor.h"
#include "core/error.h"
#include "core/id.h"
#include "envelope.h"
#include "json/read.h"
#include "json/write.h"
#include "lane.h"
#include "message.h"
#include "method.h"
#include "schema.h"

namespace cafepos::db {
class Transaction;
}

namespace cafepos::http {

/// Who may call an endpoint. There is no default: a route that names nobody does not compile.
class Access {
public:
    static Access open() { return {Kind::open, {}}; }            ///< anybody; only what contract §0 lists
    static Access signed_in() { return {Kind::signed_in, {}}; }  ///< any live session
    static Access permission(std::string_view name) { return {Kind::permission, name}; }

    enum class Kind { open, signed_in, permission };
    [[nodiscard]] Kind kind() const { return kind_; }
    [[nodiscard]] std::string_view permission_name() const { return permission_; }

private:
    Access(Kind kind, std::string_view permission) : kind_(kind), permission_(permission) {}
    Kind kind_;
    std::string_view permission_;
};

/// Where a screened request goes on, and whether it goes before those of strangers.
struct Placement {
    Lane lane = Lane::quick;
    bool before_strangers = false;
};

/// Which bodies an endpoint reads.
enum class BodyKind { json, json_or_form };

inline constexpr std::size_t json_body_bytes_max = 1024UL * 1024;
/// What a caller nobody knows may send to an open endpoint that sets no limit of its own.
inline constexpr std::size_t open_body_bytes_max = 64UL * 1024;

class Call;

/// The declaration of a route: from it come routing, authorisation, decoding, encoding and the OpenAPI document.
struct Endpoint {
    Method method;
    std::string path;  ///< "/orders/{id}/refund"; fixed segments win over {…}
    Access access;
    std::string summary;  ///< one line
    Lane lane = Lane::quick;
    BodyKind body_kind = BodyKind::json;
    std::size_t body_bytes_max = json_body_bytes_max;
    Code invalid_body = Code::validation_error;  ///< Code::unprocessable where the contract says 422
    Envelope envelope = Envelope::standard;
    /// What else decides whether the caller may come in, asked before a large body is read. Throws Error.
    std::function<void(const Call&)> admit = {};
    int success = 200;           ///< 201 where something is created
    std::vector<int> also = {};  ///< for the description: statuses beyond those that every route of its kind can answer
    std::vector<std::string_view> produces = {};  ///< content types of an answer that has no envelope

    /// The same endpoint, for tables that make theirs by a function.
    [[nodiscard]] Endpoint creating() const {
        Endpoint changed = *this;
        changed.success = 201;
        return changed;
    }
    [[nodiscard]] Endpoint also_answering(std::vector<int> statuses) const {
        Endpoint changed = *this;
        changed.also = std::move(statuses);
        return changed;
    }
};

struct NoBody {};
struct NoQuery {};
BOOST_DESCRIBE_STRUCT(NoBody, (), ())
BOOST_DESCRIBE_STRUCT(NoQuery, (), ())

/// What a handler can ask of the request beside its typed body and query.
class Call {
public:
    Call(const RawRequest& raw, const Actor* actor, std::map<std::string, std::string, std::less<>> path_values,
         std::vector<UploadedFile> files, std::function<void()> begin = {})
        : raw_(raw), actor_(actor), path_values_(std::move(path_values)), files_(std::move(files)), begin_(std::move(begin)) {}

    /// The {id} of the path; Error(not_found) if it is no UUID, for what is no id belongs to nothing.
    [[nodiscard]] Id path_id(std::string_view name = "id") const;
    [[nodiscard]] const std::string& path_text(std::string_view name) const;  ///< decoded
    /// The signed-in caller; std::logic_error on an open endpoint without a token.
    [[nodiscard]] const Actor& actor() const;
    [[nodiscard]] const Actor* if_actor() const { return actor_; }
    [[nodiscard]] std::optional<std::string_view> header(std::string_view lower_case_name) const {
        return raw_.header(lower_case_name);
    }
    [[nodiscard]] const std::string& remote_address() const { return raw_.remote_address; }
    [[nodiscard]] const std::string& request_id() const { return raw_.request_id; }
    [[nodiscard]] const std::vector<UploadedFile>& files() const { return files_; }
    /// The file of that form field, if one was chosen: browsers send an empty one when none was.
    [[nodiscard]] const UploadedFile* file(std::string_view field) const;
    [[nodiscard]] const RawRequest& raw() const { return raw_; }
    /// Before the first thing that it stores: Error(overloaded) if its client was already told that nothing is. From here on the
    /// outcome is unknown to whoever waits too long.
    void begin() const {
        if (begin_) begin_();
    }

private:
    const RawRequest& raw_;
    const Actor* actor_;
    std::map<std::string, std::string, std::less<>> path_values_;
    std::vector<UploadedFile> files_;
    std::function<void()> begin_;
};

template <class Body = NoBody, class Query = NoQuery>
struct Request {
    const Call& call;
    Body body;
    Query query;
    std::vector<std::string> ignored;  ///< members of the body that nothing reads; the answer names them
};

/// A successful answer: its data, and what of the envelope is not the ordinary.
template <class T>
struct Reply {
    T data;
    std::string message = {};
    Headers headers = {};
};
template <class T>
Reply(T) -> Reply<T>;
template <class T>
Reply(T, std::string) -> Reply<T>;

/// An answer that its handler wraps itself; T is its `data`, for the API description.
template <class T>
struct RawReplyOf : RawReply {
    RawReplyOf(RawReply reply) : RawReply(std::move(reply)) {}
};

/// 204: the client gets an empty body.
struct NoContent {};

class LastWrite;

namespace detail {

/// What is done with a request: `body` and `query` hold what arrived. Throws cafepos::Error.
template <class Result>
using Use = std::function<Result(const Call&, const json::Value& body, json::Reader::Source source, const json::Value& query)>;

/// An endpoint with its types erased.
struct Route {
    Endpoint endpoint;
    Use<RawReply> run;
    OperationSchema (*schema)();  ///< made when somebody asks for the description, which few do
    bool is_command = false;      ///< one write, which an Idempotency-Key can name
    bool is_keyed = false;        ///< more than that, and a key names it all the same
    Use<Placement> screen = {};
};

template <class F>
struct HandlerTypes : HandlerTypes<decltype(&F::operator())> {};
template <class C, class R, class B, class Q>
struct HandlerTypes<R (C::*)(const Request<B, Q>&) const> {
    using Result = R;
    using Body = B;
    using Query = Q;
};
template <class C, class R, class B, class Q>
struct HandlerTypes<R (C::*)(const Request<B, Q>&, db::Transaction&) const> {
    using Result = R;
    using Body = B;
    using Query = Q;
};

template <class C, class R, class B, class Q>
struct HandlerTypes<R (C::*)(const Request<B, Q>&, const LastWrite&) const> {
    using Result = R;
    using Body = B;
    using Query = Q;
};

template <class T>
struct ReplyData {
    using type = T;
};
template <class T>
struct ReplyData<Reply<T>> {
    using type = T;
};
template <class T>
struct ReplyData<RawReplyOf<T>> {
    using type = T;
};

/// How a request was read and who sent it: what its answer is wrapped in.
struct Asked {
    const Endpoint& endpoint;
    const Call& call;
    const std::vector<std::string>& ignored;
};

/// Uses up the approval that the command needed, if it did, or undoes the command: Error of Approval::use.
void use_approval(const Call& call, db::Transaction& transaction);

RawReply wrap(const Asked& asked, const std::string& data_json, const std::string& message, Headers headers);
RawReply no_content();

inline RawReply encode(const Asked&, RawReply reply) { return reply; }
inline RawReply encode(const Asked&, NoContent) { return no_content(); }
template <class T>
RawReply encode(const Asked& asked, Reply<T> reply) {
    return wrap(asked, json::to_text(reply.data), reply.message, std::move(reply.headers));
}

/// Error(unknown_parameter) if the query has one that the endpoint does not know: a misspelt filter must not list everything.
void refuse_unknown(const std::vector<std::string>& unknown, const std::vector<std::string_view>& known);

template <class Body, class Query>
Request<Body, Query> decode(const Endpoint& endpoint, const Call& call, const json::Value& body, json::Reader::Source source,
                            const json::Value& query) {
    auto read_query = json::bind_noting<Query>(query, Code::validation_error, json::Reader::Source::text);
    refuse_unknown(read_query.ignored, json::member_names<Query>());
    auto read_body = json::bind_noting<Body>(body, endpoint.invalid_body, source);
    return {call, std::move(read_body.value), std::move(read_query.value), std::move(read_body.ignored)};
}

template <class Result, class Body, class Query>
[[gnu::cold]] OperationSchema operation_schema() {
    OperationSchema schema;
    if constexpr (!std::is_same_v<Body, NoBody>) schema.body = schema_of<Body>(schema.components);
    if constexpr (!std::is_same_v<Query, NoQuery>) schema.query = schema_of<Query>(schema.components);
    using Data = typename ReplyData<Result>::type;
    if constexpr (std::is_same_v<Data, NoContent>) {
        schema.no_content = true;
    } else if constexpr (!std::is_same_v<Data, RawReply>) {
        schema.data = schema_of<Data>(schema.components);
    }
    return schema;
}

}  // namespace detail

/// The write in which a handler of add_keyed() ends.
class LastWrite {
public:
    LastWrite(const detail::Asked& asked, const CommandRunner::Write& run) : asked_(asked), run_(run) {}
    /// Runs `effect`, whose Reply<T> is the answer, in one write transaction that keeps the request's key with it. Once only.
    template <class Effect>
    auto operator()(const Effect& effect) const {
        using Data = typename detail::ReplyData<std::invoke_result_t<const Effect&, db::Transaction&>>::type;
        return RawReplyOf<Data>(run_([&](db::Transaction& transaction) { return detail::encode(asked_, effect(transaction)); }));
    }

private:
    const detail::Asked& asked_;
    const CommandRunner::Write& run_;
};

/// The one table of all routes. Filled at start, then read-only and safe to share.
class EndpointTable {
public:
    explicit EndpointTable(CommandRunner& commands);

    /// The codes of a slice's own that its endpoints may answer, for the description.
    void declare(std::initializer_list<Code> codes);
    [[nodiscard]] const std::set<std::string_view>& error_names() const { return error_names_; }

    /// An endpoint whose handler looks after its own reads and writes:
    ///     table.add({Method::get, "/menu_items", Access::permission("menu.view"), "List the menu"},
    ///               [&](const Request<NoBody, ListMenuItems>& request) -> Reply<MenuItemList> { … });
    /// The result is Reply<T>, NoContent or RawReply.
    template <class Handler>
    void add(Endpoint endpoint, Handler handler) {
        using Types = detail::HandlerTypes<Handler>;
        using Body = typename Types::Body;
        using Query = typename Types::Query;
        auto shared = std::make_shared<const Endpoint>(endpoint);
        add_route({std::move(endpoint),
                   [shared, handler = std::move(handler)](const Call& call, const json::Value& body, json::Reader::Source source,
                                                          const json::Value& query) {
                       const auto request = detail::decode<Body, Query>(*shared, call, body, source, query);
                       return detail::encode({*shared, call, request.ignored}, handler(request));
                   },
                   &detail::operation_schema<typename Types::Result, Body, Query>});
    }

    /// An endpoint of a slow lane whose requests are looked at in the quick lane first: `screen`, which takes what the handler
    /// takes, refuses by throwing, or says in which lane the handler is to run. So who would be refused anyway waits for
    /// nobody and keeps nobody waiting.
    template <class Handler, class Screen>
    void add_screened(Endpoint endpoint, Handler handler, Screen screen) {
        using Types = detail::HandlerTypes<Handler>;
        using Body = typename Types::Body;
        using Query = typename Types::Query;
        auto shared = std::make_shared<const Endpoint>(endpoint);
        add(std::move(endpoint), std::move(handler));
        routes_.back()->screen = [shared, screen = std::move(screen)](const Call& call, const json::Value& body,
                                                                      json::Reader::Source source, const json::Value& query) {
            return screen(detail::decode<Body, Query>(*shared, call, body, source, query));
        };
    }

    /// An endpoint that is one write: its handler gets the transaction, and idempotency keys and approvals (X-Approval) work
    /// for it.
    ///     table.add_command({Method::post, "/orders", …},
    ///                       [&](const Request<NewOrder>& request, db::Transaction& transaction) -> Reply<…> { … });
    template <class Handler>
    void add_command(Endpoint endpoint, Handler handler) {
        using Types = detail::HandlerTypes<Handler>;
        using Body = typename Types::Body;
        using Query = typename Types::Query;
        auto shared = std::make_shared<const Endpoint>(endpoint);
        add_route({std::move(endpoint),
                   [this, shared, handler = std::move(handler)](const Call& call, const json::Value& body,
                                                                json::Reader::Source source, const json::Value& query) {
                       const auto request = detail::decode<Body, Query>(*shared, call, body, source, query);
                       std::optional<std::string> body_key;
                       if constexpr (CarriesKey<Body>) body_key = request.body.idempotency_key();
                       return commands_.run(call, *shared, std::move(body_key), [&](db::Transaction& transaction) {
                           call.begin();
                           RawReply reply = detail::encode({*shared, call, request.ignored}, handler(request, transaction));
                           detail::use_approval(call, transaction);
                           return reply;
                       });
                   },
                   &detail::operation_schema<typename Types::Result, Body, Query>});
        routes_.back()->is_command = true;
    }

    /// An endpoint that does more than its one write (hashes, keeps a file, sends, writes piece by piece), with idempotency keys:
    ///     table.add_keyed({Method::post, "/users", …}, [&](const Request<UserBody>& request, const LastWrite& write) {
    ///         const auto user = hashed(request.body);
    ///         return write([&](db::Transaction& transaction) -> Reply<UserView> { … });
    ///     });
    /// What comes before the write happens again if the process ends before it.
    template <class Handler>
    void add_keyed(Endpoint endpoint, Handler handler) {
        using Types = detail::HandlerTypes<Handler>;
        using Body = typename Types::Body;
        using Query = typename Types::Query;
        auto shared = std::make_shared<const Endpoint>(endpoint);
        add_route({std::move(endpoint),
                   [this, shared, handler = std::move(handler)](const Call& call, const json::Value& body,
                                                                json::Reader::Source source, const json::Value& query) {
                       const auto request = detail::decode<Body, Query>(*shared, call, body, source, query);
                       const detail::Asked asked{*shared, call, request.ignored};
                       return commands_.run_around(call, *shared, [&](const CommandRunner::Write& write) -> RawReply {
                           return handler(request, LastWrite(asked, write));
                       });
                   },
                   &detail::operation_schema<typename Types::Result, Body, Query>});
        routes_.back()->is_keyed = true;
    }

    [[nodiscard]] const std::vector<std::unique_ptr<detail::Route>>& routes() const { return routes_; }

private:
    void add_route(detail::Route route);  ///< std::logic_error if method and path are taken
    CommandRunner& commands_;
    std::vector<std::unique_ptr<detail::Route>> routes_;
    std::set<std::string_view> error_names_;
};

}  // namespace cafepos::http
