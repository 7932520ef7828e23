"""Pages of HTML: taken apart to what a reader sees, and written anew from that alone. Runs in a child."""
