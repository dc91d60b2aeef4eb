// A request of a signed-in admin to the demo café, through all that the server has behind the network: router, body, the type
// that the endpoint reads, its handler and the answer. Nothing of it is stored, so that each input meets the same café. An input
// is
//
//     POST /orders?x=y
//     application/json
//     {"items": [{"menuItemId": "@/menu_items", …
//
// in which "@/menu_items" stands for the id that this list's answer names first.

#include <spdlog/spdlog.h>

#include <filesystem>
#include <map>

#include "app/application.h"
#include "app/database_errors.h"
#include "auth/authenticator.h"
#include "http/dispatcher.h"
#include "security/tokens.h"
#include "target.h"
#include "undone.h"

namespace cafepos::fuzz {
namespace {

app::Config demo_config(const std::string& folder) {
    app::Config config;
    config.demo = true;
    config.data_dir = folder;
    config.upload_dir = folder + "/uploads";
    config.bcrypt_cost = 4;
    return config;
}

std::filesystem::path fresh_folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "cafepos-fuzz-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder for the café");
    return pattern;
}

struct Folder {
    ~Folder() { std::filesystem::remove_all(path); }
    std::filesystem::path path = fresh_folder();
};

http::ServerOptions options() {
    http::ServerOptions options;
    options.map_error = app::client_error;
    return options;
}

class DemoCafe {
public:
    DemoCafe() {
        static_cast<void>(seeds::plant_test(cafe_.seed_tools()));
        token_ = sign_in();
        undone_.undo_from_now_on();
        for (const auto& route : application_.endpoints().routes()) learn_id(route->endpoint);
    }

    /// Throws Broken on a defect.
    std::string answer(std::string_view method, std::string_view target, std::string_view content_type, std::string body) {
        http::Exchange exchange;
        const auto mark = std::min(target.find('?'), target.size());
        exchange.request = {.method = std::string(method),
                            .path = std::string(target.substr(0, mark)),
                            .query = std::string(target.substr(std::min(mark + 1, target.size()))),
                            .headers = {{"host", "localhost"}, {"content-type", std::string(content_type)}},
                            .body = std::move(body),
                            .remote_address = "127.0.0.1",
                            .request_id = "00000000-0000-7000-8000-000000000000",
                            .received_at = cafe_.clock.now()};
        if (!token_.empty()) exchange.request.headers.emplace_back("authorization", "Bearer " + token_);
        dispatcher_.plan(exchange);
        if (exchange.early) return exchange.early->body;
        http::RawReply reply = dispatcher_.answer(exchange);
        const std::string what = exchange.request.method + " " + exchange.log.path_template + ": " + exchange.log.failure;
        require(reply.status != status_of(Code::internal_error), what.c_str());
        read_to_the_end(reply);
        return reply.body;
    }

    [[nodiscard]] std::string with_ids(std::string text) const {
        for (auto known = ids_.rbegin(); known != ids_.rend(); ++known) {  // the longer of two that begin alike first
            for (auto at = text.find(known->first); at != std::string::npos; at = text.find(known->first, at + 1))
                text.replace(at, known->first.size(), known->second);
        }
        return text;
    }

private:
    static void read_to_the_end(http::RawReply& reply) {
        std::string piece;
        while (reply.source && reply.source(piece)) piece.clear();
    }

    std::string sign_in() {
        const std::string reply = answer("POST", "/auth/login", "", R"({"username": "admin", "password": "password123"})");
        const json::Value parsed = json::parse(reply);
        const json::Value* data = parsed.find("data");
        const json::Value* token = data == nullptr ? nullptr : data->find("token");
        require(token != nullptr && token->if_string() != nullptr, "the demo's admin signs in");
        return *token->if_string();
    }

    void learn_id(const http::Endpoint& endpoint) {
        constexpr std::size_t id_length = 36;
        if (endpoint.method != http::Method::get || endpoint.path.find('{') != std::string::npos) return;
        const std::string body = answer("GET", endpoint.path, "", "");
        const auto at = body.find("\"id\":\"");
        if (at != std::string::npos) ids_["@" + endpoint.path] = body.substr(at + 6, id_length);
    }

    Folder folder_;
    app::Config config_ = demo_config(folder_.path.string());
    app::Cafe cafe_{config_};
    Undone& undone_ = undo_writes_of(cafe_.database);
    app::Application application_{config_, cafe_};
    security::AccessTokens tokens_{cafe_.secrets.key(security::purpose::access_tokens)};
    auth::Authenticator authenticator_{*cafe_.database, tokens_, cafe_.settings, cafe_.clock, cafe_.clock};
    http::ServerOptions options_ = options();
    http::Dispatcher dispatcher_{options_, application_.endpoints(), authenticator_};
    std::map<std::string, std::string> ids_;
    std::string token_;
};

DemoCafe& demo_cafe() {
    spdlog::set_level(spdlog::level::off);
    static DemoCafe cafe;
    return cafe;
}

const Target requests("requests", [](std::string_view bytes) {
    DemoCafe& cafe = demo_cafe();
    Input input(bytes);
    const std::string first = cafe.with_ids(std::string(input.line()));
    const std::string content_type(input.line());
    const auto space = first.find(' ');
    if (space == std::string::npos || !first.substr(space + 1).starts_with('/')) return;
    cafe.answer(first.substr(0, space), first.substr(space + 1), content_type, cafe.with_ids(std::string(input.rest())));
});

}  // namespace
}  // namespace cafepos::fuzz
