"""Pages from the network: only when asked, one request at a time for a host, every answer kept."""
