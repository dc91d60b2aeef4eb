#include <gtest/gtest.h>

#include "business_days.h"
#include "routes.h"
#include "testing/call.h"
#include "testing/world.h"

namespace cafepos::settings {
namespace {

const db::Statement select_audit{"settings_test.select_audit",
                                 "SELECT action, entity_id, detail, actor_id FROM audit_log ORDER BY entity_id"};
const db::Statement select_events{"settings_test.select_events", "SELECT kind, payload FROM events ORDER BY id"};
const db::Statement corrupt{"settings_test.corrupt", "UPDATE settings SET value = $1"};

class SettingsRoutes : public ::testing::Test {
protected:
    SettingsRoutes() {
        store.load();
        add_routes(table, store, audit, events, world.journal, world.clock,
                   {[this](db::Transaction&) { return on_menu; }, [this](db::Transaction&) { return roles; }});
    }
    testing::Json get() { return testing::data_of(testing::dispatch(table, http::Method::get, "/settings", "", &world.admin)); }
    http::RawReply put(const std::string& body) {
        return testing::dispatch(table, http::Method::put, "/settings", body, &world.admin);
    }
    db::Rows rows(const db::Statement& statement) {
        return world.db().reading([&](db::Transaction& transaction) { return transaction.query(statement); });
    }
    std::shared_ptr<const Settings> as_a_writer_sees_them() {
        return world.db().writing([&](db::Transaction& transaction) { return store.in_transaction(transaction); });
    }

    std::vector<std::string> on_menu;
    std::vector<std::string> roles;
    testing::World world;
    testing::DirectCommands commands{world.db()};
    http::EndpointTable table{commands};
    audit::AuditLog audit{world.clock, world.ids};
    events::EventLog events{world.clock};
    SettingsStore store{world.db(), standard_settings()};
};

TEST_F(SettingsRoutes, BeginWithTheDefaults) {
    const auto settings = get();
    EXPECT_EQ(settings["general"]["storeName"].text(), "Sample Cafe");
    EXPECT_EQ(settings["pos"]["taxes"][0]["rate"].text(), "8");
    EXPECT_EQ(settings["pos"]["roundingMode"].text(), "none");
    EXPECT_EQ(settings["security"]["maxLoginAttempts"].integer(), 5);
}

TEST_F(SettingsRoutes, AChangeIsStoredAndTheRestStays) {
    const auto reply = put(R"({"general": {"currency": "EUR"}, "inventory": {"lowStockThreshold": 2.5}})");
    EXPECT_EQ(reply.status, 200);
    EXPECT_TRUE(testing::data_of(reply)["updated"].boolean());
    EXPECT_EQ(testing::body_of(reply)["message"].text(), "System settings updated successfully");
    EXPECT_EQ(store.current()->general.currency, "EUR");

    put(R"({"general": {"timezone": "Europe/Paris"}})");
    const auto settings = get();
    EXPECT_EQ(settings["general"]["currency"].text(), "EUR");
    EXPECT_EQ(settings["general"]["timezone"].text(), "Europe/Paris");
    EXPECT_EQ(settings["general"]["storeName"].text(), "Sample Cafe");
    EXPECT_EQ(settings["inventory"]["lowStockThreshold"].text(), "2.5");
}

TEST_F(SettingsRoutes, ARefusedChangeChangesNothing) {
    const auto error = testing::error_of([&] { put(R"({"general": {"currency": "EUR", "timezone": "nowhere"}})"); });
    EXPECT_EQ(error.code(), Code::validation_error);
    ASSERT_EQ(error.details().size(), 1U);
    EXPECT_EQ(error.details()[0].field, "general.timezone");
    EXPECT_EQ(get()["general"]["currency"].text(), "USD");
    EXPECT_EQ(as_a_writer_sees_them()->general.currency, "USD");
    EXPECT_TRUE(rows(select_audit).empty());
}

TEST_F(SettingsRoutes, ATaxNamesCategoriesOfTheMenu) {
    const auto tax = [](const std::string& category) {
        return R"({"pos": {"taxes": [{"name": "Food", "rate": 5, "categories": [")" + category + R"("]}]}})";
    };
    EXPECT_EQ(put(tax("Pastries")).status, 200) << "there is no menu yet";
    on_menu = {"Coffee", "Tea"};
    EXPECT_EQ(put(tax("pastries")).status, 200) << "it was there before the menu lost it";
    EXPECT_EQ(put(tax("tea")).status, 200);
    const auto error = testing::error_of([&] { put(tax("Cofee")); });
    EXPECT_EQ(error.details().at(0).field, "pos.taxes[0].categories");
    EXPECT_NE(error.details().at(0).message.find("Cofee"), std::string::npos);
    EXPECT_EQ(store.current()->pos.taxes[0].categories, std::vector<std::string>{"tea"}) << "a refused change changes nothing";
}

// With a typing error nobody would be limited, and nobody would know.
TEST_F(SettingsRoutes, ALimitOfDiscountsNamesARoleThatThereIs) {
    const auto limit = [](const std::string& role) {
        return R"({"pos": {"discountLimits": [{"role": ")" + role + R"(", "percent": 20}]}})";
    };
    EXPECT_EQ(put(limit("waiter")).status, 200) << "there are no roles yet";
    roles = {"cashier", "manager"};
    EXPECT_EQ(put(limit("waiter")).status, 200) << "it was there before the role was removed";
    EXPECT_EQ(put(limit("cashier")).status, 200);
    for (const char* role : {"cahsier", "Cashier", "waiter"}) {
        const auto error = testing::error_of([&] { put(limit(role)); });
        EXPECT_EQ(status_of(error.code()), 400) << role;
        EXPECT_EQ(error.details().at(0).field, "pos.discountLimits[0].role");
        EXPECT_EQ(error.details().at(0).code, "unknown");
    }
    EXPECT_EQ(store.current()->pos.discountLimits.at(0).role, "cashier") << "a refused change changes nothing";
}

TEST_F(SettingsRoutes, ATaxShowsAServiceOnlyIfItHasOne) {
    put(R"({"pos": {"taxes": [{"name": "VAT", "rate": 19, "categories": [], "service": null},
                              {"name": "VAT", "rate": 7.5, "categories": ["Tea"], "service": "takeaway"}]}})");
    EXPECT_EQ(get()["pos"]["taxes"].print(), R"([{"name":"VAT","rate":19,"categories":[]},)"
                                             R"({"name":"VAT","rate":7.5,"categories":["Tea"],"service":"takeaway"}])");
    const auto lines = rows(select_audit);
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(lines[0].text(2).find("null"), std::string::npos) << lines[0].text(2);
}

