"""The household core of TrustApp: everything it knows and decides, without any window."""

__version__ = "0.1.0"
