#include "nightly.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <system_error>
#include <thread>

#include "files/files.h"
#include "testing/temporary.h"
#include "testing/world.h"

namespace cafepos::nightly {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

/// Writes a file in place of a backup, and finds in it and in the books what the test wants.
struct Books {
    std::vector<std::string> restored;
    std::vector<std::string> live;
    std::function<void(const fs::path&)> write = [](const fs::path& file) {
        files::write_durably(file, "rows", files::for_its_owner, files::Existing::keep);
    };
    bool is_readable = true;
    std::atomic<int> made = 0;
};

struct NightlyTest : ::testing::Test {
    testing::World world;
    testing::TemporaryDirectory directory;
    Books books;
    std::vector<std::string> told;

    NightlyTest() { fs::create_directory(folder()); }

    fs::path folder() const { return directory.path() / "backups"; }

    Tools tools() {
        Tools tools;
        tools.write = [this](const fs::path& file, const Checkpoint&) {
            ++books.made;
            books.write(file);
        };
        tools.differences_restored = [this](const fs::path&, const Checkpoint&) {
            if (!books.is_readable) throw std::runtime_error("the seal is broken");
            return books.restored;
        };
        tools.differences_now = [this](const Checkpoint&) { return books.live; };
        tools.zone = [] { return *TimeZone::find("Europe/Paris"); };
        tools.tell = [this](db::Transaction&, const std::optional<std::string>& problem) {
            told.push_back(problem.value_or(""));
        };
        return tools;
    }
    std::unique_ptr<Nightly> process() {
        return std::make_unique<Nightly>(world.db(), world.clock, Options{folder(), {4, 10}}, tools());
    }
    void expect(const Nightly& nightly, const std::string& state, std::string_view trouble = "") {
        EXPECT_EQ(nightly.state(), state);
        EXPECT_EQ(nightly.problem().empty(), state != "error") << nightly.problem();
        const auto verdict =
            world.db().reading([&](db::Transaction& transaction) { return find_verdict(transaction, world.clock.now()); });
        ASSERT_TRUE(verdict);
        EXPECT_EQ(verdict->trouble, trouble);
    }
    std::vector<std::string> in_folder() const {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(folder())) names.push_back(entry.path().filename().string());
        std::ranges::sort(names);
        return names;
    }
    bool tick(Nightly& nightly) const { return nightly.tick(world.clock.now()); }
};

TEST_F(NightlyTest, MakesOneBackupEachNight) {
    const auto nightly = process();
    EXPECT_EQ(nightly->state(), "waiting");
    EXPECT_TRUE(tick(*nightly)) << "the night before it was there";
    EXPECT_FALSE(tick(*nightly));
    expect(*nightly, "proven");
    EXPECT_EQ(in_folder(), std::vector<std::string>{"cafepos-20261122-1000.backup"});
    world.clock.advance(17h + 9min);  // 03:09 UTC is 04:09 in Paris
    EXPECT_FALSE(tick(*nightly));
    world.clock.advance(1h + 1min);
    EXPECT_TRUE(tick(*nightly));
    EXPECT_EQ(in_folder(), (std::vector<std::string>{"cafepos-20261122-1000.backup", "cafepos-20261123-0410.backup"}));
    EXPECT_EQ(told, (std::vector<std::string>{"", ""}));
}

TEST_F(NightlyTest, IsOffWithoutAFolder) {
    Nightly nightly(world.db(), world.clock, {}, tools());
    EXPECT_FALSE(tick(nightly));
    EXPECT_EQ(nightly.state(), "off");
    nightly.start();
    EXPECT_TRUE(nightly.ends_within(0ms));
    world.db().read([&](db::Transaction& transaction) { EXPECT_FALSE(find_verdict(transaction, world.clock.now())); });
}

TEST_F(NightlyTest, AFolderThatIsMissingIsNotMadeAndTriedAgainAnHourLater) {
    fs::remove(folder());
    const auto nightly = process();
    EXPECT_TRUE(tick(*nightly));
    expect(*nightly, "error", trouble::no_folder);
    EXPECT_FALSE(fs::exists(folder()));
    EXPECT_EQ(told, std::vector<std::string>{"the folder of the backups is missing"});
    fs::create_directory(folder());
    world.clock.advance(59min);
    EXPECT_FALSE(tick(*nightly));
    world.clock.advance(1min);
    EXPECT_TRUE(tick(*nightly));
    expect(*nightly, "proven");
    EXPECT_EQ(told.back(), "");
}

TEST_F(NightlyTest, ABackupThatCannotBeRestoredTakesNobodysPlace) {
    const auto nightly = process();
    ASSERT_TRUE(tick(*nightly));
    const auto before = in_folder();
    world.clock.advance(24h);
    books.is_readable = false;
    EXPECT_TRUE(tick(*nightly));
    expect(*nightly, "error", trouble::damaged);
    EXPECT_EQ(in_folder(), before);
    books.is_readable = true;
    world.clock.advance(1h);
    EXPECT_TRUE(tick(*nightly));
    expect(*nightly, "proven");
    EXPECT_EQ(in_folder().size(), 2U);
}

TEST_F(NightlyTest, ADiskThatIsFullIsSaid) {
    const auto nightly = process();
    books.write = [](const fs::path& file) {
        std::ofstream(file) << "half";
        throw std::system_error(ENOSPC, std::generic_category(), "the backup cannot be written");
    };
    EXPECT_TRUE(tick(*nightly));
    expect(*nightly, "error", trouble::disk_full);
    EXPECT_TRUE(in_folder().empty());
    const auto proofs = world.db().reading([](db::Transaction& transaction) { return list_proofs(transaction); });
    EXPECT_EQ(proofs.at(0).detail, "the backup cannot be written: No space left on device");
}

