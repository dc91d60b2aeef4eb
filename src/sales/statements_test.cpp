#include <gtest/gtest.h>

#include <deque>

#include "db/group_commit.h"
#include "test_sales.h"
#include "testing/watched_session.h"

namespace cafepos::sales {
namespace {

/// Runs each request's effect in the transaction that is open.
class InOpenTransaction final : public http::CommandRunner {
public:
    http::RawReply run(const http::Call&, const http::Endpoint&, std::optional<std::string>,
                       const std::function<http::RawReply(db::Transaction&)>& effect) override {
        return effect(*transaction);
    }
    db::Transaction* transaction = nullptr;
};

class StatementsOfSales : public ::testing::Test {
protected:
    StatementsOfSales() {
        world.till = world.post("/tills", R"({"name":"Bar"})")["till"]["id"].text();
        world.post("/drawers", R"({"tillId":")" + world.till + R"(","float":100})");
        world.post("/stations", R"({"name":"Bar","categories":["Coffee"]})");
        add_routes(table, {{world.db(), world.settings, world.audit, world.events, world.clock, world.ids, world.journal},
                           world.ledger,
                           world.printers});
    }

    /// How many statements so many sales of one batch were.
    int statements_of(std::size_t sales, const std::string& more = "") {
        const std::string body =
            SalesWorld::sale_body(SalesWorld::line(world.latte, 2) + "," + SalesWorld::line(world.bagel, 1), more);
        const db::Database::Work sell = [&](db::Transaction& transaction) {
            commands.transaction = &transaction;
            testing::CallOptions call;
            call.received_at = world.clock.now();
            call.headers.emplace_back("x-till", world.till);
            testing::dispatch(table, http::Method::post, "/orders", body, &world.admin, call);
        };
        std::deque<db::Command> batch;
        std::vector<db::Command*> pointers;
        for (std::size_t i = 0; i < sales; ++i) pointers.push_back(&batch.emplace_back(sell));
        const int before = session.sent;
        commit.run(pointers);
        for (const db::Command& command : batch) EXPECT_EQ(command.error, nullptr);
        return session.sent - before;
    }

    SalesWorld world;
    InOpenTransaction commands;
    http::EndpointTable table{commands};
    db::Options options;
    testing::WatchedSession session{(options.url = world.database.url(), options)};
    db::GroupCommit commit{session, nullptr, options};
};

// A statement for each sale is one for each of sixty-four: docs/adr/0037-what-a-batch-gathers.md says how to do without.
TEST_F(StatementsOfSales, AreThoseOfTheirBatchHoweverManyTheyAre) {
    statements_of(2);  // what is remembered from then on
    const int of_two = statements_of(2);
    EXPECT_LE(of_two, 29);
    EXPECT_EQ(statements_of(40), of_two);
    EXPECT_EQ(world.number(orders_in_test), 44);
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

// The first is not in the database yet when the others ask for it.
TEST_F(StatementsOfSales, OfOneNumberInOneBatchAreOneSale) {
    statements_of(3, R"(,"clientOrderId":"till-1-7")");
    EXPECT_EQ(world.number(orders_in_test), 1);
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

}  // namespace
}  // namespace cafepos::sales
