"""The exchange: what officers of the parties do with material, floor by floor."""
