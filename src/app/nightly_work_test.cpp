#include "nightly_work.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>

#include "alerts/backup_alert.h"
#include "backup/backup.h"
#include "files/files.h"
#include "images/store.h"
#include "testing/temporary.h"
#include "testing/world.h"

namespace cafepos::app {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

// A sale that no order knows.
const db::Statement plant_difference{"app_test.plant_difference",
                                     "INSERT INTO sales_rollups (business_date, staff_id, sales, charged, refunds, refunded, "
                                     "discounts, tax_charged, tax_refunded, flagged) "
                                     "VALUES ('2026-11-21', $1, 1, 450, 0, 0, 0, 0, 0, 0)"};
const db::Statement heal{"app_test.heal", "DELETE FROM sales_rollups"};
const db::Statement open_alerts{"app_test.open_alerts",
                                "SELECT message FROM alerts WHERE type = 'backup_failed' AND ended_at IS NULL"};
const db::Statement event_kinds{"app_test.event_kinds", "SELECT kind FROM events WHERE kind LIKE 'backup.%' ORDER BY id"};

/// The real backup, restore and verification, with what the test does to the file in between.
struct NightlyWork : ::testing::Test {
    testing::World world;
    testing::TemporaryDirectory directory;
    events::EventLog events{world.clock};
    alerts::BackupAlert alert{world.clock, world.ids, events};
    Config config;
    std::function<void(const fs::path&)> after_writing = [](const fs::path&) {};

    NightlyWork() {
        config.data_dir = directory.file("data");
        config.upload_dir = directory.file("data/uploads");
        config.backup_dir = directory.file("backups");
        config.database_url = world.database.url();
        fs::create_directories(config.upload_dir + "/menu_items");
        fs::create_directory(config.backup_dir);
        files::write_durably(config.data_dir + "/secret", std::string(64, 'a'), files::for_its_owner, files::Existing::replace);
    }

    std::unique_ptr<nightly::Nightly> start() {
        nightly::Tools tools = nightly_tools(config, world.clock);
        tools.write = [this, write = tools.write](const fs::path& file, const nightly::Checkpoint& checkpoint) {
            write(file, checkpoint);
            after_writing(file);
        };
        tools.zone = [] { return TimeZone::utc(); };
        tools.tell = [this](db::Transaction& transaction, const std::optional<std::string>& problem) {
            if (!problem) return alert.end(transaction);
            alert.raise(transaction, *problem);
        };
        return std::make_unique<nightly::Nightly>(world.db(), world.clock, nightly_options(config), tools);
    }
    bool tick(nightly::Nightly& nightly) const { return nightly.tick(world.clock.now()); }
    std::vector<std::string> texts(const db::Statement& statement) {
        return world.db().reading([&](db::Transaction& transaction) {
            std::vector<std::string> texts;
            for (const db::Row& row : transaction.query(statement)) texts.push_back(row.text(0));
            return texts;
        });
    }
    /// What the daily mail hears.
    reports::Overnight overnight() {
        return world.db()
            .reading([&](db::Transaction& transaction) { return find_overnight(transaction, world.clock.now()); })
            .value();
    }
    void run(const std::function<void(db::Transaction&)>& work) { world.db().write(work); }
    std::vector<std::string> in_folder() const {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(config.backup_dir)) names.push_back(entry.path().filename().string());
        std::ranges::sort(names);
        return names;
    }
    /// Nothing of a look at a backup stays beside the café.
    void expect_nothing_beside() const {
        for (const auto& entry : fs::directory_iterator(config.data_dir)) {
            EXPECT_FALSE(entry.path().filename().string().starts_with("check.db")) << entry.path();
        }
    }
};

