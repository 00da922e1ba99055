"""What make calls besides the application: setting up, and the pictures of the documentation."""
