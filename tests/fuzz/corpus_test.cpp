// Every input of corpus/ through its target once: what was found there stays mended.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "target.h"
#include "testing/source.h"

namespace cafepos::fuzz {
namespace {

std::vector<std::filesystem::path> inputs_of(std::string_view target) {
    std::vector<std::filesystem::path> files;
    const auto folder = testing::source_root() / "tests/fuzz/corpus" / target;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// What the target had to say; empty if it lived.
std::string finding(Target::Run run, const std::string& bytes) {
    try {
        run(bytes);
        return "";
    } catch (const std::exception& error) {
        return error.what();
    }
}

class Corpus : public ::testing::TestWithParam<const Target*> {};

TEST_P(Corpus, IsReadWithoutAFinding) {
    const auto files = inputs_of(GetParam()->name);
    EXPECT_GE(files.size(), 2U) << "a corpus has its seeds";
    EXPECT_EQ(finding(GetParam()->run, ""), "") << "of nothing";
    for (const auto& file : files) EXPECT_EQ(finding(GetParam()->run, bytes_of(file)), "") << file;
}

TEST(Corpora, AreSmallAndOfTargetsThatAreThere) {
    std::uintmax_t bytes = 0;
    for (const auto& folder : std::filesystem::directory_iterator(testing::source_root() / "tests/fuzz/corpus")) {
        const auto is_its = [&](const Target* target) { return target->name == folder.path().filename().string(); };
        EXPECT_TRUE(std::ranges::any_of(targets(), is_its)) << folder.path();
        for (const auto& file : std::filesystem::directory_iterator(folder)) bytes += file.file_size();
    }
    EXPECT_LE(bytes, 500'000U);
}

// The twin of the test above: a reader that breaks its promise is found.
TEST(Corpora, ABrokenPromiseIsAFinding) {
    const Target::Run breaks = [](std::string_view bytes) { require(bytes.size() < 3, "three bytes are read"); };
    EXPECT_EQ(finding(breaks, "ab"), "");
    EXPECT_EQ(finding(breaks, "abc"), "three bytes are read");
}

INSTANTIATE_TEST_SUITE_P(Targets, Corpus, ::testing::ValuesIn(targets()),
                         [](const auto& parameter) { return std::string(parameter.param->name); });

}  // namespace
}  // namespace cafepos::fuzz
