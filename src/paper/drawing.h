#pragma once

#include <memory>

#include "render.h"

namespace cafepos::paper {

/// Draws the rows of one slip; finds its fonts once for all of them. Not thread-safe.
class RowPainter {
public:
    RowPainter();
    ~RowPainter();
    RowPainter(const RowPainter&) = delete;
    RowPainter& operator=(const RowPainter&) = delete;

    /// Whether drawing_ms_max have passed since the first row: then the rest is for letters to say.
    [[nodiscard]] bool out_of_time() const;
    /// A text, pair or table for a printer whose code pages lack its letters.
    Dots draw(const Row& row, int width_dots);

private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace cafepos::paper
