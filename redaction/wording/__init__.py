"""Terms as they are written: how they are spelt, found again, compared, and marked as gone."""
