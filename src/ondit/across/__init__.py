"""WHO, across pages: one voice under its names, one utterance in its versions, what is disputed."""
