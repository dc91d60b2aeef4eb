#include "summary_words.h"

#include <array>

#include "core/text.h"
#include "core/wording.h"

namespace cafepos::reports {
namespace {

// In the order of wording::Language.
constexpr std::array languages{
    SummaryWords{.daily_sales = "daily sales",
                 .test_mail = "test mail",
                 .test_note = "This is a test mail with the figures of today so far.",
                 .written = "Written by CafePOS on",
                 .key_metrics = "Key Metrics",
                 .figure = "Figure",
                 .revenue = "Revenue",
                 .sales = "Sales",
                 .average_order = "Average order",
                 .tax_collected = "Tax collected",
                 .change = "Change in a week",
                 .by_hour = "Revenue by Hour",
                 .methods = "Payment Methods",
                 .method = "Method",
                 .amount = "Amount",
                 .share = "Share",
                 .cash = "Cash",
                 .card = "Card",
                 .top_items = "Top Selling Items",
                 .item = "Item",
                 .sold = "Sold",
                 .staff = "Staff Performance",
                 .name = "Name",
                 .taxes = "Taxes",
                 .tax = "Tax",
                 .no_tax = "No tax",
                 .net = "Net",
                 .adjustments = "Adjustments",
                 .discounts = "Discounts given",
                 .refunds = "Refunds",
                 .to_check = "Orders to Check",
                 .order = "Order",
                 .charged = "Charged",
                 .expected = "Expected",
                 .more = "more; see the list of flagged orders",
                 .price_variance = "another price",
                 .discount_variance = "another discount",
                 .subtotal_variance = "another subtotal",
                 .tax_variance = "another tax",
                 .total_variance = "another total",
                 .archived_item = "no longer on the menu"},
    SummaryWords{.daily_sales = "Tagesumsatz",
                 .test_mail = "Testmail",
                 .test_note = "Dies ist eine Testmail mit den Zahlen von heute bis jetzt.",
                 .written = "Geschrieben von CafePOS am",
                 .key_metrics = "Kennzahlen",
                 .figure = "Kennzahl",
                 .revenue = "Umsatz",
                 .sales = "Verkäufe",
                 .average_order = "Durchschnittlicher Bon",
                 .tax_collected = "Steuern",
                 .change = "Umsatz zur Woche davor",
                 .by_hour = "Umsatz nach Stunden",
                 .methods = "Zahlungsarten",
                 .method = "Zahlungsart",
                 .amount = "Betrag",
                 .share = "Anteil",
                 .cash = "Bar",
                 .card = "Karte",
                 .top_items = "Meistverkauft",
                 .item = "Artikel",
                 .sold = "Verkauft",
                 .staff = "Team",
                 .name = "Name",
                 .taxes = "Steuern",
                 .tax = "Steuer",
                 .no_tax = "Ohne Steuer",
                 .net = "Netto",
                 .adjustments = "Abzüge",
                 .discounts = "Rabatte",
                 .refunds = "Erstattungen",
                 .to_check = "Zu prüfende Bestellungen",
                 .order = "Bestellung",
                 .charged = "Berechnet",
                 .expected = "Erwartet",
                 .more = "weitere; siehe die Liste der markierten Bestellungen",
                 .price_variance = "anderer Preis",
                 .discount_variance = "anderer Rabatt",
                 .subtotal_variance = "andere Zwischensumme",
                 .tax_variance = "andere Steuer",
                 .total_variance = "andere Summe",
                 .archived_item = "nicht mehr auf der Karte"},
    SummaryWords{.daily_sales = "ventes du jour",
                 .test_mail = "message d’essai",
                 .test_note = "Ceci est un message d’essai avec les chiffres du jour jusqu’à présent.",
                 .written = "Écrit par CafePOS le",
                 .key_metrics = "Chiffres clés",
                 .figure = "Chiffre",
                 .revenue = "Chiffre d’affaires",
                 .sales = "Ventes",
                 .average_order = "Panier moyen",
                 .tax_collected = "Taxes perçues",
                 .change = "Évolution en une semaine",
                 .by_hour = "Chiffre d’affaires par heure",
                 .methods = "Moyens de paiement",
                 .method = "Moyen",
                 .amount = "Montant",
                 .share = "Part",
                 .cash = "Espèces",
                 .card = "Carte",
                 .top_items = "Meilleures ventes",
                 .item = "Article",
                 .sold = "Vendus",
                 .staff = "Équipe",
                 .name = "Nom",
                 .taxes = "Taxes",
                 .tax = "Taxe",
                 .no_tax = "Sans taxe",
                 .net = "Net",
                 .adjustments = "Déductions",
                 .discounts = "Remises accordées",
                 .refunds = "Remboursements",
                 .to_check = "Commandes à vérifier",
                 .order = "Commande",
                 .charged = "Encaissé",
                 .expected = "Attendu",
                 .more = "de plus ; voir la liste des commandes signalées",
                 .price_variance = "autre prix",
                 .discount_variance = "autre remise",
                 .subtotal_variance = "autre sous-total",
                 .tax_variance = "autre taxe",
                 .total_variance = "autre total",
                 .archived_item = "plus à la carte"},
    SummaryWords{.daily_sales = "ventas del día",
                 .test_mail = "correo de prueba",
                 .test_note = "Este es un correo de prueba con las cifras de hoy hasta ahora.",
                 .written = "Escrito por CafePOS el",
                 .key_metrics = "Cifras clave",
                 .figure = "Cifra",
                 .revenue = "Ingresos",
                 .sales = "Ventas",
                 .average_order = "Pedido medio",
                 .tax_collected = "Impuestos cobrados",
                 .change = "Variación en una semana",
                 .by_hour = "Ingresos por hora",
                 .methods = "Formas de pago",
                 .method = "Forma",
                 .amount = "Importe",
                 .share = "Parte",
                 .cash = "Efectivo",
                 .card = "Tarjeta",
                 .top_items = "Más vendidos",
                 .item = "Artículo",
                 .sold = "Vendidos",
                 .staff = "Equipo",
                 .name = "Nombre",
                 .taxes = "Impuestos",
                 .tax = "Impuesto",
                 .no_tax = "Sin impuesto",
                 .net = "Neto",
                 .adjustments = "Deducciones",
                 .discounts = "Descuentos",
                 .refunds = "Reembolsos",
                 .to_check = "Pedidos por revisar",
                 .order = "Pedido",
                 .charged = "Cobrado",
                 .expected = "Esperado",
                 .more = "más; véase la lista de pedidos marcados",
                 .price_variance = "otro precio",
                 .discount_variance = "otro descuento",
                 .subtotal_variance = "otro subtotal",
                 .tax_variance = "otro impuesto",
                 .total_variance = "otro total",
                 .archived_item = "ya no está en la carta"},
};

std::string one_reason(const std::string& reason, const SummaryWords& words) {
    if (reason == "price_variance") return std::string(words.price_variance);
    if (reason == "discount_variance") return std::string(words.discount_variance);
    if (reason == "subtotal_variance") return std::string(words.subtotal_variance);
    if (reason == "tax_variance") return std::string(words.tax_variance);
    if (reason == "total_variance") return std::string(words.total_variance);
    return reason == "archived_item" ? std::string(words.archived_item) : reason;
}

}  // namespace

const SummaryWords& summary_words_of(std::string_view language) {
    return languages.at(static_cast<std::size_t>(wording::language_of(language)));
}

std::string method_name(std::string_view method, const SummaryWords& words) {
    if (method == "cash") return std::string(words.cash);
    if (method == "card") return std::string(words.card);
    std::string name(method);
    if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
    return name;
}

std::string reason_text(std::string_view reasons, const SummaryWords& words) {
    std::string all;
    for (const std::string& reason : text::split(reasons, ',')) all += (all.empty() ? "" : ", ") + one_reason(reason, words);
    return all;
}

}  // namespace cafepos::reports
