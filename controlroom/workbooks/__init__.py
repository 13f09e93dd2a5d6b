"""Workbooks looked over before any room opens them."""
