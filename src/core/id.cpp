#include "id.h"

#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <system_error>

namespace cafepos {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

void append_hex(std::string& out, unsigned char byte) {
    out += hex_digits[byte >> 4U];
    out += hex_digits[byte & 0x0FU];
}

void fill_from_kernel(unsigned char* bytes, std::size_t count) {
    while (count > 0) {
        const ssize_t got = ::getrandom(bytes, count, 0);
        if (got < 0) {
            if (errno == EINTR) continue;
            throw std::system_error(errno, std::generic_category(), "getrandom");
        }
        bytes += got;
        count -= static_cast<std::size_t>(got);
    }
}

}  // namespace

std::optional<Id> Id::parse(std::string_view text) {
    if (text.size() != 36) return std::nullopt;
    std::string canonical(text);
    for (std::size_t i = 0; i < canonical.size(); ++i) {
        char& c = canonical[i];
        if (i == 8 || i == 13 || i == 18 || i == 23) {
            if (c != '-') return std::nullopt;
            continue;
        }
        if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
        if (hex_digits.find(c) == std::string_view::npos) return std::nullopt;
    }
    return Id(std::move(canonical));
}

std::string Random::hex(std::size_t count) {
    std::string out;
    out.reserve(count * 2);
    for (std::size_t i = 0; i < count; ++i) {
        unsigned char byte = 0;
        fill(&byte, 1);
        append_hex(out, byte);
    }
    return out;
}

// A sale needs two dozen ids: a system call for each would be a twentieth of its time. What was given out is forgotten.
void SystemRandom::fill(unsigned char* bytes, std::size_t count) {
    thread_local std::array<unsigned char, 1024> supply;
    thread_local std::size_t left = 0;
    if (count > supply.size()) return fill_from_kernel(bytes, count);
    if (count > left) {
        fill_from_kernel(supply.data(), supply.size());
        left = supply.size();
    }
    unsigned char* given = supply.data() + (left - count);
    std::copy_n(given, count, bytes);
    std::fill_n(given, count, static_cast<unsigned char>(0));
    left -= count;
}

void SeededRandom::fill(unsigned char* bytes, std::size_t count) {
    const std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < count; ++i) bytes[i] = static_cast<unsigned char>(engine_());
}

void IdSource::go_on_after(const Id& newest) {
    constexpr std::int64_t also_made_with_it_ms = 1000;
    constexpr std::size_t version_at = 14;
    const std::string& text = newest.text();
    if (text.size() <= version_at || text[version_at] != '7') return;
    std::int64_t ms = 0;
    for (const char c : text.substr(0, 8) + text.substr(9, 4)) ms = ms * 16 + static_cast<std::int64_t>(hex_digits.find(c));
    const std::lock_guard lock(mutex_);
    last_ms_ = std::max(last_ms_, ms + also_made_with_it_ms);
}

// RFC 9562 version 7 with a 12-bit counter in rand_a (method 1), so ids made in one millisecond still increase.
Id IdSource::next() {
    std::array<unsigned char, 16> bytes{};
    random_.fill(bytes.data(), bytes.size());
    std::int64_t ms = 0;
    std::uint32_t counter = 0;
    {
        const std::lock_guard lock(mutex_);
        const std::int64_t now = clock_.now().ms;
        if (now > last_ms_) {
            last_ms_ = now;
            counter_ = bytes[6] & 0x07U;  // room below 2^12 for a few thousand ids in this millisecond
        } else if (++counter_ > 0x0FFFU) {
            ++last_ms_;  // borrow from the future rather than repeat
            counter_ = 0;
        }
        ms = last_ms_;
        counter = counter_;
    }
    for (int i = 0; i < 6; ++i) bytes[static_cast<std::size_t>(i)] = static_cast<unsigned char>(ms >> (40 - 8 * i));
    bytes[6] = static_cast<unsigned char>(0x70U | (counter >> 8U));
    bytes[7] = static_cast<unsigned char>(counter);
    bytes[8] = static_cast<unsigned char>(0x80U | (bytes[8] & 0x3FU));

    std::string text;
    text.reserve(36);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
        append_hex(text, bytes[i]);
    }
    return Id::of_stored(std::move(text));
}

}  // namespace cafepos
