#include "demo_picture.h"

#include <gtest/gtest.h>

#include "images/decode.h"

namespace cafepos::seeds {
namespace {

TEST(DemoPicture, IsTheSameForTheSameWordsAndDiffersForOthers) {
    EXPECT_EQ(draw_demo_picture("Latte", "Coffee"), draw_demo_picture("Latte", "Coffee"));
    EXPECT_NE(draw_demo_picture("Latte", "Coffee"), draw_demo_picture("Espresso", "Coffee"));
    EXPECT_NE(draw_demo_picture("Special", "Food"), draw_demo_picture("Special", "Tea"));
    for (const char* category : {"Coffee", "Cold Coffee", "Food", "Hot Beverages", "Pastries", "Tea", "General", ""}) {
        EXPECT_EQ(images::clean(draw_demo_picture("X", category), {}).width, 480) << category;
    }
}

}  // namespace
}  // namespace cafepos::seeds
