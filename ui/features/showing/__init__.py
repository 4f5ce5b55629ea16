"""What one lets the other read: one passage at a time, seen exactly beforehand."""
