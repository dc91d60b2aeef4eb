#pragma once

#include <string>
#include <string_view>

namespace cafepos::reports {

/// What the daily summary says, in one language.
struct SummaryWords {
    std::string_view daily_sales, test_mail, test_note, written;
    std::string_view key_metrics, figure, revenue, sales, average_order, tax_collected, change;
    std::string_view by_hour, methods, method, amount, share, cash, card;
    std::string_view top_items, item, sold;
    std::string_view staff, name;
    std::string_view taxes, tax, no_tax, net;
    std::string_view tips, total, drawers, till, difference;
    std::string_view adjustments, discounts, refunds;
    std::string_view to_check, order, charged, expected, more;
    std::string_view came_later, day;
    std::string_view journal;
    std::string_view overnight, books, one_sale, n_sales, no_differences, backup_proven;
    std::string_view backup, not_yet_proven, last_proven;
    // why no backup was proven
    std::string_view no_folder, no_access, disk_full, damaged, books_differ, overdue, backup_failed;
    // why an order is to be checked
    std::string_view price_variance, discount_variance, subtotal_variance, tax_variance, total_variance, archived_item;
    std::string_view options, combo;
    std::string_view payments_differ, late, clock, unknown_till, unknown_discount, discount_bounded, unknown_service,
        unknown_method, notes_cut;
};

const SummaryWords& summary_words_of(std::string_view language);
/// A payment method's name: the café's own ones begin with a capital.
std::string method_name(std::string_view method, const SummaryWords& words);
/// "price_variance,tax_variance" in words.
std::string reason_text(std::string_view reasons, const SummaryWords& words);

/// What Overnight calls it, in words.
std::string_view backup_trouble_text(std::string_view trouble, const SummaryWords& words);

}  // namespace cafepos::reports
