"""French: elision, inversion after the quotation, guillemets with spaces, hearsay conditional."""
