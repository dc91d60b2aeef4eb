#include "sending.h"

namespace cafepos::reports {

Letterhead letterhead_of(const settings::Settings& settings, Timestamp now) {
    return {settings.general.storeName, settings.general.currency, now};
}

void enqueue_summary(db::Transaction& transaction, mail::Mailer& mailer, const SummaryMail& summary, const std::string& kind,
                     const std::vector<std::string>& recipients) {
    for (const std::string& recipient : recipients) {
        mailer.enqueue(transaction, {.kind = kind,
                                     .recipient = recipient,
                                     .subject = summary.subject,
                                     .text_body = summary.text,
                                     .html_body = summary.html,
                                     .inline_image_png = summary.chart_png});
    }
}

}  // namespace cafepos::reports
