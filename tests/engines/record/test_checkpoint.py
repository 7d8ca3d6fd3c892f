"""Signed notes and checkpoints against notes that other programs signed, and against all that may be wrong."""

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tejido.engines.record import (
    Checkpoint,
    CheckpointError,
    KeyType,
    Note,
    NoteError,
    Signature,
    SignatureError,
    SignerKey,
    VerifierKey,
    checkpoint,
)

# The example of Go's package sumdb/note.
PETER_SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
PETER_NOTE = f"""{PETER_TEXT}
— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
"""
ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
ENOCH_LINE = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ="
# The example of the specification c2sp.org/signed-note.
SPECIFIED = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
SPECIFIED_NOTE = """This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
"""
# A checkpoint of Go's checksum database, with lines of a test witness whose key is not known here.
GO = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
GO_CHECKPOINT = """go.sum database tree
15081221
BoMMe1wd25Tco0mYGROkyqxHZWx+hcSCtMV315Lu6Lg=

— sum.golang.org Az3grilD7vQqTrv66jRgKM84Y80KTprrSt4bKmiOPxgmS5ZVBTeCl6dUvjYnN13R+C8j0jGY1WnUADGMkok3U0m2Zgo=
— test.example.com qTGhC3917mAr6hGh+T55tNjxaej/D/GQivJZRIj7XGdAcQOTqfMWIPgp/v/904LEduN/h2sSRtHUJXUL4b9Gm7Bz4Qc=
— test.example.com /Pa7Y/dUvWMAAAAAQVwkQVi81ArPV7BIaQYrMIxyzY0m8a4BdeeBhSKd3PviPK4/3Sd+NKSc5N7PDTCfAkUSVniN+R2oKIggA4iiDQ==
"""  # noqa: E501  a note is given as it was published
# A checkpoint of a public log, cosigned by public witnesses; the first line is of a type (0x05) not known here.
WITNESSED_LOG = "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f"
WITNESSES = [
    "transparency.dev/DEV:witness-little-garden+d8042a87+BCtusOxINQNUTN5Oj8HObRkh2yHf/MwYaGX4CPdiVEPM",
    "witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO",
    "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
    "witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv",
]
WITNESSED = """arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

— arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
— transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
— witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
— witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==
"""  # noqa: E501  a note is given as it was published
WITNESSED_AT = 0x6A122120

LOG = SignerKey("tejido.example/record", bytes(range(32)))
WITNESS = SignerKey("witness.example/w1", bytes(range(1, 33)), KeyType.WITNESS)
STATE = Checkpoint(LOG.name, 12, hashlib.sha256(b"root").digest())


def keys(*vkeys):
    return [VerifierKey.parse(vkey) for vkey in vkeys]


@pytest.mark.parametrize("vkey", [PETER, ENOCH, SPECIFIED, GO, WITNESSED_LOG, *WITNESSES])
def test_vkey_of_others_is_read_and_written_back(vkey):
    key = VerifierKey.parse(vkey)
    assert str(key) == vkey
    assert key.id.hex() == vkey.split("+")[1]


def test_skey_of_go_gives_its_vkey_and_is_written_back():
    secret = SignerKey.parse(PETER_SECRET)
    assert (str(secret.verifier), secret.encode()) == (PETER, PETER_SECRET)


def test_note_is_signed_as_go_signs_it():
    assert str(Note(PETER_TEXT, (SignerKey.parse(PETER_SECRET).sign(PETER_TEXT),))) == PETER_NOTE


@pytest.mark.parametrize(
    ("note", "vkeys"),
    [
        (PETER_NOTE, [PETER]),
        (f"{PETER_NOTE}{ENOCH_LINE}\n", [PETER, ENOCH]),
        (SPECIFIED_NOTE, [SPECIFIED]),
        (GO_CHECKPOINT, [GO]),
    ],
    ids=["go", "go, two keys", "specification", "sum.golang.org"],
)
def test_note_of_others_holds_and_is_written_back(note, vkeys):
    assert Note.parse(note).check(keys(*vkeys)) == dict.fromkeys(keys(*vkeys))
    assert str(Note.parse(note)) == note
    assert Note.parse(note.encode()) == Note.parse(note)


def test_checkpoint_of_go_is_read():
    assert checkpoint.parse(GO_CHECKPOINT).checkpoint == Checkpoint(
        "go.sum database tree",
        15081221,
        base64.b64decode("BoMMe1wd25Tco0mYGROkyqxHZWx+hcSCtMV315Lu6Lg="),
    )


def test_checkpoint_with_public_witnesses_holds():
    signed = checkpoint.verify(WITNESSED, keys(WITNESSED_LOG), keys(*WITNESSES))
    assert signed == {**dict.fromkeys(keys(WITNESSED_LOG)), **dict.fromkeys(keys(*WITNESSES), WITNESSED_AT)}


