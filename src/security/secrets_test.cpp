#include "secrets.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "digest.h"
#include "pin.h"

namespace cafepos::security {
namespace {

TEST(Digest, KnownAnswers) {
    EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    // RFC 4231, test case 2.
    EXPECT_EQ(hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Digest, ConstantTimeComparisonStillCompares) {
    EXPECT_TRUE(equal_in_constant_time("same", "same"));
    EXPECT_TRUE(equal_in_constant_time("", ""));
    EXPECT_FALSE(equal_in_constant_time("same", "sama"));
    EXPECT_FALSE(equal_in_constant_time("same", "sam"));
}

TEST(Secrets, AKeyPerPurposeAlwaysTheSame) {
    const Secrets secrets("a master secret of the café");
    EXPECT_EQ(secrets.key(purpose::access_tokens).size(), 32U);
    EXPECT_EQ(secrets.key(purpose::access_tokens), Secrets("a master secret of the café").key(purpose::access_tokens));
    EXPECT_NE(secrets.key(purpose::access_tokens), secrets.key(purpose::pin_lookup));
    EXPECT_NE(secrets.key(purpose::access_tokens), Secrets("another").key(purpose::access_tokens));
    EXPECT_THROW(Secrets(""), std::invalid_argument);
}

TEST(Secrets, ExamplesAreKnown) {
    EXPECT_TRUE(is_well_known_secret("your-super-secret-jwt-key-here-make-it-long-and-random"));
    EXPECT_TRUE(is_well_known_secret("your-production-jwt-secret-at-least-32-characters-long"));
    EXPECT_TRUE(is_well_known_secret(" Secret "));
    EXPECT_TRUE(is_well_known_secret("CHANGEME-please"));
    EXPECT_FALSE(is_well_known_secret("f3b1c2d4e5968778695a4b3c2d1e0f00"));
}

TEST(Secrets, WhatIsEasyToGuessIsTold) {
    for (const char* weak :
         {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "abababcdcdcdefefefabababcdcdcdef", "passwordpasswordpasswordpassword",
          "12345678901234567890123456789012", "abcdefghijklmnopqrstuvwxyz012345"}) {
        EXPECT_TRUE(is_guessable_secret(weak)) << weak;
    }
    for (const char* strong :
         {"f3b1c2d4e5968778695a4b3c2d1e0f00", "Vb7nQ2xK9pLw4RtZ8mYc3HsJ6dFgA1eU", "correct horse battery staple, said he"}) {
        EXPECT_FALSE(is_guessable_secret(strong)) << strong;
    }
}

TEST(Pin, TheLookupDependsOnPinAndKey) {
    const PinLookup lookup("key");
    EXPECT_EQ(lookup.of("1234"), PinLookup("key").of("1234"));
    EXPECT_NE(lookup.of("1234"), lookup.of("1235"));
    EXPECT_NE(lookup.of("1234"), PinLookup("other").of("1234"));
    EXPECT_EQ(lookup.of("1234").find("1234"), std::string::npos);
}

}  // namespace
}  // namespace cafepos::security