TEST_F(NightlyTest, BooksThatDisagreeAreKeptOnceANightAndPruneNothing) {
    const auto nightly = process();
    for (int i = 1; i <= 30; ++i) {
        std::ofstream(folder() / ("cafepos-202601" + std::string(i < 10 ? "0" : "") + std::to_string(i) + "-0410.backup"))
            << "old";
    }
    books.live = {"sales_rollups: another sum", "and one more"};
    EXPECT_TRUE(tick(*nightly));
    expect(*nightly, "error", trouble::differences);
    world.clock.advance(1h + 5min);
    EXPECT_TRUE(tick(*nightly));
    EXPECT_EQ(in_folder().size(), 31U) << "the second attempt's takes the place of the first one's";
    EXPECT_EQ(in_folder().back(), "cafepos-20261122-1105.backup");
    books.live.clear();
    books.restored = {"orders: a line is missing"};
    world.clock.advance(1h);
    EXPECT_TRUE(tick(*nightly));
    expect(*nightly, "error", trouble::differences);
    books.restored.clear();
    world.clock.advance(1h);
    EXPECT_TRUE(tick(*nightly));
    expect(*nightly, "proven");
    EXPECT_EQ(in_folder().back(), "cafepos-20261122-1305.backup");
    EXPECT_LT(in_folder().size(), 12U);
}

TEST_F(NightlyTest, LetsOldOnesGoAndWhatKilledAttemptsLeftAndNothingElse) {
    for (const char* name :
         {"mine.backup", "cafepos-20261122-0900.backup.bak", "cafepos-20261101-0410.backup", "cafepos-20261102-0410.backup",
          "cafepos-20261121-0410.backup.unproven", "cafepos-20261121-0410.backup.unproven.x1Y2z3.part"}) {
        std::ofstream(folder() / name) << "x";
    }
    for (int i = 10; i <= 21; ++i) std::ofstream(folder() / ("cafepos-202611" + std::to_string(i) + "-0410.backup")) << "x";
    const auto nightly = process();
    EXPECT_TRUE(tick(*nightly));
    EXPECT_EQ(in_folder(), (std::vector<std::string>{
                               "cafepos-20261101-0410.backup", "cafepos-20261102-0410.backup", "cafepos-20261115-0410.backup",
                               "cafepos-20261116-0410.backup", "cafepos-20261117-0410.backup", "cafepos-20261118-0410.backup",
                               "cafepos-20261119-0410.backup", "cafepos-20261120-0410.backup", "cafepos-20261121-0410.backup",
                               "cafepos-20261122-0900.backup.bak", "cafepos-20261122-1000.backup", "mine.backup"}));
}

TEST_F(NightlyTest, OfSeveralProcessesOneMakesIt) {
    if (world.db().engine() == db::Database::Engine::sqlite) GTEST_SKIP() << "an embedded database belongs to one process";
    std::vector<std::jthread> processes;
    for (int i = 0; i < 4; ++i) {
        processes.emplace_back([this] {
            const auto nightly = process();
            for (int attempt = 0; attempt < 3; ++attempt) tick(*nightly);
        });
    }
    processes.clear();
    EXPECT_EQ(books.made, 1);
    const auto another = process();
    EXPECT_FALSE(tick(*another));
    expect(*another, "proven");
}

TEST_F(NightlyTest, AtTheStartWhatFailedIsTriedAtOnce) {
    books.is_readable = false;
    ASSERT_TRUE(tick(*process()));
    books.is_readable = true;
    EXPECT_FALSE(fs::exists(folder() / "cafepos-20261122-1000.backup"));
    const auto restarted = process();
    EXPECT_TRUE(tick(*restarted));
    expect(*restarted, "proven");
}

TEST_F(NightlyTest, AStopGivesUpWhatIsUnderWayAndTheNextStartBeginsAnew) {
    std::atomic<bool> begun = false;
    Tools slow = tools();
    slow.differences_restored = [&](const fs::path&, const Checkpoint& checkpoint) -> std::vector<std::string> {
        for (begun = true;; std::this_thread::sleep_for(1ms)) checkpoint();
    };
    {
        Nightly nightly(world.db(), world.clock, Options{folder(), {4, 10}}, slow);
        nightly.start();
        while (!begun) std::this_thread::sleep_for(1ms);
        EXPECT_TRUE(nightly.ends_within(5s));
    }
    EXPECT_TRUE(in_folder().empty());
    EXPECT_TRUE(told.empty()) << "nothing failed";
    const auto restarted = process();
    EXPECT_TRUE(tick(*restarted));
    expect(*restarted, "proven");
}

TEST_F(NightlyTest, AStopDoesNotWaitForWhatCannotBeGivenUp) {
    std::atomic<bool> begun = false;
    std::atomic<bool> may_end = false;
    Tools stubborn = tools();
    stubborn.differences_now = [&](const Checkpoint&) -> std::vector<std::string> {
        for (begun = true; !may_end;) std::this_thread::sleep_for(1ms);
        return {};
    };
    Nightly nightly(world.db(), world.clock, Options{folder(), {4, 10}}, stubborn);
    nightly.start();
    while (!begun) std::this_thread::sleep_for(1ms);
    EXPECT_FALSE(nightly.ends_within(20ms));
    may_end = true;
    EXPECT_TRUE(nightly.ends_within(5s));
}

TEST_F(NightlyTest, AClockThatCannotBeRightMakesNothing) {
    const auto nightly = process();
    world.clock.set({0});
    EXPECT_FALSE(tick(*nightly));
    EXPECT_TRUE(in_folder().empty());
}

}  // namespace
}  // namespace cafepos::nightly
