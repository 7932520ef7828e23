"""Every look-up and every opening of material, as this officer may, on the record."""
