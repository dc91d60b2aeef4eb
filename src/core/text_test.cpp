#include "text.h"

#include <gtest/gtest.h>

namespace cafepos::text {
namespace {

TEST(Text, TrimsFoldsAndSplits) {
    EXPECT_EQ(trim(" \t a b\n"), "a b");
    EXPECT_EQ(trim(" \t"), "");
    EXPECT_EQ(lower("ÄbC"), "Äbc");
    EXPECT_TRUE(iequals("True", "tRUE"));
    EXPECT_FALSE(iequals("True", "Tru"));
    EXPECT_EQ(split(" a, ,b ,", ','), (std::vector<std::string>{"a", "b"}));
}

TEST(Text, KnowsWellFormedUtf8) {
    EXPECT_TRUE(is_utf8("Crème brûlée 日本 ☕ 🥐"));
    for (const char* bad : {"\xC0\xAF", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xE2\x82", "\x80", "a\xFFz", "\xF0\x8F\xBF\xBF"}) {
        EXPECT_FALSE(is_utf8(bad)) << bad;
    }
    EXPECT_EQ(length("日本☕"), 3U);
}

TEST(Text, LikePatternsAreLiteral) { EXPECT_EQ(like_contains("50%_\\"), "%50\\%\\_\\\\%"); }

TEST(Text, PrintableShowsNoControls) {
    EXPECT_EQ(printable("Café\nzwei"), "Café\nzwei");
    EXPECT_EQ(printable("1.0\x1b[2J\x07"), "1.0\\x1b[2J\\x07");
    EXPECT_EQ(printable("\xc2\x9b"
                        "31m"),
              "\\xc2\\x9b31m");
    EXPECT_EQ(printable("\xff\xc3"), "\\xff\\xc3");
}

}  // namespace
}  // namespace cafepos::text
