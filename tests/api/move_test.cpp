// A café that has sold goes to another database or store, and sells on there.

#include <filesystem>

#include "on_server.h"

namespace cafepos::testing {
namespace {

namespace fs = std::filesystem;

bool is_embedded() { return engine_under_test() == db::Database::Engine::sqlite; }

class Move : public ::testing::Test {
protected:
    Move() : database_({}, Schema::empty) { database_.close(); }

    /// A server of the café in the database under test, or in an embedded one.
    std::unique_ptr<ServerProcess> opened(const std::string& data, const std::string& store, bool embedded = is_embedded()) {
        return std::make_unique<ServerProcess>(ServerSettings{.demo = true,
                                                              .environment = {{"DATABASE_URL", embedded ? "" : database_.url()},
                                                                              {"DATA_DIR", file(data)},
                                                                              {"UPLOAD_DIR", ""},
                                                                              {"STORE", store}}});
    }
    [[nodiscard]] std::string file(const std::string& name) const { return (folder_.path() / name).string(); }
    /// The database under test as `move` takes it.
    [[nodiscard]] std::string address(const std::string& store) const {
        return (is_embedded() ? std::string("sqlite:") : database_.url()) + (store.empty() ? "" : "#" + store);
    }

private:
    TemporaryDirectory folder_;
    TestDatabase database_;
};

std::string sell(ServerProcess& server) {
    Client manager = server.client_as("manager");
    const auto reply = manager.post("/orders", order_body(menu_item_id(manager, "Latte")));
    EXPECT_EQ(reply.status, 201) << reply.body;
    return reply["data"]["order"]["orderNumber"].text();
}

void expect_done(const CommandResult& result) { EXPECT_EQ(result.exit_code, 0) << result.output; }
void expect_refused(const CommandResult& result, const std::string& why) {
    EXPECT_NE(result.exit_code, 0);
    EXPECT_NE(result.output.find(why), std::string::npos) << result.output;
}

/// Everything is there, and goes on: numbers, pictures, PINs, the journal.
void expect_sells_on(ServerProcess& server, const std::string& last_number) {
    const int last = std::stoi(last_number.substr(13));
    EXPECT_EQ(std::stoi(sell(server).substr(13)), last + 1);
    Client manager = server.client_as("manager");
    const auto picture = manager.get("/menu_items/" + menu_item_id(manager, "Latte"))["data"]["imageUrl"];
    EXPECT_TRUE(picture.is_text() && manager.get(picture.text()).status == 200);
    EXPECT_EQ(server.client().post("/auth/login", R"({"pinCode":"2345"})").status, 200);
    expect_done(server.run({"verify"}));
    expect_done(server.run({"journal", "verify"}));
}

TEST_F(Move, FromStoreToStoreToTheOtherDatabaseAndBack) {
    auto north = opened("data", "north");
    std::string last = sell(*north);
    ASSERT_EQ(north->stop(), 0);
    expect_done(north->run({"move", "south"}));

    auto south = opened("data", "south");
    expect_sells_on(*south, last);
    last = sell(*south);
    ASSERT_EQ(south->stop(), 0);
    expect_done(south->run({"move", "sqlite:", "--to-data-dir", file("small")}));

    auto small = opened("small", "", true);
    expect_sells_on(*small, last);
    last = sell(*small);
    ASSERT_EQ(small->stop(), 0);
    expect_done(small->run({"move", address("west"), "--to-data-dir", file("large")}));

    auto west = opened("large", "west");
    expect_sells_on(*west, last);
    EXPECT_FALSE(fs::exists(file("large/stores/west/moving.backup")));
}

TEST_F(Move, WithinItsFolderEverythingButTheDatabaseStaysWhereItIs) {
    if (is_embedded()) GTEST_SKIP() << "needs a server";
    auto small = opened("data", "", true);
    const std::string last = sell(*small);
    ASSERT_EQ(small->stop(), 0);
    expect_done(small->run({"move", address("")}));
    auto large = opened("data", "");
    expect_sells_on(*large, last);
    EXPECT_FALSE(fs::exists(file("data/secret.before-restore")));
}

TEST_F(Move, IsRefusedWhereSomethingIsAndWhileAnEmbeddedCafeServes) {
    auto north = opened("data", "north");
    const auto south = opened("data", "south");
    if (is_embedded()) expect_refused(north->run({"move", "west"}), "stop it first");
    ASSERT_EQ(north->stop(), 0);
    expect_refused(north->run({"move", "south"}), "There is something already in");
    expect_refused(north->run({"move", "north"}), "There is something already in");
    expect_refused(north->run({"move", "North Street"}), "STORE: ");
    expect_refused(north->run({"move"}), "Say where to");
    EXPECT_FALSE(fs::exists(file("data/stores/west/cafepos.db")));
    north->start();
    sell(*north);
    expect_sells_on(*south, sell(*south));
}

TEST_F(Move, AKeyOfAnotherCafeIsNotReplaced) {
    auto north = opened("data", "north");
    auto south = opened("other", "south");
    ASSERT_EQ(south->stop(), 0);
    ASSERT_EQ(north->stop(), 0);
    fs::create_directories(file("data/stores/west"));
    fs::copy_file(file("other/stores/south/journal.key"), file("data/stores/west/journal.key"));
    expect_refused(north->run({"move", "west"}), "is the journal's key of another café");
    north->start();
    sell(*north);
}

TEST_F(Move, NobodySellsInTheOldPlaceUntilItIsUndone) {
    auto north = opened("data", "north");
    const std::string last = sell(*north);
    Client manager = north->client_as("manager");
    const std::string order = order_body(menu_item_id(manager, "Latte"));
    if (is_embedded()) north->stop();
    expect_done(north->run({"move", "south"}));
    if (!is_embedded()) {  // it has gone on running
        expect_error(manager.post("/orders", order), 503, "OVERLOADED");
        ASSERT_EQ(north->stop(), 0);
    }
    expect_refused(north->run({"serve"}), "This café was moved to ");
    expect_refused(north->run({"doctor"}), "this café was moved to ");
    expect_refused(north->run({"move", "west"}), "This café was moved to ");
    expect_refused(north->run({"chain", "report", "--from", "2026-01-01", "--to", "2026-01-31", "north"}),
                   "This café was moved to ");
    expect_done(north->run({"verify"}));
    expect_done(north->run({"move", "--undo"}));
    expect_refused(north->run({"move", "--undo"}), "was not moved");
    north->start();
    expect_sells_on(*north, last);
}

}  // namespace
}  // namespace cafepos::testing
