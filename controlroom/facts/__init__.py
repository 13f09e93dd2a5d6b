"""What happened, as numbers: typed columns, buckets, indicators, pace."""
