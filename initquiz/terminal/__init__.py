"""The sitting as text, line by line; works over ssh, from a pipe and with a screen reader."""