TEST_F(SettingsRoutes, AnUnknownNameIsRefusedByItsPath) {
    const auto error = testing::error_of([&] { put(R"({"general": {"currency": "EUR", "colour": "red"}})"); });
    EXPECT_EQ(error.details().at(0).field, "general.colour");
    EXPECT_EQ(get()["general"]["currency"].text(), "USD");
}

TEST_F(SettingsRoutes, EachChangedSettingIsAuditedWithOldAndNew) {
    put(R"({"general": {"currency": "EUR", "storeName": "Sample Cafe"}, "pos": {"taxInclusive": true}})");
    const auto lines = rows(select_audit);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0].text(0), "setting.changed");
    EXPECT_EQ(lines[0].text(1), "general.currency");
    EXPECT_EQ(lines[0].text(2), R"({"old":"USD","new":"EUR"})");
    EXPECT_EQ(lines[0].text(3), world.admin.user_id.text());
    EXPECT_EQ(lines[1].text(1), "pos.taxInclusive");
}

TEST_F(SettingsRoutes, RegistersHearOfAChangeButNotOfNone) {
    put(R"({"general": {"currency": "USD"}})");
    EXPECT_TRUE(rows(select_events).empty());
    put(R"({"general": {"currency": "EUR"}})");
    const auto published = rows(select_events);
    ASSERT_EQ(published.size(), 1U);
    EXPECT_EQ(published[0].text(0), "settings");
    EXPECT_EQ(published[0].text(1), R"({"changed":["general.currency"]})");
}

TEST_F(SettingsRoutes, WhoMay) {
    const Actor cashier = world.add_user("cashier", "mike");
    EXPECT_EQ(testing::code_of([&] { testing::dispatch(table, http::Method::get, "/settings", "", nullptr); }), "TOKEN_REQUIRED");
    EXPECT_NO_THROW(testing::dispatch(table, http::Method::get, "/settings", "", &cashier));
    EXPECT_EQ(testing::code_of([&] { testing::dispatch(table, http::Method::put, "/settings", "{}", &cashier); }), "FORBIDDEN");
}

TEST_F(SettingsRoutes, ARolledBackChangeIsNeverSeen) {
    EXPECT_THROW(world.db().write([&](db::Transaction& transaction) {
        store.update(transaction, json::parse(R"({"general": {"currency": "EUR"}})"), world.clock.now(), world.admin.user_id);
        EXPECT_EQ(store.in_transaction(transaction)->general.currency, "EUR");
        throw Error(Code::conflict, "no");
    }),
                 Error);
    EXPECT_EQ(store.current()->general.currency, "USD");
    EXPECT_EQ(as_a_writer_sees_them()->general.currency, "USD");
    store.load();
    EXPECT_EQ(store.current()->general.currency, "USD");
}

