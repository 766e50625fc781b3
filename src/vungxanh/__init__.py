"""Vùng Xanh: the operating system of an epidemic command centre."""
