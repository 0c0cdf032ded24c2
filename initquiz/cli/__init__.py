"""The command line: every use of the program without a window, for people and for scripts.

Exit codes: 0 success, 1 problems were found, 2 the request makes no sense.
"""
