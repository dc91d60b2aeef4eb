#include "loaded_library.h"

#include <gtest/gtest.h>

#include <cmath>

namespace cafepos {
namespace {

constinit LoadedLibrary missing{"libcafepos-missing.so.1"};
constinit LoadedLibrary mathematics{"libm.so.6"};

TEST(LoadedLibrary, ItsFunctionsAreCalledLikeAnyOther) {
    const LoadedFunction<double(double)> root{mathematics, "sqrt"};
    EXPECT_EQ(root(9.0), 3.0);
    EXPECT_EQ(root(16.0), 4.0);
}

TEST(LoadedLibrary, ThatIsNotThereIsNamedWheneverItIsAskedFor) {
    const LoadedFunction<double(double)> root{missing, "sqrt"};
    for (int i = 0; i < 2; ++i) {
        try {
            root(9.0);
            FAIL() << "nothing was loaded";
        } catch (const std::runtime_error& error) {
            EXPECT_NE(std::string(error.what()).find("libcafepos-missing.so.1"), std::string::npos) << error.what();
        }
    }
}

TEST(LoadedLibrary, AFunctionThatItDoesNotHaveIsNamed) {
    const LoadedFunction<double(double)> none{mathematics, "cafepos_no_such"};
    try {
        none(1.0);
        FAIL() << "something was called";
    } catch (const std::runtime_error& error) {
        EXPECT_STREQ(error.what(), "libm.so.6 has no cafepos_no_such");
    }
}

}  // namespace
}  // namespace cafepos
