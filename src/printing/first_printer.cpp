#include "first_printer.h"

#include "store.h"

namespace cafepos::printing {
namespace {

template <class Change>
void put(db::Transaction& transaction, Printer fresh, Timestamp now, const Change& change) {
    auto stored = store::find_printer(transaction, fresh.id);
    fresh.created_at = fresh.updated_at = now;
    if (!stored) return store::insert_printer(transaction, fresh);
    const Printer before = *stored;
    change(*stored);
    if (*stored == before) return;
    stored->updated_at = now;
    store::update_printer(transaction, *stored);
}

}  // namespace

void store_first(db::Transaction& transaction, const Options& options, Timestamp now) {
    Printer first = options.first;
    if (!options.fallback_path.empty()) {
        first.fallback_printer_id = fallback_file;
        const Printer file{.id = fallback_file, .name = "Fallback file", .address = options.fallback_path};
        put(transaction, file, now, [&](Printer& stored) { stored.address = options.fallback_path; });
    }
    put(transaction, first, now, [&](Printer& stored) {
        if (!options.first_is_given) return;
        stored.type = first.type;
        stored.address = first.address;
        stored.active = first.active;
        if (first.fallback_printer_id || stored.fallback_printer_id == fallback_file) {
            stored.fallback_printer_id = first.fallback_printer_id;
        }
    });
}

}  // namespace cafepos::printing
