#include "rules.h"

#include <gtest/gtest.h>

#include "addresses.h"

namespace cafepos::printing {
namespace {

const Options options{.networks = Networks({"192.168.0.0/16", "fc00::/7"})};

TEST(PrinterAddress, HasAHostAndAPort) {
    const auto both = [](std::string_view text) {
        const NetworkAddress address = network_address(text);
        return address.host + " " + address.port;
    };
    EXPECT_EQ(both("kitchen.lan:9101"), "kitchen.lan 9101");
    EXPECT_EQ(both("192.168.1.100"), "192.168.1.100 9100");
    EXPECT_EQ(both("[fd00::7]:9101"), "fd00::7 9101");
    EXPECT_EQ(both("[fd00::7]"), "fd00::7 9100");
    EXPECT_EQ(both("[]:9101"), " 9101");
    EXPECT_EQ(both("kitchen]:9101"), "kitchen] 9101") << "no brackets around it";
}

std::vector<std::string> faults_of(const Printer& printer, const Printer* stored = nullptr) {
    Checks checks;
    check(checks, printer, stored, options);
    std::vector<std::string> faults;
    for (const FieldError& error : checks.take()) faults.push_back(error.field + " " + error.code);
    return faults;
}
using Faults = std::vector<std::string>;  // "field code"

bool is_fine_for(const std::string& type, const std::string& address) {
    const Faults faults = faults_of({.name = "Kitchen", .type = type, .address = address});
    EXPECT_TRUE(faults.empty() || faults == Faults{"address format"}) << faults.front();
    return faults.empty();
}

TEST(PrinterRules, ANetworkPrinterHasAHostAndAPortThatExist) {
    for (const char* good :
         {"kitchen.lan", "kitchen.lan:1024", "kitchen.lan:65535", "192.168.1.100:9100", "[fd00::7]:9100", "!~"}) {
        EXPECT_TRUE(is_fine_for("network", good)) << good;
    }
    for (const char* bad :
         {"", ":9100", "kitchen.lan:0", "kitchen.lan:25", "kitchen.lan:1023", "kitchen.lan:65536", "kitchen.lan:-1",
          "kitchen.lan:", "kitchen.lan:91x", "kitchen.lan:x", "a b:9100", "http://kitchen.lan", "k\x7f", "küche.lan:9100"}) {
        EXPECT_FALSE(is_fine_for("network", bad)) << bad;
    }
}

TEST(PrinterRules, ADeviceIsOneOfTheMachines) {
    EXPECT_TRUE(is_fine_for("device", "/dev/usb/lp0"));
    EXPECT_FALSE(is_fine_for("device", "/etc/passwd"));
    EXPECT_FALSE(is_fine_for("device", "/dev/../etc/passwd"));
    EXPECT_TRUE(is_fine_for("none", ""));
}

TEST(PrinterRules, AFileHasAName) {
    EXPECT_TRUE(is_fine_for("file", "receipts/kitchen.txt"));
    for (const char* bad : {"", "receipts/", "receipts/..", "kitchen.txt"}) EXPECT_FALSE(is_fine_for("file", bad)) << bad;
}

TEST(PrinterRules, EachFieldHasItsBounds) {
    const Printer good{.name = std::string(100, 'x'), .type = "none", .address = std::string(255, 'x'), .columns = 24};
    EXPECT_EQ(faults_of(good), Faults{});
    const auto with = [&](auto member, auto value) {
        Printer printer = good;
        printer.*member = value;
        return faults_of(printer);
    };
    EXPECT_EQ(with(&Printer::name, std::string(101, 'x')), Faults{"name length"});
    EXPECT_EQ(with(&Printer::name, " "), Faults{"name required"});
    EXPECT_EQ(with(&Printer::name, "a\nb"), Faults{"name characters"});
    EXPECT_EQ(with(&Printer::type, "fax"), Faults{"type choice"});
    EXPECT_EQ(with(&Printer::code_page, "klingon"), Faults{"codePage choice"});
    EXPECT_EQ(with(&Printer::address, std::string(256, 'x')), Faults{"address length"});
    EXPECT_EQ(with(&Printer::columns, 96), Faults{});
    EXPECT_EQ(with(&Printer::columns, 23), Faults{"columns range"});
    EXPECT_EQ(with(&Printer::columns, 97), Faults{"columns range"});
    EXPECT_EQ(with(&Printer::columns, std::nullopt), Faults{});
    Checks checks;
    Printer fax = good;
    fax.type = "fax";
    check(checks, fax, nullptr, options);
    EXPECT_EQ(checks.take().at(0).message, "type must be one of: network, device, file, none");
}

TEST(PrinterRules, AnAddressMayStayOnlyOfTheSameType) {
    const Printer stored{.name = "Kitchen", .type = "device", .address = "/srv/lp0"};
    EXPECT_EQ(faults_of(stored, &stored), Faults{});
    Printer changed = stored;
    changed.type = "file";
    EXPECT_EQ(faults_of(changed, &stored), Faults{"address format"});
    changed = stored;
    changed.address = "/srv/lp1";
    EXPECT_EQ(faults_of(changed, &stored), Faults{"address format"});
}

TEST(PrinterRules, ANetworkPrinterIsWhereTheOwnerLetsItBe) {
    const auto faults = [](const std::string& address, const Options& of_owner = options) {
        Checks checks;
        check(checks, {.name = "Kitchen", .type = "network", .address = address}, nullptr, of_owner);
        std::vector<std::string> codes;
        for (const FieldError& error : checks.take()) codes.push_back(error.field + " " + error.code);
        return codes;
    };
    const Faults outside{"address printer_network"};
    for (const char* good : {"192.168.1.100", "192.168.1.100:9101", "[::ffff:192.168.1.100]", "[fd00::7]:9100", "kitchen.lan"})
        EXPECT_EQ(faults(good), Faults{}) << good;
    // However it is spelled: what getaddrinfo takes for this machine is this machine.
    for (const char* bad : {"127.0.0.1", "127.0.0.1:5432", "127.1", "2130706433", "0x7f.1", "0.0.0.0", "0", "[::1]", "[::]",
                            "[::ffff:127.0.0.1]:9100", "203.0.113.7", "[2001:db8::1]", "10.0.0.1"})
        EXPECT_EQ(faults(bad), outside) << bad;
    const Printer stored{.name = "Kitchen", .type = "network", .address = "127.0.0.1:25"};
    EXPECT_EQ(faults_of(stored, &stored), Faults{}) << "its name may be changed";
    Printer changed = stored;
    changed.address = "127.0.0.1:9100";
    EXPECT_EQ(faults_of(changed, &stored), outside);
    const Options named{.first = stored, .first_is_given = true};
    EXPECT_EQ(faults("127.0.0.1:25", named), Faults{}) << "the owner's own word";
    EXPECT_EQ(faults("127.0.0.1:9100", named), outside);
    EXPECT_EQ(faults("127.0.0.1:9100", {.first = stored}), outside) << "nobody said PRINTER_…";
}

TEST(PrinterAddress, OfAFilesPlainNameIsAmongTheSlips) {
    const auto address = [](const char* type, const char* name) {
        return address_of({.name = "Kitchen", .type = type, .address = name}, "/srv/slips");
    };
    EXPECT_EQ(address("file", "kitchen.txt"), "/srv/slips/kitchen.txt");
    EXPECT_EQ(address("file", "other/kitchen.txt"), "other/kitchen.txt");
    EXPECT_EQ(address("file", ""), "");
    EXPECT_EQ(address("network", "kitchen"), "kitchen");
}

TEST(PrinterRules, AFileIsMadeAmongTheSlipsOrWhereItWas) {
    const auto is_fine = [](const std::string& address, const Printer* stored = nullptr) {
        Printer printer{.name = "Kitchen"};
        printer.address = address;
        printer.address = address_of(printer, "./receipts");
        Checks checks;
        check(checks, printer, stored, options);
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
