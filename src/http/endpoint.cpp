#include "endpoint.h"

#include <stdexcept>

#include "plain_http.h"

namespace cafepos::http {

Id Call::path_id(std::string_view name) const {
    const auto id = Id::parse(path_text(name));
    if (!id) throw Error(Code::not_found, "Not found: " + path_text(name) + " is no id (a UUID)");
    return *id;
}

const UploadedFile* Call::file(std::string_view field) const {
    for (const UploadedFile& file : files_) {
        if (file.field == field && !(file.bytes.empty() && file.client_file_name.empty())) return &file;
    }
    return nullptr;
}

const std::string& Call::path_text(std::string_view name) const {
    const auto found = path_values_.find(name);
    if (found == path_values_.end()) throw std::logic_error("the path has no such value: " + std::string(name));
    return found->second;
}

const Actor& Call::actor() const {
    if (actor_ == nullptr) throw std::logic_error("nobody is signed in on this call");
    return *actor_;
}

EndpointTable::EndpointTable(CommandRunner& commands) : commands_(commands) {
    declare({Code::bad_request,       Code::invalid_json,      Code::unknown_parameter,  Code::validation_error,
             Code::unprocessable,     Code::token_required,    Code::token_expired,      Code::token_invalid,
             Code::forbidden,         Code::not_found,         Code::method_not_allowed, Code::not_acceptable,
             Code::request_timeout,   Code::conflict,          Code::payload_too_large,  Code::unsupported_media_type,
             Code::too_many_requests, Code::headers_too_large, Code::internal_error,     Code::overloaded,
             Code::outcome_unknown,   Code::not_ready,         Code::storage_full,       tls_required});
}

void EndpointTable::declare(std::initializer_list<Code> codes) {
    for (const Code& code : codes) error_names_.insert(code.name);
}

void EndpointTable::add_route(detail::Route route) {
    for (const auto& other : routes_) {
        if (other->endpoint.method == route.endpoint.method && other->endpoint.path == route.endpoint.path) {
            throw std::logic_error("two routes for " + std::string(name_of(route.endpoint.method)) + " " + route.endpoint.path);
        }
    }
    Endpoint& endpoint = route.endpoint;
    if (endpoint.lane == Lane::quick && endpoint.method == Method::get) endpoint.lane = Lane::reading;
    if (ignores_tokens(endpoint.lane) && endpoint.access.kind() != Access::Kind::open) {
        throw std::logic_error("no token is looked at in the lane of " + endpoint.path);
    }
    routes_.push_back(std::make_unique<detail::Route>(std::move(route)));
}

namespace detail {

void refuse_unknown(const std::vector<std::string>& unknown, const std::vector<std::string_view>& known) {
    std::vector<FieldError> errors;
    for (const std::string& name : unknown) {
        if (name != "_") errors.push_back({name, "unknown", ""});  // "_=123" is how clients get round a cache
    }
    if (errors.empty()) return;
    std::string choices;
    for (const std::string_view name : known) choices += (choices.empty() ? "" : ", ") + std::string(name);
    for (FieldError& error : errors) {
        error.message = "There is no parameter " + error.field + " here; " +
                        (choices.empty() ? "this route has none" : "there are: " + choices);
    }
    throw Error::fields(Code::unknown_parameter, std::move(errors));
}

void use_approval(const Call& call, db::Transaction& transaction) {
    const Actor* actor = call.if_actor();
    if (actor != nullptr && actor->approved_by()) actor->approval->use(transaction);
}

RawReply wrap(const Asked& asked, const std::string& data_json, const std::string& message, Headers headers) {
    RawReply reply;
    reply.status = asked.endpoint.success;
    reply.headers = std::move(headers);
    reply.body = success_body(asked.endpoint.envelope, data_json, message, asked.call.raw().received_at, asked.ignored);
    return reply;
}

RawReply no_content() {
    RawReply reply;
    reply.status = 204;
    reply.content_type.clear();
    return reply;
}

}  // namespace detail
}  // namespace cafepos::http
