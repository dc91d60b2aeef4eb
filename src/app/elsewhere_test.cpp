#include "elsewhere.h"

#include <gtest/gtest.h>

#include "cafe.h"

namespace cafepos::app {
namespace {

const Sources here{.env_file = {{"POSTGRES_HOST", "db"}, {"POSTGRES_PASSWORD", "hidden"}, {"BUSINESS_NAME", "Chain"}},
                   .environment = {{"STORE", "north"}},
                   .flags = {{"DATA_DIR", "/srv"}}};

std::string database_at(const std::string& address) { return database_options(config_of(address, here)).url; }

TEST(Elsewhere, AnAddressSaysAsMuchAsIsNotTheSame) {
    EXPECT_EQ(database_at("south"), "postgresql://cafepos_user:hidden@db:5432/cafepos_db#south");
    EXPECT_EQ(database_at("postgresql://other/cafe"), "postgresql://other/cafe") << "no store, though this café is one";
    EXPECT_EQ(database_at("postgresql://other/cafe#south"), "postgresql://other/cafe#south");
    EXPECT_EQ(database_at("postgresql://u:p#w@other/cafe#south"), "postgresql://u:p#w@other/cafe#south");
    EXPECT_EQ(database_at("sqlite:"), "/srv/cafepos.db");
    EXPECT_EQ(database_at("sqlite:#south"), "/srv/stores/south/cafepos.db");
    EXPECT_EQ(database_at("sqlite:///tmp/cafepos.db"), "sqlite:///tmp/cafepos.db");
    EXPECT_EQ(config_of("south", here).business_name, "Chain");
    EXPECT_EQ(config_of("south", here).upload_dir, "/srv/stores/south/uploads");
}

TEST(Elsewhere, WhatIsNoAddressIsRefused) {
    for (const char* address : {"South", "mysql://other/cafe", "postgresql://other/cafe#South", "sqlite:#no-store"}) {
        EXPECT_THROW(config_of(address, here), ConfigError) << address;
    }
}

TEST(Elsewhere, APlaceIsNamedWithoutItsPassword) {
    EXPECT_EQ(place_in_words(config_of("south", here)), "the store south of postgresql://db:5432/cafepos_db");
    EXPECT_EQ(place_in_words(config_of("postgresql://u:p@one:1,two:2/cafe?sslmode=require", here)),
              "postgresql://one:1,two:2/cafe");
    EXPECT_EQ(place_in_words(config_of("sqlite:", here)), "/srv/cafepos.db");
}

}  // namespace
}  // namespace cafepos::app
