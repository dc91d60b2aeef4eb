#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "test_printing.h"
#include "testing/temporary.h"

namespace cafepos::printing {
namespace {

TEST_F(Printing, AFileTakesTextAndDisabledSaysSo) {
    Options options;
    options.first.address = ::testing::TempDir() + "printer_test_" + testing::unique_name() + "/receipt.txt";
    {
        const auto printer = start(options);
        EXPECT_EQ(printer->print_test(first_printer), std::nullopt);
        sell(*printer);
        ASSERT_TRUE(wait_until([&] { return all_printed(); }));
    }
    std::stringstream content;
    content << std::ifstream(options.first.address).rdbuf();
    std::string expected;
    for (const std::string& line : paper::wrap("SLIP " + std::string(400, 'x'), 32)) expected += line + "\n";
    EXPECT_EQ(content.str(), expected + "\n\n" + expected + "\n\n");
    std::filesystem::remove_all(std::filesystem::path(options.first.address).parent_path());

    options.first.active = false;
    Printers disabled(world.db(), clock, world.ids, settings, options);
    const PrintState state = sell(disabled);
    EXPECT_FALSE(state.queued);
    EXPECT_EQ(state.error, "Printing is disabled");
    EXPECT_EQ(disabled.state(), "disabled");
}

TEST_F(Printing, AFileIsLookedAtAndMadeByNothingButASlip) {
    const auto folder = std::filesystem::path(::testing::TempDir()) / ("printer_test_" + testing::unique_name());
    std::filesystem::create_directory(folder);
    const auto trouble = [&](const std::string& file) {
        return probe({.address = (folder / file).string()}, Options()).value_or("");
    };
    EXPECT_EQ(trouble("of/today/receipt.txt"), "");
    EXPECT_TRUE(std::filesystem::is_empty(folder));
    std::filesystem::create_directory(folder / "receipt.txt");
    EXPECT_EQ(trouble("receipt.txt"), "the file of the slips cannot be written: Is a directory");
    std::ofstream(folder / "file");
    EXPECT_EQ(trouble("file"), "");
    EXPECT_EQ(trouble("file/receipt.txt"), "the file of the slips cannot be written: Not a directory");
    std::filesystem::remove_all(folder);
}

TEST_F(Printing, APipeThatNobodyReadsHoldsNothingUp) {
    Options options;
    options.first.address = ::testing::TempDir() + "printer_pipe_" + testing::unique_name();
    ASSERT_EQ(::mkfifo(options.first.address.c_str(), 0600), 0);
    const auto printer = start(options);
    sell(*printer);
    EXPECT_TRUE(wait_until([&] { return printer->state() == "error"; }));
    std::filesystem::remove(options.first.address);
}

TEST_F(Printing, ADeadPrintersSlipsGoToTheFallbackFile) {
    Options options = network_at(1);
    options.fallback_path = ::testing::TempDir() + "printer_fallback_" + testing::unique_name() + ".txt";
    const auto printer = start(options);
    sell(*printer);
    ASSERT_TRUE(wait_until([&] { return all_printed(); }));
    EXPECT_EQ(jobs().front().printer, "fallback");
    EXPECT_EQ(jobs().front().printer_id, fallback_file);
    EXPECT_TRUE(std::filesystem::remove(options.fallback_path));
}

TEST_F(Printing, AHalfPrintedSlipIsMarkedOnTheFallbackPrinter) {
    FakePrinter spare;
    fake.set(FakePrinter::Mood::reset_midway);
    const Id spare_id = add_printer(network_at(spare.port()), "Spare");
    const Id kitchen = add_printer(network(), "Kitchen", spare_id);
    const auto printer = start(network_at(1));
    sell(*printer, kitchen);
    ASSERT_TRUE(wait_until([&] { return all_printed(); }));
    ASSERT_TRUE(wait_until([&] { return spare.slips().size() == 1; }));
    EXPECT_TRUE(is_marked(spare.slips().front()));
    EXPECT_EQ(jobs().front().printer, "fallback");
}

TEST_F(Printing, ThatNobodyPrintsIsToldAndThatItWorksAgain) {
    std::mutex mutex;
    std::vector<std::pair<Id, bool>> told;  // whether it works
    const auto tell = [&](db::Transaction&, const Printer& printer, const std::optional<std::string>& trouble) {
        const std::lock_guard lock(mutex);
        if (told.empty() || told.back() != std::pair(printer.id, !trouble)) told.emplace_back(printer.id, !trouble);
    };
    const auto told_now = [&] {
        const std::lock_guard lock(mutex);
        return told;
    };
    fake.set(FakePrinter::Mood::reset_midway);
    const Id spare = add_printer(network_at(1), "Spare");
    const Id kitchen = add_printer(network(), "Kitchen", spare);
    Printers printers(world.db(), clock, world.ids, settings, network_at(1));
    for (const char* subject : {"sale", ""}) printers.draw_by(subject, read_slip);
    printers.tell(tell);
    printers.start();
    sell(printers, kitchen);
    using Told = std::vector<std::pair<Id, bool>>;
    EXPECT_TRUE(wait_until([&] { return told_now() == Told{{spare, false}}; })) << "as long as another prints nobody is told";
    printers.stop();

    Printer repaired = network().first;
    repaired.id = spare;
    repaired.name = "Spare";
    fake.set(FakePrinter::Mood::good);
    world.db().write([&](db::Transaction& transaction) { store::update_printer(transaction, repaired); });
    printers.start();
    EXPECT_TRUE(wait_until([&] { return told_now() == Told{{spare, false}, {spare, true}}; }));
    ASSERT_TRUE(wait_until([&] { return all_printed(); }));
    EXPECT_TRUE(is_marked(fake.slips().back()));
}

TEST_F(Printing, APrinterOutOfUseIsToldAsOneThatDoesNotPrint) {
    std::vector<std::pair<bool, bool>> told;  // whether it prints, whether there is trouble
    Printers printers(world.db(), clock, world.ids, settings, Options());
    printers.tell([&](db::Transaction&, const Printer& printer, const std::optional<std::string>& trouble) {
        told.emplace_back(printer.prints(), trouble.has_value());
    });
    world.db().write([&](db::Transaction& transaction) {
        told.clear();
        printers.is_out_of_use(transaction, {.id = world.ids.next(), .name = "Removed"});
    });
    EXPECT_EQ(told, (std::vector<std::pair<bool, bool>>{{false, false}}));
}

TEST_F(Printing, ADeadPrinterHoldsUpNoOther) {
    fake.set(FakePrinter::Mood::hang);
    FakePrinter bar;
    const Id bar_id = add_printer(network_at(bar.port()), "Bar");
    Options options = network();
    options.timeout_ms_max = 10'000;
    const auto printer = start(options);
    for (int i = 0; i < 3; ++i) sell(*printer);
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(sell(*printer, bar_id).queued);
    EXPECT_TRUE(wait_until([&] { return bar.slips().size() == 3; }, seconds(5)));
    EXPECT_EQ(fake.slips().size(), 0U);
    fake.set(FakePrinter::Mood::good);
    ASSERT_TRUE(wait_until([&] { return all_printed(); }));
}

TEST_F(Printing, ASlipCostsOneCommit) {
    const auto printer = start(network());
    printer->stop();
    constexpr int slips = 12;
    for (int i = 0; i < slips; ++i) sell(*printer);
    const auto before = world.db().written().batches;
    printer->start();
    ASSERT_TRUE(wait_until([&] { return all_printed(); }));
    printer->stop();
    EXPECT_EQ(fake.slips().size(), slips);
    EXPECT_LE(world.db().written().batches - before, slips + 4)
        << "besides there are the first one's claim, the last question, and what a start writes";
}

TEST_F(Printing, TheSettingsOfTheEnvironmentWinOverTheStoredRowOnlyIfTheySayAnything) {
    const auto stored = [&] {
        return world.db().reading([](db::Transaction& transaction) { return store::find_printer(transaction, first_printer); });
    };
    start(network())->stop();
    Printer changed = stored().value();
    EXPECT_EQ(changed.type, "network");
    changed.name = "Till";
    changed.address = "127.0.0.1:7";
    world.db().write([&](db::Transaction& transaction) { store::update_printer(transaction, changed); });
    start(Options())->stop();
    EXPECT_EQ(stored()->address, "127.0.0.1:7") << "nobody said PRINTER_…";
    start(network())->stop();
    EXPECT_EQ(stored()->address, network().first.address);
    EXPECT_EQ(stored()->name, "Till");
}

}  // namespace
}  // namespace cafepos::printing
