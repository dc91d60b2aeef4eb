#include "sending.h"

namespace cafepos::reports {
namespace {

mail::Message message_of(const SummaryMail& summary, const std::string& kind, const std::string& recipient) {
    return {.kind = kind,
            .recipient = recipient,
            .subject = summary.subject,
            .text_body = summary.text,
            .html_body = summary.html,
            .inline_image_png = summary.chart_png};
}

}  // namespace

Letterhead letterhead_of(const settings::Settings& settings, Timestamp now, bool is_test) {
    const settings::General& general = settings.general;
    return {general.storeName, general.currency, general.language, settings.time_zone(), now, is_test};
}

void enqueue_summary(db::Transaction& transaction, mail::Mailer& mailer, const SummaryMail& summary,
                     const std::vector<std::string>& recipients, const std::string& request_id) {
    for (const std::string& recipient : recipients) {
        mail::Message message = message_of(summary, "daily_summary", recipient);
        message.request_id = request_id;
        mailer.enqueue(transaction, message);
    }
}

std::string send_test(mail::Mailer& mailer, const SummaryMail& summary, const std::vector<std::string>& recipients) {
    std::string failures;
    for (const std::string& recipient : recipients) {
        const auto failure = mailer.send_now(message_of(summary, "test", recipient));
        if (failure) failures += (failures.empty() ? "" : "; ") + recipient + ": " + *failure;
        if (failure && mailer.state() == "error") return failures;  // the next one would wait for the same
    }
    return failures;
}

}  // namespace cafepos::reports
