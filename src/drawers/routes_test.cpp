#include "routes.h"

#include <gtest/gtest.h>

#include "differences.h"
#include "drawers.h"
#include "ledger.h"
#include "testing/call.h"
#include "testing/reason.h"
#include "testing/world.h"

namespace cafepos::drawers {
namespace {

using http::Method;
using testing::Json;

const db::Statement events_of_drawers{"drawers_test.events",
                                      "SELECT COUNT(*) FROM events WHERE kind = 'drawer' AND permission = 'drawers.view'"};
const db::Statement audits_of_drawers{"drawers_test.audits", "SELECT COUNT(*) FROM audit_log WHERE entity IN ('drawer', 'till')"};

const db::Statement forget_z{"drawers_test.forget_z", "DELETE FROM journal_entries WHERE kind = 'z'"};

const db::Statement entries_of_drawers{"drawers_test.entries",
                                       "SELECT COUNT(*) FROM journal_entries WHERE kind IN ('drawer', 'movement', 'z')"};

const db::Statement jobs_of_z{"drawers_test.jobs", "SELECT COUNT(*) FROM print_jobs WHERE subject_kind = 'z_report'"};

class DrawerRoutes : public ::testing::Test {
protected:
    DrawerRoutes() {
        add_routes(table, workshop, {nothing_sold, [this](auto&) { return open_tabs; }}, printers);
    }

    static DrawerSales nothing_sold(db::Transaction&, const Id&) { return {}; }

    http::RawReply call(Method method, const std::string& target, const std::string& body, const Actor& actor) {
        return testing::dispatch(table, method, target, body, &actor);
    }
    Json get(const std::string& target) { return testing::data_of(call(Method::get, target, "", world.admin)); }
    Json post(const std::string& target, const std::string& body) {
        return testing::data_of(call(Method::post, target, body, world.admin));
    }
    std::string code(Method method, const std::string& target, const std::string& body, const Actor& actor) {
        return testing::code_of([&] { call(method, target, body, actor); });
    }
    std::string refusal(const std::string& target, const std::string& body) {
        return code(Method::post, target, body, world.admin);
    }
    std::string new_till(const std::string& name) { return post("/tills", R"({"name":")" + name + "\"}")["till"]["id"].text(); }
    static std::string opening(const std::string& till, const std::string& amount = "100") {
        return R"({"tillId":")" + till + R"(","float":)" + amount + "}";
    }
    std::string opened(const std::string& till) { return post("/drawers", opening(till))["drawer"]["id"].text(); }
    std::int64_t number(const db::Statement& statement) {
        return world.db().reading([&](db::Transaction& transaction) { return transaction.query_one(statement)->integer(0); });
    }
    std::vector<std::string> findings() {
        return world.db().reading([](db::Transaction& transaction) { return verify(transaction, nothing_sold); });
    }

    /// What the journal says against the books.
    std::string troubles(db::Transaction& transaction) {
        std::string all;
        for (const std::string& one : journal::verify(transaction, world.journal_keys, journal_books(), {})) all += one + "\n";
        return all;
    }
    std::string troubles() {
        return world.db().reading([&](db::Transaction& transaction) { return troubles(transaction); });
    }

    std::vector<OpenTab> open_tabs;
    testing::World world;
    testing::DirectCommands commands{world.db()};
    http::EndpointTable table{commands};
    audit::AuditLog audit{world.clock, world.ids};
    events::EventLog events{world.clock};
    settings::SettingsStore settings{world.db(), settings::standard_settings()};
    Workshop workshop{world.db(), settings, audit, events, world.clock, world.ids, world.journal};
    printing::Printers printers{world.db(), world.clock, world.ids, settings, {}};
};

TEST_F(DrawerRoutes, StatementsFitTheirStructs) { EXPECT_EQ(world.db().prepare_all(), std::vector<std::string>{}); }

TEST_F(DrawerRoutes, ATillIsMadeRenamedAndTakenOutOfUse) {
    const std::string bar = new_till("Bar");
    new_till("Attic");
    EXPECT_EQ(refusal("/tills", R"({"name":" bar "})"), "VALIDATION_ERROR");
    EXPECT_EQ(refusal("/tills", "{}"), "VALIDATION_ERROR");
    const auto list = get("/tills")["tills"];
    EXPECT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0]["name"].text(), "Attic");
    const auto changed = testing::data_of(call(Method::put, "/tills/" + bar, R"({"active":false})", world.admin))["till"];
    EXPECT_FALSE(changed["active"].boolean());
    EXPECT_EQ(changed["name"].text(), "Bar");
    EXPECT_TRUE(changed["printerId"].is_null());
    EXPECT_EQ(code(Method::put, "/tills/" + bar, R"({"printerId":")" + world.ids.next().text() + "\"}", world.admin),
              "VALIDATION_ERROR");
    EXPECT_EQ(refusal("/drawers", opening(bar)), "VALIDATION_ERROR") << "nobody counts there any more";
    EXPECT_EQ(code(Method::put, "/tills/" + world.ids.next().text(), "{}", world.admin), "NOT_FOUND");
}

