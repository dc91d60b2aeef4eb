#include "finish.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace cafepos::http {
namespace {

std::string policy_of(const std::string& content_type, Headers own = {}) {
    RawReply reply;
    reply.content_type = content_type;
    reply.headers = std::move(own);
    add_common_headers(RawRequest{}, Cors({}), reply);
    const auto found = std::ranges::find(reply.headers, "Content-Security-Policy", &Headers::value_type::first);
    return found == reply.headers.end() ? "" : found->second;
}

TEST(ContentPolicy, IsOnEveryAnswerThatIsNoPage) {
    const std::string nothing = "default-src 'none'; frame-ancestors 'none'";
    for (const char* type : {"application/json; charset=utf-8", "text/csv; charset=utf-8", "text/plain", "image/png"}) {
        EXPECT_EQ(policy_of(type), nothing) << type;
    }
    EXPECT_EQ(policy_of("application/pdf"), "frame-ancestors 'none'");
    EXPECT_EQ(policy_of("text/csv", {{"Content-Security-Policy", "its own"}}), "its own");
    EXPECT_EQ(policy_of("text/html; charset=utf-8"), "") << "a page says it itself";
    EXPECT_EQ(policy_of(""), "") << "a 304 would take the page's";
}

}  // namespace
}  // namespace cafepos::http
