"""Fairness in numbers: plain functions on plain values."""
