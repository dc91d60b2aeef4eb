// Runs the commands of README.md and of every page in docs/api against a demo café, so that the pages cannot rot.
//
// A page's ```sh blocks run from top to bottom in one shell, with localhost:8880 standing for the server. A plain ```
// block right after one is what it prints, to the letter.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "testing/process.h"
#include "testing/server.h"
#include "testing/source.h"

namespace cafepos::testing {
namespace {

constexpr int page_ms_max = 120'000;

std::string content_of(const std::filesystem::path& file) {
    std::ostringstream out;
    out << std::ifstream(file).rdbuf();
    return out.str();
}

struct Block {
    int line = 0;  ///< of the page, where the commands begin
    std::string commands = {};
    std::string expected = {};
    bool prints = false;
};

std::vector<Block> blocks_of(const std::string& page) {
    enum class In { prose, commands, output };
    std::vector<Block> blocks;
    std::istringstream lines(page);
    In in = In::prose;
    bool just_after_commands = false;
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (line.starts_with("```")) {
            const bool opens = in == In::prose;
            if (opens && line == "```sh") {
                blocks.push_back({.line = number + 1});
                in = In::commands;
            } else if (opens && line == "```" && just_after_commands) {
                blocks.back().prints = true;
                in = In::output;
            } else {
                just_after_commands = in == In::commands;
                in = In::prose;
            }
            continue;
        }
        if (in == In::commands) blocks.back().commands += line + "\n";
        if (in == In::output) blocks.back().expected += line + "\n";
        if (in == In::prose) just_after_commands = false;
    }
    return blocks;
}

std::string script_of(const std::vector<Block>& blocks, const std::string& address) {
    std::string script = "set -uo pipefail\n";
    for (const Block& block : blocks) {
        script += "{\n" + std::regex_replace(block.commands, std::regex("localhost:8880"), address) + "} >output\n";
        if (!block.prints) continue;
        script += "diff - output <<'END-OF-EXPECTED' || { echo 'line " + std::to_string(block.line) +
                  " printed otherwise'; exit 1; }\n" + block.expected + "END-OF-EXPECTED\n";
    }
    return script;
}

std::vector<std::filesystem::path> pages() {
    std::vector<std::filesystem::path> result;
    const std::filesystem::path root = source_root();
    if (!blocks_of(content_of(root / "README.md")).empty()) result.push_back(root / "README.md");
    for (const auto& entry : std::filesystem::directory_iterator(root / "docs/api")) {
        if (entry.path().extension() == ".md") result.push_back(entry.path());
    }
    std::sort(result.begin(), result.end());
    return result;
}

class ApiPage : public ::testing::TestWithParam<std::filesystem::path> {};

TEST_P(ApiPage, DoesWhatItSays) {
    const auto blocks = blocks_of(content_of(GetParam()));
    ASSERT_FALSE(blocks.empty()) << "no commands to follow";
    ServerProcess server;
    const TemporaryDirectory work;
    std::ofstream(work.file("page.sh")) << script_of(blocks, "127.0.0.1:" + std::to_string(server.port()));
    Process shell({"/bin/bash", work.file("page.sh")}, {{"PATH", "/usr/bin:/bin"}, {"LC_ALL", "C.UTF-8"}}, work.path().string(),
                  work.file("log"));
    EXPECT_EQ(shell.wait(page_ms_max), 0) << content_of(work.file("log"));
}

INSTANTIATE_TEST_SUITE_P(Docs, ApiPage, ::testing::ValuesIn(pages()), [](const auto& page) {
    return std::regex_replace(page.param.stem().string(), std::regex("[^A-Za-z]"), "_");
});

}  // namespace
}  // namespace cafepos::testing
