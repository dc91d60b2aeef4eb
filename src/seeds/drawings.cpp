#include "drawings.h"

#include <array>

namespace cafepos::seeds {
namespace {

constexpr Colour porcelain{0.98, 0.97, 0.95};
constexpr Colour shade{0.86, 0.83, 0.80};
constexpr Colour leaf{0.42, 0.58, 0.30};
constexpr Colour crust{0.80, 0.55, 0.28};
constexpr Colour crust_dark{0.62, 0.38, 0.17};

void draw_steam(const Canvas& canvas, double top) {
    for (const double x : {40.0, 50.0, 60.0}) {
        canvas.move(x, top);
        canvas.curve(x - 6, top - 7, x + 6, top - 11, x, top - 19);
        canvas.stroke({1, 1, 1}, 2.2);
    }
}

void draw_plate(const Canvas& canvas) {
    canvas.ellipse(50, 79, 40, 9);
    canvas.fill(shade);
    canvas.ellipse(50, 77, 40, 9);
    canvas.fill(porcelain);
    canvas.ellipse(50, 77, 29, 5.6);
    canvas.stroke(shade, 0.9);
}

}  // namespace

void draw_background(const Canvas& canvas, const Look& look) {
    cairo_rectangle(*canvas, 0, 0, 100, 100);
    canvas.fill(look.background);
    canvas.ellipse(50, 46, 40, 40);
    canvas.fill(mix(look.background, {1, 1, 1}, 0.35));
    canvas.ellipse(50, 85, 33, 4.5);
    canvas.fill(mix(look.background, {0, 0, 0}, 0.13));
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

}  // namespace cafepos::seeds
