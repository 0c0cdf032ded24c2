"""Compute-it question types, one file each; a file binds `QUESTION`. Pure functions of a seed."""