def test_a_changed_size_breaks_every_public_signature():
    changed = WITNESSED.replace("1432088532", "1432088533")
    for vkey in (WITNESSED_LOG, *WITNESSES):
        with pytest.raises(SignatureError, match="does not hold"):
            Note.parse(changed).check(keys(vkey))


def test_checkpoint_signed_and_read_again_is_the_same():
    note = checkpoint.sign(STATE, LOG)
    assert checkpoint.parse(note).checkpoint == STATE
    assert checkpoint.verify(note, [LOG.verifier]) == {LOG.verifier: None}


def test_checkpoint_keeps_its_extension_lines_under_the_signature():
    extended = Checkpoint(STATE.origin, STATE.size, STATE.root, ("one", "dos líneas"))
    note = checkpoint.sign(extended, LOG)
    assert checkpoint.parse(note).checkpoint == extended
    with pytest.raises(SignatureError):
        checkpoint.verify(note.replace("one\n", ""), [LOG.verifier])


def test_checkpoint_of_the_empty_log_is_read():
    empty = Checkpoint(LOG.name, 0, hashlib.sha256(b"").digest())
    assert checkpoint.parse(checkpoint.sign(empty, LOG)).checkpoint == empty


def test_cosignature_is_over_time_and_text():
    note = checkpoint.cosign(checkpoint.sign(STATE, LOG), WITNESS, time=1679315147)
    signed = checkpoint.verify(note, [LOG.verifier], [WITNESS.verifier])
    assert signed == {LOG.verifier: None, WITNESS.verifier: 1679315147}
    line = Note.parse(note).signatures[1]
    assert line.blob[:8] == (1679315147).to_bytes(8, "big")
    assert WITNESS.verifier.id == hashlib.sha256(b"witness.example/w1\n\x04" + WITNESS.verifier.public).digest()[:4]


def test_later_cosignature_takes_the_place_of_the_earlier_one():
    note = checkpoint.cosign(checkpoint.sign(STATE, LOG), WITNESS, time=1)
    note = checkpoint.cosign(note, WITNESS, time=2)
    assert checkpoint.verify(note, [LOG.verifier], [WITNESS.verifier])[WITNESS.verifier] == 2
    assert len(Note.parse(note).signatures) == 2


def test_cosignature_whose_time_was_changed_fails():
    note = Note.parse(checkpoint.cosign(checkpoint.sign(STATE, LOG), WITNESS, time=5))
    line = note.signatures[1]
    moved = Signature(line.name, line.key_id, (6).to_bytes(8, "big") + line.blob[8:])
    with pytest.raises(SignatureError, match=r"witness\.example/w1"):
        note.adding([moved]).check([WITNESS.verifier])


def test_one_seed_as_log_and_as_witness_gives_two_keys():
    witness = SignerKey(LOG.name, LOG.seed, KeyType.WITNESS)
    note = checkpoint.cosign(checkpoint.sign(STATE, LOG), witness, time=9)
    assert witness.verifier.id != LOG.verifier.id
    assert checkpoint.verify(note, [LOG.verifier], [witness.verifier]) == {
        LOG.verifier: None,
        witness.verifier: 9,
    }


def test_checkpoint_by_an_unknown_key_is_refused():
    with pytest.raises(SignatureError, match="no known key of the log"):
        checkpoint.verify(checkpoint.sign(STATE, LOG), [SignerKey(LOG.name, bytes(32)).verifier])


def test_checkpoint_without_an_asked_for_witness_is_refused():
    with pytest.raises(SignatureError, match=r"witness witness\.example/w1 did not sign"):
        checkpoint.verify(checkpoint.sign(STATE, LOG), [LOG.verifier], [WITNESS.verifier])


def test_a_known_key_whose_signature_fails_refuses_the_note_though_another_holds():
    other = SignerKey(LOG.name, bytes(32))
    note = Note(STATE.text, (LOG.sign(STATE.text), other.sign("another text\n")))
    with pytest.raises(SignatureError, match="does not hold"):
        checkpoint.verify(str(note), [LOG.verifier, other.verifier])


@pytest.mark.parametrize(
    "key", [SignerKey("another.example/log", bytes(32)), SignerKey(LOG.name, bytes(32), KeyType.WITNESS)]
)
def test_a_key_that_is_not_the_logs_may_not_sign(key):
    with pytest.raises(CheckpointError, match="is not the key of the log"):
        checkpoint.sign(STATE, key)


def test_a_logs_key_may_not_cosign():
    with pytest.raises(CheckpointError, match="not the key of a witness"):
        checkpoint.cosign(checkpoint.sign(STATE, LOG), LOG, time=1)


def test_generated_keys_differ_and_are_read_again():
    first, second = SignerKey.generate("a.example"), SignerKey.generate("a.example", KeyType.WITNESS)
    assert first.seed != second.seed
    assert [SignerKey.parse(key.encode()) for key in (first, second)] == [first, second]


