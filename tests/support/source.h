#pragma once

#include <filesystem>

namespace cafepos::testing {

/// The checkout that the tests were built from: for golden files and for the documentation that tests run.
std::filesystem::path source_root();

}  // namespace cafepos::testing
