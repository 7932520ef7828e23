"""What all office packages share: a safe zip, safe XML, words that stand in pieces, embedded pictures."""
