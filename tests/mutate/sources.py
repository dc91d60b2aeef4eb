"""Which files are rules, and which test program must notice what is changed in them."""

SOURCES = {
    "sales": ("sales_test", "pricing rules refund_rules combo_rules option_rules figures tenders discounts cash past_order explain"),
    "core": ("core_test", "amounts allocation decimal currency day_range"),
    "inventory": ("inventory_test", "rules units line_recipe ledger sales_ledger"),
    "journal": ("journal_test", "rules record verify"),
    "drawers": ("drawers_test", "rules ledger records"),
    "rollups": ("rollups_test", "days differences rollups"),
    "reports": ("reports_test", "rules figures summary"),
    "settings": ("settings_test", "rules business_days"),  # taxes among them
    "kitchen": ("kitchen_test", "rules columns"),
    "tabs": ("tabs_test", "rules"),
    "menu": ("menu_test", "rules combo_rules option_rules layout_rules picture_rules"),
    "chain": ("chain_test", "chain"),
    "staff": ("staff_test", "rules"),
    "time_clock": ("time_clock_test", "rules"),
    "printing": ("printing_test", "rules"),
    "receipts": ("receipts_test", "rules"),
    "alerts": ("alerts_test", "rules"),
    "nightly": ("nightly_test", "rules"),
    "mail": ("mail_test", "rules"),
    "audit": ("audit_test", "rules"),
}
