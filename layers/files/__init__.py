"""Files in and out: any table or layer that people bring, and the same kinds to take away."""
