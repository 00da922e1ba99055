"""Taking layers away: the database's rows as tables that `flask load` reads again. Never personal data."""
