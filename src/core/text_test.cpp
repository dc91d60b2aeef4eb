#include "text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

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

TEST(Text, FindsABadByteWhereverItStands) {
    for (std::size_t length = 1; length <= 24; ++length) {
        for (std::size_t at = 0; at < length; ++at) {
            std::string text(length, 'a');
            EXPECT_TRUE(is_utf8(text));
            text[at] = '\x80';
            EXPECT_FALSE(is_utf8(text)) << length << " " << at;
        }
    }
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

TEST(Folding, KnowsTheCaseOfEveryAlphabet) {
    EXPECT_EQ(folded("CAFÉ CRÈME"), "café crème");
    EXPECT_EQ(folded("Straße"), folded("STRASSE"));
    EXPECT_EQ(folded("ΣΊΣΥΦΟΣ"), folded("σίσυφος"));
    EXPECT_EQ(folded("ЧАЙ"), "чай");
    EXPECT_TRUE(same("ᎠᏣ", "ꭰꮳ"));
    EXPECT_TRUE(same("Sirop d’Érable", "SIROP D’ÉRABLE"));
    EXPECT_FALSE(same("creme", "crème")) << "accents count";
    EXPECT_EQ(folded("日本 ☕"), "日本 ☕");
}

TEST(Folding, ComposedAndDecomposedLettersAreOne) {
    EXPECT_EQ(folded("Cre\u0300me"), folded("Crème"));
    EXPECT_EQ(normalised("Cre\u0300me"), "Crème");
    EXPECT_EQ(folded("\u1F80"), folded("\u1F00\u0345")) << "a mark that folds to a letter";
}

TEST(Folding, WhatCannotBeSeenMakesNoDifference) {
    EXPECT_TRUE(same("Iced\u00A0Tea", "iced tea"));
    EXPECT_TRUE(same("ad\u200Bmin", "admin"));
    EXPECT_TRUE(same("\u202Eadmin\u00AD", "admin"));
    EXPECT_TRUE(same("☕\uFE0F", "☕"));
    EXPECT_EQ(folded(std::string_view("a\0b", 3)), "a b");
    EXPECT_EQ(folded("a\xFFz"), "a\uFFFDz");
}

TEST(Folding, StripTakesInvisibleEndsOff) {
    EXPECT_EQ(strip("\u00A0 Latte Macchiato\u3000\u200B\n"), "Latte Macchiato");
    EXPECT_EQ(strip("☕\uFE0F"), "☕\uFE0F") << "that belongs to the cup";
    for (const char* nothing : {"", " ", "\u00A0", "\u3000", "\u2003", "\u200B", "\uFEFF", "\u2060", "\u00AD", "\u202E", "\u0085",
                                "\u3164", "\u2800", "\u0301", "\x1B"}) {
        EXPECT_EQ(strip(nothing), "") << testing::PrintToString(nothing);
    }
}

TEST(Folding, ControlCharactersAreFoundAndBlanked) {
    for (const char* bad : {"\x1B", "a\tb", "a\nb", "\x7F", "\u0085", "\u009B", "\u2028"}) {
        EXPECT_TRUE(has_control(bad)) << testing::PrintToString(bad);
        EXPECT_FALSE(has_control(without_controls(bad))) << testing::PrintToString(bad);
    }
    EXPECT_TRUE(has_control(std::string_view("\0", 1)));
    EXPECT_FALSE(has_control("Crème brûlée ☕\u200D \u202E"));
    EXPECT_FALSE(has_control("two\r\n\tlines", line_controls));
    EXPECT_EQ(without_controls("A\x1Bp0\x19\u009B\nB", "\n"), "A p0  \nB");
}

void append(std::string& text, std::uint32_t c) {
    const auto tail = [&](unsigned shift) { text += static_cast<char>(0x80U | ((c >> shift) & 0x3FU)); };
    if (c < 0x80) {
        text += static_cast<char>(c);
    } else if (c < 0x800) {
        text += static_cast<char>(0xC0U | (c >> 6U));
        tail(0);
    } else if (c < 0x10000) {
        text += static_cast<char>(0xE0U | (c >> 12U));
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xF0U | (c >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
}

rc::Gen<std::string> any_text() {
    return rc::gen::map(rc::gen::container<std::vector<std::uint32_t>>(rc::gen::oneOf(
                            rc::gen::inRange<std::uint32_t>(1, 0x3000), rc::gen::inRange<std::uint32_t>(0xE000, 0x20000))),
                        [](const std::vector<std::uint32_t>& characters) {
                            std::string text;
                            for (const auto c : characters) {
                                append(text, c);
                            }
                            return text;
                        });
}

RC_GTEST_PROP(FoldingProperty, FoldingWhatIsFoldedOrComposedChangesNothing, ()) {
    const std::string text = *any_text();
    const std::string once = folded(text);
    RC_ASSERT(is_utf8(once));
    RC_ASSERT(!has_control(once));
    RC_ASSERT(folded(once) == once);
    RC_ASSERT(folded(normalised(text)) == once);
}

}  // namespace
}  // namespace cafepos::text
