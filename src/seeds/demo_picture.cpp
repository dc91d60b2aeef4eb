#include "demo_picture.h"

#include <array>
#include <cstdint>

#include "core/text.h"
#include "drawings.h"

namespace cafepos::seeds {
namespace {

// The same name has the same colours for ever (FNV-1a).
std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return hash;
}

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

}  // namespace cafepos::seeds
