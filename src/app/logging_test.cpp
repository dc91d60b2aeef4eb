#include "logging.h"

#include <gtest/gtest.h>

namespace cafepos::app {
namespace {

std::string object(const std::string& text) { return log_object("2026-11-26T10:00:00.000Z", "info", text); }

TEST(Logging, PairsBecomeMembersOfTheObject) {
    EXPECT_EQ(object("http slow method=GET path=/orders/{id} status=200"),
              R"({"time":"2026-11-26T10:00:00.000Z","level":"info","message":"http slow",)"
              R"("method":"GET","path":"/orders/{id}","status":"200"})");
}

TEST(Logging, QuotedWordsOfAnotherStayWhole) {
    EXPECT_NE(object(R"(http failure="syntax error at "x=1", line 2")").find(R"("failure":"syntax error at \"x=1\", line 2")"),
              std::string::npos);
}

TEST(Logging, PlainWordsAreTheMessage) {
    EXPECT_NE(object("PostgreSQL does not answer\nyet").find(R"("message":"PostgreSQL does not answer\nyet"})"),
              std::string::npos);
    EXPECT_NE(object("").find(R"("message":"")"), std::string::npos);
}

TEST(Logging, NobodyWritesALineOfHisOwnNorToTheTerminal) {
    EXPECT_EQ(log_line("2026-11-26T10:00:00.000Z", "error", "http failure=\"Key (name)=(a\r\n2026 info forged\x1b[2J\xff) é\""),
              "2026-11-26T10:00:00.000Z error http failure=\"Key (name)=(a\\x0d\\n2026 info forged\\x1b[2J\\xff) é\"");
    const std::string written = object("http failure=\"a\r\n2026 info forged\x1b[2J\"");
    EXPECT_EQ(written.find_first_of("\r\n\x1b"), std::string::npos) << written;
}

}  // namespace
}  // namespace cafepos::app
