#include "replacement.h"

#include <gtest/gtest.h>

#include "files/files.h"
#include "testing/temporary.h"

namespace cafepos::backup {
namespace {

/// A café of plain files: what a kill leaves of a decided restore is a matter of renames.
struct ReplacementTest : ::testing::Test {
    ReplacementTest() {
        files::write_durably(at("cafepos.db"), "old rows", files::for_its_owner, files::Existing::replace);
        files::write_durably(at("cafepos.db-wal"), "old tail", files::for_its_owner, files::Existing::replace);
        files::write_durably(at("secret"), "old secret", files::for_its_owner, files::Existing::replace);
        replacement.prepare();
        files::write_durably(replacement.stage().database.url, "new rows", files::for_its_owner, files::Existing::replace);
        files::write_durably(replacement.stage().secret, "new secret", files::for_its_owner, files::Existing::replace);
    }
    [[nodiscard]] std::filesystem::path at(const std::string& name) const { return directory.file(name); }
    [[nodiscard]] std::filesystem::path decided(const std::string& name) const { return at("cafepos.db.restored") / name; }

    void expect_new_and_old_kept() {
        const auto old = replacement.finish();
        ASSERT_TRUE(old);
        EXPECT_EQ(files::content_of(at("cafepos.db")), "new rows");
        EXPECT_FALSE(std::filesystem::exists(at("cafepos.db-wal"))) << "the old tail must not be read into the new rows";
        EXPECT_EQ(files::content_of(at("secret")), "new secret");
        EXPECT_EQ(files::content_of(*old), "old rows");
        EXPECT_EQ(files::content_of(old->string() + "-wal"), "old tail");
        EXPECT_EQ(files::content_of(old->string() + ".secret"), "old secret");
        EXPECT_FALSE(replacement.is_decided());
        EXPECT_FALSE(replacement.finish());
    }

    testing::TemporaryDirectory directory;
    Replacement replacement{{{.url = at("cafepos.db").string()}, at("uploads"), at("secret")}};
};

TEST_F(ReplacementTest, BeforeTheDecisionTheOldOneCounts) {
    EXPECT_FALSE(replacement.is_decided());
    EXPECT_EQ(files::content_of(at("cafepos.db")), "old rows");
    replacement.forget();
    EXPECT_FALSE(std::filesystem::exists(at("cafepos.db.restoring")));
}

// Promise D12: whatever was made before the kill, what is left is made.
TEST_F(ReplacementTest, AfterTheDecisionEachKillIsFinished) {
    replacement.decide();
    const std::filesystem::path old = at(files::content_of(decided("old")));
    const std::vector<std::pair<std::filesystem::path, std::filesystem::path>> renames{
        {at("cafepos.db-wal"), old.string() + "-wal"},
        {at("cafepos.db"), old},
        {decided("cafepos.db"), at("cafepos.db")},
        {at("secret"), old.string() + ".secret"},
        {decided("secret"), at("secret")}};
    const std::filesystem::path original = at("original");
    std::filesystem::create_directory(original);
    const auto copy = [&](const std::filesystem::path& from, const std::filesystem::path& to) {
        for (const auto& entry : std::filesystem::directory_iterator(from)) {
            if (entry.path() == original) continue;
            std::filesystem::copy(entry.path(), to / entry.path().filename(), std::filesystem::copy_options::recursive);
        }
    };
    copy(directory.path(), original);
    for (std::size_t made = 0; made <= renames.size(); ++made) {
        SCOPED_TRACE(made);
        for (const auto& entry : std::filesystem::directory_iterator(directory.path())) {
            if (entry.path() != original) std::filesystem::remove_all(entry.path());
        }
        copy(original, directory.path());
        for (std::size_t i = 0; i < made; ++i) std::filesystem::rename(renames[i].first, renames[i].second);
        expect_new_and_old_kept();
    }
}

// The folder itself goes in many steps; none of them may leave something that no start gets past.
TEST_F(ReplacementTest, AKillWhileItClearsUpStrandsNothing) {
    replacement.decide();
    const std::filesystem::path old = replacement.finish().value();
    for (const bool has_old_name : {false, true}) {
        std::filesystem::create_directory(at("cafepos.db.restored"));
        if (has_old_name)
            files::write_durably(decided("old"), old.filename().string(), files::for_its_owner, files::Existing::replace);
        static_cast<void>(replacement.finish());
        EXPECT_FALSE(replacement.is_unfinished());
        EXPECT_EQ(files::content_of(at("cafepos.db")), "new rows");
        EXPECT_EQ(files::content_of(at("secret")), "new secret");
        EXPECT_EQ(files::content_of(old), "old rows");
    }
}

TEST_F(ReplacementTest, WhatAKilledAttemptLeftIsClearedAway) {
    EXPECT_TRUE(replacement.is_unfinished());
    EXPECT_FALSE(replacement.finish());
    EXPECT_FALSE(replacement.is_unfinished());
    EXPECT_FALSE(std::filesystem::exists(at("cafepos.db.restoring")));
    EXPECT_EQ(files::content_of(at("cafepos.db")), "old rows");
}

}  // namespace
}  // namespace cafepos::backup
