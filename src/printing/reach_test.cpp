#include "test_printing.h"

namespace cafepos::printing {
namespace {

const std::string outside = "the printer's address is outside the networks of PRINTER_NETWORKS";

// The fake listens on this machine; "localhost" is a name that leads there whatever its text says.
class Reach : public Printing {
protected:
    Id add(const std::string& name, const std::string& host) {
        Options options = network();
        options.first.address = host + ":" + std::to_string(fake.port());
        return add_printer(options, name);
    }

    static Options of_lan() {
        Options options;
        options.networks = Networks({"192.168.0.0/16", "fc00::/7"});
        options.first.active = false;
        return options;
    }
};

TEST_F(Reach, NothingIsSentToWhereTheOwnerLetsNoPrinterBe) {
    const std::vector<Id> lost{add("Name", "localhost"), add("Digits", "127.0.0.1"), add("Short", "127.1")};
    const auto printers = start(of_lan());
    for (const Id& id : lost) {
        EXPECT_EQ(printers->probe(id), outside);
        EXPECT_EQ(printers->print_test(id), outside);
        sell(*printers, id);
    }
    EXPECT_TRUE(
        wait_until([&] { return std::ranges::all_of(jobs(), [](const Job& job) { return job.last_error == outside; }); }));
    EXPECT_EQ(printers->state(), "error");
    EXPECT_NE(printers->trouble().find("Name: " + outside), std::string::npos) << printers->trouble();
    for (const Job& job : jobs()) EXPECT_FALSE(job.possible_duplicate) << "not a byte was sent";
    EXPECT_EQ(fake.connections(), 0);
}

TEST_F(Reach, ANameIsJudgedByWhatItMeans) {
    const Id id = add("Name", "localhost");
    Options options = of_lan();
    options.networks = Networks({"127.0.0.0/8"});
    const auto printers = start(options);
    EXPECT_EQ(printers->print_test(id), std::nullopt);
    EXPECT_EQ(fake.slips().size(), 1U);
}

TEST_F(Reach, WhatThePrinterSettingsNameNeedsNoOtherWord) {
    Options options = network();
    options.networks = Networks();
    const Id other = add("Other", "localhost");
    const auto printers = start(options);
    EXPECT_EQ(printers->print_test(first_printer), std::nullopt);
    EXPECT_EQ(printers->print_test(other), outside) << "it is of the first alone, as it is spelled there";
}

TEST_F(Reach, WhoIsOutOfItIsFound) {
    add("Name", "localhost");
    add("Digits", "127.0.0.1");
    const auto names = [&](const Options& options) {
        std::vector<std::string> found;
        world.db().read([&](db::Transaction& transaction) {
            for (const Printer& printer : out_of_reach(transaction, options)) found.push_back(printer.name);
        });
        return found;
    };
    EXPECT_EQ(names(of_lan()), std::vector<std::string>{"Digits"}) << "of a name only a connection tells";
    EXPECT_EQ(names(network()), std::vector<std::string>{});
}

}  // namespace
}  // namespace cafepos::printing
