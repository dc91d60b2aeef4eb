#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "core/error.h"

namespace cafepos::images {

inline constexpr Code file_too_large{ErrorKind::invalid, "FILE_TOO_LARGE"};
inline constexpr Code invalid_file_type{ErrorKind::invalid, "INVALID_FILE_TYPE"};

enum class Kind { jpeg, png, gif, webp };
/// "jpg", "png", "gif", "webp"
std::string_view extension_of(Kind kind);

/// What is accepted, and how much of it. All but `bytes_max` is judged from the header, before a pixel is decoded.
struct Limits {
    std::size_t bytes_max = 10UL * 1024 * 1024;
    std::set<std::string, std::less<>> extensions = {"gif", "jpeg", "jpg", "png", "webp"};  ///< lower case, without dots
    std::int64_t pixels_max = 25'000'000;       ///< of what can be decoded line by line: JPEG and PNG
    std::int64_t held_pixels_max = 12'600'000;  ///< of what decoders hold as a whole: WebP, GIF (all frames), progressive files
    int frames_max = 100;
    int side_max = 20'000;
    int time_ms_max = 5'000;  ///< of decoding and encoding one picture
};

/// A picture that holds nothing but its pixels: turned upright, sRGB with 8 bits, without metadata, of the same kind as
/// what came in. Animations stay animations. Still pictures are reduced to 4096 pixels on a side (WebP and GIF: 1600).
struct CleanPicture {
    Kind kind = Kind::jpeg;
    std::string original;
    std::string thumbnail;  ///< the first frame within 300×300, never enlarged, of the same kind
    int width = 0;
    int height = 0;
};
inline constexpr int thumbnail_side_max = 300;

/// Decodes by content, whatever the name says; only JPEG, PNG, GIF and WebP decoders ever see the bytes.
/// Throws Error(file_too_large | invalid_file_type). Thread-safe; uses the calling thread and little memory.
CleanPicture clean(std::string_view bytes, const Limits& limits);

}  // namespace cafepos::images
