#include "drawing.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <stdexcept>
#include <vector>

#include "cairo.h"
#include "core/error.h"

namespace cafepos::paper {
namespace {

using namespace cairo;  // NOLINT(google-build-using-namespace): its functions under their own names
using Surface = Owned<cairo_surface_t>;
using Layout = Owned<PangoLayout>;

using SteadyClock = std::chrono::steady_clock;

/// Something to draw on. The fonts are the caller's.
class Canvas {
public:
    Canvas(cairo_surface_t* surface, PangoFontMap* fonts)
        : cairo_(cairo_create(surface)), context_(pango_font_map_create_context(fonts)) {
        pango_cairo_update_context(cairo_.get(), context_.get());
    }
    [[nodiscard]] cairo_t* cairo() const { return cairo_.get(); }
    [[nodiscard]] PangoContext* context() const { return context_.get(); }
    /// For learning how long the paper must be.
    void only_measure() { measures_only_ = true; }
    [[nodiscard]] bool measures_only() const { return measures_only_; }

private:
    Owned<cairo_t> cairo_;
    Owned<PangoContext> context_;
    bool measures_only_ = false;
};

// The measures of one medium: points on PDF, dots on a printer.
struct Measures {
    double width;
    double margin;
    double font_size;
};
constexpr Measures pdf_measures{226.77, 11.0, 9.0};  // 80 mm at 72 points to the inch

Layout make_layout(const Canvas& canvas, const std::string& text, const Row& row, const Measures& measures) {
    Layout layout(pango_layout_new(canvas.context()));
    const Owned<PangoFontDescription> font(pango_font_description_from_string("DejaVu Sans"));
    const double large = row.kind == Row::Kind::text ? 1.6 : 1.4;
    const double size = row.style.large ? measures.font_size * large : measures.font_size;
    pango_font_description_set_absolute_size(font.get(), size * PANGO_SCALE);
    if (row.style.bold) pango_font_description_set_weight(font.get(), PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(layout.get(), font.get());
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    return layout;
}

double height_of(PangoLayout* layout) {
    int height = 0;
    pango_layout_get_size(layout, nullptr, &height);
    return static_cast<double>(height) / PANGO_SCALE;
}

double width_of(PangoLayout* layout) {
    int width = 0;
    pango_layout_get_size(layout, &width, nullptr);
    return static_cast<double>(width) / PANGO_SCALE;
}

void show(const Canvas& canvas, PangoLayout* layout, double x, double y) {
    if (canvas.measures_only()) return;
    cairo_move_to(canvas.cairo(), x, y);
    pango_cairo_show_layout(canvas.cairo(), layout);
}

double draw_text(const Canvas& canvas, const Row& row, const Measures& measures, double y) {
    const Layout prefix = make_layout(canvas, row.prefix, row, measures);
    const double indent = row.prefix.empty() ? 0 : width_of(prefix.get());
    show(canvas, prefix.get(), measures.margin, y);
    const Layout text = make_layout(canvas, row.left, row, measures);
    pango_layout_set_width(text.get(), static_cast<int>((measures.width - 2 * measures.margin - indent) * PANGO_SCALE));
    if (row.style.centred) pango_layout_set_alignment(text.get(), PANGO_ALIGN_CENTER);
    show(canvas, text.get(), measures.margin + indent, y);
    return height_of(text.get());
}

/// Flush right, its end that far from the right margin; on the last line of what stands beside it.
void show_right(const Canvas& canvas, PangoLayout* text, const Measures& measures, double from_right, double bottom) {
    show(canvas, text, measures.width - measures.margin - from_right - width_of(text), bottom - height_of(text));
}

double draw_pair(const Canvas& canvas, const Row& row, const Measures& measures, double y) {
    const Layout right = make_layout(canvas, row.right, row, measures);
    const Layout left = make_layout(canvas, row.left, row, measures);
    const double room = measures.width - 2 * measures.margin - width_of(right.get()) - measures.font_size;
    pango_layout_set_width(left.get(), static_cast<int>(room * PANGO_SCALE));
    show(canvas, left.get(), measures.margin, y);
    const double height = height_of(left.get());
    show_right(canvas, right.get(), measures, 0, y + height);
    return height;
}

double draw_table(const Canvas& canvas, const Row& row, const Measures& measures, double y) {
    std::vector<double> from_right(row.cells.front().size() + 1);  // where each column ends; the first begins at the left
    for (std::size_t i = row.cells.front().size() - 1; i > 0; --i) {
        double width = 0;
        for (const auto& cells : row.cells) width = std::max(width, width_of(make_layout(canvas, cells[i], row, measures).get()));
        from_right[i - 1] = from_right[i] + width + measures.font_size;
    }
    double bottom = y;
    for (const auto& cells : row.cells) {
        const Layout name = make_layout(canvas, cells.front(), row, measures);
        pango_layout_set_width(name.get(),
                               static_cast<int>((measures.width - 2 * measures.margin - from_right.front()) * PANGO_SCALE));
        show(canvas, name.get(), measures.margin, bottom);
        bottom += height_of(name.get());
        for (std::size_t i = 1; i < cells.size(); ++i) {
            show_right(canvas, make_layout(canvas, cells[i], row, measures).get(), measures, from_right[i], bottom);
        }
    }
    return bottom - y;
}

double draw_rule(cairo_t* cairo, const Measures& measures, double y, bool doubled) {
    cairo_set_line_width(cairo, measures.font_size / 12);
    for (int i = 0; i < (doubled ? 2 : 1); ++i) {
        const double line = y + measures.font_size * (0.4 + 0.25 * i);
        cairo_move_to(cairo, measures.margin, line);
        cairo_line_to(cairo, measures.width - measures.margin, line);
        cairo_stroke(cairo);
    }
    return measures.font_size;
}

/// In the middle; a dot's sides in units of the medium. `quiet`: so many dots around stay white.
double draw_dots(const Canvas& canvas, const Dots& dots, const Measures& measures, double y, double dot_width, double dot_height,
                 int quiet = 0) {
    const double left = (measures.width - dots.width * dot_width) / 2;
    for (int row = 0; row < dots.height && !canvas.measures_only(); ++row) {
        for (int column = 0; column < dots.width; ++column) {
            if (!dots.dark(column, row)) continue;
            cairo_rectangle(canvas.cairo(), left + column * dot_width, y + (row + quiet) * dot_height, dot_width, dot_height);
        }
    }
    cairo_fill(canvas.cairo());
    return (dots.height + 2 * quiet) * dot_height;
}

double draw_qr(const Canvas& canvas, const Row& row, const Measures& measures, double y) {
    constexpr int quiet = 4;
    constexpr double side = 80;
    const Dots dots = make_qr(row.left);
    if (dots.empty()) return 0;
    const double module = side / (dots.width + 2 * quiet);
    return draw_dots(canvas, dots, measures, y, module, module, quiet);
}

double draw(const Canvas& canvas, const Row& row, const Measures& measures, double y) {
    constexpr double dot_of_203_dpi = 72.0 / 203;
    switch (row.kind) {
        case Row::Kind::text:
            return draw_text(canvas, row, measures, y);
        case Row::Kind::pair:
            return draw_pair(canvas, row, measures, y);
        case Row::Kind::table:
            return draw_table(canvas, row, measures, y);
        case Row::Kind::rule:
            return draw_rule(canvas.cairo(), measures, y, false);
        case Row::Kind::double_rule:
            return draw_rule(canvas.cairo(), measures, y, true);
        case Row::Kind::blank:
            return measures.font_size;
        case Row::Kind::qr:
            return draw_qr(canvas, row, measures, y);
        case Row::Kind::image:
            return draw_dots(canvas, row.dots, measures, y, dot_of_203_dpi, dot_of_203_dpi);
    }
    return 0;
}

double draw_page(const Canvas& canvas, const std::vector<Row>& rows, SteadyClock::time_point deadline) {
    double y = pdf_measures.margin;
    for (const Row& row : rows) {
        if (SteadyClock::now() > deadline)
            throw Error(Code::unprocessable, "This receipt is too long for a PDF; ask for format=html or format=txt");
        y += draw(canvas, row, pdf_measures, y);
    }
    return y + pdf_measures.margin;
}

}  // namespace

struct RowPainter::Implementation {
    Owned<PangoFontMap> fonts{pango_cairo_font_map_new()};
    std::optional<SteadyClock::time_point> deadline;
};

RowPainter::RowPainter() : implementation_(std::make_unique<Implementation>()) {}
RowPainter::~RowPainter() = default;

bool RowPainter::out_of_time() const { return implementation_->deadline && SteadyClock::now() > *implementation_->deadline; }

Dots RowPainter::draw(const Row& row, int width_dots) {
    if (!implementation_->deadline) implementation_->deadline = SteadyClock::now() + drawing_ms_max;
    PangoFontMap* fonts = implementation_->fonts.get();
    const Measures measures{static_cast<double>(width_dots), 0, 22};
    const Surface scratch(cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1));
    Canvas measuring(scratch.get(), fonts);
    measuring.only_measure();
    Dots dots(width_dots, static_cast<int>(paper::draw(measuring, row, measures, 0)) + 2);

