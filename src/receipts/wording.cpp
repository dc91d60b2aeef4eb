#include "wording.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>

namespace cafepos::receipts {
namespace {

struct Language {
    std::string_view code;
    Words words;
    bool decimal_comma;
    bool symbol_behind;
};

constexpr std::array languages{
    Language{"en",
             {"Order",
              "Date",
              "Cashier",
              "Customer",
              "Subtotal",
              "Discount",
              "Tax",
              "incl.",
              "Rounding",
              "TOTAL",
              "Cash Received",
              "Change",
              "REFUND",
              "Refunded",
              "REPRINT",
              "DUPLICATE",
              "VOIDED",
              "TEST",
              "Thank you for your visit!",
              "Please come again",
              "Check",
              "Item",
              "Quantity",
              "Price",
              "Amount",
              "Receipt",
              "CASH",
              "CARD"},
             false,
             false},
    Language{"de",
             {"Bestellung",
              "Datum",
              "Kasse",
              "Kunde",
              "Zwischensumme",
              "Rabatt",
              "Steuer",
              "inkl.",
              "Rundung",
              "SUMME",
              "Gegeben",
              "Rückgeld",
              "ERSTATTUNG",
              "Erstattet",
              "NACHDRUCK",
              "DUPLIKAT",
              "STORNIERT",
              "TEST",
              "Vielen Dank für Ihren Besuch!",
              "Bis bald",
              "Prüfwert",
              "Artikel",
              "Menge",
              "Preis",
              "Betrag",
              "Beleg",
              "BAR",
              "KARTE"},
             true,
             true},
    Language{"fr",
             {"Commande",
              "Date",
              "Caisse",
              "Client",
              "Sous-total",
              "Remise",
              "Taxe",
              "dont",
              "Arrondi",
              "TOTAL",
              "Reçu",
              "Rendu",
              "REMBOURSEMENT",
              "Remboursé",
              "RÉIMPRESSION",
              "DUPLICATA",
              "ANNULÉ",
              "TEST",
              "Merci de votre visite !",
              "À bientôt",
              "Contrôle",
              "Article",
              "Quantité",
              "Prix",
              "Montant",
              "Reçu",
              "ESPÈCES",
              "CARTE"},
             true,
             true},
    Language{"es",
             {"Pedido",
              "Fecha",
              "Caja",
              "Cliente",
              "Subtotal",
              "Descuento",
              "Impuesto",
              "incl.",
              "Redondeo",
              "TOTAL",
              "Recibido",
              "Cambio",
              "REEMBOLSO",
              "Reembolsado",
              "REIMPRESIÓN",
              "DUPLICADO",
              "ANULADO",
              "PRUEBA",
              "¡Gracias por su visita!",
              "Vuelva pronto",
              "Control",
              "Artículo",
              "Cantidad",
              "Precio",
              "Importe",
              "Recibo",
              "EFECTIVO",
              "TARJETA"},
             true,
             true},
};

const Language& language_of(std::string_view tag) {
    const std::string_view code = tag.substr(0, tag.find('-'));
    const auto found = std::find_if(languages.begin(), languages.end(), [&](const Language& l) { return l.code == code; });
    return found == languages.end() ? languages.front() : *found;
}

std::string symbol_of(std::string_view currency) {
    struct Symbol {
        std::string_view currency;
        std::string_view symbol;
    };
    static constexpr std::array symbols{Symbol{"USD", "$"}, Symbol{"EUR", "€"}, Symbol{"GBP", "£"}, Symbol{"JPY", "¥"},
                                        Symbol{"CAD", "$"}, Symbol{"AUD", "$"}, Symbol{"INR", "₹"}};
    for (const Symbol& symbol : symbols) {
        if (symbol.currency == currency) return std::string(symbol.symbol);
    }
    return std::string(currency) + " ";
}

}  // namespace

const Words& words_of(std::string_view language) { return language_of(language).words; }

std::string money_text(Money amount, std::string_view currency, std::string_view language) {
    const Language& rules = language_of(language);
    const bool negative = amount.is_negative();
    std::string number = decimal::print_fixed(negative ? -amount.units() : amount.units(), Money::scale);
    if (rules.decimal_comma) std::replace(number.begin(), number.end(), '.', ',');
    std::string symbol = symbol_of(currency);
    if (rules.symbol_behind) {
        if (symbol.back() == ' ') symbol.pop_back();
        number += " " + symbol;
    } else {
        number = symbol + number;
    }
    return negative ? "-" + number : number;
}

std::string rate_text(Percentage rate, std::string_view language) {
    std::string number = rate.text();
    if (language_of(language).decimal_comma) std::replace(number.begin(), number.end(), '.', ',');
    return number + "%";
}

std::string time_text(const LocalTime& time) {
    char buffer[40];
    std::snprintf(buffer, sizeof buffer, " %02d:%02d:%02d", time.hour, time.minute, time.second);
    return time.date.text() + buffer;
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
