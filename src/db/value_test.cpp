#include "value.h"

#include <gtest/gtest.h>

namespace cafepos::db {
namespace {

const Row row({nullptr, std::int64_t{42}, std::string("text"), std::string("-17"), std::string("9223372036854775808")});

TEST(Row, GivesEachColumnAsWhatItIs) {
    EXPECT_TRUE(row.is_null(0));
    EXPECT_EQ(row.integer(1), 42);
    EXPECT_EQ(row.money(1), Money::of(42));
    EXPECT_EQ(row.time(1), Timestamp{42});
    EXPECT_TRUE(row.flag(1));
    EXPECT_EQ(row.text(2), "text");
    EXPECT_EQ(row.integer(3), -17);  // a NUMERIC sum of PostgreSQL
}

TEST(Row, RefusesWhatAColumnIsNot) {
    EXPECT_THROW(static_cast<void>(row.integer(0)), std::logic_error);
    EXPECT_THROW(static_cast<void>(row.text(0)), std::logic_error);
    EXPECT_THROW(static_cast<void>(row.text(1)), std::logic_error);
    EXPECT_THROW(static_cast<void>(row.integer(2)), std::logic_error);
    EXPECT_THROW(static_cast<void>(row.integer(4)), std::logic_error) << "beyond 64 bits";
    EXPECT_THROW(static_cast<void>(row.maybe_integer(2)), std::logic_error);
    EXPECT_THROW(static_cast<void>(row.is_null(5)), std::logic_error);
}

TEST(Row, GivesNullAsNothing) {
    EXPECT_EQ(row.maybe_integer(0), std::nullopt);
    EXPECT_EQ(row.maybe_text(0), std::nullopt);
    EXPECT_EQ(row.maybe_integer(1), 42);
    EXPECT_EQ(row.maybe_text(2), "text");
}

}  // namespace
}  // namespace cafepos::db
