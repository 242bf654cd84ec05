"""What the coder knows: data files, their models, and the tables compiled from them."""
