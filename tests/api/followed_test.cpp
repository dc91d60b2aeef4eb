// What a request caused is found in the log by the request's id, also what was done after its answer.

#include <chrono>
#include <sstream>
#include <thread>

#include "on_server.h"

namespace cafepos::testing {
namespace {

using namespace std::chrono_literals;

/// The line of the log that begins with these words, behind its time and level, and has the request's id; waits for it.
std::string line_of(const ServerProcess& server, const std::string& words, const std::string& request) {
    for (int i = 0; i < 400; ++i) {
        std::istringstream log(server.log());
        for (std::string line; std::getline(log, line);) {
            if (line.find(" " + words) != std::string::npos && line.find(" request=" + request) != std::string::npos) return line;
        }
        std::this_thread::sleep_for(50ms);
    }
    ADD_FAILURE() << "no line of " << words << request << " in\n" << server.log();
    return "";
}

TEST(Followed, ASaleLeadsToItsSlipAndAMailToItsRequest) {
    ServerProcess server;
    Client manager = server.client_as("manager");
    const auto sale = manager.post("/orders", order_body(menu_item_id(manager, "Caffe Latte")));
    expect_success(sale, 201);
    const std::string order = "/orders/" + sale["data"]["order"]["id"].text();
    const auto mailed = manager.post(order + "/email-receipt", R"({"email":"guest@example.org"})");
    expect_success(mailed);
    const auto refund = manager.post(order + "/refund", R"({"amount":1,"reason":"cold"})");
    expect_success(refund);

    const auto id_of = [](const HttpReply& reply) { return reply.header("x-request-id"); };
    EXPECT_NE(line_of(server, "http method=POST path=/orders ", id_of(sale)).find("status=201"), std::string::npos);
    EXPECT_NE(line_of(server, "slip printed ", id_of(sale)).find("kind=receipt"), std::string::npos);
    EXPECT_NE(line_of(server, "slip printed ", id_of(refund)).find("kind=refund"), std::string::npos);
    EXPECT_NE(line_of(server, "mail is not set up", id_of(mailed)).find("kind=receipt"), std::string::npos);
    EXPECT_EQ(server.log().find("guest@example.org"), std::string::npos);
}

}  // namespace
}  // namespace cafepos::testing
