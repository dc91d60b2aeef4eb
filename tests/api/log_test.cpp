// What stands in the log, and that it stands nowhere else.

#include "on_server.h"

#include <fcntl.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "testing/source.h"

namespace cafepos::testing {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

/// Asks in each place where somebody's text goes in, for things that are refused and things that are not.
void ask_everywhere(ServerProcess& server, const std::string& forged, const std::string& escaped) {
    Client admin = server.client_as("admin");
    const std::string as_json = R"(\r\n)" + escaped;
    const std::string in_url = "%0d%0a" + std::regex_replace(escaped, std::regex(R"(\\u001b)"), "%1b");
    const std::string target = std::regex_replace(in_url, std::regex(" "), "%20");
    const auto send = [&](const std::string& method, const std::string& where, const std::string& body = {},
                          const HeaderList& headers = {}) { EXPECT_NE(admin.send(method, where, body, headers).status, 0); };
    send("GET", "/orders/" + target);
    send("GET", "/" + target);
    send("GET", "/uploads/" + target + ".png");
    send("GET", "/orders?search=" + target);
    send("GET", "/orders?" + target + "=1");
    send("GET", "/orders?status=" + target);
    send("GET", "/ping", {}, {{"User-Agent", "\x1b[2J" + forged}, {"X-Forwarded-For", "1.2.3.4\t" + forged}});
    send("GET", "/users", {}, {{"Authorization", "Bearer \x1b[2J" + forged}});
    send("POST", "/auth/login", R"({"username":"a)" + as_json + R"(","password":"b)" + as_json + "\"}");
    send("POST", "/orders", R"({"a)" + as_json + R"(":1,"a)" + as_json + R"(":2})");
    send("POST", "/menu_items", R"({"name":"a)" + as_json + R"(","price":"b)" + as_json + "\"}");
    send("POST", "/printers", R"({"name":"a)" + as_json + R"(","type":"file","address":"b)" + as_json + "\"}");
    send("PUT", "/settings", R"({"general":{"storeName":"a)" + as_json + R"(","c)" + as_json + "\":1}}");
    send("POST", "/inventory", R"({"name":"a)" + as_json + R"(","unit":"b)" + as_json + R"(","supplier":"c)" + as_json + "\"}");
    EXPECT_EQ(
        admin.post_form("/upload/image", {{.name = "file", .content = "no picture", .file_name = "a" + forged + ".png"}}).status,
        400);
}

class Log : public ::testing::TestWithParam<const char*> {};

TEST_P(Log, NobodyWritesLinesIntoIt) {
    const bool is_json = GetParam() == std::string("json");
    ServerProcess server(
        {.environment = {{"LOG_LEVEL", "debug"}, {"LOG_FORMAT", GetParam()}, {"SLOW_REQUEST_MS", "1"}, {"TZ", "JST-9"}}});
    const auto before = lines_of(server.log()).size();
    const std::string forged = "2026-11-22T09:00:00.000Z info forged";
    ask_everywhere(server, forged, R"(\u001b[2J)" + forged);
    server.stop();

    const auto lines = lines_of(server.log());
    EXPECT_GT(lines.size(), before + 15) << "each request has its line";
    const std::regex ours(is_json ? R"(\{"time":"[0-9TZ:.-]{24}","level":"[a-z]+","message":.*\})"
                                  : R"([0-9TZ:.-]{24} (debug|info|warning|error) .*)");
    for (std::size_t at = before; at < lines.size(); ++at) {
        EXPECT_TRUE(std::regex_match(lines[at], ours)) << lines[at];
        EXPECT_EQ(lines[at].find(forged), std::string::npos) << lines[at];
        EXPECT_TRUE(std::ranges::none_of(lines[at], [](char c) { return static_cast<unsigned char>(c) < 0x20; })) << lines[at];
    }

    // In a machine whose clock shows Tokyo's time, nine hours ahead.
    const std::string now = SystemClock().now().text();
    const std::size_t begin = is_json ? std::string(R"({"time":")").size() : 0;
    const auto last = Timestamp::parse(lines.back().substr(begin, now.size()));
    ASSERT_TRUE(last) << lines.back();
    EXPECT_LT(SystemClock().now() - *last, std::chrono::hours(1)) << lines.back();
    EXPECT_GE(SystemClock().now() - *last, std::chrono::hours(0)) << lines.back();
}
INSTANTIATE_TEST_SUITE_P(Formats, Log, ::testing::Values("text", "json"),
                         [](const auto& format) { return std::string(format.param); });

