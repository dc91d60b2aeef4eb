#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "test_server.h"

namespace cafepos::http::test {
namespace {

namespace fs = std::filesystem;

class StaticFilesTest : public ::testing::Test {
protected:
    StaticFilesTest() {
        write("uploads/menu_items/latte.png", "0123456789");
        write("uploads/menu_items/page.html", "<script>1</script>");
        write("uploads/.hidden", "hidden");
        write("uploads/big.webp", std::string(300'000, 'b'));
        write("uploads/empty.png", "");
        write("secret.txt", "secret");
        write("web/index.html", "<html>till</html>");
        write("web/assets/app-1a2b.js", "let a");
        write("web/icon.svg", "<svg/>");
        fs::create_symlink(root / "secret.txt", root / "uploads/link.png");
        fs::create_directory_symlink(root, root / "uploads/folder");
        mkfifo((root / "uploads/pipe.png").c_str(), 0600);
    }
    ~StaticFilesTest() override { fs::remove_all(root); }

    void write(const std::string& name, const std::string& bytes) const {
        fs::create_directories((root / name).parent_path());
        std::ofstream(root / name, std::ios::binary) << bytes;
    }
    static fs::path make_root() {
        std::string pattern = (fs::temp_directory_path() / "cafepos_files_XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
        return pattern;
    }
    ServerOptions options(bool web) const {
        ServerOptions given = TestServer::quick_options();
        given.uploads_root = root / "uploads";
        if (web) given.web_root = root / "web";
        return given;
    }

    fs::path root = make_root();
    TestServer server{options(false)};
    RawClient client{server.port()};
};

TEST_F(StaticFilesTest, ServesUploadsForeverCached) {
    const Answer answer = client.request(get("/uploads/menu_items/latte.png"));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "0123456789");
    EXPECT_EQ(answer.header("content-type"), "image/png");
    EXPECT_EQ(answer.header("x-content-type-options"), "nosniff");
    EXPECT_EQ(answer.header("cache-control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(answer.header("accept-ranges"), "bytes");
    EXPECT_EQ(answer.header("content-length"), "10");
    EXPECT_EQ(answer.header("transfer-encoding"), "");
    const Answer head = client.request("HEAD /uploads/menu_items/latte.png HTTP/1.1\r\nHost: h\r\n\r\n", true);
    EXPECT_EQ(head.header("content-length"), "10");
    EXPECT_EQ(head.header("etag"), answer.header("etag"));
    EXPECT_EQ(client.request(get("/uploads/big.webp")).body, std::string(300'000, 'b'));
    EXPECT_EQ(client.request(get("/uploads/empty.png")).header("content-length"), "0");
    EXPECT_EQ(client.request(post("/uploads/big.webp", "")).status, 405);
}

TEST_F(StaticFilesTest, NeverServesWhatABrowserWouldRun) {
    const Answer answer = client.request(get("/uploads/menu_items/page.html"));
    EXPECT_EQ(answer.header("content-type"), "application/octet-stream");
    EXPECT_EQ(answer.header("content-disposition"), "attachment");
}

TEST_F(StaticFilesTest, AnswersConditionalRequests) {
    const Answer answer = client.request(get("/uploads/menu_items/latte.png"));
    const auto again = [&](const std::string& lines) {
        return client.request(get("/uploads/menu_items/latte.png", lines)).status;
    };
    EXPECT_EQ(again("If-None-Match: " + answer.header("etag") + "\r\n"), 304);
    EXPECT_EQ(again("If-Modified-Since: " + answer.header("last-modified") + "\r\n"), 304);
    EXPECT_EQ(again("If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT\r\n"), 200);
    EXPECT_EQ(again("If-None-Match: \"other\"\r\nIf-Modified-Since: " + answer.header("last-modified") + "\r\n"), 200);
}

TEST_F(StaticFilesTest, AnswersRanges) {
    const auto range = [&](const std::string& value) {
        return client.request(get("/uploads/menu_items/latte.png", "Range: " + value + "\r\n"));
    };
    EXPECT_EQ(range("bytes=2-4").status, 206);
    EXPECT_EQ(range("bytes=2-4").body, "234");
    EXPECT_EQ(range("bytes=2-4").header("content-range"), "bytes 2-4/10");
    EXPECT_EQ(range("bytes=8-").body, "89");
    EXPECT_EQ(range("bytes=-3").body, "789");
    EXPECT_EQ(range("bytes=-30").body, "0123456789");
    EXPECT_EQ(range("bytes=9-99").body, "9");
    EXPECT_EQ(range("bytes=10-").status, 416);
    EXPECT_EQ(range("bytes=10-").header("content-range"), "bytes */10");
    EXPECT_EQ(range("bytes=-0").status, 416);
    for (const char* whole :
         {"bytes=4-2", "bytes=a-b", "bytes=1-2,4-5", "lines=1-2", "bytes=", "bytes=-", "bytes=99999999999999999999-"}) {
        EXPECT_EQ(range(whole).status, 200) << whole;
    }
    const std::string etag = client.request(get("/uploads/menu_items/latte.png")).header("etag");
    EXPECT_EQ(range("bytes=2-4\r\nIf-Range: " + etag).status, 206);
    EXPECT_EQ(range("bytes=2-4\r\nIf-Range: \"other\"").status, 200);
}

TEST_F(StaticFilesTest, LetsNothingEscape) {
    for (const char* target : {"/uploads/../secret.txt",
                               "/uploads/%2e%2e/secret.txt",
                               "/uploads/..%2fsecret.txt",
                               "/uploads/menu_items/../../secret.txt",
                               "/uploads/..%5csecret.txt",
                               "/uploads/%2e%2e%2fsecret.txt",
                               "/uploads/link.png",
                               "/uploads/folder/secret.txt",
                               "/uploads//secret.txt",
                               "/uploads/.hidden",
                               "/uploads/./menu_items/latte.png",
                               "/uploads/menu_items",
                               "/uploads/menu_items/",
                               "/uploads/",
                               "/uploads",
                               "/uploads/pipe.png",
                               "/uploads/%00",
                               "/uploads/latte.png%00.html",
                               "/uploads/%c0%ae%c0%ae/secret.txt",
                               "/uploads/menu_items/latte.png/",
                               "/uploads/menu_items/latte.png/x",
                               "/uploads%2fmenu_items%2flatte.png",
                               "/uploads/~root",
                               "/uploads/C:/x",
                               "/../secret.txt",
                               "/secret.txt"}) {
        EXPECT_EQ(client.request(get(target)).status, 404) << target;
    }
    EXPECT_EQ(client.request(get("/uploads/" + std::string(4'000, 'a'))).status, 404);
}

TEST_F(StaticFilesTest, ServesTheWebAppBesideTheTable) {
    TestServer with_web(options(true));
    RawClient browser(with_web.port());
    EXPECT_EQ(browser.request(get("/")).body, "<html>till</html>");
    EXPECT_EQ(browser.request(get("/")).header("content-type"), "text/html; charset=utf-8");
    EXPECT_EQ(browser.request(get("/")).header("cache-control"), "no-cache");
    EXPECT_EQ(browser.request(get("/assets/app-1a2b.js")).header("cache-control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(browser.request(get("/icon.svg")).header("content-type"), "image/svg+xml; charset=utf-8");
    const std::string policy = browser.request(get("/")).header("content-security-policy");
    EXPECT_TRUE(policy.starts_with("default-src 'self';") && policy.ends_with("frame-ancestors 'none'")) << policy;
    EXPECT_EQ(browser.request(get("/")).header("referrer-policy"), "same-origin");
    EXPECT_EQ(browser.request(get("/orders/today", "Accept: text/html\r\n")).body, "<html>till</html>");
    EXPECT_EQ(browser.request(get("/orders/today")).status, 404) << "scripts are told the truth";
    EXPECT_EQ(browser.request(get("/missing.js", "Accept: text/html\r\n")).status, 404);
    EXPECT_EQ(browser.request(get("/ping")).status, 200);
    EXPECT_EQ(browser.request(get("/../secret.txt")).status, 404);
    EXPECT_EQ(browser.request(get("/uploads/menu_items/latte.png")).status, 200);
}

}  // namespace
}  // namespace cafepos::http::test
