#pragma once

#include <optional>

#include "core/id.h"
#include "core/time.h"
#include "db/database.h"
#include "drawer.h"
#include "journal/journal.h"

namespace cafepos::drawers {

/// The cash ledger: the only code that changes a drawer's balance, always with the movement that explains it, in the transaction
/// of what caused it. Thread-safe, keeps nothing.
class CashLedger {
public:
    CashLedger(const Clock& clock, IdSource& ids, const journal::Journal& journal)
        : clock_(clock), ids_(ids), journal_(journal) {}

    /// Into the open drawer of the till. Nothing happens without a till, or where no drawer is open: who sells is never refused
    /// because nobody counts.
    /// The journal's entry is the caller's, who knows what it was for: record_of() is to be part of it.
    std::optional<Movement> move(db::Transaction& transaction, const std::optional<Id>& till_id, const CashMove& move) const;
    /// Into that drawer; Error(conflict) if it is closed. Enters it into the journal.
    Movement move_in(db::Transaction& transaction, const Id& drawer_id, const CashMove& move) const;

private:
    const Clock& clock_;
    IdSource& ids_;
    const journal::Journal& journal_;
};

/// What the journal says of a movement.
journal::Record record_of(const Movement& movement);

}  // namespace cafepos::drawers
