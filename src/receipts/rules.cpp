#include "rules.h"

#include <array>

#include "core/text.h"

namespace cafepos::receipts {
namespace {

struct Named {
    Form form;
    std::string_view format;
    std::string_view media_type;
};
constexpr std::array forms{Named{Form::text, "txt", "text/plain"}, Named{Form::html, "html", "text/html"},
                           Named{Form::pdf, "pdf", "application/pdf"}, Named{Form::escpos, "escpos", "application/vnd.escpos"}};

}  // namespace

std::optional<Form> form_of(std::optional<std::string_view> format, std::optional<std::string_view> accept) {
    if (format) {
        for (const Named& named : forms) {
            if (text::iequals(*format, named.format)) return named.form;
        }
        if (text::iequals(*format, "text")) return Form::text;
        return std::nullopt;
    }
    for (const std::string& range : text::split(accept.value_or(""), ',')) {
        const std::string type(text::trim(std::string_view(range).substr(0, range.find(';'))));
        for (const Named& named : forms) {
            if (text::iequals(type, named.media_type)) return named.form;
        }
    }
    return Form::text;
}

std::string_view content_type_of(Form form) {
    switch (form) {
        case Form::text:
            return "text/plain; charset=utf-8";
        case Form::html:
            return "text/html; charset=utf-8";
        case Form::pdf:
            return "application/pdf";
        case Form::escpos:
            return "application/vnd.escpos";
    }
    return {};
}

bool reprint_window_closed(Timestamp sold, Timestamp now, int window_minutes) {
    return now - sold > std::chrono::minutes(window_minutes);
}

}  // namespace cafepos::receipts
