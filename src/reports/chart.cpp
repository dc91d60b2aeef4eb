#include "chart.h"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "core/wording.h"
#include "paper/cairo.h"

namespace cafepos::reports {
namespace {

using namespace cairo;  // NOLINT(google-build-using-namespace): its functions under their own names

constexpr double pixels_per_unit = 2;
constexpr double margin_left = 8;
constexpr double margin_right = 8;
constexpr double margin_top = 26;
constexpr double margin_bottom = 24;
constexpr double bar_share = 0.7;  // of the room an hour has
constexpr int labels_max = 7;

struct Colour {
    double red, green, blue;
};
constexpr Colour white{1, 1, 1};
constexpr Colour bar_colour{0.545, 0.271, 0.075};
constexpr Colour loss_colour{0.753, 0.224, 0.169};
constexpr Colour text_colour{0.2, 0.2, 0.2};
constexpr Colour line_colour{0.8, 0.8, 0.8};

void use(cairo_t* cairo, Colour colour) { cairo_set_source_rgb(cairo, colour.red, colour.green, colour.blue); }

/// The picture in the making, with fonts of its own.
struct Canvas {
    Owned<cairo_surface_t> surface{cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(chart_width* pixels_per_unit),
                                                              static_cast<int>(chart_height* pixels_per_unit))};
    Owned<cairo_t> cairo{cairo_create(surface.get())};
    Owned<PangoFontMap> fonts{pango_cairo_font_map_new()};
    Owned<PangoContext> context{pango_font_map_create_context(fonts.get())};
};

/// Text centred on x, its top at y; moved sideways if it would leave the picture.
void draw_text(const Canvas& canvas, const std::string& text, double x, double y, const char* font_name) {
    const Owned<PangoLayout> layout(pango_layout_new(canvas.context.get()));
    const Owned<PangoFontDescription> font(pango_font_description_from_string(font_name));
    pango_layout_set_font_description(layout.get(), font.get());
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    int width = 0;
    pango_layout_get_pixel_size(layout.get(), &width, nullptr);
    const double left = std::clamp(x - width / 2.0, 0.0, std::max(0.0, static_cast<double>(chart_width - width)));
    use(canvas.cairo.get(), text_colour);
    cairo_move_to(canvas.cairo.get(), left, y);
    pango_cairo_show_layout(canvas.cairo.get(), layout.get());
}

/// Where hours and amounts lie in the picture.
struct Scale {
    int first_hour;
    int hour_count;
    double highest;
    double lowest;

    [[nodiscard]] double slot_width() const { return (chart_width - margin_left - margin_right) / hour_count; }
    [[nodiscard]] double x(int hour) const { return margin_left + (hour - first_hour + 0.5) * slot_width(); }
    [[nodiscard]] double y(double amount) const {
        return margin_top + (highest - amount) / (highest - lowest) * (chart_height - margin_top - margin_bottom);
    }
};

Scale scale_of(const std::vector<HourShare>& hours) {
    Scale scale{hours.front().hour, hours.back().hour - hours.front().hour + 1, 0, 0};
    for (const HourShare& hour : hours) {
        scale.highest = std::max(scale.highest, static_cast<double>(hour.revenue.units()));
        scale.lowest = std::min(scale.lowest, static_cast<double>(hour.revenue.units()));
    }
    if (scale.highest == scale.lowest) scale.highest = 1;
    return scale;
}

void draw_bars(cairo_t* cairo, const Scale& scale, const std::vector<HourShare>& hours) {
    for (const HourShare& hour : hours) {
        const double top = scale.y(static_cast<double>(hour.revenue.units()));
        const double width = std::min(scale.slot_width() * bar_share, 60.0);
        use(cairo, hour.revenue.is_negative() ? loss_colour : bar_colour);
        cairo_rectangle(cairo, scale.x(hour.hour) - width / 2, std::min(top, scale.y(0)), width, std::abs(scale.y(0) - top));
        cairo_fill(cairo);
    }
    use(cairo, line_colour);
    cairo_set_line_width(cairo, 1);
    cairo_move_to(cairo, margin_left, scale.y(0) + 0.5);
    cairo_line_to(cairo, chart_width - margin_right, scale.y(0) + 0.5);
    cairo_stroke(cairo);
}

void draw_labels(const Canvas& canvas, const Scale& scale, const std::vector<HourShare>& hours, std::string_view currency,
                 std::string_view language) {
    const int step = (scale.hour_count + labels_max - 1) / labels_max;
    for (int hour = scale.first_hour; hour < scale.first_hour + scale.hour_count; hour += step) {
        draw_text(canvas, hour_label(hour), scale.x(hour), chart_height - margin_bottom + 4, "Sans 11");
    }
    const auto best = std::max_element(hours.begin(), hours.end(),
                                       [](const HourShare& a, const HourShare& b) { return a.revenue < b.revenue; });
    if (best->revenue.units() > 0) {
        draw_text(canvas, wording::money_text(best->revenue, currency, language), scale.x(best->hour),
                  scale.y(static_cast<double>(best->revenue.units())) - 22, "Sans Bold 12");
    }
}

}  // namespace

std::string hours_chart_png(const std::vector<HourShare>& hours, std::string_view currency, std::string_view language) {
    if (hours.empty()) return {};
    const Canvas canvas;
    cairo_t* cairo = canvas.cairo.get();
    cairo_scale(cairo, pixels_per_unit, pixels_per_unit);
    use(cairo, white);
    cairo_paint(cairo);
    const Scale scale = scale_of(hours);
    draw_bars(cairo, scale, hours);
    draw_labels(canvas, scale, hours, currency, language);

    std::string png;
    if (cairo_surface_write_to_png_stream(canvas.surface.get(), &append, &png) != CAIRO_STATUS_SUCCESS) {
        throw std::runtime_error("the chart could not be drawn");
    }
    return png;
}

}  // namespace cafepos::reports
