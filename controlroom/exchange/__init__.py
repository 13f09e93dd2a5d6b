"""Run-sheets and reports in and out: xlsx, csv, ods, html, bundle."""
