#pragma once

#include <string>
#include <vector>

#include "db/database.h"
#include "mail/mail.h"
#include "settings/settings.h"
#include "summary.h"

namespace cafepos::reports {

Letterhead letterhead_of(const settings::Settings& settings, Timestamp now);

/// Queues the mail for each of the recipients, who must be valid addresses.
void enqueue_summary(db::Transaction& transaction, mail::Mailer& mailer, const SummaryMail& summary, const std::string& kind,
                     const std::vector<std::string>& recipients);

}  // namespace cafepos::reports