TEST_F(NightlyWork, MakesABackupThatRestores) {
    const auto nightly = start();
    EXPECT_TRUE(tick(*nightly));
    EXPECT_EQ(nightly->state(), "proven") << nightly->problem();
    ASSERT_EQ(in_folder(), std::vector<std::string>{"cafepos-20261122-0900.backup"});
    const fs::path file = fs::path(config.backup_dir) / in_folder()[0];
    struct stat status{};
    ASSERT_EQ(::stat(file.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
    EXPECT_EQ(backup::look_into(file).createdAt, world.clock.now());
    EXPECT_TRUE(texts(open_alerts).empty());
    expect_nothing_beside();
}

// Found by tests/prove/backups.py: the backup had the row that names it, but not the picture.
TEST_F(NightlyWork, APictureThatIsReplacedMeanwhileIsInTheBackup) {
    SeededRandom random{7};
    images::Store pictures(config.upload_dir, {}, random);
    const fs::path uploads = config.upload_dir;
    for (const char* folder : {"menu_items", "thumbnails"}) {
        for (const char* name : {"shown.png", "replaced.png", "long-gone.png"}) std::ofstream(uploads / folder / name) << name;
    }
    pictures.retire("/uploads/menu_items/long-gone.png");
    for (const char* folder : {"menu_items", "thumbnails"}) {
        fs::last_write_time(uploads / ".replaced" / folder / "long-gone.png", fs::file_time_type::clock::now() - 1h);
    }
    const auto file = directory.path() / "one.backup";
    nightly_tools(config, world.clock).write(file, [&] { pictures.retire("/uploads/menu_items/replaced.png"); });
    const backup::Place there{{.url = directory.file("there.db")}, directory.path() / "there", directory.path() / "there-secret"};
    backup::load(file, there);
    for (const char* folder : {"menu_items", "thumbnails"}) {
        EXPECT_TRUE(fs::exists(there.uploads / folder / "shown.png"));
        EXPECT_TRUE(fs::exists(there.uploads / folder / "replaced.png")) << folder;
        EXPECT_FALSE(fs::exists(there.uploads / folder / "long-gone.png"));
    }
}

TEST_F(NightlyWork, ADamagedFileIsFoundAndTheNextRunHeals) {
    after_writing = [](const fs::path& file) {
        std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
        bytes.seekp(static_cast<std::streamoff>(fs::file_size(file) / 2));
        bytes.put('\0').put('\1').put('\2');
    };
    const auto nightly = start();
    EXPECT_TRUE(tick(*nightly));
    EXPECT_EQ(nightly->state(), "error");
    EXPECT_EQ(nightly->problem(), "the last backup could not be restored");
    EXPECT_EQ(overnight().trouble, "damaged");
    EXPECT_EQ(texts(open_alerts), std::vector<std::string>{"the last backup could not be restored"});
    EXPECT_TRUE(in_folder().empty());
    expect_nothing_beside();
    after_writing = [](const fs::path&) {};
    world.clock.advance(1h);
    EXPECT_TRUE(tick(*nightly));
    EXPECT_EQ(nightly->state(), "proven");
    EXPECT_EQ(overnight().state, reports::Overnight::State::proven);
    EXPECT_EQ(overnight().proven_at, world.clock.now());
    EXPECT_TRUE(texts(open_alerts).empty());
    EXPECT_EQ(texts(event_kinds), (std::vector<std::string>{"backup.failed", "backup.proven"}));
}

TEST_F(NightlyWork, ADifferenceInTheBooksIsFoundAndToldOnce) {
    run([&](db::Transaction& transaction) { transaction.execute(plant_difference, world.admin.user_id); });
    const auto nightly = start();
    for (int i = 0; i < 2; ++i) {
        EXPECT_TRUE(tick(*nightly));
        EXPECT_EQ(nightly->problem(), "the books do not agree: cafepos verify names what differs");
        EXPECT_EQ(texts(open_alerts).size(), 1U);
        EXPECT_EQ(in_folder().size(), 1U) << "a café whose books differ is backed up all the same";
        world.clock.advance(1h);
    }
    EXPECT_EQ(texts(event_kinds), std::vector<std::string>{"backup.failed"});
    run([](db::Transaction& transaction) { transaction.execute(heal); });
    EXPECT_TRUE(tick(*nightly));
    EXPECT_EQ(nightly->state(), "proven");
    EXPECT_TRUE(texts(open_alerts).empty());
}

// What went wrong between the rows and the file is found by restoring only: the live books agree.
TEST_F(NightlyWork, ADifferenceInTheBackupAloneIsFound) {
    after_writing = [this](const fs::path& file) {
        fs::remove(file);
        run([&](db::Transaction& transaction) { transaction.execute(plant_difference, world.admin.user_id); });
        backup::write({{.url = config.database_url}, config.upload_dir, {}}, file, "1.0.0", world.clock.now());
        run([](db::Transaction& transaction) { transaction.execute(heal); });
    };
    const auto nightly = start();
    EXPECT_TRUE(tick(*nightly));
    EXPECT_EQ(nightly->problem(), "the books do not agree: cafepos verify names what differs");
}

TEST_F(NightlyWork, WhatIsGivenUpLeavesNothing) {
    const nightly::Tools tools = nightly_tools(config, world.clock);
    const fs::path file = fs::path(config.backup_dir) / "cafe.backup";
    // Wherever it is: at each checkpoint in turn.
    const auto given_up_at = [](int& countdown) {
        return [&countdown] {
            if (countdown-- == 0) throw nightly::GivenUp();
        };
    };
    int checkpoints = 0;
    for (bool ended = false; !ended; ++checkpoints) {
        int countdown = checkpoints;
        try {
            tools.write(file, given_up_at(countdown));
            ended = true;
        } catch (const nightly::GivenUp&) {
            EXPECT_TRUE(in_folder().empty());
        }
    }
    EXPECT_GT(checkpoints, 3);
    checkpoints = 0;
    for (bool ended = false; !ended; checkpoints += 2) {
        int countdown = checkpoints;
        try {
            EXPECT_TRUE(tools.differences_restored(file, given_up_at(countdown)).empty());
            ended = true;
        } catch (const nightly::GivenUp&) {
            expect_nothing_beside();
        }
    }
    expect_nothing_beside();
    EXPECT_GT(checkpoints, 9);
    int at_once = 2;
    EXPECT_THROW(tools.differences_now(given_up_at(at_once)), nightly::GivenUp);
}

}  // namespace
}  // namespace cafepos::app
