#include "excerpt.h"

#include "core/text.h"

namespace cafepos::receipts {
namespace {

// Takes what the note may have from what is left for all.
void cut(std::string& note, std::size_t& left) {
    const std::size_t length = text::length(note);
    if (length > left) note = left == 0 ? std::string() : text::first_characters(note, left - 1) + "…";
    left -= std::min(left, length);
}

// Where there is no room for all options of a line, one says so.
void cut(std::vector<LineOption>& options, std::size_t& left) {
    for (std::size_t i = 0; i < options.size(); ++i) {
        const std::size_t length = text::length(options[i].name);
        if (length > left) {
            options.resize(i);
            options.push_back({"…", 1, Money()});
            left = 0;
            return;
        }
        left -= length;
    }
}

}  // namespace

Document excerpt(Document document) {
    std::size_t left = drawn_notes_length_max;
    cut(document.notes, left);
    for (Line& line : document.lines) {
        cut(line.options, left);
        cut(line.notes, left);
    }
    return document;
}

}  // namespace cafepos::receipts
