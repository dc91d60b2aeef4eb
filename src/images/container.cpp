#include "container.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace cafepos::images {
namespace {

constexpr std::size_t png_signature_bytes = 8;
constexpr std::size_t png_frame_bytes = 12;  // of a chunk: length, name, check value
constexpr std::array<std::string_view, 11> png_pixels_need{"IHDR", "PLTE", "tRNS", "IDAT", "IEND", "gAMA",
                                                           "cHRM", "sRGB", "iCCP", "sBIT", "eXIf"};

std::size_t big_endian(std::string_view bytes) {
    std::size_t value = 0;
    for (const char byte : bytes) value = value << 8U | static_cast<std::uint8_t>(byte);
    return value;
}

}  // namespace

std::string png_without_words(std::string_view bytes) {
    std::string bare(bytes.substr(0, png_signature_bytes));
    bare.reserve(bytes.size());
    bytes.remove_prefix(bare.size());
    while (bytes.size() >= png_frame_bytes) {
        const std::size_t length = big_endian(bytes.substr(0, 4));
        if (length > bytes.size() - png_frame_bytes) break;
        const auto chunk = bytes.substr(0, length + png_frame_bytes);
        if (std::ranges::find(png_pixels_need, chunk.substr(4, 4)) != png_pixels_need.end()) bare += chunk;
        bytes.remove_prefix(chunk.size());
    }
    return bare;
}

int count_jpeg_scans(std::string_view bytes) {
    constexpr std::uint8_t temporary = 0x01;  // below it: an FF of the data
    constexpr std::uint8_t restart_0 = 0xD0;
    constexpr std::uint8_t start_of_image = 0xD8;
    constexpr std::uint8_t end_of_image = 0xD9;
    constexpr std::uint8_t start_of_scan = 0xDA;
    int scans = 0;
    std::size_t at = bytes.find('\xFF');
    while (at != std::string_view::npos && at + 1 < bytes.size()) {
        const auto marker = static_cast<std::uint8_t>(bytes[at + 1]);
        std::size_t next = at + 2;
        if (marker == end_of_image) break;
        if (marker == 0xFF) {
            next = at + 1;
        } else if (marker > temporary && (marker < restart_0 || marker > start_of_image)) {
            if (marker == start_of_scan) ++scans;
            next += std::max<std::size_t>(2, big_endian(bytes.substr(next, 2)));
        }
        at = bytes.find('\xFF', next);
    }
    return scans;
}

}  // namespace cafepos::images
