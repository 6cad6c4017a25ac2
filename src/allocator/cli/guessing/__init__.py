"""What `allocator init` is told, shows and asks: a guess, each part of which can be refused."""
