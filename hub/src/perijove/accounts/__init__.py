"""Accounts with passwords."""
