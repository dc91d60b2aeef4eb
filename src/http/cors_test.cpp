#include "cors.h"

#include <gtest/gtest.h>

#include <map>

namespace cafepos::http {
namespace {

std::map<std::string, std::string> allowed(const Cors& cors, std::optional<std::string_view> origin) {
    Headers headers;
    cors.allow(origin, headers);
    return {headers.begin(), headers.end()};
}

TEST(Cors, AllowsConfiguredOriginsExactly) {
    const Cors cors({"http://localhost:3000", "https://till.example"});
    EXPECT_EQ(allowed(cors, "http://localhost:3000").at("Access-Control-Allow-Origin"), "http://localhost:3000");
    for (const char* foreign :
         {"http://localhost:3001", "http://localhost:30000", "https://localhost:3000", "http://localhost:3000/",
          "HTTP://localhost:3000", "null", "", "http://till.example", "https://till.example.evil"}) {
        EXPECT_TRUE(allowed(cors, foreign).empty()) << foreign;
    }
    EXPECT_TRUE(allowed(cors, std::nullopt).empty());
}

TEST(Cors, AllowsEverybodyWithAStarButNamesNobody) {
    EXPECT_EQ(allowed(Cors({"*"}), "http://anywhere").at("Access-Control-Allow-Origin"), "*");
}

TEST(Cors, ExposesTheHeadersAClientReads) {
    const auto headers = allowed(Cors({"*"}), "http://anywhere");
    for (const char* name : {"X-Request-Id", "Idempotent-Replayed", "Content-Disposition", "Retry-After"}) {
        EXPECT_NE(headers.at("Access-Control-Expose-Headers").find(name), std::string::npos) << name;
    }
}

TEST(Cors, AnswersPreflights) {
    const Cors cors({"http://a"});
    const RawReply known = cors.preflight("http://a", "GET, OPTIONS");
    EXPECT_EQ(known.status, 204);
    const std::map<std::string, std::string> headers(known.headers.begin(), known.headers.end());
    EXPECT_EQ(headers.at("Access-Control-Max-Age"), "600");
    EXPECT_NE(headers.at("Access-Control-Allow-Methods").find("PATCH"), std::string::npos);
    EXPECT_NE(headers.at("Access-Control-Allow-Headers").find("Authorization"), std::string::npos);
    EXPECT_EQ(cors.preflight("http://b", "GET, OPTIONS").headers, (Headers{{"Allow", "GET, OPTIONS"}}));
}

}  // namespace
}  // namespace cafepos::http
