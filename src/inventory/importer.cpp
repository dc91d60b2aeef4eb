#include "importer.h"

#include "core/text.h"
#include "item_commands.h"
#include "item_store.h"

namespace cafepos::inventory {
namespace {

Error refusal(const char* field, const std::string& message) {
    return Error::field(Code::validation_error, field, "row", message);
}

// Looks into the batch at hand, then into those before it.
template <class Key, class T>
std::optional<T> find_in(const std::map<Key, T>& batch, const std::map<Key, T>& before, const Key& key) {
    if (const auto found = batch.find(key); found != batch.end()) return found->second;
    if (const auto found = before.find(key); found != before.end()) return found->second;
    return std::nullopt;
}

std::vector<RowError> errors_of(const Error& error, std::size_t line) {
    std::vector<RowError> errors;
    for (const FieldError& detail : error.details()) errors.push_back(error_of(detail, line));
    if (errors.empty()) errors.push_back({line, "", error.what()});
    return errors;
}

}  // namespace

Importer::Batch Importer::apply(db::Transaction& transaction, const std::vector<ImportRow>& rows) const {
    Batch batch;
    const Quantity default_minimum = workshop_.settings.in_transaction(transaction)->inventory.lowStockThreshold;
    for (const ImportRow& row : rows) {
        std::vector<RowError> errors = row.errors;
        std::optional<Plan> planned;
        try {
            if (errors.empty()) planned = plan(transaction, row, default_minimum, batch);
        } catch (const Error& error) {
            errors = errors_of(error, row.line);
        }
        if (planned) carry_out(transaction, row, *planned, batch);
        batch.errors.insert(batch.errors.end(), errors.begin(), errors.end());
    }
    return batch;
}

Importer::Plan Importer::plan(db::Transaction& transaction, const ImportRow& row, Quantity default_minimum,
                              const Batch& batch) const {
    const auto target = target_of(transaction, row, batch);
    refuse_repeated(row, target, batch);
    const auto existing = target ? store::find_any_item(transaction, *target) : std::nullopt;
    if (!existing) return {{}, new_item(transaction, row, default_minimum)};
    ItemChanges changes = row.changes;
    if (!sees_costs(act_.actor)) changes.cost_per_unit.reset();
    return {existing, checked_change(transaction, *existing, changes)};
}

StockItem Importer::new_item(db::Transaction& transaction, const ImportRow& row, Quantity default_minimum) const {
    const ItemChanges& changes = row.changes;
    if (!changes.name) throw refusal("name", "is required for a new item");
    if (changes.cost_per_unit && !changes.cost_per_unit->is_zero() && !sees_costs(act_.actor))
        throw refusal("costPerUnit", "needs the permission inventory.view_costs");
    StockItem item = checked_new_item(transaction, changes, default_minimum);
    if (row.id) item.id = *row.id;
    return item;
}

void Importer::carry_out(db::Transaction& transaction, const ImportRow& row, const Plan& plan, Batch& batch) const {
    const Author author{act_.actor.user_id, "CSV import"};
    Id id;
    if (plan.before) {
        const StockItem after = update_item(transaction, ledger_, *plan.before, plan.after, author, act_.now);
        id = after.id;
        ++(after == *plan.before ? batch.unchanged : batch.updated);
    } else {
        id = create_item(transaction, ledger_, plan.after, author).id;
        batch.names[text::folded(plan.after.name)] = id;
        ++batch.created;
    }
    batch.lines[id] = row.line;
    if (row.changes.barcode.value) batch.barcodes[*row.changes.barcode.value] = id;
}

std::optional<Id> Importer::target_of(db::Transaction& transaction, const ImportRow& row, const Batch& batch) const {
    if (row.id) return row.id;
    if (const auto& barcode = row.changes.barcode.value) {
        if (const auto seen = find_in(batch.barcodes, total_.barcodes, *barcode)) return seen;
        if (const auto stored = store::find_by_barcode(transaction, *barcode)) return stored;
    }
    return named(transaction, row, batch);
}

std::optional<Id> Importer::named(db::Transaction& transaction, const ImportRow& row, const Batch& batch) const {
    if (!row.changes.name) throw refusal("name", "is required where there is no Item ID");
    const auto stored = store::find_by_name(transaction, *row.changes.name);
    if (stored.size() > 1) throw refusal("name", "several items have this name; give the Item ID");
    if (!stored.empty()) return stored.front();
    return find_in(batch.names, total_.names, text::folded(*row.changes.name));
}

void Importer::refuse_repeated(const ImportRow& row, const std::optional<Id>& target, const Batch& batch) const {
    if (target) {
        const auto line = find_in(batch.lines, total_.lines, *target);
        if (line) throw refusal("name", "is the same item as on line " + std::to_string(*line));
    }
    if (const auto& barcode = row.changes.barcode.value) {
        const bool is_taken = find_in(batch.barcodes, total_.barcodes, *barcode).has_value();
        if (is_taken) throw refusal("barcode", "is on another line too");
    }
}

void Importer::keep(Batch batch) {
    total_.created += batch.created;
    total_.updated += batch.updated;
    total_.unchanged += batch.unchanged;
    total_.errors.insert(total_.errors.end(), batch.errors.begin(), batch.errors.end());
    total_.lines.merge(batch.lines);
    total_.names.merge(batch.names);
    total_.barcodes.merge(batch.barcodes);
}

}  // namespace cafepos::inventory
