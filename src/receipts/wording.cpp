#include "wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "core/currency.h"

namespace cafepos::receipts {
namespace {

// Spaces at which no line may break; every code page of a printer has them.
constexpr std::string_view fixed_space = "\u00a0";

enum class DateForm { named_month, dots, slashes };

struct Language {
    std::string_view code;
    Words words;
    std::string_view decimal_sign;
    std::string_view thousands_mark;
    bool sign_behind;  ///< of the currency, and a space before the percent sign
    DateForm date_form;
    std::string_view colon;
};

constexpr std::array languages{
    Language{"en",
             {.order = "Order",
              .date = "Date",
              .cashier = "Cashier",
              .customer = "Customer",
              .subtotal = "Subtotal",
              .discount = "Discount",
              .price_difference = "Price difference",
              .rounding = "Rounding",
              .total = "TOTAL",
              .cash_received = "Cash Received",
              .change = "Change",
              .tip = "Tip",
              .tax_number = "Tax number",
              .net = "Net",
              .tax = "Tax",
              .gross = "Gross",
              .refund = "REFUND",
              .number = "Number",
              .refunded = "Refunded",
              .refunded_before = "Refunded before",
              .partial_refund = "Part of the price",
              .sold = "Sold",
              .reason = "Reason",
              .reprint = "REPRINT",
              .duplicate = "DUPLICATE",
              .voided = "VOIDED",
              .test = "TEST",
              .thanks = "Thank you for your visit!",
              .again = "Please come again",
              .check = "Check",
              .item = "Item",
              .quantity = "Quantity",
              .amount = "Amount",
              .receipt = "Receipt",
              .cash = "CASH",
              .card = "CARD",
              .in_journal = "The journal of this café has this receipt as it stands here.",
              .altered = "What stands here is not what the journal of this café says: ask the café.",
              .service = "Service",
              .here = "Eat in",
              .takeaway = "Take-away",
              .delivery = "Delivery"},
             ".",
             ",",
             false,
             DateForm::named_month,
             ":"},
    Language{"de",
             {.order = "Bestellung",
              .date = "Datum",
              .cashier = "Kasse",
              .customer = "Kunde",
              .subtotal = "Zwischensumme",
              .discount = "Rabatt",
              .price_difference = "Preisdifferenz",
              .rounding = "Rundung",
              .total = "SUMME",
              .cash_received = "Gegeben",
              .change = "Rückgeld",
              .tip = "Trinkgeld",
              .tax_number = "Steuernummer",
              .net = "Netto",
              .tax = "Steuer",
              .gross = "Brutto",
              .refund = "ERSTATTUNG",
              .number = "Nummer",
              .refunded = "Erstattet",
              .refunded_before = "Schon erstattet",
              .partial_refund = "Teil des Preises",
              .sold = "Verkauft",
              .reason = "Grund",
              .reprint = "NACHDRUCK",
              .duplicate = "DUPLIKAT",
              .voided = "STORNIERT",
              .test = "TEST",
              .thanks = "Vielen Dank für Ihren Besuch!",
              .again = "Bis bald",
              .check = "Prüfwert",
              .item = "Artikel",
              .quantity = "Menge",
              .amount = "Betrag",
              .receipt = "Beleg",
              .cash = "BAR",
              .card = "KARTE",
              .in_journal = "Das Journal dieses Cafés führt diesen Beleg so, wie er hier steht.",
              .altered = "Was hier steht, sagt das Journal dieses Cafés nicht: bitte im Café nachfragen.",
              .service = "Art",
              .here = "Im Haus",
              .takeaway = "Zum Mitnehmen",
              .delivery = "Lieferung"},
             ",",
             ".",
             true,
             DateForm::dots,
             ":"},
    Language{"fr",
             {.order = "Commande",
              .date = "Date",
              .cashier = "Caisse",
              .customer = "Client",
              .subtotal = "Sous-total",
              .discount = "Remise",
              .price_difference = "Écart de prix",
              .rounding = "Arrondi",
              .total = "TOTAL",
              .cash_received = "Reçu",
              .change = "Rendu",
              .tip = "Pourboire",
              .tax_number = "N° TVA",
              .net = "HT",
              .tax = "Taxe",
              .gross = "TTC",
              .refund = "REMBOURSEMENT",
              .number = "Numéro",
              .refunded = "Remboursé",
              .refunded_before = "Déjà remboursé",
              .partial_refund = "Partie du prix",
              .sold = "Vendu le",
              .reason = "Motif",
              .reprint = "RÉIMPRESSION",
              .duplicate = "DUPLICATA",
              .voided = "ANNULÉ",
              .test = "TEST",
              .thanks = "Merci de votre visite\u00a0!",
              .again = "À bientôt",
              .check = "Contrôle",
              .item = "Article",
              .quantity = "Quantité",
              .amount = "Montant",
              .receipt = "Reçu",
              .cash = "ESPÈCES",
              .card = "CARTE",
              .in_journal = "Le journal de ce café contient ce ticket tel qu'il figure ici.",
              .altered = "Ce qui figure ici n'est pas ce que dit le journal de ce café : demandez-lui.",
              .service = "Service",
              .here = "Sur place",
              .takeaway = "À emporter",
              .delivery = "Livraison"},
             ",",
             fixed_space,
             true,
             DateForm::slashes,
             "\u00a0:"},
    Language{"es",
             {.order = "Pedido",
              .date = "Fecha",
              .cashier = "Caja",
              .customer = "Cliente",
              .subtotal = "Subtotal",
              .discount = "Descuento",
              .price_difference = "Diferencia de precio",
              .rounding = "Redondeo",
              .total = "TOTAL",
              .cash_received = "Recibido",
              .change = "Cambio",
              .tip = "Propina",
              .tax_number = "NIF",
              .net = "Base",
              .tax = "Cuota",
              .gross = "Total",
              .refund = "REEMBOLSO",
              .number = "Número",
              .refunded = "Reembolsado",
              .refunded_before = "Ya reembolsado",
              .partial_refund = "Parte del precio",
              .sold = "Vendido",
              .reason = "Motivo",
              .reprint = "REIMPRESIÓN",
              .duplicate = "DUPLICADO",
              .voided = "ANULADO",
              .test = "PRUEBA",
              .thanks = "¡Gracias por su visita!",
              .again = "Vuelva pronto",
              .check = "Control",
              .item = "Artículo",
              .quantity = "Cantidad",
              .amount = "Importe",
              .receipt = "Recibo",
              .cash = "EFECTIVO",
              .card = "TARJETA",
              .in_journal = "El diario de este café tiene este recibo tal como aparece aquí.",
              .altered = "Lo que aparece aquí no es lo que dice el diario de este café: pregunte allí.",
              .service = "Servicio",
              .here = "Para tomar aquí",
              .takeaway = "Para llevar",
              .delivery = "A domicilio"},
             ",",
             ".",
             true,
             DateForm::slashes,
             ":"},
};

const Language& language_of(std::string_view tag) {
    const std::string_view code = tag.substr(0, tag.find('-'));
    const auto found = std::find_if(languages.begin(), languages.end(), [&](const Language& l) { return l.code == code; });
    return found == languages.end() ? languages.front() : *found;
}

std::string symbol_before(std::string_view currency) {
    const std::string_view symbol = currency::symbol_of(currency);
    return std::string(symbol) + (symbol == currency ? " " : "");
}

struct Calendar {
    unsigned day;
    unsigned month;
    int year;
};
Calendar calendar_of(const Date& date) {
    const std::chrono::year_month_day parts(date.days());
    return {static_cast<unsigned>(parts.day()), static_cast<unsigned>(parts.month()), static_cast<int>(parts.year())};
}

/// America writes the month first and counts to twelve; other English speakers do neither.
bool is_american(std::string_view tag) { return !tag.starts_with("en-") || tag == "en-US" || tag == "en-CA"; }

std::string english_time(const Calendar& date, const LocalTime& time, bool american) {
    static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const char* month = months.at(date.month - 1);
    if (!american) return fmt::format("{} {} {} {:02}:{:02}", date.day, month, date.year, time.hour, time.minute);
    const int hour = time.hour % 12 == 0 ? 12 : time.hour % 12;
    return fmt::format("{} {}, {} {}:{:02} {}", month, date.day, date.year, hour, time.minute, time.hour < 12 ? "AM" : "PM");
}

}  // namespace

const Words& words_of(std::string_view language) { return language_of(language).words; }

std::string number_text(Money amount, std::string_view language) {
    const Language& rules = language_of(language);
    const bool negative = amount.is_negative();
    const std::string plain = decimal::print_fixed(negative ? -amount.units() : amount.units(), Money::scale);
    const std::size_t point = plain.find('.');
    std::string number = negative ? "-" : "";
    for (std::size_t i = 0; i < point; ++i) {
        if (i > 0 && (point - i) % 3 == 0) number += rules.thousands_mark;
        number += plain[i];
    }
    return number + std::string(rules.decimal_sign) + plain.substr(point + 1);
}

std::string money_text(Money amount, std::string_view currency, std::string_view language) {
    const std::string number = number_text(amount.is_negative() ? -amount : amount, language);
    const std::string minus = amount.is_negative() ? "-" : "";
    std::string symbol = symbol_before(currency);
    if (!language_of(language).sign_behind) return minus + symbol + number;
    if (symbol.back() == ' ') symbol.pop_back();
    return minus + number + " " + symbol;
}

std::string rate_text(Percentage rate, std::string_view language) {
    const Language& rules = language_of(language);
    std::string number = rate.text();
    if (const auto point = number.find('.'); point != std::string::npos) number.replace(point, 1, rules.decimal_sign);
    return number + (rules.sign_behind ? std::string(fixed_space) : "") + "%";
}

std::string time_text(const LocalTime& time, std::string_view language) {
    const Calendar date = calendar_of(time.date);
    switch (language_of(language).date_form) {
        case DateForm::named_month:
            return english_time(date, time, is_american(language));
        case DateForm::dots:
            return fmt::format("{:02}.{:02}.{} {:02}:{:02}", date.day, date.month, date.year, time.hour, time.minute);
        case DateForm::slashes:
            return fmt::format("{:02}/{:02}/{} {:02}:{:02}", date.day, date.month, date.year, time.hour, time.minute);
    }
    return {};
}

std::string_view colon_of(std::string_view language) { return language_of(language).colon; }

std::string_view service_text(settings::Service service, const Words& words) {
    switch (service) {
        case settings::Service::here:
            return words.here;
        case settings::Service::takeaway:
            return words.takeaway;
        case settings::Service::delivery:
            return words.delivery;
    }
    return {};
}

std::string tender_text(std::string_view method, const Words& words) {
    if (method == "cash") return std::string(words.cash);
    if (method == "card") return std::string(words.card);
    std::string name(method);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return name;
}

}  // namespace cafepos::receipts
