#include "temporary.h"

#include <cstdlib>
#include <stdexcept>

#include "core/id.h"

namespace cafepos::testing {

TemporaryDirectory::TemporaryDirectory() {
    std::string pattern = (std::filesystem::temp_directory_path() / "cafepos-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make a temporary directory");
    path_ = pattern;
}

TemporaryDirectory::~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string unique_name() {
    SystemRandom random;
    return random.hex(8);
}

}  // namespace cafepos::testing
