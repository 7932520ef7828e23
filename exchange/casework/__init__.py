"""What officers do, one file per act, in the order of the journey."""