TEST_F(SettingsRoutes, AnotherProcessSeesAChangeInItsNextTransaction) {
    SettingsStore other(world.db(), standard_settings());
    other.load();
    put(R"({"general": {"currency": "EUR"}})");
    EXPECT_EQ(other.current()->general.currency, "USD");
    world.db().write(
        [&](db::Transaction& transaction) { EXPECT_EQ(other.in_transaction(transaction)->general.currency, "EUR"); });
    EXPECT_EQ(other.current()->general.currency, "USD");
    other.load();
    EXPECT_EQ(other.current()->general.currency, "EUR");
}

TEST_F(SettingsRoutes, AnotherSettingChangedWhileTheClockIsAheadEndsNoDay) {
    const auto today = [&] {
        return world.db().writing([&](db::Transaction& transaction) {
            return take_moment(transaction, *store.in_transaction(transaction), world.clock.now()).business_date.text();
        });
    };
    EXPECT_EQ(today(), "2026-11-22");
    world.clock.advance(std::chrono::hours(24));
    put(R"({"general": {"storeName": "Ahead"}})");
    world.clock.advance(std::chrono::hours(-24));
    EXPECT_EQ(today(), "2026-11-22");
}

TEST_F(SettingsRoutes, WhatWasNeverChangedFollowsTheDefaults) {
    put(R"({"general": {"currency": "EUR"}})");
    auto defaults = standard_settings();
    defaults.general.storeName = "Renamed in the environment";
    defaults.general.currency = "GBP";
    SettingsStore restarted(world.db(), defaults);
    restarted.load();
    EXPECT_EQ(restarted.current()->general.storeName, "Renamed in the environment");
    EXPECT_EQ(restarted.current()->general.currency, "EUR");
}

TEST_F(SettingsRoutes, AChangeSurvivesARestart) {
    put(R"({"general": {"currency": "EUR"}})");
    world.database.reopen();
    SettingsStore restarted(world.db(), standard_settings());
    restarted.load();
    EXPECT_EQ(restarted.current()->general.currency, "EUR");
}

TEST_F(SettingsRoutes, UnusableDefaultsAreRefusedAtTheStart) {
    auto defaults = standard_settings();
    defaults.general.timezone = "nowhere";
    EXPECT_EQ(testing::error_of([&] { const SettingsStore refused(world.db(), defaults); }).details().at(0).field,
              "general.timezone");
}

TEST_F(SettingsRoutes, ADamagedRowIsADefectAndNoFaultOfTheCaller) {
    put(R"({"general": {"currency": "EUR"}})");
    for (const char* damaged : {R"({"general": {"timezone": "gone"}})", R"({"general": 5})", "5", "{"}) {
        world.db().write([&](db::Transaction& transaction) { transaction.execute(corrupt, damaged); });
        EXPECT_THROW(store.load(), std::runtime_error) << damaged;
    }
}

TEST_F(SettingsRoutes, ATaxForACategoryThatNothingHasIsRefused) {
    http::EndpointTable strict{commands};
    add_routes(strict, store, audit, events, world.journal, world.clock,
               {[](db::Transaction&) { return std::vector<std::string>{"Pastries"}; },
                [](db::Transaction&) { return std::vector<std::string>(); }});
    const auto tax = [&](const std::string& categories) {
        testing::dispatch(strict, http::Method::put, "/settings",
                          R"({"pos": {"taxes": [{"name": "VAT", "rate": 10, "categories": [)" + categories + "]}]}}",
                          &world.admin);
    };
    const auto error = testing::error_of([&] { tax(R"("Pastries", "Pastri")"); });
    EXPECT_EQ(error.code(), Code::validation_error);
    ASSERT_EQ(error.details().size(), 1U);
    EXPECT_EQ(error.details()[0].field, "pos.taxes[0].categories");
    EXPECT_EQ(error.details()[0].message, "pos.taxes[0].categories names Pastri, but no menu item is in that category");
    put(R"({"pos": {"taxes": [{"name": "VAT", "rate": 10, "categories": ["Süßes"]}]}})");
    tax(R"("SÜSSES", "Pastries")");
    EXPECT_EQ(store.current()->pos.taxes.at(0).categories.size(), 2U) << "what a tax had it may keep";
}

}  // namespace
}  // namespace cafepos::settings
