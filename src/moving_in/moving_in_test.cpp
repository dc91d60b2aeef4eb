#include "moving_in.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "auth/auth.h"
#include "auth/routes.h"
#include "files/files.h"
#include "inventory/inventory_store.h"
#include "menu/menu_store.h"
#include "sales/sales.h"
#include "security/password.h"
#include "security/pin.h"
#include "testing/call.h"
#include "testing/database.h"
#include "testing/postgres_admin.h"
#include "testing/source.h"
#include "testing/temporary.h"

namespace cafepos::moving_in {
namespace {

using ::testing::Contains;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

settings::Settings settings_of_utc() {
    settings::Settings settings = settings::standard_settings();
    settings.general.timezone = "UTC";
    return settings;
}

/// A café without anything, and a database of the older server.
struct MoveIn : ::testing::Test {
    MoveIn() {
        testing::postgres::create_database(older, "template0");
        execute(files::content_of(testing::source_root() / "tests/api/older_server.sql"));
        db().write([&](db::Transaction& transaction) { staff::seed_roles(transaction, clock.now(), ids); });
    }
    ~MoveIn() override { testing::postgres::drop_database(older); }
    MoveIn(const MoveIn&) = delete;
    MoveIn& operator=(const MoveIn&) = delete;

    db::Database& db() { return database.database(); }
    void execute(const std::string& sql) const { testing::postgres::execute(testing::postgres::url_of(older), sql); }
    Report move(bool dry_run = false, bool leave_out = false) {
        return move_in(tools,
                       {.url = testing::postgres::url_of(older), .pictures = {}, .dry_run = dry_run, .leave_out = leave_out});
    }
    std::vector<std::string> differences() {
        return db().reading([&](db::Transaction& transaction) {
            std::vector<std::string> all = sales::verify(transaction);
            for (auto* verify : {&staff::verify, &menu::verify, &inventory::verify}) {
                std::ranges::move(verify(transaction), std::back_inserter(all));
            }
            std::ranges::move(journal::verify(transaction, keys, sales::journal_books(), {}), std::back_inserter(all));
            return all;
        });
    }
    std::optional<sales::Order> order_ending(const std::string& digits) {
        return db().reading([&](db::Transaction& transaction) {
            return sales::find_order(transaction, Id::parse("e0000000-0000-4000-8000-0000fa848a" + digits).value());
        });
    }
    std::size_t user_count() {
        return db().reading([](db::Transaction& transaction) { return staff::store::list_users(transaction).size(); });
    }

