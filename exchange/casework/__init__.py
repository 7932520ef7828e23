"""What officers do, one room for each stretch of the journey, one file per act."""
