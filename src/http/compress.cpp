#include "compress.h"

#include <zlib.h>

#include <array>
#include <stdexcept>

#include "core/text.h"
#include "multipart.h"

namespace cafepos::http {
namespace {

constexpr int gzip_window_bits = 15 + 16;

bool is_zero_quality(std::string_view parameters) {
    const auto quality = parameters.find("q=");
    if (quality == std::string_view::npos) return false;
    return parameters.substr(quality + 2).find_first_not_of("0. \t") == std::string_view::npos;
}

}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
    for (const std::string& coding : text::split(accept_encoding, ',')) {
        const auto semicolon = coding.find(';');
        const std::string_view name = text::trim(std::string_view(coding).substr(0, semicolon));
        if (!text::iequals(name, "gzip") && name != "*") continue;
        return semicolon == std::string::npos || !is_zero_quality(std::string_view(coding).substr(semicolon));
    }
    return false;
}

std::string gzip(std::string_view body) {
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, gzip_window_bits, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
        throw std::runtime_error("zlib has no memory");
    }
    std::string packed(deflateBound(&stream, body.size()), '\0');
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(body.data()));
    stream.avail_in = static_cast<uInt>(body.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    const int result = deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    if (result != Z_STREAM_END) throw std::runtime_error("zlib did not finish");
    return packed;
}

std::string gunzip(std::string_view packed) {
    z_stream stream{};
    if (inflateInit2(&stream, gzip_window_bits) != Z_OK) throw std::runtime_error("zlib has no memory");
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    std::string body;
    int result = Z_OK;
    while (result == Z_OK) {
        std::array<char, 16'384> part{};
        stream.next_out = reinterpret_cast<Bytef*>(part.data());
        stream.avail_out = static_cast<uInt>(part.size());
        result = inflate(&stream, Z_NO_FLUSH);
        body.append(part.data(), part.size() - stream.avail_out);
    }
    inflateEnd(&stream);
    if (result != Z_STREAM_END) throw std::runtime_error("these bytes are not packed by gzip");
    return body;
}

bool is_compressible(std::string_view content_type) {
    const std::string type = media_type(content_type);
    return type.starts_with("text/") || type == "application/json" || type == "application/manifest+json";
}

}  // namespace cafepos::http