    const std::string older = "older_" + testing::unique_name();
    testing::TestDatabase database;
    testing::TemporaryDirectory folder;
    ManualClock clock{Timestamp::parse("2026-11-26T12:00:00Z").value()};
    SeededRandom random{1};
    IdSource ids{clock, random};
    journal::Keyring keys{std::vector<journal::Key>{journal::key_of(std::string(32, 'k'))}};
    journal::Journal journal{clock, keys};
    audit::AuditLog audit{clock, ids};
    events::EventLog events{clock};
    settings::SettingsStore settings{database.database(), settings_of_utc()};
    alerts::AlertBook alerts{clock, ids, events};
    inventory::Ledger ledger{clock, ids, alerts, settings};
    images::Store pictures{folder.path() / "uploads", images::Limits{}, random};
    Tools tools{{database.database(), settings, audit, events, clock, ids, journal}, ledger, pictures};
};

TEST_F(MoveIn, EverythingComesAndTheBooksAgree) {
    const Report report = move();
    EXPECT_TRUE(report.is_stored);
    EXPECT_THAT(report.impossible, IsEmpty());
    EXPECT_EQ(report.sales, Money::of(52'61));
    for (const auto& [what, how_many] : {std::pair{"users", 6}, std::pair{"menu items", 4}, std::pair{"stock items", 3},
                                         std::pair{"orders", 9}, std::pair{"roles", 1}}) {
        EXPECT_THAT(report.came, Contains(Pair(what, how_many)));
    }
    EXPECT_THAT(differences(), IsEmpty());
}

TEST_F(MoveIn, AnOrderKeepsItsIdTimeAndSum) {
    move();
    const auto order = order_ending("52");
    ASSERT_TRUE(order);
    EXPECT_EQ(order->order_number, "ORD-20261120-0002");
    EXPECT_EQ(order->created_at.text(), "2026-11-20T10:00:00.000Z");
    EXPECT_EQ(order->total_amount, Money::of(8'49));
    EXPECT_EQ(order->tax_amount, Money::of(63));
    EXPECT_EQ(order->rounding_amount, Money::of(-1));
    EXPECT_EQ(order->discount_reason, "Regular guest");
}

TEST_F(MoveIn, WhatAnOrderLostOfItsLinesIsALineOfItsOwn) {
    move();
    const auto short_one = order_ending("56");
    ASSERT_EQ(short_one->lines.size(), 2U);
    EXPECT_EQ(short_one->lines[1].menu_item_name, "Not itemised");
    EXPECT_EQ(short_one->lines[1].line_total, Money::of(1'50));
    EXPECT_EQ(short_one->price_difference, Money::of(2'00)) << "the rest of what was charged";
    EXPECT_EQ(order_ending("53")->lines.at(0).line_total, Money::of(5'00)) << "it had none at all";
}

TEST_F(MoveIn, ADryRunAndARefusalLeaveNothing) {
    EXPECT_FALSE(move(true).is_stored);
    EXPECT_EQ(user_count(), 0U);
    execute("UPDATE menu_items SET price = 10000 WHERE name = 'Pumpkin Spice'");
    const Report refused = move();
    EXPECT_FALSE(refused.is_stored);
    EXPECT_THAT(refused.impossible, Contains(Field(&Finding::row, HasSubstr("Pumpkin Spice"))));
    EXPECT_EQ(user_count(), 0U);
    EXPECT_TRUE(move(false, true).is_stored);
    EXPECT_THAT(differences(), IsEmpty());
}

TEST_F(MoveIn, OnlyOnceAndNotFromACafeOfOurs) {
    move();
    EXPECT_THROW(move(), NotNew);
    EXPECT_THROW(move(true), NotNew);
    EXPECT_THAT(differences(), IsEmpty());
}

TEST_F(MoveIn, ACafeOfOursIsNoOlderServer) {
    execute("CREATE TABLE schema_migrations (name text)");
    EXPECT_THROW(move(), std::runtime_error);
}

/// Signing in, as over the wire.
struct SignIn : MoveIn {
    SignIn() {
        move();
        const auth::Tools with{.hasher = hasher,
                               .pins = pins,
                               .tokens = tokens,
                               .random = random,
                               .throttle_key = "key",
                               .enqueue_mail = [](db::Transaction&, const mail::Message&) {},
                               .options = {}};
        auth::add_routes(table, tools.workshop, with);
    }
    http::RawReply sign_in(const std::string& body) {
        testing::CallOptions options;
        options.received_at = clock.now();
        options.remote_address = "127.0.0.1";
        return testing::dispatch(table, http::Method::post, "/auth/login", body, nullptr, options);
    }
    std::string name_of_pin(const std::string& pin) {
        return testing::data_of(sign_in(R"({"pinCode":")" + pin + "\"}"))["user"]["username"].text();
    }
    std::string refusal(const std::string& body) {
        return testing::code_of([&] { sign_in(body); });
    }
    std::size_t waiting() {
        return db().reading([](db::Transaction& transaction) { return staff::store::list_older_pins(transaction).size(); });
    }

    security::PasswordHasher hasher{random, 4};
    security::PinLookup pins{"pins"};
    security::AccessTokens tokens{"tokens"};
    testing::DirectCommands commands{database.database()};
    http::EndpointTable table{commands};
};

TEST_F(SignIn, ByTheOldPasswordAndPin) {
    for (const char* name : {"admin", "manager", "Cashier2"}) {
        EXPECT_EQ(sign_in(R"({"username":")" + std::string(name) + R"(","password":"password123"})").status, 200) << name;
    }
    EXPECT_EQ(waiting(), 4U);
    EXPECT_EQ(name_of_pin("1234"), "admin");
    EXPECT_EQ(waiting(), 3U) << "from now on it is found by its keyed hash";
    EXPECT_EQ(name_of_pin("1234"), "admin");
    EXPECT_EQ(refusal(R"({"pinCode":"9999"})"), "INVALID_CREDENTIALS");
}

TEST_F(SignIn, NotByAPinThatSeveralHaveNorOneOfWhoIsInactive) {
    EXPECT_EQ(refusal(R"({"pinCode":"4567"})"), "CONFLICT");
    EXPECT_EQ(refusal(R"({"pinCode":"3456"})"), "INVALID_CREDENTIALS");
}

}  // namespace
}  // namespace cafepos::moving_in