    const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_A8, dots.width, dots.height));
    paper::draw(Canvas(surface.get(), fonts), row, measures, 0);
    cairo_surface_flush(surface.get());
    const unsigned char* pixels = cairo_image_surface_get_data(surface.get());
    const int stride = cairo_image_surface_get_stride(surface.get());
    for (int y = 0; y < dots.height; ++y) {
        for (int x = 0; x < dots.width; ++x) {
            if (pixels[y * stride + x] >= 128) dots.blacken(x, y);
        }
    }
    return dots;
}

std::string pdf(const Slip& slip) {
    const auto deadline = SteadyClock::now() + drawing_ms_max;
    const Owned<PangoFontMap> fonts(pango_cairo_font_map_new());
    // Laid out once on paper of another length to learn how long it is.
    const Surface scratch(cairo_pdf_surface_create_for_stream(nullptr, nullptr, pdf_measures.width, pdf_measures.width));
    Canvas measuring(scratch.get(), fonts.get());
    measuring.only_measure();
    const double height = draw_page(measuring, slip.rows, deadline);

    std::string bytes;
    const Surface surface(cairo_pdf_surface_create_for_stream(&append, &bytes, pdf_measures.width, height));
    cairo_pdf_surface_restrict_to_version(surface.get(), CAIRO_PDF_VERSION_1_5);
    {
        const Canvas canvas(surface.get(), fonts.get());
        draw_page(canvas, slip.rows, deadline);
        cairo_show_page(canvas.cairo());
    }
    cairo_surface_finish(surface.get());
    if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS)
        throw std::runtime_error("the receipt's PDF could not be drawn");
    return bytes;
}

}  // namespace cafepos::paper