TEST_F(DrawerRoutes, WhetherATillIsInUseIsNotNull) {
    const std::string bar = new_till("Bar");
    const Error refused = testing::error_of([&] { call(Method::put, "/tills/" + bar, R"({"active":null})", world.admin); });
    EXPECT_EQ(refused.texts().at(0), "active must be true or false");
    EXPECT_EQ(refusal("/tills", R"({"name":"Attic","active":null})"), "VALIDATION_ERROR");
    EXPECT_EQ(get("/tills")["tills"].size(), 1U);
}

TEST_F(DrawerRoutes, OneDrawerIsOpenAtATill) {
    const std::string bar = new_till("Bar");
    const std::string first = opened(bar);
    EXPECT_EQ(refusal("/drawers", opening(bar)), "CONFLICT");
    EXPECT_EQ(testing::reason_in([&] { post("/drawers", opening(bar)); }), "drawer_open");
    EXPECT_EQ(testing::error_of([&] { post("/drawers", opening(world.ids.next().text())); }).details().at(0).field, "tillId");
    EXPECT_EQ(testing::error_of([&] { post("/drawers", R"({"tillId":")" + bar + "\"}"); }).details().at(0).field, "float");
    EXPECT_EQ(refusal("/drawers", opening(bar, "-1")), "VALIDATION_ERROR");
    post("/drawers/" + first + "/close", "{}");
    const std::string second = opened(bar);
    opened(new_till("Door"));
    EXPECT_EQ(get("/drawers")["drawers"].size(), 3U);
    EXPECT_EQ(get("/drawers?status=closed")["drawers"][0]["id"].text(), first);
    EXPECT_EQ(get("/drawers?status=open&tillId=" + bar)["drawers"][0]["id"].text(), second);
    const auto page = get("/drawers?limit=2");
    EXPECT_EQ(get("/drawers?limit=2&cursor=" + page["nextCursor"].text())["drawers"][0]["id"].text(), first);
    EXPECT_TRUE(get("/drawers?limit=3")["nextCursor"].is_null());
}

TEST_F(DrawerRoutes, WhoMayNotSeeItCountsBlind) {
    const std::string id = opened(new_till("Bar"));
    const Actor cashier = world.add_user("cashier", "mike");
    EXPECT_EQ(get("/drawers/" + id)["drawer"]["expected"].text(), "100");
    const auto seen = testing::data_of(call(Method::get, "/drawers/" + id, "", cashier))["drawer"];
    EXPECT_EQ(seen["openingFloat"].text(), "100");
    EXPECT_FALSE(seen["expected"].exists());
    EXPECT_EQ(code(Method::get, "/drawers/" + id + "/x", "", cashier), "FORBIDDEN");
    const auto moved = testing::data_of(
        call(Method::post, "/drawers/" + id + "/movements", R"({"type":"drop","amount":40})", cashier))["movement"];
    EXPECT_EQ(moved["amount"].text(), "40");
    EXPECT_FALSE(moved["expected"].exists());
    EXPECT_EQ(get("/drawers/" + id + "/x")["xReport"]["cash"]["expected"].text(), "60");
    const Actor trainee = world.add_user("trainee", "tim");
    EXPECT_EQ(code(Method::get, "/drawers/" + id, "", trainee), "FORBIDDEN");
    EXPECT_EQ(code(Method::post, "/drawers/" + id + "/close", "{}", trainee), "FORBIDDEN");
}

