#include "demo_picture.h"

#include <cairo.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <memory>
#include <numbers>
#include <stdexcept>

#include "core/text.h"

namespace cafepos::images {
namespace {

constexpr int side_px = 480;  // drawn on a canvas of 100×100 units

struct Colour {
    double red = 0;
    double green = 0;
    double blue = 0;
};

constexpr Colour porcelain{0.98, 0.97, 0.95};
constexpr Colour shade{0.86, 0.83, 0.80};
constexpr Colour leaf{0.42, 0.58, 0.30};
constexpr Colour crust{0.80, 0.55, 0.28};
constexpr Colour crust_dark{0.62, 0.38, 0.17};

constexpr Colour mix(Colour a, Colour b, double share) {
    return {a.red + (b.red - a.red) * share, a.green + (b.green - a.green) * share, a.blue + (b.blue - a.blue) * share};
}

// The same name has the same colours for ever (FNV-1a).
std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return hash;
}

class Canvas {
public:
    Canvas() : surface_(cairo_image_surface_create(CAIRO_FORMAT_RGB24, side_px, side_px)), cairo_(cairo_create(surface_.get())) {
        cairo_scale(cairo_.get(), side_px / 100.0, side_px / 100.0);
        cairo_set_line_cap(cairo_.get(), CAIRO_LINE_CAP_ROUND);
        cairo_set_line_join(cairo_.get(), CAIRO_LINE_JOIN_ROUND);
    }
    cairo_t* operator*() const { return cairo_.get(); }

    void fill(Colour colour) const {
        cairo_set_source_rgb(cairo_.get(), colour.red, colour.green, colour.blue);
        cairo_fill(cairo_.get());
    }
    void stroke(Colour colour, double width) const {
        cairo_set_source_rgb(cairo_.get(), colour.red, colour.green, colour.blue);
        cairo_set_line_width(cairo_.get(), width);
        cairo_stroke(cairo_.get());
    }
    void ellipse(double x, double y, double radius_x, double radius_y) const {
        cairo_save(cairo_.get());
        cairo_translate(cairo_.get(), x, y);
        cairo_scale(cairo_.get(), radius_x, radius_y);
        cairo_new_sub_path(cairo_.get());
        cairo_arc(cairo_.get(), 0, 0, 1, 0, 2 * std::numbers::pi);
        cairo_restore(cairo_.get());
    }
    void move(double x, double y) const { cairo_move_to(cairo_.get(), x, y); }
    void line(double x, double y) const { cairo_line_to(cairo_.get(), x, y); }
    void curve(double x1, double y1, double x2, double y2, double x, double y) const {
        cairo_curve_to(cairo_.get(), x1, y1, x2, y2, x, y);
    }

    [[nodiscard]] std::string png() const {
        std::string bytes;
        const auto append = [](void* out, const unsigned char* data, unsigned int size) {
            static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(data), size);
            return CAIRO_STATUS_SUCCESS;
        };
        if (cairo_surface_write_to_png_stream(surface_.get(), append, &bytes) != CAIRO_STATUS_SUCCESS)
            throw std::runtime_error("cairo writes no PNG");
        return bytes;
    }

private:
    struct Destroy {
        void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
        void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
    };
    std::unique_ptr<cairo_surface_t, Destroy> surface_;
    std::unique_ptr<cairo_t, Destroy> cairo_;
};

// What the item's name decides.
struct Look {
    Colour background;
    Colour drink;
    Colour accent;
    bool has_foam = false;
};

