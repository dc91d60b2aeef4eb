#pragma once

#include <string>

#include "paper/cairo.h"

namespace cafepos::seeds {

using namespace cairo;  // NOLINT(google-build-using-namespace): its functions under their own names

/// Red, green and blue from 0 to 1.
struct Colour {
    double red = 0;
    double green = 0;
    double blue = 0;
};

constexpr Colour mix(Colour a, Colour b, double share) {
    return {a.red + (b.red - a.red) * share, a.green + (b.green - a.green) * share, a.blue + (b.blue - a.blue) * share};
}

/// A square to draw on, 100 units wide, with (0, 0) at the top left. Paths are begun by move() or ellipse(), and used up by
/// fill() or stroke().
class Canvas {
public:
    Canvas();
    cairo_t* operator*() const { return cairo_.get(); }

    void fill(Colour colour) const;
    void stroke(Colour colour, double width) const;
    void ellipse(double x, double y, double radius_x, double radius_y) const;
    void move(double x, double y) const { cairo_move_to(cairo_.get(), x, y); }
    void line(double x, double y) const { cairo_line_to(cairo_.get(), x, y); }
    void curve(double x1, double y1, double x2, double y2, double x, double y) const {
        cairo_curve_to(cairo_.get(), x1, y1, x2, y2, x, y);
    }
    [[nodiscard]] std::string png() const;

private:
    Owned<cairo_surface_t> surface_;
    Owned<cairo_t> cairo_;
};

}  // namespace cafepos::seeds
