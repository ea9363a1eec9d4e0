"""English: the pivot of all bridges; full stops and commas inside the quotation marks."""
