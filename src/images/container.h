#pragma once

#include <string>
#include <string_view>

/// What stands around the pixels in a picture's file, read without decoding anything.
namespace cafepos::images {

/// A PNG with nothing but what its pixels need: what texts in it would unpack to is never seen. Of a broken one what comes before
/// the break.
std::string png_without_words(std::string_view bytes);

/// In how many passes over the whole picture a JPEG is written. Each costs its time again, and a few bytes are enough for one.
int count_jpeg_scans(std::string_view bytes);

}  // namespace cafepos::images
