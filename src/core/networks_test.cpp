#include "networks.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace cafepos {
namespace {

TEST(Networks, HoldTheirOwnAddressesAndNoOthers) {
    const Networks networks({"10.0.0.0/8", "192.168.1.7", "fd00::/8", "2001:db8::1"});
    for (const char* in : {"10.0.0.0", "10.255.255.255", "192.168.1.7", "fd12::7", "2001:db8::1", "2001:DB8:0::1"})
        EXPECT_TRUE(networks.contain(std::string(in))) << in;
    for (const char* out : {"9.255.255.255", "11.0.0.0", "192.168.1.8", "fc00::1", "2001:db8::2", "::", "0.0.0.0"})
        EXPECT_FALSE(networks.contain(std::string(out))) << out;
    EXPECT_FALSE(Networks().contain(std::string("10.0.0.1"))) << "none are none";
    EXPECT_TRUE(Networks({"0.0.0.0/0"}).contain(std::string("203.0.113.7")));
}

TEST(Networks, KnowAnAddressHoweverItIsSpelled) {
    const Networks networks({"10.0.0.0/8", "fe80::/10"});
    EXPECT_TRUE(networks.contain(std::string("::ffff:10.0.0.1")));
    EXPECT_TRUE(networks.contain(std::string("fe80::7%1"))) << "a zone says by which line, not where";
    EXPECT_FALSE(Networks({"::/0"}).contain(std::string("::ffff:127.0.0.1"))) << "it is reached by IPv4";
    for (const char* none : {"", "printer.lan", "10.1", "10.0.0.1:9100", "10.0.0.0/8"})
        EXPECT_FALSE(networks.contain(std::string(none))) << none;
}

TEST(Networks, NameTheBadOne) {
    for (const char* bad : {"10.0.0.0/33", "printer.lan", "fd00::/129", "10.0.0", ""}) {
        try {
            const Networks networks({"10.0.0.0/8", bad});
            FAIL() << bad;
        } catch (const std::invalid_argument& error) {
            EXPECT_STREQ(error.what(), bad);
        }
    }
}

}  // namespace
}  // namespace cafepos