TEST_F(DrawerRoutes, MovementsNeedAnOpenDrawer) {
    const std::string id = opened(new_till("Bar"));
    const std::string target = "/drawers/" + id + "/movements";
    EXPECT_EQ(refusal(target, R"({"type":"paid_out","amount":5})"), "VALIDATION_ERROR") << "nobody said why";
    EXPECT_EQ(refusal(target, R"({"type":"sale","amount":5})"), "VALIDATION_ERROR");
    const auto moved = post(target, R"({"type":"paid_out","amount":5,"reason":"card 4111 1111 1111 1111"})")["movement"];
    EXPECT_EQ(moved["expected"].text(), "95");
    EXPECT_EQ(moved["reason"].text(), "card **** **** **** 1111");
    EXPECT_EQ(refusal("/drawers/" + world.ids.next().text() + "/movements", R"({"type":"no_sale"})"), "NOT_FOUND");
    post("/drawers/" + id + "/close", "{}");
    EXPECT_EQ(refusal(target, R"({"type":"no_sale"})"), "CONFLICT");
    EXPECT_EQ(testing::reason_in([&] { post(target, R"({"type":"no_sale"})"); }), "drawer_closed");
    EXPECT_EQ(findings(), std::vector<std::string>{});
}

TEST_F(DrawerRoutes, ClosingIsNeverRefusedForWhatWasFound) {
    const std::string id = opened(new_till("Bar"));
    const std::string target = "/drawers/" + id + "/close";
    EXPECT_EQ(refusal(target, R"({"counted":{"cash":{}}})"), "VALIDATION_ERROR") << "no count at all is none";
    EXPECT_EQ(refusal(target, R"({"counted":{"cash":{"amount":-1}}})"), "VALIDATION_ERROR");
    const auto z = post(target, R"({"counted":{"cash":12.5,"shells":{"amount":3}},"floatLeft":50})")["zReport"];
    EXPECT_EQ(z["number"].integer(), 1);
    EXPECT_EQ(z["tenders"][0]["difference"].text(), "-87.5");
    EXPECT_EQ(z["tenders"][1]["method"].text(), "shells");
    EXPECT_EQ(z["tenders"][1]["difference"].text(), "3");
    EXPECT_EQ(z["cash"]["floatLeft"].text(), "50");
    EXPECT_EQ(refusal(target, "{}"), "CONFLICT");
    EXPECT_EQ(testing::reason_in([&] { post(target, "{}"); }), "drawer_closed");
    post("/drawers/" + opened(new_till("Garden")) + "/close", "{}");  // nobody counted
    const auto differences_of = [&](const std::string& day) {
        return world.db().reading(
            [&](db::Transaction& transaction) { return differences_on(transaction, Date::parse(day).value()); });
    };
    const auto differences = differences_of(z["businessDate"].text());
    ASSERT_EQ(differences.size(), 2U);
    EXPECT_EQ(differences[0].z_number, 1);
    EXPECT_EQ(differences[0].till_name, "Bar");
    EXPECT_EQ(differences[0].method, "cash");
    EXPECT_EQ(differences[0].amount, Money::of(-8'750));
    EXPECT_EQ(differences[1].method, "shells");
    EXPECT_TRUE(differences_of("2026-11-21").empty());
    EXPECT_EQ(code(Method::get, "/drawers/" + id + "/x", "", world.admin), "CONFLICT");
    EXPECT_EQ(number(events_of_drawers), 4);
    EXPECT_EQ(number(audits_of_drawers), 6);
    EXPECT_EQ(findings(), std::vector<std::string>{});
}

TEST_F(DrawerRoutes, OpenTabsAndReprintsAreNamedAndKeepNobodyFromClosing) {
    const std::string till = new_till("Bar");
    const std::string id = opened(till);
    open_tabs = {{"TAB-20261122-0001", {}, "7", world.clock.now(), Money::of(1955)}};
    const auto reprint = [&](db::Transaction& transaction) {
        const CashMove move{.type = MovementType::reprint, .amount = {}, .staff_id = world.admin.user_id};
        CashLedger(world.clock, world.ids, world.journal).move(transaction, Id::parse(till), move);
    };
    world.db().write(reprint);
    world.db().write(reprint);
    EXPECT_EQ(refusal("/drawers/" + id + "/movements", R"({"type":"reprint"})"), "VALIDATION_ERROR") << "nobody types it";
    EXPECT_EQ(get("/drawers/" + id + "/x")["xReport"]["openTabs"].size(), 1U);
    const auto z = post("/drawers/" + id + "/close", R"({"counted":{"cash":100}})")["zReport"];
    EXPECT_EQ(z["reprints"].integer(), 2);
    EXPECT_EQ(z["movements"].size(), 0U);
    EXPECT_EQ(z["openTabs"][0]["number"].text(), "TAB-20261122-0001");
    EXPECT_EQ(z["openTabs"][0]["table"].text(), "7");
    EXPECT_TRUE(z["openTabs"][0]["name"].is_null());
    EXPECT_EQ(z["openTabs"][0]["amount"].text(), "19.55");
    EXPECT_EQ(z["remarks"].print(), R"([{"code":"open_tabs","text":"Tabs still open: 1"}])");
    open_tabs.clear();
    EXPECT_EQ(get("/z-reports/1")["zReport"], z) << "whoever pays later";
    EXPECT_EQ(findings(), std::vector<std::string>{});
}

TEST_F(DrawerRoutes, ZAreListedAndPrinted) {
    const std::string bar = new_till("Bar");
    for (int i = 0; i < 3; ++i) post("/drawers/" + opened(bar) + "/close", R"({"counted":{"cash":{"amount":100}}})");
    const auto page = get("/z-reports?limit=2&from=2026-11-22&to=2026-11-22&tillId=" + bar);
    EXPECT_EQ(page["zReports"][0]["number"].integer(), 3);
    EXPECT_EQ(page["zReports"][0]["cashDifference"].text(), "0");
    const auto rest = get("/z-reports?limit=2&cursor=" + page["nextCursor"].text());
    EXPECT_EQ(rest["zReports"].size(), 1U);
    EXPECT_TRUE(rest["nextCursor"].is_null());
    EXPECT_EQ(get("/z-reports?from=2026-11-23")["zReports"].size(), 0U);
    const auto text = call(Method::get, "/z-reports/2?format=txt", "", world.admin);
    EXPECT_EQ(text.content_type, "text/plain; charset=utf-8");
    EXPECT_NE(text.body.find("Sample Cafe\nZ 2\n"), std::string::npos) << text.body;
    EXPECT_TRUE(call(Method::get, "/z-reports/2?format=pdf", "", world.admin).body.starts_with("%PDF"));
    EXPECT_TRUE(call(Method::get, "/z-reports/2?format=escpos", "", world.admin).body.starts_with("\x1B@"));
    EXPECT_NE(call(Method::get, "/z-reports/2?format=html", "", world.admin).body.find("<title>Z 2</title>"), std::string::npos);
    post("/drawers/" + opened(bar) + "/close", "{}");
    EXPECT_TRUE(get("/z-reports?limit=1")["zReports"][0]["cashDifference"].is_null()) << "nobody counted";
    EXPECT_NE(text.body.find("Journal"), std::string::npos) << text.body;
    world.db().write([](db::Transaction& transaction) { transaction.execute(forget_z); });
    EXPECT_EQ(call(Method::get, "/z-reports/2?format=txt", "", world.admin).body.find("Journal"), std::string::npos)
        << "a Z that is older than the journal";
    EXPECT_TRUE(post("/z-reports/2/print", "")["queued"].boolean());
    EXPECT_EQ(number(jobs_of_z), 1);
    for (const char* number : {"/z-reports/5", "/z-reports/x", "/z-reports/1x"}) {
        EXPECT_EQ(code(Method::get, number, "", world.admin), "NOT_FOUND");
    }
    EXPECT_EQ(findings(), std::vector<std::string>{});
}

// Each damage is one hand in the database.
TEST_F(DrawerRoutes, SellingMovesCashWhereADrawerIsOpenAndIsNeverRefused) {
    const std::string till = new_till("Bar");
    const CashMove move{.type = MovementType::reprint, .amount = {}, .staff_id = world.admin.user_id};
    const auto moved = [&](const std::optional<Id>& where) {
        std::optional<Movement> movement;
        world.db().write([&](db::Transaction& transaction) {
            movement = CashLedger(world.clock, world.ids, world.journal).move(transaction, where, move);
        });
        return movement;
    };
    EXPECT_FALSE(moved({}));
    EXPECT_FALSE(moved(Id::parse(till))) << "nobody has opened one";
    const std::string drawer = opened(till);
    const auto movement = moved(Id::parse(till));
    ASSERT_TRUE(movement);
    EXPECT_EQ(movement->drawer_id.text(), drawer);
    EXPECT_EQ(movement->sequence, 2);
    EXPECT_EQ(movement->balance, Money::of(10'000));
    EXPECT_EQ(movement->created_at, world.clock.now());
}

TEST_F(DrawerRoutes, TheJournalTellsOfEachDrawerMovementAndZ) {
    const std::string id = opened(new_till("Bar"));
    post("/drawers/" + id + "/movements", R"({"type":"paid_in","amount":1,"reason":"coins"})");
    post("/drawers/" + id + "/close", R"({"counted":{"shells":3,"cash":101,"a voucher":1}})");
    EXPECT_EQ(number(entries_of_drawers), 4) << "the drawer, its float, what was paid in, its Z";
    EXPECT_EQ(troubles(), "");
    static const db::Statement damages[] = {
        {"drawers_test.float", "UPDATE drawers SET opening_float = 1"},
        {"drawers_test.amount", "UPDATE drawer_movements SET amount = 2 WHERE sequence = 2"},
        {"drawers_test.z_total", "UPDATE z_reports SET perpetual_sales = 3"},
        {"drawers_test.count", "UPDATE drawer_counts SET counted = 4 WHERE method = 'shells'"},
        {"drawers_test.gone", "DELETE FROM drawer_movements WHERE sequence = 2"}};
    struct Undone {};
    for (const db::Statement& damage : damages) {
        std::string found;
        try {
            world.db().write([&](db::Transaction& transaction) {
                EXPECT_GT(transaction.execute(damage), 0) << damage.name();
                found = troubles(transaction);
                throw Undone();
            });
        } catch (const Undone&) {  // NOLINT(bugprone-empty-catch): thrown above, and all it does is undo
        }
        EXPECT_NE(found, "") << damage.name();
    }
}

TEST_F(DrawerRoutes, AMovementThatTheJournalWasNotToldOfIsMissed) {
    const std::string till = new_till("Bar");
    opened(till);
    world.db().write([&](db::Transaction& transaction) {
        const CashMove move{.type = MovementType::paid_in, .amount = Money::of(500), .staff_id = world.admin.user_id};
        CashLedger(world.clock, world.ids, world.journal).move(transaction, Id::parse(till), move);
    });
    EXPECT_NE(troubles().find("1 movements without an entry of the journal, together 500 minor units"), std::string::npos)
        << troubles();
}

TEST_F(DrawerRoutes, VerifyNamesEachDamage) {
    struct Damage {
        db::Statement statement;
        const char* named;
    };
    static const Damage damages[] = {
        {{"drawers_test.no_movement", "DELETE FROM drawer_movements WHERE sequence = 2"}, ": movement 2 is missing"},
        {{"drawers_test.no_last", "DELETE FROM drawer_movements WHERE sequence = 3"}, "it should have 3 movements, there are 2"},
        {{"drawers_test.no_z", "DELETE FROM z_reports WHERE number = 1"}, "Z 1 is missing"},
        {{"drawers_test.no_last_z", "DELETE FROM z_reports WHERE number = 2"}, ": it is closed and has no Z"},
        {{"drawers_test.z_sales", "UPDATE z_reports SET sales = 1 WHERE number = 1"},
         "Z 1: sales in the list is 0.01, derived 0.00"},
        {{"drawers_test.reason", "UPDATE drawer_movements SET reason = 'tea' WHERE sequence = 2"}, "Z 1: movements is "},
    };
    const std::string till = new_till("Bar");
    const std::string first = opened(till);
    post("/drawers/" + first + "/movements", R"({"type":"paid_out","amount":5,"reason":"milk"})");
    post("/drawers/" + first + "/movements", R"({"type":"paid_in","amount":1,"reason":"coins"})");
    post("/drawers/" + first + "/close", "{}");
    post("/drawers/" + opened(till) + "/close", "{}");
    ASSERT_EQ(findings(), std::vector<std::string>{});
    struct Undone {};
    for (const Damage& damage : damages) {
        std::string all;
        try {
            world.db().write([&](db::Transaction& transaction) {
                EXPECT_GT(transaction.execute(damage.statement), 0) << damage.statement.name();
                for (const std::string& finding : verify(transaction, nothing_sold)) all += finding + "\n";
                throw Undone();
            });
        } catch (const Undone&) {  // NOLINT(bugprone-empty-catch): thrown above, and all it does is undo
        }
        EXPECT_NE(all.find(damage.named), std::string::npos) << damage.statement.name() << ":\n" << all;
    }
    EXPECT_EQ(findings(), std::vector<std::string>{});
}

}  // namespace
}  // namespace cafepos::drawers
