#include "address.h"

#include <gtest/gtest.h>

#include "proxy.h"

namespace cafepos::http {
namespace {

TEST(PlainAddress, IsFreeOfWhatProxiesPutAroundIt) {
    for (const char* text : {"203.0.113.7", "203.0.113.7:4711", " \"203.0.113.7:4711\" ", "[203.0.113.7]:80",
                             "::ffff:203.0.113.7", "[::ffff:203.0.113.7]:443"}) {
        EXPECT_EQ(plain_address(text), "203.0.113.7") << text;
    }
    for (const char* text : {"2001:DB8::1", "[2001:db8::1]", "[2001:db8::1]:443", "\"[2001:db8::1]:443\""}) {
        EXPECT_EQ(plain_address(text), "2001:db8::1") << text;
    }
    for (const char* text : {"", "unknown", "_hidden", "203.0.113.7:", "203.0.113.7:port", "203.0.113.7:123456", "[2001:db8::1",
                             "[2001:db8::1]x", "\"203.0.113.7", "203.0.113.7 203.0.113.8", ":80", "[]"}) {
        EXPECT_EQ(plain_address(text), "") << text;
    }
}

TEST(CountedAddress, OfIpv6IsTheCustomersNetwork) {
    EXPECT_EQ(counted_address("203.0.113.7"), "203.0.113.7");
    EXPECT_EQ(counted_address("::ffff:203.0.113.7"), "203.0.113.7");
    EXPECT_EQ(counted_address("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
    EXPECT_EQ(counted_address("2001:db8:1:2:ffff::1"), counted_address("2001:db8:1:2::9"));
    EXPECT_NE(counted_address("2001:db8:1:3::1"), counted_address("2001:db8:1:2::1"));
    EXPECT_EQ(counted_address("::1"), "::1");
    EXPECT_EQ(counted_address("fe80::1"), "fe80::1") << "everybody on the cable has the same network";
    EXPECT_EQ(counted_address("nonsense"), "nonsense");
}

TEST(IsLoopback, KnowsBothFamilies) {
    for (const char* text : {"127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"}) EXPECT_TRUE(is_loopback(text)) << text;
    for (const char* text : {"192.0.2.1", "::2", "", "localhost"}) EXPECT_FALSE(is_loopback(text)) << text;
}

TEST(TrustedProxies, ReadForwardedAddressesWithPortsAndQuotes) {
    const TrustedProxies proxies({"127.0.0.1"});
    EXPECT_EQ(proxies.client_address("127.0.0.1", "203.0.113.7:4711"), "203.0.113.7");
    EXPECT_EQ(proxies.client_address("127.0.0.1", "[2001:db8::1]:443"), "2001:db8::1");
    EXPECT_EQ(proxies.client_address("127.0.0.1", "\"[2001:db8::1]:443\", 127.0.0.1:80,"), "2001:db8::1");
    EXPECT_EQ(proxies.client_address("127.0.0.1", "203.0.113.7:4711, nonsense"), "127.0.0.1");
}

}  // namespace
}  // namespace cafepos::http
