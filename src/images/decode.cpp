#include "decode.h"

#include <chrono>
#include <optional>

#include "core/error.h"
#include "vips.h"

namespace cafepos::images {
namespace {

using vips::Buffer;
using vips::Image;

constexpr int jpeg_quality = 90;
constexpr int webp_quality = 88;
constexpr int webp_effort = 2;  // of 6: the last percent of size is not worth a second of the till's processor
constexpr int gif_effort = 3;   // of 10
constexpr int png_compression = 6;

[[noreturn]] void refuse(const std::string& text) { throw Error::field(Code::invalid_file_type, "image", "type", text); }

std::string allowed_text(const Limits& limits) {
    std::string list;
    for (const auto& extension : limits.extensions) list += (list.empty() ? "." : ", .") + extension;
    return "Invalid file type. Allowed: " + list;
}

std::optional<Kind> kind_of(std::string_view bytes) {
    using namespace std::string_view_literals;
    if (bytes.starts_with("\xFF\xD8\xFF"sv)) return Kind::jpeg;
    if (bytes.starts_with("\x89PNG\r\n\x1A\n"sv)) return Kind::png;
    if (bytes.starts_with("GIF87a"sv) || bytes.starts_with("GIF89a"sv)) return Kind::gif;
    if (bytes.starts_with("RIFF"sv) && bytes.substr(0, 12).ends_with("WEBP"sv)) return Kind::webp;
    return std::nullopt;
}

bool is_allowed(Kind kind, const Limits& limits) {
    return limits.extensions.contains(extension_of(kind)) || (kind == Kind::jpeg && limits.extensions.contains("jpeg"));
}

// libvips keeps its errors per process; ours are our own words.
void check(int result) {
    if (result == 0) return;
    vips_error_clear();
    refuse("The image file is damaged or incomplete");
}

enum class Frames { first, all };

// Reads the header; pixels follow when they are asked for.
Image open(std::string_view bytes, Kind kind, Frames frames) {
    VipsImage* image = nullptr;
    void* data = const_cast<char*>(bytes.data());
    const int count = frames == Frames::all ? -1 : 1;
    switch (kind) {
        case Kind::jpeg:
            check(vips_jpegload_buffer(data, bytes.size(), &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                                       VIPS_FAIL_ON_ERROR, nullptr));
            break;
        case Kind::png:
            check(vips_pngload_buffer(data, bytes.size(), &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_ERROR,
                                      nullptr));
            break;
        case Kind::gif:
            check(vips_gifload_buffer(data, bytes.size(), &image, "n", count, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                                      VIPS_FAIL_ON_ERROR, nullptr));
            break;
        case Kind::webp:
            check(vips_webpload_buffer(data, bytes.size(), &image, "n", count, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                                       VIPS_FAIL_ON_ERROR, nullptr));
            break;
    }
    return Image(image);
}

struct Header {
    std::int64_t width = 0;
    std::int64_t height = 0;
    int frames = 1;
};

Header checked_header(std::string_view bytes, Kind kind, const Limits& limits) {
    const Image image = open(bytes, kind, Frames::first);
    const Header header{vips_image_get_width(image.get()), vips_image_get_height(image.get()),
                        vips_image_get_n_pages(image.get())};
    if (header.frames > limits.frames_max) refuse("The image has more than " + std::to_string(limits.frames_max) + " frames");
    const auto pixels_max = kind == Kind::jpeg ? limits.jpeg_pixels_max : limits.pixels_max;
    const bool is_too_long = header.width > limits.side_max || header.height > limits.side_max;
    if (is_too_long || header.width * header.height * header.frames > pixels_max) refuse("The image has too many pixels");
    return header;
}

using Deadline = std::chrono::steady_clock::time_point;

void stop_when_late(VipsImage* image, VipsProgress*, const Deadline* deadline) {
    if (std::chrono::steady_clock::now() > *deadline) vips_image_set_kill(image, TRUE);
}

void watch(const Image& image, const Deadline& deadline) {
    vips_image_set_progress(image.get(), TRUE);
    // The image and its signals end before the deadline does.
    g_signal_connect(image.get(), "eval", G_CALLBACK(stop_when_late), const_cast<Deadline*>(&deadline));
}

// Upright, within a square, sRGB with 8 bits.
Image fitted(std::string_view bytes, int side_max) {
    VipsImage* image = nullptr;
    void* data = const_cast<char*>(bytes.data());
    check(vips_thumbnail_buffer(data, bytes.size(), &image, side_max, "height", side_max, "size", VIPS_SIZE_DOWN,
                                "export_profile", "srgb", "fail_on", VIPS_FAIL_ON_ERROR, nullptr));
    return Image(image);
}

Image plain(const Image& image) {
    VipsImage* coloured = nullptr;
    check(vips_colourspace(image.get(), &coloured, VIPS_INTERPRETATION_sRGB, nullptr));
    const Image owner(coloured);
    VipsImage* cast = nullptr;
    check(vips_cast_uchar(coloured, &cast, nullptr));
    return Image(cast);
}

std::string encoded(const Image& image, Kind kind) {
    Buffer out;
    switch (kind) {
        case Kind::jpeg:
            check(vips_jpegsave_buffer(image.get(), &out.data, &out.size, "Q", jpeg_quality, "optimize_coding", TRUE, "strip",
                                       TRUE, nullptr));
            break;
        case Kind::png:
            check(vips_pngsave_buffer(image.get(), &out.data, &out.size, "compression", png_compression, "strip", TRUE, nullptr));
            break;
        case Kind::gif:
            check(vips_gifsave_buffer(image.get(), &out.data, &out.size, "effort", gif_effort, "strip", TRUE, nullptr));
            break;
        case Kind::webp:
            check(vips_webpsave_buffer(image.get(), &out.data, &out.size, "Q", webp_quality, "effort", webp_effort, "strip", TRUE,
                                       nullptr));
            break;
    }
    return out.text();
}

}  // namespace

std::string_view extension_of(Kind kind) {
    switch (kind) {
        case Kind::jpeg:
            return "jpg";
        case Kind::png:
            return "png";
        case Kind::gif:
            return "gif";
        case Kind::webp:
            return "webp";
    }
    return "";
}

CleanPicture clean(std::string_view bytes, const Limits& limits) {
    if (bytes.size() > limits.bytes_max) {
        const auto megabytes = std::to_string(limits.bytes_max / (1024UL * 1024));
        throw Error::field(Code::file_too_large, "image", "size", "File size too large. Maximum " + megabytes + "MB allowed.");
    }
    const auto kind = kind_of(bytes);
    if (!kind || !is_allowed(*kind, limits)) refuse(allowed_text(limits));
    vips::start();
    const Header header = checked_header(bytes, *kind, limits);
    const Deadline deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(limits.time_ms_max);
    const Image upright = plain(header.frames > 1 ? open(bytes, *kind, Frames::all) : fitted(bytes, stored_side_max));
    watch(upright, deadline);
    CleanPicture picture{.kind = *kind, .original = encoded(upright, *kind), .thumbnail = {}};
    picture.width = vips_image_get_width(upright.get());
    picture.height = vips_image_get_page_height(upright.get());
    // From the clean one: it is ours, upright, and small JPEGs come out of big ones at a fraction of the work.
    picture.thumbnail = encoded(plain(fitted(picture.original, thumbnail_side_max)), *kind);
    return picture;
}

}  // namespace cafepos::images
