#include "addresses.h"

#include <gtest/gtest.h>

#include "db/database.h"

namespace cafepos::app {
namespace {

std::string refusal(void (*check)(const std::string&), const std::string& value) {
    try {
        check(value);
    } catch (const ConfigError& error) {
        return error.what();
    }
    return "";
}

TEST(Addresses, AnOriginIsKeptAsBrowsersSendIt) {
    EXPECT_EQ(normal_origin("http://localhost:3000"), "http://localhost:3000");
    EXPECT_EQ(normal_origin("http://localhost:3000/"), "http://localhost:3000");
    EXPECT_EQ(normal_origin("HTTP://Shop.Example:80"), "http://shop.example");
    EXPECT_EQ(normal_origin("https://shop.example:443/"), "https://shop.example");
    EXPECT_EQ(normal_origin("https://shop.example:80"), "https://shop.example:80");
    EXPECT_EQ(normal_origin("http://till:08080"), "http://till:8080");
    EXPECT_EQ(normal_origin("http://192.168.1.20:3000"), "http://192.168.1.20:3000");
    EXPECT_EQ(normal_origin("http://[0:0::1]:3000"), "http://[::1]:3000");
}

TEST(Addresses, AnOriginThatWouldMatchNothingIsRefused) {
    for (const char* wrong : {"localhost:3000", "http://", "http://localhost:3000/register", "http://till:3000?x=1",
                              "http://till#a", "http://*.shop.example", "ftp://till", "http://till:99999", "http://user@till",
                              "http://127.1:3000", "http://café.example", "http://till till", "null", "file:///register.html"}) {
        EXPECT_THROW(normal_origin(wrong), ConfigError) << wrong;
    }
    try {
        normal_origin("http://Localhost:3000/register");
    } catch (const ConfigError& error) {
        EXPECT_NE(std::string(error.what()).find("Write http://localhost:3000"), std::string::npos) << error.what();
    }
}

TEST(Addresses, ADatabaseUrlThatLibpqReadsIsTaken) {
    for (const char* right :
         {"postgresql://cafepos_user:your_secure_password@db:5432/cafepos_db", "postgres://postgres@127.0.0.1:5432/cafe",
          "postgresql:///cafe", "postgresql://host/cafe?application_name=a@b", "postgresql://u:p%40ss%3A%2F@[::1]:5432/cafe",
          "postgresql://u:p#x?y@first:5432,second:5432/cafe?target_session_attrs=any",
          "postgresql://u@%2Fvar%2Frun%2Fpostgresql/cafe", "sqlite:///var/lib/cafe.db"}) {
        EXPECT_EQ(refusal(require_database_url, right), "") << right;
    }
}

TEST(Addresses, APasswordThatIsNotEncodedIsRefusedWithoutAPieceOfIt) {
    for (const char* wrong : {"postgresql://pos:p@ss:Kaffee2026/x@127.0.0.1:5432/cafe", "postgresql://pos:Kaffee@2026@db/cafe",
                              "postgresql://pos:Kaffee/2026@db:5432/cafe", "postgresql://pos:Kaffee%b&2026@db/cafe",
                              "postgresql://pos:Kaffee@2026/@db/cafe", "mysql://pos:Kaffee2026@db/cafe"}) {
        const std::string text = refusal(require_database_url, wrong);
        EXPECT_NE(text, "") << wrong;
        EXPECT_EQ(text.find("Kaffee"), std::string::npos) << text;
        EXPECT_EQ(text.find("2026"), std::string::npos) << text;
    }
    EXPECT_NE(refusal(require_database_url, "postgresql://pos:p@ss@db/cafe").find("POSTGRES_PASSWORD"), std::string::npos);
}

TEST(Addresses, ThePartsMakeAUrlThatMeansTheSame) {
    DatabaseParts parts;
    parts.host = "db";
    parts.password = "p@ss:/#%? word'";
    const std::string url = database_url_of(parts);
    EXPECT_EQ(url, "postgresql://cafepos_user:p%40ss%3A%2F%23%25%3F%20word%27@db:5432/cafepos_db");
    EXPECT_EQ(refusal(require_database_url, url), "");
    parts = {.host = "::1", .port = "5433", .user = "me", .password = "", .database = "c/d"};
    EXPECT_EQ(database_url_of(parts), "postgresql://me@[::1]:5433/c%2Fd");
    parts.host = "/run/postgresql";
    EXPECT_EQ(database_url_of(parts), "postgresql://me@%2Frun%2Fpostgresql:5433/c%2Fd");
}

TEST(Addresses, AHostIsAnAddressAndNothingElse) {
    for (const char* right : {"127.0.0.1", "0.0.0.0", "::", "::1", "fe80::1%eth0", "localhost", "till-1.shop.example"}) {
        EXPECT_EQ(refusal(require_host, right), "") << right;
    }
    for (const char* wrong : {"\"127.0.0.1", "http://localhost", "127.0.0.1:8880", "two words", "*"}) {
        EXPECT_NE(refusal(require_host, wrong), "") << wrong;
    }
}

TEST(Addresses, AResetPageIsAWebAddress) {
    for (const char* right : {"https://register.example/#/reset?lang=fr", "http://10.0.0.9:8880", "https://[::1]:8443/"}) {
        EXPECT_TRUE(is_page(right)) << right;
    }
    for (const char* wrong : {"register.example/reset", "/reset", "javascript:alert(1)", "https:///reset", "http://till:99999",
                              "http://till:0/", "https://owner:secret@till.example.org"}) {
        EXPECT_FALSE(is_page(wrong)) << wrong;
    }
}

}  // namespace
}  // namespace cafepos::app
