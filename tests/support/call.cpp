#include "call.h"

#include "core/text.h"

namespace cafepos::testing {
namespace {

using PathValues = std::map<std::string, std::string, std::less<>>;

std::string decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size()) {
            out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
            i += 2;
        } else {
            out += text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

json::Value parsed_query(const std::string& query) {
    json::Value::Object members;
    for (const auto& pair : text::split(query, '&')) {
        const auto equals = pair.find('=');
        const auto value = equals == std::string::npos ? std::string() : pair.substr(equals + 1);
        members.emplace_back(decoded(pair.substr(0, equals)), json::Value(decoded(value)));
    }
    return json::Value(std::move(members));
}

// The number of fixed segments, or -1 when the path does not match.
int match(const std::string& pattern, const std::string& path, PathValues& values) {
    const auto wanted = text::split(pattern, '/');
    const auto given = text::split(path, '/');
    if (wanted.size() != given.size()) return -1;
    int fixed = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (wanted[i].starts_with('{')) {
            values[wanted[i].substr(1, wanted[i].size() - 2)] = decoded(given[i]);
        } else if (wanted[i] == given[i]) {
            ++fixed;
        } else {
            return -1;
        }
    }
    return fixed;
}

const http::detail::Route& find_route(const http::EndpointTable& table, http::Method method, const std::string& path,
                                      PathValues& values) {
    const http::detail::Route* best = nullptr;
    int most_fixed = -1;
    for (const auto& route : table.routes()) {
        PathValues found;
        const int fixed = route->endpoint.method == method ? match(route->endpoint.path, path, found) : -1;
        if (fixed <= most_fixed) continue;
        best = route.get();
        most_fixed = fixed;
        values = std::move(found);
    }
    if (best == nullptr) throw Error(Code::not_found, "Not found");
    return *best;
}

void authorise(const http::Access& access, const Actor* actor) {
    if (access.kind() == http::Access::Kind::open) return;
    if (actor == nullptr) throw Error(Code::token_required, "Authorization token required");
    if (access.kind() == http::Access::Kind::permission) actor->require(access.permission_name());
}

}  // namespace

http::RawReply DirectCommands::run(const http::Call&, const http::Endpoint&, std::optional<std::string>,
                                   const std::function<http::RawReply(db::Transaction&)>& effect) {
    return database_.writing([&](db::Transaction& transaction) { return effect(transaction); });
}

http::RawReply dispatch(const http::EndpointTable& table, http::Method method, const std::string& target,
                        const std::string& body_json, const Actor* actor, const CallOptions& options) {
    http::RawRequest raw;
    raw.method = name_of(method);
    const auto question = target.find('?');
    raw.path = target.substr(0, question);
    raw.query = question == std::string::npos ? std::string() : target.substr(question + 1);
    raw.headers = options.headers;
    raw.body = body_json;
    raw.remote_address = options.remote_address;
    raw.request_id = "01934f00-0000-7000-8000-000000000001";
    raw.received_at = options.received_at;

    PathValues path_values;
    const auto& route = find_route(table, method, raw.path, path_values);
    std::optional<Actor> unapproved;
    if (actor != nullptr && !route.is_command) {
        unapproved = *actor;
        unapproved->forget_approval();
        actor = &*unapproved;
    }
    authorise(route.endpoint.access, actor);
    const http::Call call(raw, actor, std::move(path_values), options.files);
    if (route.endpoint.admit) route.endpoint.admit(call);
    const json::Value body = body_json.empty() ? json::Value(json::Value::Object{}) : json::parse(body_json);
    if (body.if_object() == nullptr) throw Error(Code::invalid_json, "Invalid JSON in request body");
    const auto source = options.form ? json::Reader::Source::text : json::Reader::Source::json;
    return route.run(call, body, source, parsed_query(raw.query));
}

Json body_of(const http::RawReply& reply) { return Json::parse(reply.body); }
Json data_of(const http::RawReply& reply) { return body_of(reply)["data"]; }

}  // namespace cafepos::testing
