#include "canvas.h"

#include <numbers>
#include <stdexcept>

namespace cafepos::seeds {
namespace {

constexpr int side_px = 480;

}  // namespace

Canvas::Canvas()
    : surface_(cairo_image_surface_create(CAIRO_FORMAT_RGB24, side_px, side_px)), cairo_(cairo_create(surface_.get())) {
    cairo_scale(cairo_.get(), side_px / 100.0, side_px / 100.0);
    cairo_set_line_cap(cairo_.get(), CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(cairo_.get(), CAIRO_LINE_JOIN_ROUND);
}

void Canvas::fill(Colour colour) const {
    cairo_set_source_rgb(cairo_.get(), colour.red, colour.green, colour.blue);
    cairo_fill(cairo_.get());
}

void Canvas::stroke(Colour colour, double width) const {
    cairo_set_source_rgb(cairo_.get(), colour.red, colour.green, colour.blue);
    cairo_set_line_width(cairo_.get(), width);
    cairo_stroke(cairo_.get());
}

void Canvas::ellipse(double x, double y, double radius_x, double radius_y) const {
    cairo_save(cairo_.get());
    cairo_translate(cairo_.get(), x, y);
    cairo_scale(cairo_.get(), radius_x, radius_y);
    cairo_new_sub_path(cairo_.get());
    cairo_arc(cairo_.get(), 0, 0, 1, 0, 2 * std::numbers::pi);
    cairo_restore(cairo_.get());
}

std::string Canvas::png() const {
    std::string bytes;
    if (cairo_surface_write_to_png_stream(surface_.get(), append, &bytes) != CAIRO_STATUS_SUCCESS)
        throw std::runtime_error("cairo writes no PNG");
    return bytes;
}

}  // namespace cafepos::seeds
