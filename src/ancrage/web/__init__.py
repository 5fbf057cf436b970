"""The web face: who may see a firm, what was dropped, answered and decided, and the pages that show it.

Input: requests of people. Output: pages, files, and the same answers as JSON (`api/`). All that is computed of a firm is
computed below, without Django, in a child process (`compute/`); a view reads the request, loads, and renders.
"""
