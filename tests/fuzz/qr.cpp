// QR and bar codes of any text.

#include "paper/dots.h"
#include "paper/slip.h"
#include "target.h"

namespace cafepos::fuzz {
namespace {

void check(const paper::Dots& dots) {
    if (dots.empty()) return;
    require(dots.bytes.size() == static_cast<std::size_t>(dots.width_bytes()) * static_cast<std::size_t>(dots.height),
            "a code has all of its dots");
    const auto large = dots.scaled(3, 2);
    require(large.width == dots.width * 3 && large.height == dots.height * 2, "a code is enlarged as asked");
    require(dots.height == 1 || large.dark(3, 2) == dots.dark(1, 1), "a dot stays where it is");
    static_cast<void>(paper::svg_path(dots));
}

const Target qr("qr", [](std::string_view bytes) {
    const std::string text(bytes);
    check(paper::make_qr(text));
    check(paper::make_barcode(text));
});

}  // namespace
}  // namespace cafepos::fuzz