def test_a_secret_key_does_not_show_its_seed():
    assert "seed" not in repr(LOG)


@pytest.mark.parametrize(
    ("vkey", "reason"),
    [
        ("", "has the form"),
        ("a+b", "has the form"),
        ("a b+530d903a+" + SPECIFIED.split("+")[2], "not the name of a key"),
        ("+530d903a+" + SPECIFIED.split("+")[2], "not the name of a key"),
        (SPECIFIED.replace("530d903a", "530d903b"), "states the id '530d903b', but its own is 530d903a"),
        (SPECIFIED.replace("530d903a", "530D903A"), "states the id"),
        (SPECIFIED + "=", "not base64"),
        (SPECIFIED[:-1], "not base64"),
        ("a+00000000+AwEB", "neither Ed25519"),
        ("a+00000000+" + base64.b64encode(b"\x02" + bytes(32)).decode(), "neither Ed25519"),
        ("a+00000000+" + base64.b64encode(b"\x01" + bytes(31)).decode(), "neither Ed25519"),
    ],
)
def test_vkey_that_is_malformed_is_refused(vkey, reason):
    with pytest.raises(NoteError, match=reason):
        VerifierKey.parse(vkey)


@pytest.mark.parametrize(
    "skey", ["", PETER, PETER_SECRET[:-4], PETER_SECRET.replace("c74f20a3", "c74f20a4"), "PRIVATE+KEY+a+b"]
)
def test_skey_that_is_malformed_is_refused_without_showing_it(skey):
    with pytest.raises(NoteError) as refused:
        SignerKey.parse(skey)
    assert "AYEKFALV" not in str(refused.value)


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        ("", "no blank line"),
        ("text\n", "no blank line"),
        ("text\n\n", "no signature"),
        (PETER_NOTE[:-1], "does not end in a newline"),
        (PETER_NOTE.replace("— ", "- "), "a signature line has the form"),
        (PETER_NOTE.replace("PeterNeumann x08", "PeterNeumann  x08"), "a signature line has the form"),
        (PETER_NOTE.replace("PeterNeumann", "Peter+Neumann"), "not the name of a key"),
        (PETER_NOTE.replace("nAM=", "nAM"), "not base64"),
        (PETER_NOTE.replace("nAM=", "nAN="), "not base64 in its only form"),
        (PETER_NOTE.replace("x08go/", "x0_go/"), "not base64"),
        ("text\n\n— n AAAAAA==\n", "too short"),
        (PETER_NOTE.replace("\n", "\r\n"), "control character"),
        (PETER_NOTE.replace("your", "yo\0ur"), "control character"),
        (b"\xff" + PETER_NOTE.encode(), "not valid UTF-8"),
        ("\ud800" + PETER_NOTE, "not valid UTF-8"),
        (PETER_NOTE + f"{ENOCH_LINE}\n" * 100, "more than 100 signatures"),
        ("x" * 1_000_001, "longer than"),
    ],
)
def test_note_that_is_malformed_is_refused(note, reason):
    with pytest.raises(NoteError, match=reason):
        Note.parse(note)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("origin\n1\n", "three lines"),
        ("origin\n1\nAAAA", "three lines"),
        ("\n1\nAAAA\n", "not empty"),
        (STATE.text.replace("\n12\n", "\n012\n"), "without leading zeroes"),
        (STATE.text.replace("\n12\n", "\n-1\n"), "without leading zeroes"),
        (STATE.text.replace("\n12\n", "\n１２\n"), "without leading zeroes"),
        (STATE.text.replace("\n12\n", "\n12 \n"), "without leading zeroes"),
        ("origin\n1\nAAAA\n", "32 bytes, not 3"),
        ("origin\n1\n????\n", "root of the checkpoint is not base64"),
        (STATE.text.replace("=", "=="), "not base64"),
        (STATE.text + "\nafter an empty line\n", "not empty"),
    ],
)
def test_text_that_is_no_checkpoint_is_refused(text, reason):
    with pytest.raises(CheckpointError, match=reason):
        Checkpoint.parse(text)


def test_text_of_a_note_may_hold_blank_lines():
    key = SignerKey("a", bytes(32))
    note = Note("one\n\ntwo\n\n", (key.sign("one\n\ntwo\n\n"),))
    assert Note.parse(str(note)) == note


@given(st.integers(0, len(checkpoint.sign(STATE, LOG).encode()) - 1), st.integers(1, 255))
def test_checkpoint_changed_in_any_byte_is_refused(at, difference):
    note = checkpoint.sign(STATE, LOG).encode()
    changed = note[:at] + bytes([note[at] ^ difference]) + note[at + 1 :]
    with pytest.raises(NoteError):
        checkpoint.verify(changed, [LOG.verifier])
