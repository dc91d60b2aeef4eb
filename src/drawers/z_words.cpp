#include "z_words.h"

#include <array>

#include "core/wording.h"

namespace cafepos::drawers {
namespace {

// In the order of wording::Language.
constexpr std::array languages{
    Words{.open_drawer = "X (the drawer is open)",
          .journal = "Journal",
          .duplicate = "DUPLICATE",
          .till = "Till",
          .business_day = "Business day",
          .opened = "Opened",
          .closed = "Closed",
          .by = "by",
          .first = "First",
          .last = "Last",
          .sales = "Sales",
          .refunds = "Refunds",
          .voids = "Voids",
          .balance = "Net",
          .tips = "Tips",
          .discounts = "Discounts given",
          .without_reason = "without a reason",
          .late = "Late",
          .taxes = "Taxes",
          .untaxed = "Untaxed",
          .net = "Net",
          .tax = "Tax",
          .gross = "Gross",
          .rounding = "Rounding",
          .drawer = "Drawer",
          .opening_float = "Float",
          .cash_sales = "Cash sales",
          .cash_refunds = "Cash refunds",
          .cash_voids = "Cash of voids",
          .paid_in = "Paid in",
          .paid_out = "Paid out",
          .drops = "Drops",
          .no_sales = "Opened without a sale",
          .reprints = "Receipts reprinted",
          .putting_in = "paid in",
          .taking_out = "paid out",
          .dropping = "drop",
          .float_left = "Float left",
          .tips_in_it = "Tips in it",
          .expected = "Expected",
          .counted = "Counted",
          .difference = "Difference",
          .open_tabs = "Open tabs",
          .table = "table",
          .since_the_first = "Since the first Z",
          .remarks = "Remarks",
          .not_counted = " was not counted; expected ",
          .too_little = "too little",
          .too_much = "too much",
          .late_sales = "Sales of before the drawer was opened",
          .tabs_still_open = "Tabs still open",
          .cash = "cash",
          .card = "card",
          .colon = ": "},
    Words{.open_drawer = "X (die Lade ist offen)",
          .journal = "Journal",
          .duplicate = "DUPLIKAT",
          .till = "Kasse",
          .business_day = "Geschäftstag",
          .opened = "Geöffnet",
          .closed = "Geschlossen",
          .by = "von",
          .first = "Erste Bestellung",
          .last = "Letzte Bestellung",
          .sales = "Verkäufe",
          .refunds = "Erstattungen",
          .voids = "Stornos",
          .balance = "Saldo",
          .tips = "Trinkgeld",
          .discounts = "Rabatte",
          .without_reason = "ohne Grund",
          .late = "Nachgereicht",
          .taxes = "Steuern",
          .untaxed = "Ohne Steuer",
          .net = "Netto",
          .tax = "Steuer",
          .gross = "Brutto",
          .rounding = "Rundung",
          .drawer = "Kassenlade",
          .opening_float = "Anfangsbestand",
          .cash_sales = "Verkäufe bar",
          .cash_refunds = "Erstattungen bar",
          .cash_voids = "Stornos bar",
          .paid_in = "Einlagen",
          .paid_out = "Entnahmen",
          .drops = "Abschöpfungen",
          .no_sales = "Geöffnet ohne Verkauf",
          .reprints = "Belege nachgedruckt",
          .putting_in = "Einlage",
          .taking_out = "Entnahme",
          .dropping = "Abschöpfung",
          .float_left = "Wechselgeld bleibt",
          .tips_in_it = "Darin Trinkgeld",
          .expected = "Soll",
          .counted = "Gezählt",
          .difference = "Differenz",
          .open_tabs = "Offene Rechnungen",
          .table = "Tisch",
          .since_the_first = "Seit dem ersten Z",
          .remarks = "Hinweise",
          .not_counted = " nicht gezählt; Soll ",
          .too_little = "zu wenig",
          .too_much = "zu viel",
          .late_sales = "Verkäufe von vor dem Öffnen der Lade",
          .tabs_still_open = "Noch offene Rechnungen",
          .cash = "Bar",
          .card = "Karte",
          .colon = ": "},
    Words{.open_drawer = "X (le tiroir est ouvert)",
          .journal = "Journal",
          .duplicate = "DUPLICATA",
          .till = "Caisse",
          .business_day = "Jour d'activité",
          .opened = "Ouvert",
          .closed = "Fermé",
          .by = "par",
          .first = "Première commande",
          .last = "Dernière commande",
          .sales = "Ventes",
          .refunds = "Remboursements",
          .voids = "Annulations",
          .balance = "Solde",
          .tips = "Pourboires",
          .discounts = "Remises accordées",
          .without_reason = "sans motif",
          .late = "Tardive",
          .taxes = "Taxes",
          .untaxed = "Sans taxe",
          .net = "HT",
          .tax = "Taxe",
          .gross = "TTC",
          .rounding = "Arrondi",
          .drawer = "Tiroir-caisse",
          .opening_float = "Fonds de caisse",
          .cash_sales = "Ventes en espèces",
          .cash_refunds = "Remboursements en espèces",
          .cash_voids = "Annulations en espèces",
          .paid_in = "Apports",
          .paid_out = "Sorties",
          .drops = "Prélèvements",
          .no_sales = "Ouvert sans vente",
          .reprints = "Reçus réimprimés",
          .putting_in = "apport",
          .taking_out = "sortie",
          .dropping = "prélèvement",
          .float_left = "Fonds laissé",
          .tips_in_it = "Dont pourboires",
          .expected = "Attendu",
          .counted = "Compté",
          .difference = "Écart",
          .open_tabs = "Additions ouvertes",
          .table = "table",
          .since_the_first = "Depuis le premier Z",
          .remarks = "Remarques",
          .not_counted = " non compté\u00a0; attendu ",
          .too_little = "en moins",
          .too_much = "en trop",
          .late_sales = "Ventes antérieures à l'ouverture du tiroir",
          .tabs_still_open = "Additions encore ouvertes",
          .cash = "espèces",
          .card = "carte",
          .colon = "\u00a0: "},
    Words{.open_drawer = "X (el cajón está abierto)",
          .journal = "Diario",
          .duplicate = "DUPLICADO",
          .till = "Caja",
          .business_day = "Día comercial",
          .opened = "Abierto",
          .closed = "Cerrado",
          .by = "por",
          .first = "Primer pedido",
          .last = "Último pedido",
          .sales = "Ventas",
          .refunds = "Reembolsos",
          .voids = "Anulaciones",
          .balance = "Saldo",
          .tips = "Propinas",
          .discounts = "Descuentos",
          .without_reason = "sin motivo",
          .late = "Tardía",
          .taxes = "Impuestos",
          .untaxed = "Sin impuesto",
          .net = "Base",
          .tax = "Cuota",
          .gross = "Total",
          .rounding = "Redondeo",
          .drawer = "Cajón",
          .opening_float = "Fondo inicial",
          .cash_sales = "Ventas en efectivo",
          .cash_refunds = "Reembolsos en efectivo",
          .cash_voids = "Anulaciones en efectivo",
          .paid_in = "Entradas",
          .paid_out = "Salidas",
          .drops = "Retiradas",
          .no_sales = "Abierto sin venta",
          .reprints = "Recibos reimpresos",
          .putting_in = "entrada",
          .taking_out = "salida",
          .dropping = "retirada",
          .float_left = "Fondo que queda",
          .tips_in_it = "Propinas incluidas",
          .expected = "Esperado",
          .counted = "Contado",
          .difference = "Diferencia",
          .open_tabs = "Cuentas abiertas",
          .table = "mesa",
          .since_the_first = "Desde el primer Z",
          .remarks = "Observaciones",
          .not_counted = " sin contar; esperado ",
          .too_little = "de menos",
          .too_much = "de más",
          .late_sales = "Ventas anteriores a la apertura del cajón",
          .tabs_still_open = "Cuentas aún abiertas",
          .cash = "efectivo",
          .card = "tarjeta",
          .colon = ": "},
};

std::string text_of(std::string_view label, const Words& words, const std::string& value) {
    return std::string(label) + std::string(words.colon) + value;
}

}  // namespace

const Words& words_of(std::string_view language) {
    return languages.at(static_cast<std::size_t>(wording::language_of(language)));
}

std::string tender_text(const std::string& method, const Words& words) {
    if (method == "cash") return std::string(words.cash);
    return method == "card" ? std::string(words.card) : method;
}

std::vector<ZRemark> remarks_on(const ZReport& report, const Words& words, const std::function<std::string(Money)>& write) {
    std::vector<ZRemark> remarks;
    const auto remark_on = [&](const ZTender& tender) {
        const std::string method = tender_text(tender.method, words);
        if (!tender.difference) {
            if (tender.expected.is_zero() && tender.method != cash_method) return;
            remarks.push_back({"not_counted", method + std::string(words.not_counted) + write(tender.expected)});
        } else if (!tender.difference->is_zero()) {
            const bool short_of = tender.difference->is_negative();
            const std::string off = write(short_of ? -*tender.difference : *tender.difference);
            remarks.push_back(
                {"difference", text_of(method, words, off + " " + std::string(short_of ? words.too_little : words.too_much))});
        }
    };
    if (report.number) {
        for (const ZTender& tender : report.tenders) remark_on(tender);
    }
    const auto count = [&](const char* code, std::string_view what, std::size_t how_many) {
        if (how_many > 0) remarks.push_back({code, text_of(what, words, std::to_string(how_many))});
    };
    count("late_sales", words.late_sales, report.lateSales.size());
    count("open_tabs", words.tabs_still_open, report.openTabs.size());
    return remarks;
}

}  // namespace cafepos::drawers
