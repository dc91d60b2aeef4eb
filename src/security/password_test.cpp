#include "password.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <stdexcept>

namespace cafepos::security {
namespace {

SeededRandom random_bytes{7};
const PasswordHasher hasher{random_bytes, 4};

TEST(Password, VerifiesWhatItHashedAndNothingElse) {
    const std::string hash = hasher.hash("correct horse");
    EXPECT_TRUE(hash.starts_with("$2b$04$")) << hash;
    EXPECT_TRUE(hasher.verify("correct horse", hash));
    EXPECT_FALSE(hasher.verify("correct horse ", hash));
    EXPECT_FALSE(hasher.verify("", hash));
}

TEST(Password, TwoHashesOfOnePasswordDiffer) { EXPECT_NE(hasher.hash("correct horse"), hasher.hash("correct horse")); }

TEST(Password, VerifiesHashesMadeElsewhere) {
    // A published test vector of bcrypt; the older server's hashes are of this form.
    const std::string hash = "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
    EXPECT_TRUE(hasher.verify("U*U", hash));
    EXPECT_FALSE(hasher.verify("U*V", hash));
}

TEST(Password, NoOtherHashIsTaken) {
    for (const char* hash : {"", "!", "password123", "$1$abcdefgh$", "ab0GrXLZD2tRE", "$2b$04$", "*0", "*1",
                             "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "$6$saltsalt$"}) {
        EXPECT_FALSE(hasher.verify("U*U", hash)) << hash;
    }
}

TEST(Password, EveryByteOfALongPasswordCounts) {
    const std::string longest(72, 'x');
    EXPECT_FALSE(hasher.verify(longest + "y", hasher.hash(longest + "z")));
    EXPECT_FALSE(hasher.verify(longest + "y", hasher.hash(longest)));
    EXPECT_TRUE(hasher.verify(longest + "y", hasher.hash(longest + "y")));
    EXPECT_TRUE(hasher.verify(longest, hasher.hash(longest)));
}

TEST(Password, WhatFollowsAZeroByteCounts) {
    const std::string first("secret\0one", 10);
    const std::string second("secret\0two", 10);
    EXPECT_FALSE(hasher.verify(second, hasher.hash(first)));
    EXPECT_TRUE(hasher.verify(first, hasher.hash(first)));
}

TEST(Password, AnImpossibleCostIsAnError) {
    EXPECT_THROW(static_cast<void>(PasswordHasher(random_bytes, 99).hash("x")), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(PasswordHasher(random_bytes, 1).hash("x")), std::invalid_argument);
}

TEST(Password, VerifyingNothingTakesAsLongAsVerifying) {
    const PasswordHasher slow{random_bytes, 8};
    const std::string hash = slow.hash("correct horse");
    // Of the processor: the machine is busy at times.
    const auto now = [] {
        timespec time{};
        EXPECT_EQ(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time), 0);
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
    };
    const auto seconds = [&](const std::string& of) {
        const double begin = now();
        EXPECT_FALSE(slow.verify_evenly("wrong", of));
        return now() - begin;
    };
    for (const std::string& other :
         {std::string(), std::string("!"), hasher.hash("correct horse"), PasswordHasher(random_bytes, 7).hash("correct horse")}) {
        double known = 1;
        double took = 1;
        for (int i = 0; i < 9; ++i) {  // by turns, and the fastest
            known = std::min(known, seconds(hash));
            took = std::min(took, seconds(other));
        }
        EXPECT_LT(took / known, 1.5) << other;
        EXPECT_GT(took / known, 0.66) << other;
        EXPECT_EQ(slow.verify_evenly("correct horse", other), other.size() > 1) << other;
    }
}

}  // namespace
}  // namespace cafepos::security
