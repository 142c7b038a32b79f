"""Sites set side by side."""
