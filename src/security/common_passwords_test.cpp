#include "common_passwords.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace cafepos::security {
namespace {

TEST(CommonPasswords, AreRefusedWhateverTheirCapitals) {
    for (const char* common : {"password", "Password1", "PASSWORD123", "12345678", "qwertyuiop", "!qaz2wsx"}) {
        EXPECT_TRUE(is_common_password(common)) << common;
    }
    for (const char* other : {"", " ", "correct-horse", "password 12345678", "12345678\n"}) {
        EXPECT_FALSE(is_common_password(other)) << other;
    }
}

TEST(CommonPasswords, AreAlsoThoseMadeOfTheWordsOfTheHouse) {
    for (const char* house :
         {"CafePOS-2026!", "cafepos1", "admin-admin", "123Manager", "KitchenOffice1", "cafe.coffee", "password "})
        EXPECT_TRUE(is_common_password(house)) << house;
    for (const char* other :
         {"cafepost", "admin 4711 9913", "my cafepos", "administrator1", "correct-cafe", "\xC3\xA9 admin", "2026!2026!"})
        EXPECT_FALSE(is_common_password(other)) << other;
}

TEST(CommonPasswords, AreThreeThousandThatAreLongEnough) {
    const auto is_space = [](char c) { return c == ' ' || c == '\n'; };
    std::size_t words = 0;
    std::size_t length = 0;
    for (const char c : common_passwords_data) {
        if (!is_space(c)) {
            ++length;
            continue;
        }
        EXPECT_TRUE(length == 0 || length >= 8) << words;
        words += length > 0 ? 1 : 0;
        length = 0;
    }
    EXPECT_EQ(words, 3'000U);
}

}  // namespace
}  // namespace cafepos::security
