#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/actor.h"
#include "db/database.h"
#include "http/endpoint.h"
#include "json.h"

namespace cafepos::testing {

/// Runs commands straight in a write transaction, without idempotency keys.
class DirectCommands final : public http::CommandRunner {
public:
    explicit DirectCommands(db::Database& database) : database_(database) {}
    http::RawReply run(const http::Call& call, const http::Endpoint& endpoint, std::optional<std::string> body_key,
                       const std::function<http::RawReply(db::Transaction&)>& effect) override;

private:
    db::Database& database_;
};

struct CallOptions {
    http::Headers headers = {};  ///< names in lower case
    std::vector<http::UploadedFile> files = {};
    bool form = false;                            ///< the body is JSON text of strings, read as a form's fields are
    Timestamp received_at = {1'795'338'000'000};  ///< 2026-11-22T09:00:00Z
    std::string remote_address = "192.0.2.1";
};

/// Calls an endpoint of the table in this process, without sockets: dispatch(table, Method::get, "/orders?limit=2", "", &actor).
/// Routing, the permission check and decoding happen as on the wire; errors come out as the cafepos::Error that was thrown.
http::RawReply dispatch(const http::EndpointTable& table, http::Method method, const std::string& target,
                        const std::string& body_json, const Actor* actor, const CallOptions& options = {});

/// The whole envelope, parsed; and its data.
Json body_of(const http::RawReply& reply);
Json data_of(const http::RawReply& reply);

/// The error that `call` throws; a test failure if it throws none.
template <class F>
Error error_of(F&& call) {
    try {
        call();
    } catch (const Error& error) {
        return error;
    }
    throw std::runtime_error("no error was thrown");
}
/// "VALIDATION_ERROR" …; empty when nothing was thrown.
template <class F>
std::string code_of(F&& call) {
    try {
        call();
    } catch (const Error& error) {
        return std::string(name_of(error.code()));
    }
    return {};
}

}  // namespace cafepos::testing
