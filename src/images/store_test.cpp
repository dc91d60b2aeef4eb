#include "store.h"

#include <gtest/gtest.h>

#include <fstream>

#include "core/error.h"
#include "test_samples.h"
#include "testing/temporary.h"

namespace cafepos::images {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

struct StoreTest : ::testing::Test {
    testing::TemporaryDirectory folder;
    SeededRandom random{7};
    Store store{folder.path() / "uploads", Limits{}, random};
    Id item = Id::parse("01935a3c-1111-7000-8000-000000000001").value();

    [[nodiscard]] fs::path path(const std::string& url) const { return folder.path() / url.substr(1); }
    Saved save() { return store.save(store.clean(samples::plain(Kind::png)), item); }
    [[nodiscard]] std::size_t file_count() const {
        std::size_t count = 0;
        for (const auto& entry : fs::recursive_directory_iterator(folder.path())) count += entry.is_regular_file() ? 1U : 0U;
        return count;
    }
};

TEST_F(StoreTest, SavesPictureAndThumbnailUnderAFreshName) {
    const auto saved = save();
    EXPECT_TRUE(saved.file_name.starts_with(item.text() + "_"));
    EXPECT_EQ(saved.file_name.size(), 36U + 1 + 8 + 4);
    EXPECT_EQ(saved.image_url, "/uploads/menu_items/" + saved.file_name);
    EXPECT_EQ(saved.thumbnail_url, "/uploads/thumbnails/" + saved.file_name);
    EXPECT_EQ(fs::file_size(path(saved.image_url)), static_cast<std::uintmax_t>(saved.file_bytes));
    EXPECT_TRUE(fs::exists(path(saved.thumbnail_url)));
    EXPECT_NE(save().file_name, saved.file_name);
}

TEST_F(StoreTest, RemovesBothFilesAndNothingElse) {
    const auto saved = save();
    std::ofstream(folder.path() / "uploads" / "keep.txt") << "mine";
    for (const char* foreign : {"/uploads/menu_items/../keep.txt", "/uploads/keep.txt", "/uploads/menu_items/",
                                "/uploads/menu_items/..", "https://example.com/x.png", ""}) {
        store.remove(foreign);
    }
    EXPECT_EQ(file_count(), 3U);
    store.remove(saved.image_url);
    store.remove(saved.image_url);
    EXPECT_EQ(file_count(), 1U);
}

// Found by tests/prove/backups.py: it was gone at once, and a backup that had begun had the row without the picture.
TEST_F(StoreTest, WhatIsRetiredLiesAsideUntilASweepFindsItOld) {
    const auto saved = save();
    store.retire(saved.image_url);
    store.retire(saved.image_url);
    EXPECT_FALSE(fs::exists(path(saved.image_url)));
    EXPECT_FALSE(fs::exists(path(saved.thumbnail_url)));
    EXPECT_EQ(file_count(), 2U);
    const auto sweep = [&](std::chrono::seconds grace) { return store.sweep([] { return std::vector<std::string>{}; }, grace); };
    EXPECT_EQ(sweep(600s).removed, 0);
    EXPECT_EQ(sweep(0s).removed, 2);
    EXPECT_EQ(file_count(), 0U);
}

TEST_F(StoreTest, SweepRemovesWhatNoRowNames) {
    const auto named = save();
    const auto forgotten = save();
    std::ofstream(path(named.image_url + ".part")) << "half";
    const auto report = store.sweep([&] { return std::vector<std::string>{named.image_url, "/elsewhere.png"}; }, 0s);
    EXPECT_EQ(report.removed, 3);
    EXPECT_TRUE(report.missing_files.empty());
    EXPECT_TRUE(fs::exists(path(named.image_url)));
    EXPECT_TRUE(fs::exists(path(named.thumbnail_url)));
    EXPECT_FALSE(fs::exists(path(forgotten.image_url)));
    EXPECT_FALSE(fs::exists(path(forgotten.thumbnail_url)));
}

TEST_F(StoreTest, SweepSparesWhatIsYoungOrSavedMeanwhile) {
    save();
    EXPECT_EQ(store.sweep([] { return std::vector<std::string>{}; }, 600s).removed, 0);
    store.sweep([] { return std::vector<std::string>{}; }, 0s);
    const auto report = store.sweep(
        [&] {
            save();  // between the listing of the files and the reading of the rows
            return std::vector<std::string>{};
        },
        0s);
    EXPECT_EQ(report.removed, 0);
    EXPECT_EQ(file_count(), 2U);
}

TEST_F(StoreTest, SweepNamesRowsWithoutFile) {
    const auto report = store.sweep([] { return std::vector<std::string>{"/uploads/menu_items/gone.png"}; }, 0s);
    EXPECT_EQ(report.missing_files, std::vector<std::string>{"/uploads/menu_items/gone.png"});
}

TEST_F(StoreTest, AFailedWriteLeavesNothingBehind) {
    const auto clean = store.clean(samples::plain(Kind::png));
    fs::remove(folder.path() / "uploads" / "menu_items");
    EXPECT_THROW(store.save(clean, item), std::system_error);
    EXPECT_EQ(file_count(), 0U);
}

TEST_F(StoreTest, SeedsChooseTheirOwnNames) {
    const auto clean = store.clean(samples::plain(Kind::png));
    EXPECT_EQ(store.save_as(clean, "flat-white").image_url, "/uploads/menu_items/flat-white.png");
    store.save_as(clean, "flat-white");
    EXPECT_EQ(file_count(), 2U);
    EXPECT_THROW(store.save_as(clean, "../flat-white"), std::logic_error);
    EXPECT_THROW(store.save_as(clean, ""), std::logic_error);
}

}  // namespace
}  // namespace cafepos::images