struct Hint {
    std::string_view word;
    Colour drink;
    bool has_foam;
};
constexpr std::array hints{
    Hint{"espresso", {0.26, 0.15, 0.09}, false},  Hint{"americano", {0.30, 0.18, 0.11}, false},
    Hint{"cold brew", {0.28, 0.16, 0.10}, false}, Hint{"latte", {0.76, 0.58, 0.42}, true},
    Hint{"cappuccino", {0.70, 0.50, 0.34}, true}, Hint{"macchiato", {0.58, 0.38, 0.24}, true},
    Hint{"mocha", {0.42, 0.26, 0.18}, true},      Hint{"white", {0.78, 0.61, 0.45}, true},
    Hint{"chocolate", {0.38, 0.22, 0.15}, true},  Hint{"matcha", {0.55, 0.66, 0.32}, true},
    Hint{"green", {0.66, 0.72, 0.36}, false},     Hint{"chai", {0.73, 0.50, 0.30}, true},
    Hint{"chamomile", {0.88, 0.74, 0.36}, false}, Hint{"mint", {0.62, 0.74, 0.44}, false},
    Hint{"earl", {0.66, 0.36, 0.16}, false},      Hint{"tea", {0.72, 0.42, 0.18}, false},
    Hint{"lemon", {0.95, 0.85, 0.45}, false},     Hint{"berry", {0.66, 0.26, 0.40}, false},
    Hint{"juice", {0.95, 0.62, 0.22}, false},     Hint{"frapp", {0.74, 0.58, 0.44}, true},
};

Look look_of(std::string_view name, std::string_view category) {
    constexpr std::array<Colour, 8> backgrounds{{{0.93, 0.87, 0.78},
                                                 {0.83, 0.89, 0.86},
                                                 {0.94, 0.82, 0.77},
                                                 {0.84, 0.87, 0.93},
                                                 {0.95, 0.89, 0.70},
                                                 {0.88, 0.83, 0.90},
                                                 {0.80, 0.88, 0.80},
                                                 {0.91, 0.85, 0.85}}};
    constexpr std::array<Colour, 6> accents{
        {{0.80, 0.36, 0.28}, {0.28, 0.47, 0.55}, {0.85, 0.62, 0.25}, {0.42, 0.52, 0.36}, {0.55, 0.38, 0.52}, {0.35, 0.40, 0.58}}};
    const auto hash = hash_of(name);
    const bool is_tea = text::lower(category) == "tea";
    Look look{.background = backgrounds[hash % backgrounds.size()],
              .drink = is_tea ? Colour{0.74, 0.45, 0.20} : Colour{0.44, 0.28, 0.18},
              .accent = accents[hash / 64 % accents.size()]};
    const auto lower = text::lower(name);
    for (const Hint& hint : hints) {
        if (lower.find(hint.word) == std::string::npos) continue;
        look.drink = hint.drink;
        look.has_foam = hint.has_foam;
        break;
    }
    return look;
}

void draw_background(const Canvas& canvas, const Look& look) {
    cairo_rectangle(*canvas, 0, 0, 100, 100);
    canvas.fill(look.background);
    canvas.ellipse(50, 46, 40, 40);
    canvas.fill(mix(look.background, {1, 1, 1}, 0.35));
    canvas.ellipse(50, 85, 33, 4.5);
    canvas.fill(mix(look.background, {0, 0, 0}, 0.13));
}

void draw_steam(const Canvas& canvas, double top) {
    for (const double x : {40.0, 50.0, 60.0}) {
        canvas.move(x, top);
        canvas.curve(x - 6, top - 7, x + 6, top - 11, x, top - 19);
        canvas.stroke({1, 1, 1}, 2.2);
    }
}

// A cup on its saucer, seen a little from above.
void draw_cup(const Canvas& canvas, const Look& look) {
    draw_steam(canvas, 35);
    canvas.ellipse(50, 82, 36, 6.5);
    canvas.fill(shade);
    canvas.ellipse(50, 80.5, 36, 6.5);
    canvas.fill(porcelain);
    canvas.ellipse(78, 56, 9, 9);
    canvas.stroke(porcelain, 5);
    canvas.move(24, 46);
    canvas.curve(24, 72, 34, 80, 50, 80);
    canvas.curve(66, 80, 76, 72, 76, 46);
    canvas.fill(porcelain);
    canvas.move(26, 58);
    canvas.curve(32, 64, 68, 64, 74, 58);
    canvas.stroke(look.accent, 3.4);
    canvas.ellipse(50, 46, 26, 7.5);
    canvas.fill(shade);
    canvas.ellipse(50, 46.8, 23.5, 6);
    canvas.fill(look.drink);
    if (!look.has_foam) return;
    canvas.ellipse(50, 46.8, 14, 3.4);
    canvas.fill(mix(look.drink, porcelain, 0.75));
    canvas.ellipse(50, 47, 6, 1.5);
    canvas.fill(look.drink);
}

