#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/time.h"
#include "message.h"

/// Conditional and partial requests (RFC 9110 §13 and §14), as pure functions of the headers.
namespace cafepos::http {

/// What a reply's content is known by.
struct Validators {
    std::string etag;                        ///< with its quotes; empty if there is none
    std::optional<Timestamp> last_modified;  ///< whole seconds
};

/// If-None-Match, else If-Modified-Since, says that the client already has this content: answer 304.
bool client_has_it(const RawRequest& request, const Validators& validators);

/// A part of a content, both ends included.
struct ByteRange {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    [[nodiscard]] std::uint64_t size() const { return last - first + 1; }
};

enum class RangeKind { whole, part, unsatisfiable };
struct RangeChoice {
    RangeKind kind = RangeKind::whole;
    ByteRange range;
};

/// What Range (and If-Range) ask of a content of `size` bytes. Several ranges, or ones that make no sense, get the whole.
RangeChoice choose_range(const RawRequest& request, const Validators& validators, std::uint64_t size);

}  // namespace cafepos::http
