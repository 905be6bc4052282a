"""Reads that touch more than one table. May import models."""
