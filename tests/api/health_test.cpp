#include <csignal>

#include "on_server.h"

namespace cafepos::testing {
namespace {

class Health : public OnServer {};

TEST_F(Health, SaysWhatItChecked) {
    const auto reply = nobody().get("/health");
    expect_success(reply);
    EXPECT_EQ(reply["data"]["status"].text(), "healthy");
    EXPECT_EQ(reply["data"]["services"]["database"].text(), "connected");
    EXPECT_TRUE(reply["data"]["services"]["printer"].is_text());
    EXPECT_TRUE(reply["data"]["services"]["email"].is_text());
    EXPECT_TRUE(reply["data"]["version"].is_text());
    EXPECT_TRUE(reply["data"]["timestamp"].is_text());
}

TEST_F(Health, LiveAndReady) {
    expect_success(nobody().get("/health/live"));
    expect_success(nobody().get("/health/ready"));
}

TEST_F(Health, TheApiDescribesItself) {
    const auto reply = nobody().get("/openapi.json");
    EXPECT_EQ(reply.status, 200);
    EXPECT_TRUE(reply["openapi"].text().starts_with("3.1"));
    EXPECT_GT(reply["paths"].size(), 20U);
}

TEST_F(Health, StopsWithoutLosingItsTemper) {
    ServerProcess own;
    EXPECT_EQ(own.stop(), 0);
    own.start();
    expect_success(own.client().get("/health/ready"));
}

TEST_F(Health, AClosedTerminalStopsInOrder) {
    ServerProcess own;
    own.signal(SIGHUP);
    EXPECT_EQ(own.stop(), 0) << "else it ended by the signal";
}

TEST_F(Health, ASignalRightAfterTheFirstAnswerStopsInOrder) {
    ServerProcess own;
    for (int i = 0; i < 5; ++i) {
        ASSERT_EQ(own.stop(), 0) << "start " << i;
        own.start();
    }
}

}  // namespace
}  // namespace cafepos::testing
