#include "on_server.h"

namespace cafepos::testing {
namespace {

class Metrics : public OnServer {};

bool has_line(const std::string& text, const std::string& begin) {
    return text.starts_with(begin) || text.find("\n" + begin) != std::string::npos;
}

TEST_F(Metrics, SayWhatTheProcessHasDone) {
    expect_error(nobody().get("/menu_items/" + std::string("0190d2f0-0000-7000-8000-000000000000")), 401, "TOKEN_REQUIRED");
    expect_success(as("admin").get("/menu_items"));
    const auto reply = nobody().get("/metrics");
    ASSERT_EQ(reply.status, 200);
    EXPECT_TRUE(reply.header("content-type").starts_with("text/plain"));
    for (const char* begin : {R"(cafepos_http_requests_total{method="GET",path="/menu_items",status="200"} )",
                              R"(cafepos_http_requests_total{method="GET",path="/menu_items/{id}",status="401"} )",
                              R"(cafepos_http_request_duration_seconds_bucket{method="GET",path="/menu_items",le="0.05"} )",
                              R"(cafepos_statements_total{statement="staff.held_permissions"} )", "cafepos_write_commands_total ",
                              R"(cafepos_lane_threads{lane="quick"} )", R"(cafepos_jobs_waiting{queue="mail"} )",
                              R"(cafepos_jobs_failed{queue="printing"} )", R"(cafepos_service_works{service="database"} 1)",
                              "process_resident_memory_bytes "}) {
        EXPECT_TRUE(has_line(reply.body, begin)) << begin;
    }
}

TEST_F(Metrics, AreForThisMachineUnlessOneHasTheToken) {
    expect_error(nobody().get("/metrics", {{"X-Forwarded-For", "203.0.113.7"}}), 403, "FORBIDDEN");
    ServerProcess own({.environment = {{"METRICS_TOKEN", "a-token-for-the-monitor"}}});
    const auto from_elsewhere = [&](const std::string& authorization) {
        return own.client().get("/metrics", {{"X-Forwarded-For", "203.0.113.7"}, {"Authorization", authorization}}).status;
    };
    EXPECT_EQ(from_elsewhere("Bearer a-token-for-the-monitor"), 200);
    EXPECT_EQ(from_elsewhere("Bearer a-token-for-the-monito"), 403);
    EXPECT_EQ(from_elsewhere("Bearer "), 403);
}

}  // namespace
}  // namespace cafepos::testing