// A tall straight mug.
void draw_mug(const Canvas& canvas, const Look& look) {
    draw_steam(canvas, 28);
    canvas.ellipse(72, 60, 12, 13);
    canvas.stroke(mix(look.accent, {0, 0, 0}, 0.12), 6);
    canvas.move(28, 38);
    canvas.line(30, 80);
    canvas.curve(31, 86, 69, 86, 70, 80);
    canvas.line(72, 38);
    canvas.fill(look.accent);
    canvas.ellipse(50, 38, 22, 6.5);
    canvas.fill(mix(look.accent, {1, 1, 1}, 0.45));
    canvas.ellipse(50, 38.8, 19, 5);
    canvas.fill(look.has_foam ? mix(look.drink, porcelain, 0.6) : look.drink);
    canvas.move(35, 50);
    canvas.line(36, 74);
    canvas.stroke(mix(look.accent, {1, 1, 1}, 0.35), 2.6);
}

// A cold glass with ice and a straw.
void draw_glass(const Canvas& canvas, const Look& look) {
    const Colour glass = mix(look.background, {1, 1, 1}, 0.75);
    canvas.move(61, 40);
    canvas.line(70, 8);
    canvas.stroke(look.accent, 3.2);
    canvas.move(29, 22);
    canvas.line(35, 83);
    canvas.curve(36, 87, 64, 87, 65, 83);
    canvas.line(71, 22);
    canvas.fill(glass);
    canvas.move(32.3, 34);
    canvas.line(37, 80);
    canvas.curve(38, 83.5, 62, 83.5, 63, 80);
    canvas.line(67.7, 34);
    canvas.fill(look.drink);
    if (look.has_foam) {
        canvas.move(32.3, 34);
        canvas.line(33.6, 47);
        canvas.curve(43, 53, 55, 42, 66.4, 47);
        canvas.line(67.7, 34);
        canvas.fill(mix(look.drink, porcelain, 0.7));
    }
    for (const auto& [x, y, turn] : {std::array{43.0, 42.0, 0.3}, std::array{55.0, 45.0, -0.2}, std::array{48.0, 56.0, 0.7}}) {
        cairo_save(*canvas);
        cairo_translate(*canvas, x, y);
        cairo_rotate(*canvas, turn);
        cairo_rectangle(*canvas, -4.5, -4.5, 9, 9);
        canvas.fill(mix(look.drink, {1, 1, 1}, 0.55));
        cairo_restore(*canvas);
    }
    canvas.ellipse(50, 34, 17.7, 3.2);
    canvas.fill(mix(look.drink, {1, 1, 1}, look.has_foam ? 0.7 : 0.22));
    canvas.ellipse(50, 22, 21, 4);
    canvas.stroke(porcelain, 1.4);
}

void draw_teapot(const Canvas& canvas, const Look& look) {
    draw_steam(canvas, 25);
    const Colour dark = mix(look.accent, {0, 0, 0}, 0.18);
    canvas.ellipse(25, 58, 11, 13);
    canvas.stroke(dark, 5);
    canvas.move(70, 66);
    canvas.curve(84, 66, 82, 48, 93, 43);
    canvas.line(88, 40);
    canvas.curve(76, 44, 76, 52, 68, 53);
    canvas.fill(dark);
    canvas.ellipse(50, 62, 27, 23);
    canvas.fill(look.accent);
    canvas.ellipse(50, 84, 15, 2.6);
    canvas.fill(dark);
    canvas.ellipse(50, 42, 15, 4.6);
    canvas.fill(dark);
    canvas.ellipse(50, 40.5, 13.5, 4.6);
    canvas.fill(mix(look.accent, {1, 1, 1}, 0.22));
    canvas.ellipse(50, 34.5, 3.4, 3.2);
    canvas.fill(dark);
    canvas.move(50, 72);
    canvas.curve(38, 66, 40, 54, 50, 52);
    canvas.curve(60, 54, 62, 66, 50, 72);
    canvas.fill(mix(look.drink, {1, 1, 1}, 0.4));
    canvas.move(50, 71);
    canvas.line(50, 57);
    canvas.stroke(look.accent, 1.3);
}

