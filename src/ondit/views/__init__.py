"""Records made visible. Views take records only; what they say comes from the catalogues.

``screen`` draws safely on any output, ``what``, ``who`` and ``whence`` show one page, ``trace`` a
run, ``compare`` two pages side by side, ``records`` gives the JSON.
"""
