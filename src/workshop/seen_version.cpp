#include "seen_version.h"

#include <charconv>
#include <string_view>

namespace cafepos {
namespace {

std::int64_t version_of(std::string_view tag, const std::string& what) {
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag.size() >= 2 && tag.front() == '"' && tag.back() == '"') tag = tag.substr(1, tag.size() - 2);
    std::int64_t version = 0;
    const auto read = std::from_chars(tag.data(), tag.data() + tag.size(), version);
    if (read.ec == std::errc() && read.ptr == tag.data() + tag.size()) return version;
    throw Error::field(Code::unprocessable, "If-Match", "format", "If-Match must be the version of " + what + ", such as 7");
}

}  // namespace

std::int64_t seen_version(const http::Call& call, const std::optional<std::int64_t>& version, const std::string& what) {
    std::optional<std::int64_t> seen = version;
    if (const auto tag = call.header("if-match")) seen = version_of(*tag, what);
    if (version && seen != version) {
        throw Error::field(Code::unprocessable, "version", "conflict", "version and If-Match are two versions of " + what);
    }
    if (seen) return *seen;
    throw Error::field(Code::unprocessable, "version", "required",
                       "version is required: that of " + what + " as you have seen it, here or as If-Match");
}

}  // namespace cafepos
