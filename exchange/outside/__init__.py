"""The world past our walls, other than the vault.

Letters and the malware scanner. They satisfy protocols that casework states;
casework never imports them.
"""
