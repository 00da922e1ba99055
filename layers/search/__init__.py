"""Search: from what somebody typed to places on the map, the same on both engines."""
