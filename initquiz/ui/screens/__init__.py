"""One file a screen; a file binds `SCREEN`."""
