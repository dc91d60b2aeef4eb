#pragma once

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <memory>
#include <string>

#include "core/loaded_library.h"

/// What is used of cairo and Pango, which are loaded when something is first drawn, and owners of what they hand out.
/// Any thread may draw, each on surfaces and with fonts of its own: Pango's default fonts would stay with the thread for good.
namespace cafepos::cairo {

inline constinit LoadedLibrary library{"libpangocairo-1.0.so.0"};  // brings the others along
// clang-format off
CAFEPOS_LOADED_FUNCTIONS(library,
    (cairo_arc)(cairo_create)(cairo_curve_to)(cairo_destroy)(cairo_fill)(cairo_image_surface_create)
    (cairo_image_surface_get_data)(cairo_image_surface_get_stride)(cairo_line_to)(cairo_move_to)(cairo_new_sub_path)
    (cairo_paint)(cairo_pdf_surface_create_for_stream)(cairo_pdf_surface_restrict_to_version)(cairo_rectangle)
    (cairo_restore)(cairo_rotate)(cairo_save)(cairo_scale)(cairo_set_line_cap)(cairo_set_line_join)
    (cairo_set_line_width)(cairo_set_source_rgb)(cairo_show_page)(cairo_stroke)(cairo_surface_destroy)
    (cairo_surface_finish)(cairo_surface_flush)(cairo_surface_status)(cairo_surface_write_to_png_stream)(cairo_translate)
    (g_object_unref)(pango_cairo_font_map_new)(pango_cairo_show_layout)(pango_cairo_update_context)
    (pango_font_description_free)(pango_font_description_from_string)(pango_font_description_set_absolute_size)
    (pango_font_description_set_weight)(pango_font_map_create_context)(pango_layout_get_pixel_size)(pango_layout_get_size)
    (pango_layout_new)(pango_layout_set_alignment)(pango_layout_set_font_description)(pango_layout_set_text)
    (pango_layout_set_width)(pango_layout_set_wrap))
// clang-format on

struct Destroy {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
    void operator()(PangoLayout* layout) const { g_object_unref(layout); }
    void operator()(PangoContext* context) const { g_object_unref(context); }
    void operator()(PangoFontMap* fonts) const { g_object_unref(fonts); }
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
template <class T>
using Owned = std::unique_ptr<T, Destroy>;

/// For surfaces that write to a std::string.
inline cairo_status_t append(void* text, const unsigned char* bytes, unsigned int count) {
    static_cast<std::string*>(text)->append(reinterpret_cast<const char*>(bytes), count);
    return CAIRO_STATUS_SUCCESS;
}

}  // namespace cafepos::cairo
