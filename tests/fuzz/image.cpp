// Pictures as people upload them: what the header says, then the pixels.

#include "images/decode.h"

#include <algorithm>

#include "target.h"

namespace cafepos::fuzz {
namespace {

// Small, so that one input takes milliseconds.
const images::Limits limits{.bytes_max = 64UL * 1024,
                            .pixels_max = 100'000,
                            .held_pixels_max = 50'000,
                            .frames_max = 5,
                            .side_max = 1'000,
                            .time_ms_max = 1'000};

void clean(std::string_view bytes) {
    const auto picture = images::clean(bytes, limits);
    require(picture.width > 0 && picture.width <= limits.side_max, "a picture is as wide as allowed");
    require(picture.height > 0 && picture.height <= limits.side_max, "a picture is as high as allowed");
    require(!picture.thumbnail.empty(), "a picture has its small one");
    images::Limits wide;
    const auto again = images::clean(picture.original, wide);
    require(again.kind == picture.kind && again.width == picture.width, "what we wrote is a picture");
}

const Target image("image", [](std::string_view bytes) {
    try {
        clean(bytes);
    } catch (const Error& error) {
        require(error.code() == images::invalid_file_type || error.code() == images::file_too_large, "a picture has two errors");
    }
});

}  // namespace
}  // namespace cafepos::fuzz
