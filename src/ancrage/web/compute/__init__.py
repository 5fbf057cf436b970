"""What runs in a child process, without Django, database or network.

Input: a folder with `in.json` and blocks of lines. Output: `out.json` and blocks in the same folder, and lines of JSON
on standard output that say how far it is.
"""
