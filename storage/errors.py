"""What can go wrong with sealed bytes.

    StorageError                 code, sentence, next_step
    ├── SealBroken               the bytes are not the bytes that were sealed: never open, never retry
    ├── KeyUnknown               there is no key for this object, and no record that one was destroyed
    ├── ObjectDestroyed          its key was destroyed on purpose; it can never be opened again
    ├── ObjectMissing            the key is there and the sealed bytes are not
    ├── ObjectTooLarge           more bytes than the sealed format accepts
    ├── ShelfUnreachable         the store did not answer in time, or answered with a fault
    ├── ShelfFull                the store has no room left
    ├── KeyStoreUnreachable      the key store did not answer, or is locked by another process
    └── KeyringLocked            the passphrase is wrong, or the keyring is missing or damaged

No message names a key, a file, a matter or a party: messages are logged and shown.
"""


class StorageError(Exception):
    """A fault or refusal of the store. `next_step` says what the reader can do."""

    code = "storage-error"
    said = "The store could not do what was asked."
    advice = "Try again. If it happens again, call whoever looks after this service."

    def __init__(self, sentence: str | None = None, *, next_step: str | None = None) -> None:
        self.sentence = sentence or self.said
        self.next_step = next_step or self.advice
        super().__init__(self.sentence)


class SealBroken(StorageError):
    code = "seal-broken"
    said = "The stored bytes are not the bytes that were sealed. Nothing was opened."
    advice = "Do not use this item. Tell whoever looks after this service, who can restore it from the second copy."


class KeyUnknown(StorageError):
    code = "key-unknown"
    said = "There is no key for this item, and no record that its key was destroyed."
    advice = "Tell whoever looks after this service: the key store may be an old copy."


class ObjectDestroyed(StorageError):
    code = "object-destroyed"
    said = "This item was destroyed. It cannot be opened again."
    advice = "The record of it stays. Ask the records officer for the certificate of destruction."


class ObjectMissing(StorageError):
    code = "object-missing"
    said = "The sealed bytes of this item are not in the store."
    advice = "Tell whoever looks after this service, who can restore it from the second copy."


class ObjectTooLarge(StorageError):
    code = "object-too-large"
    said = "This item is larger than the store accepts (8 GiB). Nothing was kept."
    advice = "Split it into smaller files and upload each."


class ShelfUnreachable(StorageError):
    code = "shelf-unreachable"
    said = "The document store did not answer. Nothing was changed."
    advice = "Try again in a few minutes. If it happens again, call whoever looks after this service."


class ShelfFull(StorageError):
    code = "shelf-full"
    said = "The document store has no room left. Nothing was kept."
    advice = "Call whoever looks after this service: more space is needed before anything can be uploaded."


class KeyStoreUnreachable(StorageError):
    code = "key-store-unreachable"
    said = "The key store did not answer. Nothing was changed."
    advice = "Try again in a few minutes. If it happens again, call whoever looks after this service."


class KeyringLocked(StorageError):
    code = "keyring-locked"
    said = "The keyring did not open with this passphrase."
    advice = "Check the passphrase file in the configuration, and that the keyring is the one made with it."
