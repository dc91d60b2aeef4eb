// Several cafés on one database, or in one folder, each a store of its own.

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <thread>

#include "on_server.h"

namespace cafepos::testing {
namespace {

namespace fs = std::filesystem;

bool is_embedded() { return engine_under_test() == db::Database::Engine::sqlite; }

/// Servers whose settings are all the same but STORE.
class Stores : public ::testing::Test {
protected:
    Stores() : database_({}, Schema::empty) { database_.close(); }

    std::unique_ptr<ServerProcess> opened(const std::string& store) {
        return std::make_unique<ServerProcess>(
            ServerSettings{.demo = true,
                           .environment = {{"DATABASE_URL", is_embedded() ? "" : database_.url()},
                                           {"DATA_DIR", folder_.file("data")},
                                           {"UPLOAD_DIR", folder_.file("uploads")},
                                           {"STORE", store}}});
    }
    [[nodiscard]] fs::path file(const std::string& name) const { return folder_.path() / name; }
    [[nodiscard]] const std::string& database_url() const { return database_.url(); }

private:
    TemporaryDirectory folder_;
    TestDatabase database_;
};

std::string sell(Client& client, const std::string& item) {
    const auto reply = client.post("/orders", order_body(item));
    EXPECT_EQ(reply.status, 201) << reply.body;
    return reply["data"]["order"]["orderNumber"].text();
}

std::int64_t orders_at(ServerProcess& server) {
    return server.client_as("manager").get("/orders?limit=1")["data"]["pagination"]["total"].integer();
}

/// Sales on threads of their own; the numbers of the orders, in order.
std::vector<std::string> numbers_sold(ServerProcess& server, int tills, int each) {
    Client manager = server.client_as("manager");
    const std::string item = menu_item_id(manager, "Latte");
    std::vector<std::vector<std::string>> numbers(static_cast<std::size_t>(tills));
    {
        std::vector<std::jthread> threads;
        for (auto& own : numbers) {
            threads.emplace_back([&, client = server.client(manager.token())]() mutable {
                for (int i = 0; i < each; ++i) own.push_back(sell(client, item));
            });
        }
    }
    std::vector<std::string> all;
    for (const auto& own : numbers) all.insert(all.end(), own.begin(), own.end());
    std::sort(all.begin(), all.end());
    return all;
}

void expect_without_gaps(const std::vector<std::string>& numbers) {
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        EXPECT_EQ(std::stoi(numbers[i].substr(13)), std::stoi(numbers[0].substr(13)) + static_cast<int>(i)) << numbers[i];
    }
}

void expect_in_order(ServerProcess& server) {
    for (const auto& command : std::vector<std::vector<std::string>>{{"verify"}, {"journal", "verify"}}) {
        const auto result = server.run(command);
        EXPECT_EQ(result.exit_code, 0) << result.output;
    }
}

TEST_F(Stores, SellAtOnceEachWithNumbersAJournalAndFilesOfItsOwn) {
    const auto north = opened("north");
    const auto south = opened("south");
    constexpr int tills = 4;
    const auto before_north = orders_at(*north);
    const auto before_south = orders_at(*south);
    std::vector<std::string> in_south;
    std::jthread other([&] { in_south = numbers_sold(*south, tills, 15); });
    const auto in_north = numbers_sold(*north, tills, 10);
    other.join();
    expect_without_gaps(in_north);
    expect_without_gaps(in_south);
    EXPECT_EQ(in_north.front(), in_south.front()) << "each counts for itself";
    EXPECT_EQ(orders_at(*north), before_north + tills * 10);
    EXPECT_EQ(orders_at(*south), before_south + tills * 15);
    for (ServerProcess* server : {north.get(), south.get()}) expect_in_order(*server);

    for (const std::string store : {"north", "south"}) {
        for (const char* name : {"secret", "journal.key", "journal.head"}) {
            EXPECT_TRUE(fs::exists(file("data/stores") / store / name)) << store << " " << name;
        }
        EXPECT_FALSE(fs::is_empty(file("uploads") / store / "menu_items"));
    }
    EXPECT_FALSE(fs::exists(file("data/secret")));
    EXPECT_EQ(north->client(south->client_as("manager").token()).get("/orders").status, 401) << "nor do sessions mix";
}

TEST_F(Stores, ABackupOfOneIsRestoredBesideTheOthers) {
    const auto north = opened("north");
    const auto south = opened("south");
    numbers_sold(*north, 1, 3);
    const auto in_north = orders_at(*north);
    ASSERT_EQ(north->run({"backup", file("b")}).exit_code, 0);
    numbers_sold(*south, 1, 2);
    const auto in_south = orders_at(*south);

    const auto restored = north->run({"restore", file("b"), "--store", "west"});
    EXPECT_EQ(restored.exit_code, 0) << restored.output;
    fs::copy_file(file("data/stores/north/journal.key"), file("data/stores/west/journal.key"));
    const auto west = opened("west");
    EXPECT_EQ(orders_at(*west), in_north);
    numbers_sold(*west, 1, 1);
    EXPECT_EQ(orders_at(*north), in_north);
    EXPECT_EQ(orders_at(*south), in_south);
    for (ServerProcess* server : {north.get(), south.get(), west.get()}) expect_in_order(*server);
    if (is_embedded()) return;
    const auto refused = north->run({"restore", file("b")});
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_NE(refused.output.find("holds a café already"), std::string::npos) << refused.output;
}

TEST_F(Stores, AChainReportAddsThemUp) {
    const auto north = opened("north");
    const auto south = opened("south");
    numbers_sold(*north, 1, 3);
    numbers_sold(*south, 1, 2);
    const auto report = [&](const std::vector<std::string>& more) {
        std::vector<std::string> command{"chain", "report", "--from", "2020-01-01", "--to", "2099-12-31"};
        command.insert(command.end(), more.begin(), more.end());
        return north->run(command);
    };
    const auto result = report({"--format", "json", "north", "south"});
    ASSERT_EQ(result.exit_code, 0) << result.output;
    const auto chain = Json::parse(result.output);
    const auto cents = [](const Json& amount) { return std::llround(std::stod(amount.print()) * 100); };
    const auto total = chain["totals"][0];
    for (const char* member : {"charged", "refunded", "revenue", "tax"}) {
        EXPECT_EQ(cents(total[member]), cents(chain["stores"][0][member]) + cents(chain["stores"][1][member])) << member;
    }
    for (const auto& [server, place] : {std::pair{north.get(), 0U}, std::pair{south.get(), 1U}}) {
        const auto own = server->client_as("manager").get("/reports/sales?from=2020-01-01&to=2029-12-31&group_by=month");
        EXPECT_EQ(cents(chain["stores"][place]["revenue"]), cents(own["data"]["totals"]["totalRevenue"])) << own.body;
    }
    EXPECT_EQ(chain["stores"][0]["sales"].integer(), chain["stores"][1]["sales"].integer() + 1);
    EXPECT_NE(report({"--format", "csv", "south"}).output.find("\r\ntotal,,"), std::string::npos);
    EXPECT_NE(report({"north", "nowhere"}).output.find("nowhere"), std::string::npos);
    EXPECT_EQ(report({"north", "nowhere"}).exit_code, 2);
    EXPECT_NE(report({"north", "north"}).output.find("is named twice"), std::string::npos);
    EXPECT_EQ(north->run({"chain", "report", "--from", "today", "--to", "2026-11-30", "north"}).exit_code, 2);
}

// ADR 31: whoever changes a price by hand, with whatever search path, is noticed by the store's own writer.
TEST_F(Stores, APriceThatWasChangedByHandIsSoldByTheStoreThatItIsOf) {
    if (is_embedded()) GTEST_SKIP() << "an embedded database has no search path";
    static const db::Statement change{"stores_test.change", "SELECT 0", "UPDATE north.menu_items SET price = 777"};
    const auto north = opened("north");
    const auto south = opened("south");
    const auto price_in = [](ServerProcess& server) {
        Client manager = server.client_as("manager");
        const auto reply = manager.post("/orders", order_body(menu_item_id(manager, "Latte")));
        return reply["data"]["order"]["items"][0]["price"].print();
    };
    const std::string before = price_in(*south);
    ASSERT_EQ(price_in(*north), before);
    db::Options options;
    options.url = database_url();
    const auto without_a_store = db::open(options);
    without_a_store->migrate();  // a row of its own, which the trigger must not take for north's
    without_a_store->write([](db::Transaction& transaction) { transaction.execute(change); });
    EXPECT_EQ(price_in(*north), "7.77");
    EXPECT_EQ(price_in(*south), before);
}

}  // namespace
}  // namespace cafepos::testing
