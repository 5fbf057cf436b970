"""New markets: channels, adaptation, trade mission."""