void draw_plate(const Canvas& canvas) {
    canvas.ellipse(50, 79, 40, 9);
    canvas.fill(shade);
    canvas.ellipse(50, 77, 40, 9);
    canvas.fill(porcelain);
    canvas.ellipse(50, 77, 29, 5.6);
    canvas.stroke(shade, 0.9);
}

void draw_croissant(const Canvas& canvas, const Look&) {
    draw_plate(canvas);
    canvas.move(14, 68);
    canvas.curve(16, 42, 34, 28, 50, 28);
    canvas.curve(66, 28, 84, 42, 86, 68);
    canvas.curve(88, 76, 76, 78, 73, 70);
    canvas.curve(68, 58, 60, 56, 50, 56);
    canvas.curve(40, 56, 32, 58, 27, 70);
    canvas.curve(24, 78, 12, 76, 14, 68);
    canvas.fill(crust);
    for (const auto& [x1, y1, x2, y2] :
         {std::array{20.0, 50.0, 33.0, 60.0}, std::array{31.0, 36.0, 42.0, 56.0}, std::array{50.0, 28.5, 50.0, 56.0},
          std::array{69.0, 36.0, 58.0, 56.0}, std::array{80.0, 50.0, 67.0, 60.0}}) {
        canvas.move(x1, y1);
        canvas.curve(x1 + (50 - x1) * 0.1, y1 + 8, x2 + (50 - x2) * 0.1, y2 - 8, x2, y2);
        canvas.stroke(crust_dark, 1.9);
    }
    canvas.move(26, 48);
    canvas.curve(33, 38, 42, 33, 50, 33);
    canvas.stroke(mix(crust, {1, 1, 1}, 0.45), 2.2);
}

void draw_cake(const Canvas& canvas, const Look& look) {
    draw_plate(canvas);
    const Colour cream = mix(look.accent, porcelain, 0.72);
    canvas.move(20, 46);
    canvas.line(80, 40);
    canvas.line(80, 74);
    canvas.line(20, 76);
    canvas.fill(mix(crust, porcelain, 0.35));
    for (const double y : {53.0, 65.0}) {
        canvas.move(20, y + 1.5);
        canvas.line(80, y - 2.5);
        canvas.stroke(cream, 4);
    }
    canvas.move(20, 46);
    canvas.line(62, 31);
    canvas.line(80, 40);
    canvas.fill(look.accent);
    canvas.move(20, 46);
    canvas.line(80, 40);
    canvas.stroke(mix(look.accent, {0, 0, 0}, 0.12), 2.6);
    canvas.ellipse(58, 32, 5.5, 5.5);
    canvas.fill({0.76, 0.18, 0.22});
    canvas.move(58, 27);
    canvas.curve(60, 22, 63, 20, 67, 19);
    canvas.stroke(leaf, 1.6);
}

void draw_muffin(const Canvas& canvas, const Look& look) {
    draw_plate(canvas);
    canvas.move(29, 52);
    canvas.line(36, 78);
    canvas.line(64, 78);
    canvas.line(71, 52);
    canvas.fill(look.accent);
    for (const double x : {37.0, 45.5, 54.5, 63.0}) {
        canvas.move(x, 54);
        canvas.line(50 + (x - 50) * 0.75, 77);
        canvas.stroke(mix(look.accent, {0, 0, 0}, 0.15), 1.6);
    }
    canvas.ellipse(50, 46, 27, 15);
    canvas.fill(crust);
    canvas.ellipse(50, 37, 19, 12);
    canvas.fill(mix(crust, {1, 1, 1}, 0.12));
    for (const auto& [x, y] : {std::array{40.0, 41.0}, std::array{50.0, 33.0}, std::array{59.0, 42.0}, std::array{66.0, 49.0},
                               std::array{34.0, 50.0}}) {
        canvas.ellipse(x, y, 2.6, 2.3);
        canvas.fill(crust_dark);
    }
}

