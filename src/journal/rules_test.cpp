// How entries, heads, keys and records are written and read.
#include "rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "journal.h"
#include "record.h"

namespace cafepos::journal {
namespace {

TEST(JournalRules, ARecordIsTheSameTextWhateverTheOrder) {
    Record record;
    record.add("b", 2);
    record.add("a", std::string_view("say \"hello\"\n"));
    record.add("none", nullptr);
    record.add("zero", 0);
    record.add("text", std::string_view());
    record.add("part", Record());
    record.add("parts", std::vector<Record>());
    Record part;
    part.add("x", -5);
    record.add("list", std::vector<Record>{part, {}});
    EXPECT_EQ(record.text(), R"({"a":"say \"hello\"\n","b":2,"list":[{"x":-5},{}]})");
    Record whole;
    whole.add("part", part);
    EXPECT_EQ(whole.text(), R"({"part":{"x":-5}})");
}

TEST(JournalRules, ACheckValueIsReadAsPeopleTypeIt) {
    Entry entry;
    entry.sequence = 1042;
    entry.hash = std::string(64, '0');
    entry.hash.replace(0, 8, "ffffffff");
    const std::string value = check_value_of(entry);
    EXPECT_EQ(value, "1042-7777-77YA-AAAA-AAAA");
    EXPECT_TRUE(belongs_to(parse_check_value(value).value(), entry));
    EXPECT_TRUE(belongs_to(parse_check_value("1042 - 777777ya aaaaaaaa").value(), entry));
    EXPECT_EQ(parse_check_value("1-zzzz-zzzz-zzzz-zzzz").value().letters, std::string(16, 'Z'));
    for (const char* wrong : {"", "1042", "x-7777-77YA-AAAA-AAAA", "1042-7777-77YA-AAAA-AAA", "1042-7777-77YA-AAAA-AAA1",
                              "1042-7777-77YA-AAAA-AAAAA", "1042-7777-77YA-AAAA-AAA{", "0-7777-77YA-AAAA-AAAA",
                              "-1-7777-77YA-AAAA-AAAA", "99999999999999999999-7777-77YA-AAAA-AAAA"}) {
        EXPECT_FALSE(parse_check_value(wrong)) << wrong;
    }
    EXPECT_FALSE(belongs_to(parse_check_value("1042-7777-77YA-AAAA-AAAB").value(), entry));
    entry.sequence = 1043;
    EXPECT_FALSE(belongs_to(parse_check_value(value).value(), entry));
}

TEST(JournalRules, ASpoiltHashHasACheckValueLikeAnyOther) {
    Entry entry;
    entry.sequence = 1042;
    entry.hash = "!g" + std::string(62, 'x');
    EXPECT_EQ(check_value_of(entry), "1042-AAAA-AAAA-AAAA-AAAA");
}

TEST(JournalRules, AHeadIsReadAsItIsWritten) {
    const Head head{1042, "0123456789abcdef", std::string(64, 'a')};
    EXPECT_EQ(parse_head(text_of(head)), std::optional(head));
    EXPECT_EQ(parse_head(text_of(head) + "\n"), std::optional(head));
    for (const char* wrong : {"", "1042", "1042 key", "1042 key hash more", "x key hash", "0 key hash", "10x key hash"}) {
        EXPECT_FALSE(parse_head(wrong)) << wrong;
    }
}

TEST(JournalRules, DifferencesNameTheMember) {
    EXPECT_EQ(differences(R"({"lines":[{"quantity":3},{"a":1}],"total":5})", R"({"lines":[{"quantity":2}],"total":5})"),
              (std::vector<std::string>{"lines 1 quantity is 3 in the books, 2 in the journal",
                                        R"(lines 2 is {"a":1} in the books, empty in the journal)"}));
    EXPECT_EQ(differences(R"({"lines":[1],"note":"a"})", R"({"lines":[1,2],"note":["a"]})"),
              (std::vector<std::string>{"lines 2 is empty in the books, 2 in the journal",
                                        R"(note is "a" in the books, ["a"] in the journal)"}));
    EXPECT_EQ(
        differences(R"({"lines":[1],"sum":{}})", R"({"lines":1,"sum":2})"),
        (std::vector<std::string>{"lines is [1] in the books, 1 in the journal", "sum is {} in the books, 2 in the journal"}));
    EXPECT_EQ(
        differences(R"({"a":1,"b":2})", R"({"a":1,"c":3})"),
        (std::vector<std::string>{"b is 2 in the books, empty in the journal", "c is empty in the books, 3 in the journal"}));
    EXPECT_EQ(differences(R"({"a":1,"b":2})", R"({"b":2,"a":1})"),
              std::vector<std::string>{"the same values are written differently"});
    EXPECT_TRUE(differences("{}", "{}").empty());
}

TEST(JournalRules, KeysAreKnownByWhatTheyAre) {
    const std::vector<Key> keys{key_of(std::string(32, 'a')), key_of(std::string(32, 'b'))};
    EXPECT_EQ(keys[0].id, "055d634b43eb010f") << "sixteen digits of the SHA-256 of \"cafepos journal key v1\" and the bytes";
    const auto again = parse_keys(text_of(keys));
    ASSERT_EQ(again.size(), 2U);
    EXPECT_EQ(again[1].bytes, keys[1].bytes);
    std::string spoilt = text_of(keys);
    spoilt.back() = 'x';
    spoilt[20] = spoilt[20] == '6' ? '7' : '6';
    EXPECT_THROW(parse_keys(spoilt), std::invalid_argument);
    const std::string id = keys[0].id;
    const std::string hexadecimal = text_of({keys[0]}).substr(id.size() + 1, 64);
    EXPECT_EQ(parse_keys(id + " " + hexadecimal + "\n").size(), 1U);
    for (const std::string& wrong :
         {std::string("what"), id + " " + hexadecimal.substr(2), id + " " + hexadecimal + "6", keys[1].id + " " + hexadecimal,
          id + " g" + hexadecimal.substr(1), id + " 6/" + hexadecimal.substr(2)}) {
        EXPECT_THROW(parse_keys(wrong + "\n"), std::invalid_argument) << wrong;
    }
}

TEST(JournalRules, AKeyMayHaveAnyBytes) {
    std::string bytes;
    for (int i = 0; i < 32; ++i) bytes += static_cast<char>(0x11 * (i % 16));
    EXPECT_EQ(parse_keys(text_of(std::vector{key_of(bytes)})).at(0).bytes, bytes) << "each digit in both places";
}

TEST(JournalRules, AKeyThatIsNoneIsNamedByItsLine) {
    EXPECT_THAT([] { parse_keys(text_of(std::vector{key_of(std::string(32, 'k'))}) + "what\n"); },
                ::testing::ThrowsMessage<std::invalid_argument>("line 2 is no key"));
}

}  // namespace
}  // namespace cafepos::journal
