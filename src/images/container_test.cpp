#include "container.h"

#include <gtest/gtest.h>

#include "decode.h"
#include "test_samples.h"

namespace cafepos::images {
namespace {

using namespace std::string_literals;

constexpr std::size_t png_first_chunks_end = 33;  // signature and IHDR

std::string chunk(const std::string& name, const std::string& content) {
    return samples::big_endian(static_cast<std::uint32_t>(content.size()), 4) + name + content +
           samples::big_endian(samples::crc32(name + content), 4);
}

std::string with(const std::string& png, const std::string& chunks) {
    return std::string(png).insert(png_first_chunks_end, chunks);
}

std::string segment(char marker, const std::string& content) {
    return "\xFF"s + marker + samples::big_endian(static_cast<std::uint32_t>(content.size()) + 2, 2) + content;
}

/// Eight by eight grey points, written progressively: the even parts, and then some others again and again.
std::string progressive_jpeg(int scans) {
    std::string jpeg = "\xFF\xD8"s + segment('\xDB', "\0"s + std::string(64, '\1')) +
                       segment('\xC2', "\10\0\10\0\10\1\1\x11\0"s) + segment('\xC4', "\0\1"s + std::string(15, '\0') + "\0"s) +
                       segment('\xC4', "\x10\1"s + std::string(15, '\0') + "\0"s) + segment('\xDA', "\1\1\0\0\0\0"s) + "\x7F"s;
    for (int i = 1; i < scans; ++i) jpeg += segment('\xDA', "\1\1\0\1\1\0"s) + "\x7F"s;
    return jpeg + "\xFF\xD9"s;
}

// A few kilobytes unpack to megabytes, a file of them to minutes of work. Found by tests/prove/inert.py.
TEST(PictureFiles, WhatTheWordsOfAPngWouldUnpackToIsNeverSeen) {
    const std::string png = samples::plain(Kind::png);
    std::string words;
    for (const char* name : {"tEXt", "zTXt", "iTXt", "tIME", "evIl", "hIST", "sPLT"}) words += chunk(name, "words\0\0more"s);
    EXPECT_EQ(png_without_words(with(png, words)), png_without_words(png));
    EXPECT_EQ(clean(with(png, words), {}).original, clean(png, {}).original);
    // A decoder that sees this one gives up.
    EXPECT_EQ(clean(with(png, chunk("EVIL", "words")), {}).original, clean(png, {}).original);
    const std::string profile = chunk("iCCP", "what its colours mean");
    EXPECT_EQ(png_without_words(with(png, words + profile)), with(png_without_words(png), profile));
}

TEST(PictureFiles, OfABrokenPngTheWordsAreNotSeenEither) {
    const std::string png = png_without_words(samples::plain(Kind::png));
    for (const char* length : {"\xFF\xFF\xFF\xFF", "\0\0\1\0", "\0\0\0\x9"}) {
        const std::string broken = png.substr(0, png_first_chunks_end) + std::string(length, 4) + "zTXtwords";
        EXPECT_EQ(png_without_words(broken), png.substr(0, png_first_chunks_end)) << length;
        EXPECT_THROW(clean(broken, {}), Error);
    }
    EXPECT_EQ(png_without_words(png.substr(0, 7)), png.substr(0, 7));
}

TEST(PictureFiles, AJpegIsOfAsManyPassesAsItWouldTakeToDecode) {
    EXPECT_EQ(count_jpeg_scans(samples::plain(Kind::jpeg)), 1);
    EXPECT_EQ(count_jpeg_scans(progressive_jpeg(7)), 7);
    const std::string jpeg = progressive_jpeg(2);
    const auto after_start = [&](const std::string& more) { return std::string(jpeg).insert(2, more); };
    EXPECT_EQ(count_jpeg_scans(after_start(segment('\xE1', "\xFF\xDA\xFF\xDA"s))), 2) << "those of a camera's preview";
    EXPECT_EQ(count_jpeg_scans(after_start("\xFF\xFF\xFF\xFF"s)), 2);
    EXPECT_EQ(count_jpeg_scans(after_start("\xFF\1\xFF\xD0garbage"s)), 2);
    EXPECT_EQ(count_jpeg_scans(jpeg + progressive_jpeg(9)), 2) << "nobody reads what is behind the end";
    EXPECT_EQ(count_jpeg_scans("\xFF\xDA"s), 1);
    EXPECT_EQ(count_jpeg_scans("\xFF"s), 0);
    EXPECT_EQ(count_jpeg_scans(""), 0);
}

TEST(PictureFiles, AJpegOfHundredsOfPassesIsRefusedBeforeTheFirst) {
    EXPECT_EQ(clean(progressive_jpeg(100), {}).width, 8);
    try {
        clean(progressive_jpeg(101), {});
        FAIL() << "was taken";
    } catch (const Error& error) {
        EXPECT_STREQ(error.what(), "The image has more than 100 scans");
    }
}

}  // namespace
}  // namespace cafepos::images