void draw_sandwich(const Canvas& canvas, const Look& look) {
    draw_plate(canvas);
    canvas.move(16, 72);
    canvas.curve(30, 78, 70, 78, 84, 72);
    canvas.line(82, 66);
    canvas.line(18, 66);
    canvas.fill(crust_dark);
    canvas.move(14, 66);
    canvas.curve(22, 72, 28, 62, 38, 68);
    canvas.curve(48, 73, 54, 62, 64, 68);
    canvas.curve(72, 72, 80, 63, 86, 66);
    canvas.line(84, 60);
    canvas.line(16, 60);
    canvas.fill(leaf);
    cairo_rectangle(*canvas, 18, 56, 64, 6);
    canvas.fill({0.80, 0.25, 0.20});
    cairo_rectangle(*canvas, 16, 51, 68, 6);
    canvas.fill(mix({0.97, 0.80, 0.36}, look.accent, 0.12));
    canvas.move(14, 52);
    canvas.curve(14, 28, 34, 24, 50, 24);
    canvas.curve(66, 24, 86, 28, 86, 52);
    canvas.fill(crust);
    for (const auto& [x, y] : {std::array{34.0, 38.0}, std::array{46.0, 31.0}, std::array{58.0, 37.0}, std::array{69.0, 41.0},
                               std::array{48.0, 43.0}}) {
        canvas.ellipse(x, y, 2, 1.2);
        canvas.fill(porcelain);
    }
}

using Drawing = void (*)(const Canvas&, const Look&);

struct Shape {
    std::string_view word;  // of the name, else of the category
    Drawing draw;
};
constexpr std::array shapes{
    Shape{"croissant", draw_croissant},
    Shape{"danish", draw_croissant},
    Shape{"muffin", draw_muffin},
    Shape{"scone", draw_muffin},
    Shape{"cookie", draw_muffin},
    Shape{"cake", draw_cake},
    Shape{"brownie", draw_cake},
    Shape{"tart", draw_cake},
    Shape{"slice", draw_cake},
    Shape{"sandwich", draw_sandwich},
    Shape{"bagel", draw_sandwich},
    Shape{"panini", draw_sandwich},
    Shape{"wrap", draw_sandwich},
    Shape{"toast", draw_sandwich},
    Shape{"iced", draw_glass},
    Shape{"cold", draw_glass},
    Shape{"frapp", draw_glass},
    Shape{"juice", draw_glass},
    Shape{"lemonade", draw_glass},
    Shape{"smoothie", draw_glass},
    Shape{"tea", draw_teapot},
    Shape{"chai", draw_mug},
    Shape{"chocolate", draw_mug},
    Shape{"hot", draw_mug},
    Shape{"americano", draw_mug},
    Shape{"mocha", draw_mug},
    Shape{"drip", draw_mug},
    Shape{"coffee", draw_cup},
    Shape{"pastries", draw_croissant},
    Shape{"pastry", draw_croissant},
    Shape{"food", draw_sandwich},
};

Drawing drawing_for(const std::string& text) {
    for (const Shape& shape : shapes) {
        if (text.find(shape.word) != std::string::npos) return shape.draw;
    }
    return nullptr;
}

}  // namespace

std::string draw_demo_picture(std::string_view name, std::string_view category) {
    const Canvas canvas;
    const Look look = look_of(name, category);
    draw_background(canvas, look);
    // "Chocolate Croissant" is a croissant, "Espresso" of category Coffee a cup.
    Drawing draw = drawing_for(text::lower(name));
    if (draw == nullptr) draw = drawing_for(text::lower(category));
    (draw == nullptr ? draw_cup : draw)(canvas, look);
    return canvas.png();
}

}  // namespace cafepos::images
