#pragma once

#include <string>
#include <vector>

#include "db/database.h"
#include "sell.h"

/// Combos are sold as their parts: each is a line of its own from then on, with its own tax, recipe, options and station.
namespace cafepos::sales {

/// A combo of a sale: `weights.size()` of its lines, from `first` on.
struct SoldCombo {
    menu::SaleItem item;
    std::size_t first = 0;
    std::optional<Money> price;  ///< the register's, of one combo
    Money price_deltas;          ///< of all parts
    std::vector<Money> weights;  ///< what each part costs by itself, without options
};

/// The lines of a sale with parts in place of combos.
struct TakenApart {
    NewSale sale;
    std::vector<SoldCombo> combos;
    std::vector<std::string> warnings;  ///< of combos that are said to be sold out, in sentences
};
/// `items`: what the menu has of the sale's lines, to which the parts are added. What does not fit throws
/// Error(combo_part_required, combo_part_unknown), or (unprocessable) for parts of what is no combo; where the register has
/// charged already it is marked instead. A combo without parts is then a line like any other.
TakenApart take_combos_apart(db::Transaction& transaction, NewSale sale, SaleItems& items, Timestamp now, IdSource& ids);

/// Gives the parts, which have their options, what of their combos' price is theirs.
void price_combos(const std::vector<SoldCombo>& combos, std::vector<SoldLine>& lines);
/// Parts that were ordered have their prices: they are compared together, as when they were.
void join_ordered_combos(const NewSale& sale, std::vector<SoldLine>& lines);
/// Gives the parts, which have their prices and the discount of the whole line, what of it is theirs. It is within that price.
void share_discounts(const std::vector<SoldCombo>& combos, std::vector<SoldLine>& lines);

}  // namespace cafepos::sales
