// Each night's backup, by the real server: proven, wrong, and stopped in the middle of it.

#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include "testing/client.h"
#include "testing/server.h"

namespace cafepos::testing {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

std::string backups_state(const ServerProcess& server) {
    return server.client().get("/health")["data"]["services"]["backups"].text();
}

bool comes_to(const ServerProcess& server, const std::string& state, std::chrono::seconds longest = 120s) {
    for (const auto deadline = SteadyClock::now() + longest; SteadyClock::now() < deadline; std::this_thread::sleep_for(50ms)) {
        if (backups_state(server) == state) return true;
    }
    return false;
}

std::vector<std::string> files_in(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename().string());
    return names;
}

/// Pictures that take a backup some seconds; they are too young to be swept.
void plant_pictures(const ServerProcess& server, int count) {
    const fs::path folder = fs::path(server.data_directory()) / "uploads" / "menu_items";
    fs::create_directories(folder);
    std::mt19937 random(20261122);
    std::string bytes(1024UL * 1024, '\0');
    for (int i = 0; i < count; ++i) {
        for (char& byte : bytes) byte = static_cast<char>(random());
        std::ofstream(folder / ("planted" + std::to_string(i) + ".png"), std::ios::binary) << bytes;
    }
}

bool has_check_beside(const ServerProcess& server) {
    for (const std::string& name : files_in(server.data_directory())) {
        if (name.starts_with("check.db")) return true;
    }
    return false;
}

TEST(Nightly, SaysWhatIsWrongAndTheNextStartHeals) {
    TemporaryDirectory folder;
    const fs::path backups = folder.path() / "disk";
    ServerProcess server({.environment = {{"BACKUP_DIR", backups.string()}}});
    ASSERT_TRUE(comes_to(server, "error")) << server.log();
    const auto health = server.client().get("/health");
    EXPECT_EQ(health.status, 200);
    EXPECT_EQ(health["data"]["status"].text(), "degraded");
    EXPECT_NE(health.body.find("the folder of the backups is missing"), std::string::npos) << health.body;
    EXPECT_EQ(health.body.find(folder.path().string()), std::string::npos) << "strangers read this";
    Client admin = server.client_as("admin");
    EXPECT_EQ(admin.get("/alerts?type=backup_failed&resolved=false")["data"]["amount"].integer(), 1);
    const auto wrong = server.run({"doctor"});
    EXPECT_NE(wrong.exit_code, 0);
    EXPECT_NE(wrong.output.find("no backup is proven yet"), std::string::npos) << wrong.output;

    fs::create_directory(backups);
    server.restart();
    ASSERT_TRUE(comes_to(server, "proven")) << server.log();
    EXPECT_EQ(server.client().get("/health")["data"]["problems"].size(), 0U);
    EXPECT_EQ(server.client_as("admin").get("/alerts?type=backup_failed&resolved=false")["data"]["amount"].integer(), 0);
    const auto doctor = server.run({"doctor"});
    EXPECT_NE(doctor.output.find("the last proven backup is 0 hours old"), std::string::npos) << doctor.output;
    const auto files = files_in(backups);
    ASSERT_EQ(files.size(), 1U);
    EXPECT_EQ(server.run({"restore", "--check", (backups / files[0]).string()}).exit_code, 0);
}

TEST(Nightly, ASigtermInTheMiddleOfItStopsInTime) {
    TemporaryDirectory folder;
    const fs::path backups = folder.path() / "disk";
    ServerProcess server({.environment = {{"BACKUP_DIR", backups.string()}}});
    plant_pictures(server, 40);
    ASSERT_TRUE(comes_to(server, "error")) << server.log();
    ASSERT_EQ(server.stop(), 0);
    fs::create_directory(backups);
    int in_the_middle = 0;
    for (int after_ms = 0; after_ms < 1'500; after_ms += 250) {
        server.start();
        std::this_thread::sleep_for(std::chrono::milliseconds(after_ms));
        if (backups_state(server) != "proven") ++in_the_middle;
        const auto begin = SteadyClock::now();
        EXPECT_EQ(server.stop(), 0) << "after " << after_ms << " ms\n" << server.log();
        EXPECT_LT(SteadyClock::now() - begin, 9s);
        EXPECT_FALSE(has_check_beside(server));
    }
    EXPECT_GE(in_the_middle, 2) << "nothing was stopped in the middle of it";
    server.start();
    ASSERT_TRUE(comes_to(server, "proven")) << server.log();
    EXPECT_EQ(files_in(backups).size(), 1U);
    EXPECT_EQ(server.run({"verify"}).exit_code, 0);
}

TEST(Nightly, KilledInTheMiddleOfItItIsMadeAnewAndNothingIsLeft) {
    if (engine_under_test() != db::Database::Engine::sqlite) GTEST_SKIP() << "there an hour later: another process may be at it";
    TemporaryDirectory folder;
    const fs::path backups = folder.path() / "disk";
    ServerProcess server({.environment = {{"BACKUP_DIR", backups.string()}}});
    plant_pictures(server, 40);
    ASSERT_TRUE(comes_to(server, "error")) << server.log();
    ASSERT_EQ(server.stop(), 0);
    fs::create_directory(backups);
    for (int after_ms = 100; after_ms < 2'500; after_ms += 400) {
        server.start();
        std::this_thread::sleep_for(std::chrono::milliseconds(after_ms));
        server.kill9();
    }
    server.start();
    ASSERT_TRUE(comes_to(server, "proven")) << server.log();
    EXPECT_FALSE(has_check_beside(server));
    EXPECT_EQ(files_in(backups).size(), 1U);
}

}  // namespace
}  // namespace cafepos::testing
