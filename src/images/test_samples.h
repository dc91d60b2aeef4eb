#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "decode.h"
#include "vips.h"

/// Pictures made for tests, harmless and hostile.
namespace cafepos::images::samples {

/// Left half red, right half blue, the top row green: so that turning it shows. `bands` 3 or 4 (half transparent).
inline vips::Image picture(int width, int height, int bands = 3) {
    vips::start();
    std::string pixels;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const char* colour = y < (height + 9) / 10 ? "\x00\xC0\x00" : x < width / 2 ? "\xE0\x00\x00" : "\x00\x00\xE0";
            pixels.append(colour, 3);
            if (bands == 4) pixels.push_back('\x80');
        }
    }
    VipsImage* image = vips_image_new_from_memory_copy(pixels.data(), pixels.size(), width, height, bands, VIPS_FORMAT_UCHAR);
    image->Type = VIPS_INTERPRETATION_sRGB;
    return vips::Image(image);
}

inline std::string saved(const vips::Image& image, const std::string& suffix) {
    void* data = nullptr;
    size_t size = 0;
    if (vips_image_write_to_buffer(image.get(), suffix.c_str(), &data, &size, nullptr) != 0)
        throw std::runtime_error(vips_error_buffer());
    std::string bytes(static_cast<const char*>(data), size);
    g_free(data);
    return bytes;
}

inline std::string suffix_of(Kind kind) { return "." + std::string(extension_of(kind)); }
inline std::string plain(Kind kind, int width = 80, int height = 40, int bands = 3) {
    return saved(picture(width, height, bands), suffix_of(kind));
}

/// A photo taken with the camera on its side, with words about where and by whom in its EXIF data.
inline std::string turned_jpeg(int width, int height, int orientation) {
    const auto image = picture(width, height);
    vips_image_set_int(image.get(), VIPS_META_ORIENTATION, orientation);
    vips_image_set_string(image.get(), "exif-ifd0-Artist", "SECRET-PLACE (SECRET-PLACE, ASCII, 13 components, 13 bytes)");
    return saved(image, ".jpg");
}

inline vips::Image converted(const vips::Image& image, VipsInterpretation interpretation) {
    VipsImage* out = nullptr;
    if (vips_colourspace(image.get(), &out, interpretation, nullptr) != 0) throw std::runtime_error(vips_error_buffer());
    return vips::Image(out);
}
inline std::string cmyk_jpeg() { return saved(converted(picture(80, 40), VIPS_INTERPRETATION_CMYK), ".jpg"); }
inline std::string sixteen_bit_png() { return saved(converted(picture(80, 40), VIPS_INTERPRETATION_RGB16), ".png"); }
inline std::string gray_png() { return saved(converted(picture(80, 40), VIPS_INTERPRETATION_B_W), ".png"); }

/// Frames one pixel wide and high, written byte by byte.
inline std::string animated_gif(int frames, const std::string& size = std::string("\x01\x00\x01\x00", 4)) {
    std::string gif = "GIF89a" + size + std::string("\x80\x00\x00", 3) + std::string("\x00\x00\x00\xFF\xFF\xFF", 6);
    gif += std::string("\x21\xFF\x0BNETSCAPE2.0\x03\x01\x00\x00\x00", 19);  // for ever
    for (int i = 0; i < frames; ++i) {
        gif += std::string("\x21\xF9\x04\x04\x0A\x00\x00\x00", 8);  // 100 ms
        gif += std::string("\x2C\x00\x00\x00\x00\x01\x00\x01\x00\x00", 10);
        gif += std::string(i % 2 == 0 ? "\x02\x02\x44\x01\x00" : "\x02\x02\x4C\x01\x00", 5);
    }
    return gif + ";";
}

/// WebP whose header says all that is right, and whose last frame cannot be decoded.
inline std::string damaged_animation() {
    const auto frames = picture(8, 24);
    vips_image_set_int(frames.get(), "page-height", 8);
    std::string webp = saved(frames, ".webp");
    constexpr std::size_t headers = 42;  // of chunk, frame, bit stream and its picture
    constexpr std::size_t pixels = 60;   // all of that frame's; what follows stays as it is
    return webp.replace(webp.rfind("ANMF") + headers, pixels, pixels, '\xFF');
}

inline std::string big_endian(std::uint32_t value, int bytes) {
    std::string out;
    for (int i = bytes - 1; i >= 0; --i) out.push_back(static_cast<char>((value >> (8 * i)) & 0xFFU));
    return out;
}

inline std::uint32_t crc32(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    return ~crc;
}

/// Small files whose headers promise 50,000×50,000 pixels.
inline std::string huge_png() {
    std::string png = plain(Kind::png);
    png.replace(16, 8, big_endian(50'000, 4) + big_endian(50'000, 4));
    return png.replace(29, 4, big_endian(crc32(std::string_view(png).substr(12, 17)), 4));
}
inline std::string huge_jpeg() {
    std::string jpeg = plain(Kind::jpeg);
    return jpeg.replace(jpeg.find("\xFF\xC0") + 5, 4, big_endian(50'000, 2) + big_endian(50'000, 2));
}
inline std::string boastful_gif() { return animated_gif(1, "\x50\xC3\x50\xC3"); }
inline std::string huge_gif() {
    std::string gif = boastful_gif();
    return gif.replace(gif.find(std::string("\x2C\x00\x00\x00\x00", 5)) + 5, 4, "\x50\xC3\x50\xC3");
}

}  // namespace cafepos::images::samples
