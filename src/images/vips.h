#pragma once

#include <vips/vips.h>

#include <memory>
#include <string>

#include "core/loaded_library.h"

/// Owners of what libvips hands out, and its one-time start. Only decode.cpp and the tests speak to libvips.
namespace cafepos::images::vips {

// What is used of it; loaded with the first picture.
inline constinit LoadedLibrary library{"libvips.so.42"};
// clang-format off
CAFEPOS_LOADED_FUNCTIONS(library,
    (g_free)(g_log_set_handler)(g_object_unref)(g_signal_connect_data)(vips_autorot)(vips_block_untrusted_set)
    (vips_cache_set_max)(vips_cache_set_max_files)(vips_cache_set_max_mem)(vips_cast)(vips_colourspace)
    (vips_concurrency_set)(vips_copy)(vips_error_clear)(vips_gifload_buffer)(vips_gifsave_buffer)(vips_icc_transform)
    (vips_image_copy_memory)(vips_image_get_height)(vips_image_get_n_pages)(vips_image_get_orientation)
    (vips_image_get_page_height)(vips_image_get_typeof)(vips_image_get_width)(vips_image_hasalpha)(vips_image_set_kill)
    (vips_image_set_progress)(vips_init)(vips_jpegload_buffer)(vips_jpegsave_buffer)(vips_pngload_buffer)
    (vips_pngsave_buffer)(vips_premultiply)(vips_resize)(vips_unpremultiply)(vips_webpload_buffer)(vips_webpsave_buffer))
// clang-format on

/// Starts libvips with loaders for untrusted files shut, no cache and one thread for each picture. Idempotent, thread-safe.
void start();

struct Unref {
    void operator()(VipsImage* image) const { g_object_unref(image); }
};
using Image = std::unique_ptr<VipsImage, Unref>;

/// Bytes that a saver made.
class Buffer {
public:
    Buffer() = default;
    ~Buffer() { g_free(data); }
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;
    [[nodiscard]] std::string text() const { return {static_cast<const char*>(data), size}; }

    void* data = nullptr;
    size_t size = 0;
};

}  // namespace cafepos::images::vips
