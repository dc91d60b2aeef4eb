#pragma once

#include "collaborators.h"
#include "figures.h"
#include "printing/printing.h"
#include "sales.h"

namespace cafepos::sales {

/// What is told about a sale and what happens to it later, in its transaction: to who listens (events), to the log of who did
/// what (audit), to the printer.

void announce_sale(db::Transaction& transaction, const Order& order, const Charge& charge, const audit::Origin& origin,
                   const Collaborators& with);
void announce_refund(db::Transaction& transaction, const Order& order, const Refund& refund, const audit::Origin& origin,
                     const Collaborators& with);
void announce_void(db::Transaction& transaction, const Order& order, std::string_view reason, const audit::Origin& origin,
                   const Collaborators& with);
void announce_hiding(db::Transaction& transaction, const Order& order, const audit::Origin& origin, const Collaborators& with);
void announce_edit(db::Transaction& transaction, const Order& before, const Order& after, const audit::Origin& origin,
                   const Collaborators& with);

/// Queues the slip if the café prints by itself; the state says what became of it.
printing::PrintState queue_slip(db::Transaction& transaction, const printing::SlipRequest& slip, const settings::Pos& pos,
                                printing::Printers& printers);

}  // namespace cafepos::sales
