"""What to do about an item whose supplier may stop: accept, stock more, a second source, a pooled stock, an emergency mode.

In: `ItemCase`, plain numbers that others fill from the firm's files. Out: `choose.decide` gives a `Decision`: euros a year of
each with their 90 % interval, cash, service, the frequency and the length of stops at which the choice changes, and the
next order. See docs/rooms/chain.stock.md.
"""
