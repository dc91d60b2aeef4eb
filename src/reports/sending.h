#pragma once

#include <string>
#include <vector>

#include "db/database.h"
#include "mail/mail.h"
#include "settings/settings.h"
#include "summary.h"

namespace cafepos::reports {

Letterhead letterhead_of(const settings::Settings& settings, Timestamp now, bool is_test = false);

/// Queues the mail for each of the recipients, who must be valid addresses. `request_id` is of who asks, if somebody does.
void enqueue_summary(db::Transaction& transaction, mail::Mailer& mailer, const SummaryMail& summary,
                     const std::vector<std::string>& recipients, const std::string& request_id = "");
/// Sends it to each of them now. Empty if the mail server took all, else what it said, recipient by recipient.
std::string send_test(mail::Mailer& mailer, const SummaryMail& summary, const std::vector<std::string>& recipients);

}  // namespace cafepos::reports
