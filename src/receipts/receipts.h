#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/id.h"
#include "core/time.h"
#include "db/database.h"
#include "form.h"
#include "journal/journal.h"
#include "mail/mail.h"
#include "printing/printing.h"
#include "sales/order.h"
#include "settings/settings_store.h"

namespace cafepos::receipts {

struct Document;

/// A slip that was looked up by the journal's value on it.
struct JournalCheck {
    sales::Order order;
    std::optional<Id> refund_id;  ///< it is the slip of this one
    bool is_intact = false;       ///< its entry holds, and the books say the same
    std::string currency;
    std::function<std::string(std::string_view language)> page;  ///< HTML; to be drawn after the transaction
};

/// Receipts of orders and slips of refunds, from what is stored and the café's settings. Each is read in a transaction and drawn
/// after it: drawing may take a second, for which nobody should hold a connection to the database. Thread-safe.
class Receipts {
public:
    /// `public_url` is where people reach this server, empty where they do not.
    Receipts(settings::SettingsStore& settings, const Clock& clock, const journal::Keyring& journal_keys, std::string public_url)
        : settings_(settings), clock_(clock), journal_keys_(journal_keys), public_url_(std::move(public_url)) {}

    /// What a print job of an order or refund says; an empty document with the mark TEST for a test slip. Error(not_found) for
    /// an order that is gone.
    [[nodiscard]] printing::Draw read_slip(db::Transaction& transaction, const printing::Job& job) const;

    /// The receipt of an order, or the slip of one of its refunds. Error(not_found). Drawing a PDF can end in
    /// Error(unprocessable): too long.
    using Bytes = std::function<std::string()>;
    [[nodiscard]] Bytes read(db::Transaction& transaction, const Id& order_id, const std::optional<Id>& refund_id,
                             Form form) const;

    /// What the check value on a slip tells anybody: the slip without names of customers and staff. Empty where no slip has
    /// that value.
    [[nodiscard]] std::optional<JournalCheck> look_up(db::Transaction& transaction, std::string_view value) const;

    /// A mail with the receipt as text and HTML.
    [[nodiscard]] mail::Message message(db::Transaction& transaction, const Id& order_id, const std::string& recipient) const;

private:
    settings::SettingsStore& settings_;
    const Clock& clock_;
    const journal::Keyring& journal_keys_;
    std::string public_url_;

    [[nodiscard]] std::optional<Document> load_slip(db::Transaction& transaction, const Id& order_id,
                                                    const std::optional<Id>& refund_id, const settings::Settings& settings) const;
};

}  // namespace cafepos::receipts
