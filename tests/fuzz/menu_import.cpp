// The menu's import, from the file's bytes to what would become of each row. The first byte chooses the options.

#include "menu/import.h"

#include "core/error.h"
#include "target.h"

namespace cafepos::fuzz {
namespace {

void plan(const std::vector<menu::ImportRow>& rows, unsigned options) {
    menu::ItemsByKey existing;
    existing.emplace(menu::import_key("Latte", "Large"), menu::Item{});
    const auto steps = menu::plan_import(
        rows, existing, {.skip_duplicates = (options & 1U) != 0, .update_existing = (options & 2U) != 0}, [] { return Id(); });
    require(steps.size() == rows.size(), "each row has its step");
    for (const auto& step : steps) {
        const bool is_refused = step.action == menu::ImportAction::refuse;
        require(step.row != nullptr && (step.row->fault.message.empty() || is_refused), "a faulty row is refused");
        require(is_refused || !step.row->item.name.empty(), "no item is without a name");
    }
}

const Target menu_import("menu_import", [](std::string_view bytes) {
    Input input(bytes);
    const unsigned options = input.byte();
    try {
        plan(menu::parse_import(input.rest()).rows, options);
    } catch (const Error& error) {
        require(error.code() == Code::validation_error, "what is no menu is a validation error");
    }
});

}  // namespace
}  // namespace cafepos::fuzz
