#include "decode.h"

#include <webp/mux.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>

#include "container.h"
#include "core/error.h"
#include "vips.h"

namespace cafepos::images {
namespace {

using namespace vips;  // NOLINT(google-build-using-namespace): its functions under their own names

constexpr int jpeg_scans_max = 100;  // cameras and programs write ten
constexpr int jpeg_quality = 90;
// Encoders of WebP and GIF hold the whole picture several times over.
constexpr int stored_side_max = 4096;
constexpr int stored_held_side_max = 1600;
constexpr int webp_quality = 88;
constexpr int webp_effort = 2;      // of 6: the last percent of size is not worth a second of the till's processor
constexpr int gif_effort = 3;       // of 10
constexpr int png_compression = 4;  // of 9

[[noreturn]] void refuse(const std::string& text) { throw Error::field(invalid_file_type, "image", "type", text); }

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

// How much of a picture is decoded at all: JPEG at a half, a quarter or an eighth, WebP at any size.
struct Reduction {
    int jpeg_shrink = 1;
    double webp_scale = 1;
};

// Reads the header; pixels follow when they are asked for.
Image open(std::string_view bytes, Kind kind, Frames frames = Frames::first, Reduction reduction = {}) {
    VipsImage* image = nullptr;
    void* data = const_cast<char*>(bytes.data());
    const int count = frames == Frames::all ? -1 : 1;
    switch (kind) {
        case Kind::jpeg:
            check(vips_jpegload_buffer(data, bytes.size(), &image, "shrink", reduction.jpeg_shrink, "access",
                                       VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_ERROR, nullptr));
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
            check(vips_webpload_buffer(data, bytes.size(), &image, "n", count, "scale", reduction.webp_scale, "access",
                                       VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_ERROR, nullptr));
            break;
    }
    return Image(image);
}

struct Header {
    std::int64_t width = 0;
    std::int64_t height = 0;
    int frames = 1;
};

bool is_encoded_whole(Kind kind) { return kind == Kind::gif || kind == Kind::webp; }

Header checked_header(std::string_view bytes, Kind kind, const Limits& limits) {
    const Image image = open(bytes, kind);
    const Header header{vips_image_get_width(image.get()), vips_image_get_height(image.get()),
                        vips_image_get_n_pages(image.get())};
    if (header.frames > limits.frames_max) refuse("The image has more than " + std::to_string(limits.frames_max) + " frames");
    const bool is_held = is_encoded_whole(kind) || vips_image_get_typeof(image.get(), "interlaced") != 0;
    const auto pixels_max = is_held ? limits.held_pixels_max : limits.pixels_max;
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
    g_signal_connect_data(image.get(), "eval", G_CALLBACK(stop_when_late), const_cast<Deadline*>(&deadline), nullptr,
                          GConnectFlags{});
}

// One step of a pipeline: step(in, vips_rot, angle) is the image that comes out of vips_rot(in, &out, angle, nullptr).
template <class Operation, class... Arguments>
Image step(const Image& in, const Operation& operation, Arguments... arguments) {
    VipsImage* out = nullptr;
    check(operation(in.get(), &out, arguments..., nullptr));
    return Image(out);
}

// Three or four bands of 8 bits, sRGB, whatever came: CMYK, grey, 16 bits, another profile.
Image coloured(const Image& in) {
    const bool has_profile = vips_image_get_typeof(in.get(), VIPS_META_ICC_NAME) != 0;
    if (has_profile || in->Type == VIPS_INTERPRETATION_CMYK) {
        VipsImage* out = nullptr;
        if (vips_icc_transform(in.get(), &out, "srgb", "embedded", TRUE, nullptr) == 0)
            return step(Image(out), vips_colourspace, VIPS_INTERPRETATION_sRGB);
        vips_error_clear();  // a broken profile: the plain numbers will do
    }
    return step(step(in, vips_colourspace, VIPS_INTERPRETATION_sRGB), vips_cast, VIPS_FORMAT_UCHAR);
}

int longer_side(const Image& image) { return std::max(vips_image_get_width(image.get()), vips_image_get_height(image.get())); }

// Transparent pixels must not bleed their invisible colours into their neighbours.
Image reduced(const Image& in, double scale) {
    if (vips_image_hasalpha(in.get()) == FALSE) return step(in, vips_resize, scale);
    const Image small = step(step(in, vips_premultiply), vips_resize, scale);
    return step(step(small, vips_unpremultiply), vips_cast, VIPS_FORMAT_UCHAR);
}

// All of its pixels, decoded now.
Image in_memory(const Image& in) {
    VipsImage* whole = vips_image_copy_memory(in.get());
    check(whole == nullptr ? -1 : 0);
    return Image(whole);
}

Image upright(const Image& in) {
    if (vips_image_get_orientation(in.get()) <= 1) return step(in, vips_copy);
    return step(in_memory(in), vips_autorot);
}

Reduction reduction_to(int side_max, int side) {
    Reduction reduction;
    while (reduction.jpeg_shrink < 8 && side / (reduction.jpeg_shrink * 2) >= side_max) reduction.jpeg_shrink *= 2;
    if (side > side_max) reduction.webp_scale = static_cast<double>(side_max) / side;
    return reduction;
}

// The first frame, upright, at most `side_max` on a side, never enlarged.
Image fitted(std::string_view bytes, Kind kind, int side_max) {
    Image image = open(bytes, kind);
    const Reduction reduction = reduction_to(side_max, longer_side(image));
    if (kind == Kind::jpeg || kind == Kind::webp) image = open(bytes, kind, Frames::first, reduction);
    image = coloured(image);
    if (longer_side(image) > side_max) image = reduced(image, static_cast<double>(side_max) / longer_side(image));
    return upright(image);
}

// libvips 8.14 saves WebP with the words of the photo, "strip" or not.
std::string without_words(const Buffer& webp) {
    const WebPData whole{static_cast<const std::uint8_t*>(webp.data), webp.size};
    const std::unique_ptr<WebPMux, decltype(&WebPMuxDelete)> chunks(WebPMuxCreate(&whole, 0), &WebPMuxDelete);
    for (const char* name : {"EXIF", "XMP ", "ICCP"}) WebPMuxDeleteChunk(chunks.get(), name);
    WebPData bare{};
    if (WebPMuxAssemble(chunks.get(), &bare) != WEBP_MUX_OK)
        throw std::runtime_error("a WebP file that libvips wrote cannot be read");
    std::string text(reinterpret_cast<const char*>(bare.bytes), bare.size);
    WebPDataClear(&bare);
    return text;
}

// libvips 8.14 forgets its WebP encoder when a damaged picture ends within it: what is damaged must be found before.
Image sound(Image in, Kind kind, const Deadline& deadline) {
    watch(in, deadline);
    if (kind != Kind::webp) return in;
    Image whole = in_memory(in);
    vips_image_set_progress(whole.get(), FALSE);  // it reported to `in`, which ends here
    watch(whole, deadline);
    return whole;
}

std::string encoded(const Image& image, Kind kind) {
    Buffer out;
    switch (kind) {
        case Kind::jpeg:
            check(vips_jpegsave_buffer(image.get(), &out.data, &out.size, "Q", jpeg_quality, "strip", TRUE, nullptr));
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
            return without_words(out);
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
        throw Error::field(file_too_large, "image", "size", "File size too large. Maximum " + megabytes + "MB allowed.");
    }
    const auto kind = kind_of(bytes);
    if (!kind || !is_allowed(*kind, limits)) refuse(allowed_text(limits));
    if (*kind == Kind::jpeg && count_jpeg_scans(bytes) > jpeg_scans_max)
        refuse("The image has more than " + std::to_string(jpeg_scans_max) + " scans");
    const std::string bare = *kind == Kind::png ? png_without_words(bytes) : "";
    if (*kind == Kind::png) bytes = bare;
    vips::start();
    const Header header = checked_header(bytes, *kind, limits);
    const Deadline deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(limits.time_ms_max);
    Image decoded = header.frames > 1 ? coloured(open(bytes, *kind, Frames::all))
                                      : fitted(bytes, *kind, is_encoded_whole(*kind) ? stored_held_side_max : stored_side_max);
    const Image image = sound(std::move(decoded), *kind, deadline);
    CleanPicture picture{.kind = *kind, .original = encoded(image, *kind), .thumbnail = {}};
    picture.width = vips_image_get_width(image.get());
    picture.height = vips_image_get_page_height(image.get());
    // From the clean one: it is ours, upright, and small JPEGs come out of big ones at a fraction of the work.
    picture.thumbnail = encoded(fitted(picture.original, *kind, thumbnail_side_max), *kind);
    return picture;
}

}  // namespace cafepos::images
