"""Looking for the original of a page where the page says, or lets see, that it came from."""
