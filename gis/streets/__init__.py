"""Streets as a network: noded lines, lengths along them, and the shortest ways between places."""
