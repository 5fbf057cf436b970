"""The FEC: from the bytes of a file to entries of a fiscal year, oddities collected."""
