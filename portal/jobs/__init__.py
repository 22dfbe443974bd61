"""Work that outlives a request: queue, worker, recovery after crashes."""
