#pragma once

#include <optional>
#include <string>
#include <vector>

#include "collaborators.h"
#include "combo_rules.h"
#include "core/actor.h"
#include "core/error.h"
#include "db/database.h"
#include "figures.h"
#include "option_rules.h"
#include "printing/printing.h"
#include "sales.h"
#include "tenders.h"
#include "workshop/workshop.h"

namespace cafepos::sales {

inline constexpr Code price_variance{ErrorKind::unprocessable, "PRICE_VARIANCE"};

/// What was agreed when a line was ordered, before it is sold: what the menu has become since does not count.
struct Ordered {
    Money catalogue_price;  ///< the menu's then, of one unit with its options
    std::vector<LineOption> options;
};

/// A sale as a register asks for it; well-formed, not yet compared with the menu.
struct NewLine {
    Id menu_item_id;
    int quantity = 1;            ///< 1 to 999
    std::optional<Money> price;  ///< of one unit with its options; not negative
    std::string notes;
    std::vector<NewLineOption> options = {};  ///< of a group of which none is here, the defaults count
    NewDiscount discount = {};
    std::optional<Ordered> ordered = {};
    std::vector<NewPart> parts = {};  ///< of a combo; a slot of which none is here has its default
    std::optional<Place> place = {};  ///< in the request, as refusals name it; empty: where it is here
    // Of what a combo was taken apart into.
    std::optional<PartOf> part_of = {};
    bool parts_differ = false;  ///< they are not what the menu offers
};
struct NewSale {
    std::vector<NewLine> lines;  ///< at least one
    Figures figures;
    NewPayments payments;                    ///< without tenders: a preview only
    std::optional<std::string> discount_id;  ///< of a preset, in place of the figures' discount
    std::optional<std::string> discount_reason;
    std::optional<std::string> customer_name;
    std::optional<std::string> customer_email;
    std::vector<std::string> warnings;  ///< what of the request was left out, in words
    std::optional<std::string> notes;
    std::optional<std::string> created_by;
    std::optional<std::string> client_order_id;
    std::optional<settings::Service> service;
    std::optional<Timestamp> occurred_at;  ///< when the register says that it was made
    bool service_is_unknown = false;       ///< the register named one that there is not; the order is flagged with that
    bool notes_cut = false;                ///< the order had more text than is kept; it is flagged with that
    bool kitchen_is_told = false;          ///< by who held it open
};

struct Sold {
    Order order;
    bool inventory_updated = false;
    printing::PrintState slip;
    bool is_repeated = false;           ///< this register's sale was stored before; `order` is that one
    std::vector<std::string> warnings;  ///< what whoever sells should know
};

/// Who does it, and where from.
struct Author : Act {
    std::optional<Id> till_id = {};  ///< the till at which it is done, if the register said so
    bool till_is_unknown = false;    ///< it said one that nobody knows: a sale is flagged with that
};

/// Sells: prices, numbers and stores the order with its payment; takes its recipes from stock; counts it for the reports; queues
/// its slip; tells who listens. All in the caller's transaction, so all of it or nothing.
/// A `client_order_id` that was sold already is not sold again.
/// One that was made earlier (`occurred_at`) counts on the day and in the hour it was made (settings::moment_of_late). If that
/// day is over, it is flagged `late`, and neither the kitchen nor the printer hears of it. docs/adr/0032-late-sales.md Throws
/// Error(unprocessable) for unknown items, methods or too little cash; unless the register has charged already,
/// (payments_differ), (option_required, option_limit, option_unknown) for options and (combo_part_required, combo_part_unknown)
/// for parts of a combo that do not fit; (forbidden) for a discount
/// without permission, (price_variance) where the café wants that, (insufficient_stock) from the ledger.
Sold sell(db::Transaction& transaction, const NewSale& sale, const Author& author, const Collaborators& with);

/// The order of an earlier sale with that `client_order_id`, as `sell` would answer it. Error(conflict) if it was deleted.
std::optional<Sold> find_sold(db::Transaction& transaction, const std::optional<std::string>& client_order_id);

/// Lines as they would be sold now: their names, the menu's prices with options, what they may have cost of late. Combos are
/// taken apart: each line's `place` says which of the asked ones it is of.
struct Offer {
    std::vector<SoldLine> lines;
    std::vector<std::optional<PartOf>> combos;  ///< of each line: which it is a part of
    std::vector<std::string> warnings;
};
/// Throws as `sell` for items and options that are unknown or do not fit.
Offer offer(db::Transaction& transaction, const std::vector<NewLine>& lines, Timestamp now, IdSource& ids);

struct Preview {
    Order order;                                   ///< without a number; its lines have no cost
    std::vector<std::string> missing_permissions;  ///< without which the sale would be refused
    std::vector<std::string> warnings;
    std::vector<settings::Tax> taxes;  ///< that it was priced by
};
/// The sale as it would be stored, with all its figures; nothing is. Without payments it is not rounded. Throws as `sell`, but
/// for what the author may not.
Preview preview(db::Transaction& transaction, const NewSale& sale, const Author& author, const Collaborators& with);

}  // namespace cafepos::sales
