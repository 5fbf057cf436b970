"""The questionnaire: what the files cannot tell is asked, one question at a time."""
