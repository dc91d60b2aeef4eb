#pragma once

#include <gtest/gtest.h>

#include <vector>

#include "audit/routes.h"
#include "auth.h"
#include "authenticator.h"
#include "reset_mails.h"
#include "routes.h"
#include "testing/call.h"
#include "testing/world.h"

namespace cafepos::auth {

inline const db::Statement recorded_actions{"auth_test.recorded_actions", "SELECT action FROM audit_log ORDER BY id"};

/// The routes of auth, staff and audit on a database of their own, called as over the wire, with tokens.
/// Everybody's password is "password123"; PINs are 1234 (admin), 2345 (manager), 3456 (cashier), 4567 (trainee).
class AuthWorld : public ::testing::Test {
protected:
    AuthWorld() {
        world.db().write([&](db::Transaction& transaction) {
            staff::seed_roles(transaction, now(), world.ids);
            for (const auto& [role, pin] : {std::pair{"admin", "1234"}, std::pair{"manager", "2345"},
                                            std::pair{"cashier", "3456"}, std::pair{"trainee", "4567"}}) {
                const std::string name = std::string("the_") + role;
                ids_by_role[role] = staff::store::create_user(transaction,
                                                              {.username = name,
                                                               .password_hash = password_hash,
                                                               .pin_lookup = pins.of(pin),
                                                               .first_name = "The",
                                                               .last_name = role,
                                                               .email = name + "@example.org",
                                                               .role = role},
                                                              now(), world.ids);
            }
        });
        open();
    }

    /// As a start of the program does; what was in memory is gone.
    void open() {
        table = std::make_unique<http::EndpointTable>(commands);
        store = std::make_unique<settings::SettingsStore>(world.db(), defaults);
        store->load();
        authenticator = std::make_unique<Authenticator>(world.db(), tokens, *store, world.clock, world.clock);
        const auto enqueue = [this](db::Transaction&, const mail::Message& message) {
            (message.kind == ResetMails::kind ? queued : mails).push_back(message);
        };
        workshop = std::make_unique<Workshop>(world.db(), *store, audit, events, world.clock, world.ids, world.journal);
        const Tools tools{.hasher = hasher,
                          .pins = pins,
                          .tokens = tokens,
                          .random = world.random,
                          .throttle_key = "throttle key of the tests",
                          .enqueue_mail = enqueue,
                          .options = {}};
        add_routes(*table, *workshop, tools);
        staff::add_routes(*table, *workshop, {hasher, pins, sign_ins(), enqueue, prove_password(*workshop, tools)});
        audit::add_routes(*table, world.db(), audit, [this]() -> DayBegin {
            return [settings = store->current()](const Date& day) { return settings->day_begin(day); };
        });
    }

    [[nodiscard]] Timestamp now() const { return world.clock.now(); }
    void pass(std::chrono::milliseconds span) { world.clock.advance(span); }

    /// A request as the server handles it: the token, if there is one, becomes an actor first.
    http::RawReply call(http::Method method, const std::string& target, const std::string& body, const std::string& token = "") {
        testing::CallOptions options;
        options.received_at = now();
        options.remote_address = address;
        std::optional<Actor> actor;
        if (!token.empty()) {
            options.headers = headers_of(token);
            const bool is_open = target.starts_with("/auth/refresh") || target.starts_with("/auth/login");
            if (!is_open) actor = authenticated(token, target);
        }
        return testing::dispatch(*table, method, target, body, actor ? &*actor : nullptr, options);
    }
    Actor authenticated(const std::string& token, const std::string& path = "/menu_items") {
        http::RawRequest request;
        request.path = path;
        request.headers = headers_of(token);
        return authenticator->authenticate(request);
    }
    [[nodiscard]] http::Headers headers_of(const std::string& token) const {
        return {{"authorization", "Bearer " + token}, {"x-approval", approval}};
    }
    testing::Json post(const std::string& target, const std::string& body, const std::string& token = "") {
        return testing::data_of(call(http::Method::post, target, body, token));
    }
    testing::Json get(const std::string& target, const std::string& token) {
        return testing::data_of(call(http::Method::get, target, "", token));
    }
    /// "", or the error's wire code.
    std::string refusal(http::Method method, const std::string& target, const std::string& body, const std::string& token = "") {
        return testing::code_of([&] { call(method, target, body, token); });
    }

    /// What the mailer does: writes the queued mails and sends them.
    void send_mails() {
        const ResetMails write(*workshop, world.random, "https://cafe.example/reset");
        for (mail::Message& message : queued) {
            const auto content =
                world.db().writing([&](db::Transaction& transaction) { return write(transaction, message.recipient); });
            if (content) {
                mails.push_back({message.kind, message.recipient, content->subject, content->text_body, content->html_body});
            }
        }
        queued.clear();
    }

    static std::string credentials(const std::string& username, const std::string& password) {
        return R"({"username":")" + username + R"(","password":")" + password + "\"}";
    }
    testing::Json login(const std::string& username, const std::string& password = "password123") {
        return post("/auth/login", credentials(username, password));
    }
    testing::Json login_by_pin(const std::string& pin) { return post("/auth/login", R"({"pinCode":")" + pin + "\"}"); }
    std::string token_of(const std::string& username) { return login(username)["token"].text(); }
    std::string try_login(const std::string& username, const std::string& password) {
        return refusal(http::Method::post, "/auth/login", credentials(username, password));
    }
    std::string try_pin(const std::string& pin) {
        return refusal(http::Method::post, "/auth/login", R"({"pinCode":")" + pin + "\"}");
    }
    std::string me(const std::string& token) { return refusal(http::Method::get, "/auth/me", "", token); }
    std::string path(const std::string& role, const std::string& more = "") {
        return "/users/" + ids_by_role.at(role).text() + more;
    }
    staff::User stored(const std::string& role) {
        return world.db().reading(
            [&](db::Transaction& transaction) { return staff::store::find_user(transaction, ids_by_role.at(role)).value(); });
    }
    /// The actions of the audit log, oldest first.
    std::vector<std::string> recorded() {
        std::vector<std::string> actions;
        world.db().read([&](db::Transaction& transaction) {
            for (const auto& row : transaction.query(recorded_actions)) actions.push_back(row.text(0));
        });
        return actions;
    }

    testing::World world;
    security::PasswordHasher hasher{world.random, 4};
    const std::string password_hash = hasher.hash("password123");
    security::PinLookup pins{"pin key of the tests"};
    security::AccessTokens tokens{"a key of the tests, thirty-two b"};
    audit::AuditLog audit{world.clock, world.ids};
    events::EventLog events{world.clock};
    testing::DirectCommands commands{world.db()};
    settings::Settings defaults = settings::standard_settings();
    std::map<std::string, Id> ids_by_role;
    std::vector<mail::Message> queued;  ///< mails without their text
    std::vector<mail::Message> mails;   ///< what arrives
    std::string address = "192.0.2.1";
    std::string approval;  ///< sent with every request from now on: the header X-Approval, unless empty
    std::unique_ptr<settings::SettingsStore> store;
    std::unique_ptr<Workshop> workshop;
    std::unique_ptr<Authenticator> authenticator;
    std::unique_ptr<http::EndpointTable> table;
};

}  // namespace cafepos::auth
