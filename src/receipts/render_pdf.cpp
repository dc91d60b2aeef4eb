#include "drawing.h"
#include "layout.h"
#include "render.h"

namespace cafepos::receipts {

std::string render_pdf(const Document& document) {
    return draw_pdf(layout(document), document.check_value.empty() ? "" : qr_text(document));
}

}  // namespace cafepos::receipts
