// Runs the commands of every page in docs/api against a demo café, so that the pages cannot rot.
//
// A page's ```sh blocks run from top to bottom in one shell, with http://localhost:8880 standing for the server. A paragraph that
// begins with → and follows a block says how its last curl was answered: in backquotes the status, then pieces of the body.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "testing/process.h"
#include "testing/server.h"

namespace cafepos::testing {
namespace {

constexpr int page_ms_max = 120'000;

std::string quoted(const std::string& text) { return "'" + std::regex_replace(text, std::regex("'"), "'\\''") + "'"; }

std::string content_of(const std::filesystem::path& file) {
    std::ostringstream out;
    out << std::ifstream(file).rdbuf();
    return out.str();
}

// check 'line of the page' status piece…
constexpr const char* preamble = R"sh(
set -euo pipefail
curl() { command curl -sS -D "$WORK/head" -o "$WORK/body" "$@" && cat "$WORK/body"; }
fail() { echo "$1"; cat "$WORK/head" "$WORK/body"; exit 1; }
check() {
    local where=$1 status
    status=$(grep -aE '^HTTP/' "$WORK/head" | tail -n 1 | cut -d' ' -f2)
    [[ $status == "$2" ]] || fail "$where: answered $status, not $2"
    shift 2
    local piece
    for piece in "$@"; do grep -aqF -- "$piece" "$WORK/body" || fail "$where: the answer does not contain $piece"; done
}
)sh";

std::string check_command(const std::string& page, int line_number, const std::string& line) {
    std::string command = "check " + quoted(page + ":" + std::to_string(line_number));
    static const std::regex in_backquotes("`([^`]+)`");
    for (std::sregex_iterator match(line.begin(), line.end(), in_backquotes), end; match != end; ++match) {
        command += " " + quoted((*match)[1]);
    }
    return command + "\n";
}

struct Script {
    std::string text = preamble;
    int checks = 0;
};

Script script_of(const std::filesystem::path& page, const std::string& base) {
    Script script;
    std::istringstream lines(content_of(page));
    bool in_block = false;
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (line.starts_with("```")) {
            in_block = !in_block && line == "```sh";
        } else if (in_block) {
            script.text += std::regex_replace(line, std::regex("http://localhost:8880"), base) + "\n";
        } else if (line.starts_with("→")) {
            script.text += check_command(page.filename().string(), number, line);
            ++script.checks;
        }
    }
    return script;
}

std::vector<std::filesystem::path> pages() {
    std::vector<std::filesystem::path> result;
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(CAFEPOS_SOURCE) / "docs/api")) {
        if (entry.path().extension() == ".md") result.push_back(entry.path());
    }
    std::sort(result.begin(), result.end());
    return result;
}

TEST(Docs, EveryPageOfTheApiRuns) {
    int checks = 0;
    for (const auto& page : pages()) {
        SCOPED_TRACE(page.filename().string());
        ServerProcess server;
        const TemporaryDirectory work;
        const Script script = script_of(page, "http://127.0.0.1:" + std::to_string(server.port()));
        std::ofstream(work.file("page.sh")) << script.text;
        Process shell({"/bin/bash", work.file("page.sh")}, {{"WORK", work.path().string()}, {"PATH", "/usr/bin:/bin"}},
                      work.path().string(), work.file("output"));
        EXPECT_EQ(shell.wait(page_ms_max), 0) << content_of(work.file("output"));
        checks += script.checks;
    }
    EXPECT_GT(checks, 5) << "the pages promise next to nothing";
}

}  // namespace
}  // namespace cafepos::testing
