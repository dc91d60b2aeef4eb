#include "write_probe.h"

#include <gtest/gtest.h>

namespace cafepos::app {
namespace {

TEST(WriteProbe, TellsWhereFilesCanBeMade) { EXPECT_EQ(WriteProbe(::testing::TempDir()).state(), "ok"); }

TEST(WriteProbe, MayBeAskedAgain) {
    const WriteProbe probe(::testing::TempDir());
    for (int i = 0; i < 3; ++i) EXPECT_EQ(probe.state(), "ok");
}

}  // namespace
}  // namespace cafepos::app
