#pragma once

#include "canvas.h"

namespace cafepos::seeds {

/// What the item's name decides of its drawing.
struct Look {
    Colour background;
    Colour drink;
    Colour accent;
    bool has_foam = false;
};

void draw_background(const Canvas& canvas, const Look& look);
void draw_cup(const Canvas& canvas, const Look& look);
void draw_mug(const Canvas& canvas, const Look& look);
void draw_glass(const Canvas& canvas, const Look& look);
void draw_teapot(const Canvas& canvas, const Look& look);
void draw_croissant(const Canvas& canvas, const Look& look);
void draw_cake(const Canvas& canvas, const Look& look);
void draw_muffin(const Canvas& canvas, const Look& look);
void draw_sandwich(const Canvas& canvas, const Look& look);

}  // namespace cafepos::seeds
