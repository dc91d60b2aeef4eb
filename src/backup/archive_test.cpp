#include "archive.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <fstream>
#include <random>
#include <system_error>

#include "files/files.h"
#include "security/digest.h"
#include "testing/temporary.h"

namespace cafepos::backup {
namespace {

struct ArchiveTest : ::testing::Test {
    std::string big = random_text(300'000);

    static std::string random_text(std::size_t size) {
        std::mt19937 random(20261123);
        std::string text;
        for (std::size_t i = 0; i < size; ++i) text += static_cast<char>(random());
        return text;
    }
    void write() {
        ArchiveWriter archive(path);
        archive.add("manifest.json", "{}");
        archive.add("rows/orders/000001.tsv", big);
        archive.add("empty", "");
        archive.finish();
    }
    /// What is in a file; empty when it is refused.
    static std::optional<std::vector<ArchiveReader::Member>> members_of(const std::filesystem::path& file) {
        try {
            ArchiveReader archive(file);
            std::vector<ArchiveReader::Member> members;
            while (auto member = archive.next()) members.push_back(std::move(*member));
            return members;
        } catch (const std::runtime_error&) {
            return std::nullopt;
        }
    }

    testing::TemporaryDirectory directory;
    std::filesystem::path path = directory.file("cafe.backup");
};

TEST_F(ArchiveTest, GivesBackWhatWasPutIn) {
    write();
    const auto members = members_of(path);
    ASSERT_TRUE(members);
    ASSERT_EQ(members->size(), 3U);
    EXPECT_EQ((*members)[0].name, "manifest.json");
    EXPECT_EQ((*members)[0].content, "{}");
    EXPECT_EQ((*members)[1].content, big);
    EXPECT_EQ((*members)[2].name, "empty");
    EXPECT_EQ((*members)[2].content, "");
}

/// A disk that takes no more, as far as this process is concerned.
class FullDisk {
public:
    explicit FullDisk(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
        getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit tight{bytes, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &tight);
    }
    ~FullDisk() {
        setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

private:
    rlimit before_{};
    void (*handler_)(int);
};

TEST_F(ArchiveTest, ADiskThatTakesNoMoreIsSaidByItsCodeAndLeavesNothing) {
    std::error_code code;
    {
        const FullDisk full(100'000);
        try {
            write();
        } catch (const std::system_error& error) {
            code = error.code();
        }
    }
    EXPECT_EQ(code, std::errc::file_too_large);
    EXPECT_TRUE(std::filesystem::is_empty(directory.path()));
}

TEST_F(ArchiveTest, IsForItsOwnerOnlyAndReplacesNothing) {
    write();
    struct stat status{};
    ASSERT_EQ(::stat(path.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
    EXPECT_THROW(write(), std::runtime_error);
    EXPECT_TRUE(members_of(path));
}

TEST_F(ArchiveTest, LeavesNothingWhenItIsNotFinished) {
    {
        ArchiveWriter archive(path);
        archive.add("manifest.json", "{}");
    }
    EXPECT_TRUE(std::filesystem::is_empty(directory.path()));
}

TEST_F(ArchiveTest, OtherToolsReadItWithoutAWord) {
    write();
    const std::string command = "tar -tzf " + path.string() + " > " + directory.file("list") + " 2>&1";
    EXPECT_EQ(std::system(command.c_str()), 0);
    EXPECT_EQ(files::content_of(directory.file("list")), "manifest.json\nrows/orders/000001.tsv\nempty\n");
}

// Promise D12: a thousand damaged ones, and not one of them is taken.
TEST_F(ArchiveTest, RefusesWhateverIsNotAsItWasWritten) {
    write();
    const std::string whole = files::content_of(path);
    const std::filesystem::path damaged = directory.file("damaged");
    std::mt19937 random(7);
    for (int i = 0; i < 1000; ++i) {
        std::string bytes = whole;
        // Every byte of both ends, where formats keep what readers tend to skip, and then anywhere.
        const std::size_t at = i < 150   ? static_cast<std::size_t>(i)
                               : i < 300 ? bytes.size() - static_cast<std::size_t>(i - 149)
                                         : random() % bytes.size();
        switch (i < 300 ? 0 : i % 4) {
            case 0:
                bytes[at] = static_cast<char>(bytes[at] ^ static_cast<char>(1U << (random() % 8)));
                break;
            case 1:
                bytes.resize(at);
                break;
            case 2:
                bytes.erase(at, 1 + random() % 100);
                break;
            default:
                bytes.insert(at, 1, static_cast<char>(random()));
        }
        std::ofstream(damaged, std::ios::binary) << bytes;
        ASSERT_FALSE(members_of(damaged)) << "damage " << i << " at byte " << at;
    }
    EXPECT_FALSE(members_of(directory.file("missing")));
}

TEST_F(ArchiveTest, NothingIsUnpackedThatNoCafeHolds) {
    {
        ArchiveWriter archive(path);
        for (int i = 0; i < 4; ++i) archive.add("rows/" + std::to_string(i), std::string(100'000, '0'));
        archive.finish();
    }
    const auto trouble = [&](const ArchiveLimits& limits) -> std::string {
        try {
            ArchiveReader reader(path, limits);
            while (reader.next()) {
            }
        } catch (const std::runtime_error& error) {
            return error.what();
        }
        return {};
    };
    EXPECT_EQ(trouble({}), "");
    EXPECT_EQ(trouble({.members_max = 3}), "the backup holds more files than a café has");
    EXPECT_EQ(trouble({.member_bytes_max = 99'999}), "the backup holds something that is too large");
    EXPECT_EQ(trouble({.unpacked_bytes_always_allowed = 300'000, .unpacked_per_packed_max = 1}),
              "the backup would unpack to more than a café holds");
}

/// The head of a member of a tar, without content.
std::string tar_head(const std::string& name, char type, const std::string& target) {
    std::string head(512, '\0');
    const auto put = [&](std::size_t at, const std::string& text) { head.replace(at, text.size(), text); };
    put(0, name);
    put(100, "0000600");
    put(124, "00000000000");
    put(136, "00000000000");
    put(148, std::string(8, ' '));
    head[156] = type;
    put(157, target);
    put(257, std::string("ustar\00000", 8));
    unsigned sum = 0;
    for (const char c : head) sum += static_cast<unsigned char>(c);
    put(148, fmt::format("{:06o}", sum));
    head[154] = '\0';
    return head;
}

// Found by tests/prove/inert.py: what is no file would have been taken for an empty one.
TEST_F(ArchiveTest, NothingIsTakenThatIsNoFile) {
    for (const char type : {'0', '1', '2', '3', '4', '5', '6'}) {
        const std::string tar = tar_head("uploads/menu_items/a.png", type, "/etc") + std::string(1024, '\0');
        const std::string digest = security::hex(security::sha256(tar));
        std::ofstream(path, std::ios::binary) << tar
                                              << std::string(
                                                     "\x1f\x8b\x08\x10\0\0\0\0\0\xff"
                                                     "cafepos-backup sha256 ",
                                                     32)
                                              << digest << std::string("\0\x03\0\0\0\0\0\0\0\0\0", 11);
        EXPECT_EQ(members_of(path).has_value(), type == '0') << type;
    }
}

// Of two that restore into the same place, one would be gone without a word.
TEST_F(ArchiveTest, NothingIsTakenTwice) {
    {
        ArchiveWriter archive(path);
        archive.add("uploads/menu_items/a.png", "one");
        archive.add("uploads/menu_items/a.png", "other");
        archive.finish();
    }
    EXPECT_FALSE(members_of(path));
}

TEST_F(ArchiveTest, AFolderIsNoBackup) { EXPECT_THROW(ArchiveReader reader(directory.path()), std::runtime_error); }

}  // namespace
}  // namespace cafepos::backup
