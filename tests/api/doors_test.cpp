#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "on_server.h"

namespace cafepos::testing {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// A proxy on this machine says from where each request comes, so that one test can be a café and the rest of the world.
class Doors : public ::testing::Test {
protected:
    static std::string credentials(const std::string& username, const std::string& password) {
        return R"({"username":")" + username + R"(","password":")" + password + "\"}";
    }
    static HeaderList from(const std::string& address) { return {{"X-Forwarded-For", address}}; }
    HttpReply login(const std::string& address, const std::string& username, const std::string& password = "password123") {
        return server.client().post("/auth/login", credentials(username, password), from(address));
    }
    HttpReply pin(const std::string& address, const std::string& code) {
        return server.client().post("/auth/login", R"({"pinCode":")" + code + "\"}", from(address));
    }

    // As dear a hash as in a shop, or a storm of them would be none.
    ServerProcess server{{.demo = true, .environment = {{"TRUSTED_PROXIES", "127.0.0.1"}, {"BCRYPT_COST", "10"}}}};
    const std::string till = "192.0.2.10:50123";
    const std::string another_till = "[2001:db8:1:1::10]:50123";
    const std::string stranger = "203.0.113.66";
};

TEST_F(Doors, AStrangersTwoHundredTriesStopNoTill) {
    expect_success(login(till, "manager"));
    Client guesser = server.client();
    int judged = 0;
    for (int i = 0; i < 200; ++i) {
        const std::string address = "203.0.113." + std::to_string(i % 50);
        const std::string code = std::to_string(10'000 + i).substr(1);
        expect_error(guesser.post("/auth/login", R"({"pinCode":")" + code + "\"}", from(address)), 403, "FORBIDDEN");
        judged += guesser.post("/auth/login", credentials("cashier", "wrong"), from(address)).status == 401 ? 1 : 0;
    }
    EXPECT_EQ(judged, 5) << "of all addresses together";
    expect_error(login(stranger, "cashier"), 423, "ACCOUNT_LOCKED");
    expect_success(pin(till, "3456"));
    expect_success(login(till, "cashier"));
    server.restart();
    expect_success(pin(till, "3456"));
    expect_success(login(till, "cashier"));
    expect_error(login(stranger, "cashier"), 423, "ACCOUNT_LOCKED");
}

TEST_F(Doors, ANewTillIsToldWhatToDoAndThenWorks) {
    const auto refused = pin(another_till, "3456");
    expect_error(refused, 403, "FORBIDDEN");
    EXPECT_NE(refused["errors"][0].text().find("Sign in here once with user name and password"), std::string::npos);
    expect_success(login(another_till, "trainee"));
    expect_success(pin(another_till, "3456"));
    expect_success(pin("[2001:db8:1:1:ffff::99]:1", "3456"));
}

TEST_F(Doors, AStormOfAnonymousLoginsLeavesTillsAlone) {
    expect_success(login(till, "manager"));
    std::atomic<bool> over = false;
    std::atomic<int> refused_at_once = 0;
    std::vector<std::jthread> storm;
    for (int i = 0; i < 24; ++i) {
        storm.emplace_back([&, i] {
            for (int n = 0; !over; ++n) {
                try {
                    const auto reply =
                        login("203.0.113." + std::to_string(i % 3), "name" + std::to_string(i * 1000 + n), "wrong");
                    if (reply.status == 429 || reply.status == 503) ++refused_at_once;
                } catch (const NoAnswer&) {
                    EXPECT_TRUE(over);
                }
            }
        });
    }
    std::this_thread::sleep_for(300ms);
    for (int i = 0; i < 3; ++i) {
        const auto begin = Clock::now();
        expect_success(pin(till, "3456"));
        expect_success(login(till, "cashier"));
        EXPECT_LT(Clock::now() - begin, 10s) << "behind the storm it would be a minute";
    }
    over = true;
    server.kill9();  // what waits to be hashed yields to all other programs: beside other tests its answers took minutes
    storm.clear();
    EXPECT_GT(refused_at_once, 0) << "before they were hashed";
}

TEST_F(Doors, AStreamEndsWithItsSession) {
    Client manager = server.client_as("manager");
    Client listener = server.client(manager.token());
    std::atomic<bool> begun = false;
    std::jthread signing_out([&] {
        while (!begun) std::this_thread::sleep_for(10ms);
        expect_success(manager.post("/auth/logout"));
    });
    // Returns when the server ends the answer; a stream that is merely silent would be NoAnswer.
    const auto reply = listener.listen("/events", [&](const std::string&) {
        begun = true;
        return false;
    });
    EXPECT_EQ(reply.status, 200);
}

}  // namespace
}  // namespace cafepos::testing
