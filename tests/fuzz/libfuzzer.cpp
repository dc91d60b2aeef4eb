// What libFuzzer calls: the one target of this program.

#include <cstdint>

#include "target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    cafepos::fuzz::targets().front()->run({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