/// The names in backticks of the page's table of files, as patterns: `tls/…` is all in there.
std::vector<std::regex> written_down() {
    std::ifstream in(source_root() / "docs/security/data.md");
    std::stringstream page;
    page << in.rdbuf();
    const std::string text = page.str();
    const auto begin = text.find("## Files");
    const std::string files = text.substr(begin, text.find("\n## ", begin) - begin);
    std::vector<std::regex> patterns;
    static const std::regex row("\n\\| (`[^|]*) \\|");
    static const std::regex name("`([^`]+)`");
    for (std::sregex_iterator line(files.begin(), files.end(), row), end; line != end; ++line) {
        const std::string names = (*line)[1];
        for (std::sregex_iterator at(names.begin(), names.end(), name); at != end; ++at) {
            const std::string quoted = std::regex_replace((*at)[1].str(), std::regex(R"([.\-])"), R"(\$&)");
            patterns.emplace_back(std::regex_replace(quoted, std::regex("…"), ".+"));
        }
    }
    return patterns;
}

/// What processes that work in that folder hold open for writing and lies elsewhere. What the test itself holds was handed down
/// to them.
std::vector<std::string> written_elsewhere(const std::filesystem::path& folder, const std::string& database) {
    std::vector<std::string> paths;
    std::error_code error;  // processes end and close files while we look
    std::set<std::string> inherited;
    for (const auto& open : std::filesystem::directory_iterator("/proc/self/fd"))
        inherited.insert(std::filesystem::read_symlink(open.path(), error).string());
    for (const auto& process : std::filesystem::directory_iterator("/proc")) {
        if (std::filesystem::read_symlink(process.path() / "cwd", error) != folder) continue;
        for (const auto& open : std::filesystem::directory_iterator(process.path() / "fd", error)) {
            const std::string path = std::filesystem::read_symlink(open.path(), error).string();
            if (!path.starts_with('/') || path.starts_with("/dev/") || path.starts_with(folder.string() + "/")) continue;
            if (path.starts_with(database) || inherited.contains(path)) continue;
            std::ifstream info(process.path() / "fdinfo" / open.path().filename());
            std::string word;
            while (info >> word && word != "flags:") continue;
            info >> word;
            if ((std::stoi(word, nullptr, 8) & O_ACCMODE) != O_RDONLY) paths.push_back(path);
        }
    }
    return paths;
}

// No log, no key and no copy of anything lies where nobody looks for it.
TEST(Files, AreThoseThatAreWrittenDown) {
    ServerProcess server({.environment = {{"LOG_LEVEL", "debug"}}});
    EXPECT_EQ(server.run({"tls", "init"}).exit_code, 0);
    server.restart();
    ask_everywhere(server, "forged", "forged");
    Client admin = server.client_as("admin");
    expect_success(admin.post("/orders", order_body(menu_item_id(admin, "Latte"))), 201);
    expect_success(admin.post("/printer/test"));
    const auto patterns = written_down();
    const auto is_known = [&](const std::string& name) {
        return std::ranges::any_of(patterns, [&](const std::regex& pattern) { return std::regex_match(name, pattern); });
    };
    // Of the test's own are what the server says, and the settings that put pictures and slips beside the data.
    const std::regex of_the_test(R"(server\.log|command-.*\.log|uploads/.*|receipts\.txt)");
    int files = 0;
    const std::filesystem::path folder = server.data_directory();
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_directory()) continue;
        const std::string name = entry.path().lexically_relative(folder).string();
        EXPECT_TRUE(is_known(name) || std::regex_match(name, of_the_test)) << name;
        ++files;
    }
    EXPECT_GT(files, 5);
    const std::string url = server.database_url();
    EXPECT_EQ(written_elsewhere(folder, url.substr(url.find("///") + 2)), std::vector<std::string>{});
}

}  // namespace
}  // namespace cafepos::testing
