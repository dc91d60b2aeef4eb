// QR codes of any text.

#include "paper/dots.h"
#include "paper/slip.h"
#include "target.h"

namespace cafepos::fuzz {
namespace {

void check(const paper::Dots& dots) {
    if (dots.empty()) return;
    require(dots.bytes.size() == static_cast<std::size_t>(dots.width_bytes()) * static_cast<std::size_t>(dots.height),
            "a code has all of its dots");
    static_cast<void>(paper::svg_path(dots));
}

const Target qr("qr", [](std::string_view bytes) { check(paper::make_qr(std::string(bytes))); });

}  // namespace
}  // namespace cafepos::fuzz
