"""What changes far away, from public series: passages, ports, freight, pressure on supply chains, tensions, currencies.

Input: dated numbers. Output: alarms, each with its onset, the day on which it could be said, its size, its duration, and
how often a quiet series of that kind would be alarmed for nothing.
"""
