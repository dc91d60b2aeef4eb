#include "files.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <thread>
#include <vector>

#include "testing/temporary.h"

namespace cafepos::files {
namespace {

struct FilesTest : ::testing::Test {
    [[nodiscard]] std::size_t count() const {
        return static_cast<std::size_t>(
            std::distance(std::filesystem::directory_iterator(folder.path()), std::filesystem::directory_iterator()));
    }
    testing::TemporaryDirectory folder;
    std::filesystem::path path = folder.file("secret");
};

TEST_F(FilesTest, AFileIsThereWholeWithItsMode) {
    EXPECT_TRUE(write_durably(path, "one", for_its_owner, Existing::keep));
    EXPECT_EQ(content_of(path), "one");
    struct stat status{};
    ASSERT_EQ(::stat(path.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
    EXPECT_EQ(count(), 1U);
}

TEST_F(FilesTest, WhatIsThereIsKeptOrReplacedAsAskedFor) {
    write_durably(path, "one", for_its_owner, Existing::keep);
    EXPECT_FALSE(write_durably(path, "two", for_its_owner, Existing::keep));
    EXPECT_EQ(content_of(path), "one");
    EXPECT_TRUE(write_durably(path, "three", for_everybody, Existing::replace));
    EXPECT_EQ(content_of(path), "three");
    EXPECT_EQ(count(), 1U);
}

// What a kill leaves at any moment is a file under another name.
TEST_F(FilesTest, UntilItIsPutInPlaceTheNameIsFree) {
    {
        NewFile file(path, for_its_owner);
        file.write("half");
        EXPECT_FALSE(std::filesystem::exists(path));
        EXPECT_EQ(count(), 1U);
    }
    EXPECT_EQ(count(), 0U);
}

// Several processes that start at once write the same names.
TEST_F(FilesTest, ManyWritersOfOneNameDoNotMeet) {
    std::vector<std::jthread> writers;
    std::atomic<int> first = 0;
    for (int i = 0; i < 8; ++i) {
        writers.emplace_back([&] {
            for (int k = 0; k < 20; ++k) {
                write_durably(folder.file("latte.png"), std::string(1000, 'x'), for_everybody, Existing::replace);
                if (write_durably(path, "mine", for_its_owner, Existing::keep)) ++first;
            }
        });
    }
    writers.clear();
    EXPECT_EQ(first, 1);
    EXPECT_EQ(content_of(folder.file("latte.png")).size(), 1000U);
    EXPECT_EQ(count(), 2U);
}

TEST_F(FilesTest, AFolderIsMadeWithThoseAboveIt) {
    for (const char* wanted : {"data", "uploads/menu_items", "uploads/thumbnails/", "data"}) {
        make_folder(folder.file(wanted));
        EXPECT_TRUE(std::filesystem::is_directory(folder.file(wanted))) << wanted;
    }
    write_durably(path, "one", for_its_owner, Existing::keep);
    EXPECT_THROW(make_folder(path / "below"), std::system_error);
}

TEST_F(FilesTest, TroubleNamesTheFile) {
    try {
        write_durably(folder.file("no/such/folder"), "x", for_its_owner, Existing::replace);
        FAIL();
    } catch (const std::system_error& error) {
        EXPECT_NE(std::string(error.what()).find("no/such/folder"), std::string::npos) << error.what();
    }
    EXPECT_THROW(content_of(path), std::system_error);
}

}  // namespace
}  // namespace cafepos::files
