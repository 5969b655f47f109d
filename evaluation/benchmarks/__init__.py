"""The benchmarks: one file each, found by being here. Each defines `BENCHMARK`."""
