"""The people of a matter: its register, and who is who as its officers say."""
