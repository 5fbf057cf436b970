"""The firm's items: what each sells for, what it costs, who supplies it, from shops, invoices, orders and lists together.

`who` tells the suppliers of all tables apart, `sold` is what shops sold before tax, `bought` what suppliers were paid for,
`together` one row an item, `which` says which item is which. Nothing here is loaded for a firm that has its books alone.
"""
