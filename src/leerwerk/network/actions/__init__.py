"""What happens to the network: reference lists loaded, employers found or made."""
