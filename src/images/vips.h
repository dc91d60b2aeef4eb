#pragma once

#include <vips/vips.h>

#include <memory>
#include <string>

/// Owners of what libvips hands out, and its one-time start. Only decode.cpp and the tests speak to libvips.
namespace cafepos::images::vips {

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
