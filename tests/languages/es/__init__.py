"""Spanish: inverts after a quotation (« …, dijo Ruiz ») and leaves pronouns out before the verb."""
