#include "packed_files.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "compress.h"
#include "static_files.h"
#include "test_server.h"

namespace cafepos::http::test {
namespace {

const std::string script = "let app = " + std::string(5'000, '1') + ";";
const std::string packed_script = gzip(script);
const std::string packed_page = gzip("<html>till</html>");
const PackedFile files[] = {{"assets/till-1a2b.js", "text/javascript; charset=utf-8", "aa11", packed_script},
                            {"index.html", "text/html; charset=utf-8", "bb22", packed_page},
                            {"till/index.html", "text/html; charset=utf-8", "cc33", packed_page}};

ServerOptions with_app() {
    ServerOptions options = TestServer::quick_options();
    options.web_app = files;
    return options;
}

class PackedFilesTest : public ::testing::Test {
protected:
    Answer ask(const std::string& method_and_path, const std::string& headers = "") {
        return client.request(method_and_path + " HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n",
                              method_and_path.starts_with("HEAD"));
    }

    TestServer server{with_app()};
    RawClient client{server.port()};
};

TEST_F(PackedFilesTest, PagesAreFoundWithAndWithoutASlash) {
    for (const char* path : {"/app/till", "/app/till/", "/app/till/index.html", "/app/"}) {
        const Answer answer = ask(std::string("GET ") + path);
        EXPECT_EQ(answer.status, 200) << path;
        EXPECT_EQ(answer.body, "<html>till</html>");
        EXPECT_EQ(answer.header("content-type"), "text/html; charset=utf-8");
        EXPECT_EQ(answer.header("cache-control"), "no-cache") << "a page changes under its name";
        EXPECT_NE(answer.header("content-security-policy").find("default-src 'self'"), std::string::npos);
        EXPECT_EQ(answer.header("x-frame-options"), "DENY");
    }
    EXPECT_EQ(ask("HEAD /app/till").header("content-length"), "17");
}

TEST_F(PackedFilesTest, WhatHasAHashIsKeptForAYearAndSentAsItIsPacked) {
    const Answer packed = ask("GET /app/assets/till-1a2b.js", "Accept-Encoding: br, gzip\r\n");
    EXPECT_EQ(packed.header("content-encoding"), "gzip");
    EXPECT_EQ(packed.body, packed_script);
    EXPECT_EQ(packed.header("cache-control"), immutable_for_a_year);
    EXPECT_NE(packed.header("vary").find("Accept-Encoding"), std::string::npos);
    const Answer plain = ask("GET /app/assets/till-1a2b.js");
    EXPECT_EQ(plain.header("content-encoding"), "");
    EXPECT_EQ(plain.body, script);
    EXPECT_EQ(ask("GET /app/assets/till-1a2b.js", "If-None-Match: \"aa11\"\r\n").status, 304);
}

TEST_F(PackedFilesTest, WhatIsMissingIsNoPage) {
    EXPECT_EQ(ask("GET /app/assets/till-0000.js", "Accept: text/html\r\n").status, 404);
    EXPECT_EQ(ask("GET /app/nothing", "Accept: text/html\r\n").status, 404);
    EXPECT_EQ(ask("GET /app/../secret").status, 404);
    EXPECT_EQ(ask("POST /app/till", "Content-Length: 0\r\n").status, 405);
}

TEST_F(PackedFilesTest, TheRootLeadsBrowsersToTheAppAndClientsToTheDescription) {
    const Answer browser = ask("GET /", "Accept: text/html,*/*\r\n");
    EXPECT_EQ(browser.status, 302);
    EXPECT_EQ(browser.header("location"), "/app/");
    EXPECT_EQ(ask("GET /app").header("location"), "/app/");
    EXPECT_EQ(ask("GET /").status, 200);
    EXPECT_NE(ask("GET /", "Accept: application/json\r\n").body.find("/openapi.json"), std::string::npos);
}

TEST(PackedFiles, AFolderOfPagesStandsBesideTheApp) {
    std::string folder = (std::filesystem::temp_directory_path() / "cafepos_pages_XXXXXX").string();
    ASSERT_NE(mkdtemp(folder.data()), nullptr);
    std::ofstream(folder + "/index.html") << "<html>register</html>";
    ServerOptions options = with_app();
    options.web_root = folder;
    TestServer server(options);
    RawClient client(server.port());
    EXPECT_EQ(client.request("GET / HTTP/1.1\r\nHost: h\r\nAccept: text/html\r\n\r\n").body, "<html>register</html>");
    EXPECT_EQ(client.request("GET /app/till HTTP/1.1\r\nHost: h\r\n\r\n").body, "<html>till</html>");
    std::filesystem::remove_all(folder);
}

TEST(PackedFiles, WithoutAnAppNothingIsThere) {
    TestServer server(TestServer::quick_options());
    RawClient client(server.port());
    EXPECT_EQ(client.request("GET /app/till HTTP/1.1\r\nHost: h\r\n\r\n").status, 404);
    EXPECT_EQ(client.request("GET / HTTP/1.1\r\nHost: h\r\nAccept: text/html\r\n\r\n").status, 200);
}

TEST(Compress, WhatIsPackedCanBeUnpacked) {
    EXPECT_EQ(gunzip(gzip("")), "");
    EXPECT_EQ(gunzip(gzip(std::string(100'000, 'x'))), std::string(100'000, 'x'));
    EXPECT_THROW(gunzip("no gzip"), std::runtime_error);
    EXPECT_THROW(gunzip(packed_script.substr(0, packed_script.size() / 2)), std::runtime_error);
}

}  // namespace
}  // namespace cafepos::http::test
