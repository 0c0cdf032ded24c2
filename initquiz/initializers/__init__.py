"""Initialization schemes: exact laws, samplers, and the proof that they can be told apart."""
