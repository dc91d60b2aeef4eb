#pragma once

#include <gtest/gtest.h>

#include "routes.h"
#include "testing/call.h"
#include "testing/world.h"

namespace cafepos::staff {

/// The slice's routes on a database of their own, with an admin, a manager, a cashier and a trainee.
class StaffWorld : public ::testing::Test {
protected:
    StaffWorld() {
        world.db().write([&](db::Transaction& transaction) { seed_roles(transaction, world.clock.now(), world.ids); });
        manager = world.add_user("manager", "maria");
        cashier = world.add_user("cashier", "mike");
        trainee = world.add_user("trainee", "emma");
        add_routes(table, workshop,
                   {.hasher = hasher,
                    .pins = pins,
                    .sign_ins = sign_ins,
                    .enqueue_mail = [this](db::Transaction&, const mail::Message& message) { mails.push_back(message); },
                    .prove_password =
                        [](const http::Call&, const std::string& password) {
                            if (password != "blue teapot") throw Error(Code::unprocessable, "that is not his password");
                        }});
    }

    http::RawReply call(http::Method method, const std::string& target, const std::string& body, const Actor& actor) {
        return testing::dispatch(table, method, target, body, &actor);
    }
    testing::Json get(const std::string& target) { return testing::data_of(call(http::Method::get, target, "", world.admin)); }
    http::RawReply post(const std::string& target, const std::string& body) {
        return call(http::Method::post, target, body, world.admin);
    }
    http::RawReply put(const std::string& target, const std::string& body) {
        return call(http::Method::put, target, body, world.admin);
    }
    http::RawReply patch(const std::string& target) { return call(http::Method::patch, target, "{}", world.admin); }
    Error error(http::Method method, const std::string& target, const std::string& body, const Actor& actor) {
        return testing::error_of([&] { call(method, target, body, actor); });
    }
    std::string refusal(http::Method method, const std::string& target, const std::string& body, const Actor& actor) {
        return testing::code_of([&] { call(method, target, body, actor); });
    }
    /// The stored user, read past the routes.
    User stored(const Id& id) {
        return world.db().reading([&](db::Transaction& transaction) { return store::find_user(transaction, id).value(); });
    }
    Permissions effective(const Id& id) {
        return world.db().reading([&](db::Transaction& transaction) { return store::effective_permissions(transaction, id); });
    }
    std::optional<User> holder_of_pin(const std::string& pin) {
        return world.db().reading(
            [&](db::Transaction& transaction) { return store::find_user_by_pin(transaction, pins.of(pin)); });
    }
    /// A new user's id.
    Id hire(const std::string& username, const std::string& more = "") {
        const auto reply = post("/users", R"({"username":")" + username +
                                              R"(","password":"blue teapot","firstName":"N","lastName":"N","email":")" +
                                              username + R"(@example.org")" + more + "}");
        return Id::parse(testing::data_of(reply)["id"].text()).value();
    }

    testing::World world;
    Actor manager;
    Actor cashier;
    Actor trainee;
    security::PasswordHasher hasher{world.random, 4};
    security::PinLookup pins{"pin key of the tests"};
    audit::AuditLog audit{world.clock, world.ids};
    events::EventLog events{world.clock};
    settings::SettingsStore settings{world.db(), settings::standard_settings()};
    Workshop workshop{world.db(), settings, audit, events, world.clock, world.ids, world.journal};
    /// "sessions: deactivated", "links".
    std::vector<std::string> ended;
    const SignIns sign_ins{.end_sessions = [this](db::Transaction&, const Id&, const std::string& reason, Timestamp,
                                                  const Id&) { ended.push_back("sessions: " + reason); },
                           .end_reset_links = [this](db::Transaction&, const Id&, Timestamp) { ended.emplace_back("links"); },
                           .forget_guesses = [](db::Transaction&, const Id&) { return false; }};
    testing::DirectCommands commands{world.db()};
    std::vector<mail::Message> mails;
    http::EndpointTable table{commands};
};

}  // namespace cafepos::staff
