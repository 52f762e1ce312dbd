"""What rules look at: each module registers subjects and answers them for a page."""
