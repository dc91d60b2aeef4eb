#include "conditional.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "compress.h"
#include "http_date.h"
#include "proxy.h"
#include "url.h"

namespace cafepos::http {
namespace {

RawRequest with(std::string name, std::string value) {
    RawRequest request;
    request.headers.emplace_back(std::move(name), std::move(value));
    return request;
}

TEST(HttpDate, GoesThereAndBack) {
    EXPECT_EQ(http_date(Timestamp{784'111'777'000}), "Sun, 06 Nov 1994 08:49:37 GMT");
    EXPECT_EQ(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), Timestamp{784'111'777'000});
    for (const char* bad :
         {"", "Mon, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CET", "Sunday, 06-Nov-94 08:49:37 GMT",
          "Sun Nov  6 08:49:37 1994", "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT"}) {
        EXPECT_FALSE(parse_http_date(bad)) << bad;
    }
}

RC_GTEST_PROP(HttpDate, IsExactToTheSecond, ()) {
    const Timestamp moment{*rc::gen::inRange<std::int64_t>(0, 4'000'000'000) * 1000};
    RC_ASSERT(parse_http_date(http_date(moment)) == moment);
}

TEST(Conditional, ComparesETagsWeakly) {
    const Validators known{"\"a\"", std::nullopt};
    EXPECT_TRUE(client_has_it(with("if-none-match", "\"a\""), known));
    EXPECT_TRUE(client_has_it(with("if-none-match", "\"x\", W/\"a\""), known));
    EXPECT_TRUE(client_has_it(with("if-none-match", "*"), known));
    EXPECT_FALSE(client_has_it(with("if-none-match", "\"x\""), known));
    EXPECT_FALSE(client_has_it(with("if-none-match", "a"), known));
    EXPECT_FALSE(client_has_it(RawRequest{}, known));
    EXPECT_FALSE(client_has_it(with("if-none-match", "*"), {}));
}

RC_GTEST_PROP(Conditional, ARangeLiesWithinTheContent, (const std::string& noise)) {
    const auto size = *rc::gen::inRange<std::uint64_t>(0, 50);
    const auto first = std::to_string(*rc::gen::inRange(0, 60));
    const auto last = std::to_string(*rc::gen::inRange(0, 60));
    const auto value = *rc::gen::element(first + "-" + last, first + "-", "-" + last, noise);
    const RangeChoice choice = choose_range(with("range", "bytes=" + value), {}, size);
    if (choice.kind != RangeKind::part) return;
    RC_ASSERT(choice.range.first <= choice.range.last);
    RC_ASSERT(choice.range.last < size);
}

TEST(Compress, ReadsAcceptEncoding) {
    for (const char* yes : {"gzip", "GZIP", "br, gzip", "gzip;q=0.5", "*", "gzip; q=1"}) EXPECT_TRUE(accepts_gzip(yes)) << yes;
    for (const char* no : {"", "br", "gzip;q=0", "gzip; q=0.000", "xgzip", "identity"}) EXPECT_FALSE(accepts_gzip(no)) << no;
    EXPECT_TRUE(is_compressible("application/json; charset=utf-8"));
    EXPECT_FALSE(is_compressible("image/png"));
}

TEST(TrustedProxies, BelievesOnlyThoseListed) {
    const TrustedProxies proxies({"10.0.0.1", "172.16.0.0/12", "fd00::/8"});
    EXPECT_EQ(proxies.client_address("10.0.0.1", "203.0.113.9"), "203.0.113.9");
    EXPECT_EQ(proxies.client_address("10.0.0.2", "203.0.113.9"), "10.0.0.2");
    EXPECT_EQ(proxies.client_address("10.0.0.1", ""), "10.0.0.1");
    EXPECT_EQ(proxies.client_address("10.0.0.1", "1.1.1.1, 203.0.113.9, 172.20.1.1"), "203.0.113.9")
        << "what the client wrote is before it";
    EXPECT_EQ(proxies.client_address("fd00::1", "2001:DB8::1"), "2001:db8::1");
    EXPECT_EQ(proxies.client_address("10.0.0.1", "203.0.113.9, <script>"), "10.0.0.1");
    EXPECT_THROW(TrustedProxies({"proxy.example"}), std::invalid_argument);
    EXPECT_THROW(TrustedProxies({"10.0.0.0/33"}), std::invalid_argument);
}

TEST(Url, SplitsPathsWithoutTolerance) {
    using Segments = std::vector<std::string_view>;
    EXPECT_EQ(url::split_path("/"), Segments{""});
    EXPECT_EQ(url::split_path("/a//b/"), (Segments{"a", "", "b", ""}));
}

}  // namespace
}  // namespace cafepos::http
