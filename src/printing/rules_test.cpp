#include "rules.h"

#include <gtest/gtest.h>

namespace cafepos::printing {
namespace {

TEST(PrinterAddress, HasAHostAndAPort) {
    const auto both = [](std::string_view text) {
        const NetworkAddress address = network_address(text);
        return address.host + " " + address.port;
    };
    EXPECT_EQ(both("kitchen.lan:9101"), "kitchen.lan 9101");
    EXPECT_EQ(both("192.168.1.100"), "192.168.1.100 9100");
    EXPECT_EQ(both("[fd00::7]:9101"), "fd00::7 9101");
    EXPECT_EQ(both("[fd00::7]"), "fd00::7 9100");
}

TEST(PrinterRules, AFileIsMadeAmongTheSlipsOrWhereItWas) {
    const auto is_fine = [](const std::string& address, const Printer* stored = nullptr) {
        Printer printer{.name = "Kitchen"};
        printer.address = address;
        printer.address = address_of(printer, "./receipts");
        Checks checks;
        check(checks, printer, stored, "./receipts");
        return checks.good();
    };
    EXPECT_TRUE(is_fine("kitchen.txt"));
    EXPECT_TRUE(is_fine("receipts/kitchen.txt"));
    EXPECT_FALSE(is_fine("receipts/../cafepos.db"));
    EXPECT_FALSE(is_fine("/srv/kitchen.txt"));
    const Printer stored{.name = "Kitchen", .address = "/srv/kitchen.txt"};
    EXPECT_TRUE(is_fine("/srv/kitchen.txt", &stored));
}

}  // namespace
}  // namespace cafepos::printing
