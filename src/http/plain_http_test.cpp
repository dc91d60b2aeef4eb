#include "plain_http.h"

#include <gtest/gtest.h>

namespace cafepos::http {
namespace {

RawRequest request(const std::string& method, const std::string& path, Headers headers = {{"host", "till.local:8880"}}) {
    RawRequest made;
    made.method = method;
    made.path = path;
    made.headers = std::move(headers);
    return made;
}

TEST(PlainHttp, ServesWhatADeviceNeedsToComeToTrustTheCertificate) {
    for (const char* path : {"/app/trust", "/app/trust/", "/app/assets/trust-1.js", "/tls", "/tls/root.crt", "/health",
                             "/health/ready", "/receipts/check/ABC"}) {
        EXPECT_EQ(plain_answer(request("GET", path)), PlainAnswer::served) << path;
        EXPECT_EQ(plain_answer(request("HEAD", path)), PlainAnswer::served) << path;
    }
}

TEST(PlainHttp, IsForThisMachineAndForProxiesThatSpeakTlsThemselves) {
    const TrustedProxies proxies({"192.0.2.0/28"});
    for (const char* free : {"127.0.0.1", "127.0.0.2", "::1", "192.0.2.7"}) EXPECT_FALSE(is_held_to_tls(free, proxies)) << free;
    for (const char* held : {"192.0.2.16", "10.0.0.1", "2001:db8::1"}) EXPECT_TRUE(is_held_to_tls(held, proxies)) << held;
}

TEST(PlainHttp, SendsPagesToHttps) {
    for (const char* path : {"/", "/app", "/app/till/", "/app/trusted"}) {
        EXPECT_EQ(plain_answer(request("GET", path)), PlainAnswer::redirected) << path;
    }
    const Headers browser{{"host", "till.local"}, {"accept", "text/html,*/*"}};
    EXPECT_EQ(plain_answer(request("GET", "/reset-password", browser)), PlainAnswer::redirected);
}

// A password or token that was sent in the clear must not seem to work.
TEST(PlainHttp, RefusesWhateverElseIsSentInTheClear) {
    EXPECT_EQ(plain_answer(request("POST", "/auth/login")), PlainAnswer::refused);
    EXPECT_EQ(plain_answer(request("POST", "/app/trust")), PlainAnswer::refused);
    EXPECT_EQ(plain_answer(request("GET", "/orders")), PlainAnswer::refused);
    EXPECT_EQ(plain_answer(request("GET", "/metrics")), PlainAnswer::refused);
    EXPECT_EQ(plain_answer(request("GET", "/tlsx")), PlainAnswer::refused);
    EXPECT_EQ(plain_answer(request("OPTIONS", "/orders")), PlainAnswer::refused);
    EXPECT_EQ(plain_answer(request("GET", "/health", {{"host", "till.local"}, {"authorization", "Bearer x"}})),
              PlainAnswer::refused);
}

TEST(PlainHttp, RedirectsToTheSameNamePathAndQuery) {
    const auto place = [](const std::string& host, const std::string& query) {
        RawRequest made = request("GET", "/app/till/", {{"host", host}});
        made.query = query;
        return redirect_to_tls(made, 8443).headers.front().second;
    };
    EXPECT_EQ(place("till.local:8880", ""), "https://till.local:8443/app/till/");
    EXPECT_EQ(place("192.0.2.7", "a=1&b=%2F"), "https://192.0.2.7:8443/app/till/?a=1&b=%2F");
    EXPECT_EQ(place("[2001:db8::1]:8880", ""), "https://[2001:db8::1]:8443/app/till/");
    EXPECT_EQ(place("[2001:db8::1]", ""), "https://[2001:db8::1]:8443/app/till/");
}

}  // namespace
}  // namespace cafepos::http
