"""The file of a key that is kept off the site: public halves in clear, private halves locked by a passphrase.

It is text, so that it can be printed and typed in again; lines that begin with # are for people.
"""

from dataclasses import dataclass, field

from tejido.engines.sealing import printed
from tejido.engines.sealing.keys import OPS, Pair, SigningPair, fingerprint, lock, unlock
from tejido.engines.sealing.refusal import CannotOpen

FIRST_LINE = "tejido1 key"
MOST_BYTES = 64 * 1024
MEM = 256 * 1024 * 1024  # bytes of memory of Argon2id: such a key is opened seldom, and paper is found


class NotAKeyFile(ValueError):  # noqa: N818  reads as a sentence
    """The text is no key file, or was typed wrongly: `line` is the line of the locked part at fault, or 0."""

    def __init__(self, line: int = 0) -> None:
        super().__init__("this is not a key file, or it was typed wrongly")
        self.line = line


@dataclass(frozen=True)
class KeyFile:
    """What such a file holds. `signing` is empty in a key that only opens, such as a recovery key."""

    public: bytes
    signing: bytes
    locked: bytes = field(repr=False)

    @property
    def fingerprint(self) -> str:
        """Give the fingerprint of its public halves."""
        return fingerprint(self.public, self.signing)

    def unlock(self, passphrase: str) -> tuple[Pair, SigningPair | None]:
        """Give the pairs. Raises CannotOpen for a wrong passphrase, or where the halves do not belong together."""
        secret = unlock(self.locked, passphrase)
        if len(secret) != 32 + len(self.signing):
            raise CannotOpen
        try:
            return Pair(secret[:32], self.public), SigningPair(secret[32:], self.signing) if self.signing else None
        except ValueError:
            raise CannotOpen from None

    def text(self, remarks: str = "") -> str:
        """Write the file; each line of `remarks` becomes a line that begins with #."""
        lines = [FIRST_LINE, *(f"# {line}".rstrip() for line in remarks.splitlines())]
        lines += [f"public {printed.write_public(self.public)}"]
        lines += [f"signing {printed.write_public(self.signing)}"] if self.signing else []
        lines += [f"fingerprint {self.fingerprint}", "locked", *printed.write_lines(self.locked)]
        return "".join(f"{line}\n" for line in lines)


def make(pair: Pair, signing: SigningPair | None, passphrase: str, *, ops: int = OPS, mem: int = MEM) -> KeyFile:
    """Lock the private halves of a key with a passphrase."""
    secret = pair.private + (signing.private if signing else b"")
    return KeyFile(pair.public, signing.public if signing else b"", lock(secret, passphrase, ops=ops, mem=mem))


def read(text: str) -> KeyFile:
    """Read a key file. Raises NotAKeyFile, also where the fingerprint is not that of the keys."""
    lines = [line.strip() for line in text.splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    if not lines or lines[0] != FIRST_LINE or "locked" not in lines:
        raise NotAKeyFile
    at = lines.index("locked")
    words = dict(line.partition(" ")[::2] for line in lines[1:at])
    try:
        public = printed.read_public(words.pop("public", ""))
        signing = printed.read_public(words.pop("signing")) if "signing" in words else b""
        read_ = KeyFile(public, signing, printed.read_lines(lines[at + 1 :]))
    except printed.Misread as problem:
        raise NotAKeyFile(problem.line) from None
    if words != {"fingerprint": read_.fingerprint}:
        raise NotAKeyFile
    return read_
