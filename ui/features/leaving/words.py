"""The words of leaving: what each step does, before it is done, and what each file is."""

from __future__ import annotations

from collections.abc import Mapping

from trustapp.services.leaving import Situation, Standing
from trustapp.services.remains import Remain, RemainKind
from trustapp.words import _


def first_words(situation: Situation) -> tuple[str, ...]:
    """What stands before everything else."""
    if situation.standing is Standing.ALONE:
        seen = _(
            "Nothing here needs anyone’s approval, and the program sends nothing to anybody. But whoever "
            "uses this computer may notice that something is gone, or find files that you saved."
        )
    else:
        seen = _(
            "Nothing here needs anyone’s approval, and the program sends nothing to anybody. But what "
            "changes can be seen: the other person’s own pages show that you left, and on which day; and "
            "your place on the first page goes when you delete your space."
        )
    return (
        seen,
        _(
            "If you are afraid of how somebody may react, look at help and safety first, save your "
            "things, and choose the moment. Nothing on this page has to be done today."
        ),
    )


def export_words() -> tuple[str, ...]:
    """What an export holds, and what it is not."""
    return (
        _(
            "Your answers, notes and own items, what you said in the shared space, and of the agreement "
            "what may stand on paper: as pages to read (Markdown) and once more for other programs "
            "(JSON). Of your partner there is nothing in it that a paper would not show, and there are "
            "no signatures and no times of day."
        ),
        _(
            "The files are not sealed. Whoever can open the folder can read them; other programs may "
            "list them or copy them elsewhere. A stick that you keep with you is a better place than "
            "this computer."
        ),
    )


def leave_words(situation: Situation) -> tuple[str, ...]:
    """What leaving does, for the person who may do it, or did."""
    name = situation.partner or _("the other person")
    if situation.replaced:
        return (
            _(
                "Somebody has begun anew in your place, and the shared space no longer opens with these "
                "keys. Your limits and needs stay there as you last stated them; what had been opened "
                "has ended."
            ),
            _("Your own space stays as it is: to read, to take with you, or to delete."),
        )
    if situation.standing is Standing.AWAY:
        return (
            _(
                "You left the shared space. Your openings and offers have ended; your limits and needs "
                "stay there as you last stated them. Its key is no longer among yours."
            ),
            _(
                "There is no way back into it. To share again, both of you begin anew, with a new "
                "invitation and without anything that was opened before."
            ),
        )
    if situation.standing is Standing.STAYS:
        return (
            _(
                "{name} left the shared space. You can go on reading it, print what may stand on paper, "
                "and state limits, for as long as you like. Nothing can be opened there any more."
            ).format(name=situation.partner or _("The other person")),
            _("You can leave it too. Your own space stays as it is."),
        )
    return (
        _(
            "Every opening and every offer of yours ends at once, for good. Past versions that {name} "
            "keeps show them no more. Your limits and needs stay there as you last stated them, and "
            "{name} keeps what they said themselves."
        ).format(name=name),
        _(
            "Your own space stays: answers, notes, settings. The shared space goes from your pages, and "
            "its key from your keys. This cannot be undone: to share again, both of you begin anew."
        ),
        _(
            "What {name} saw, printed or copied stays with them. With other tools and their own key they "
            "could still find in the shared file what you had said yes to."
        ).format(name=name),
    )


def delete_words(situation: Situation) -> tuple[str, ...]:
    """What deleting does, and what may remain all the same."""
    first = (
        _(
            "Everything of this program in this folder goes, for good: your space, your keys, the copies "
            "that the program made. The first page is as on the first day."
        )
        if situation.last
        else _(
            "Your space, your keys and everything of yours in the copies that the program made go, for "
            "good; if you have not left the shared space, you leave it with this. The first page then "
            "shows the other space alone. The other person’s space stays, and the shared file with your "
            "limits as you last stated them."
        )
    )
    return (
        first,
        _(
            "Each file is overwritten where it lies and then removed, the keys first. If the computer "
            "stops in between, the program finishes it at its next start."
        ),
        _(
            "What this cannot reach: old blocks that a solid-state disk or memory stick keeps, snapshots "
            "and backups of the computer, copies that somebody made, files that you exported, papers, "
            "and what others remember."
        ),
    )


def remains_words(situation: Situation) -> str:
    """Where the files lie."""
    where = _(
        "These files lie in {folder}. The program keeps nothing elsewhere. What you printed, saved or "
        "exported lies where you put it, and a printer may keep its own copies."
    ).format(folder=situation.folder)
    if not any(one.left for one in situation.remains):
        return where
    before = _(
        "Files of a member from before stay, unread, until that person deletes them: in the program with "
        "their own key, or by hand where the key is lost."
    )
    return f"{where} {before}"


def _kinds() -> Mapping[RemainKind, str]:
    return {
        RemainKind.HEADER: _(
            "who belongs here: names, colours and public keys; can be read without a passphrase"
        ),
        RemainKind.KEYS: _("keys, locked by passphrase and recovery sheet"),
        RemainKind.SPACE: _("a private space, encrypted"),
        RemainKind.PICTURES: _("pictures of a private space, encrypted"),
        RemainKind.SEAL: _("how a space was left, to notice if it was put back"),
        RemainKind.SHEET: _("a sheet for opening together; nothing but chance while none is released"),
        RemainKind.STOP: _("room for what ends or suspends and cannot wait; nothing but chance otherwise"),
        RemainKind.TRIES: _("passphrases that did not open, when, for the owner alone"),
        RemainKind.SHARED: _("the shared space, encrypted with the shared key"),
        RemainKind.SHARED_PICTURES: _("pictures of the shared space, encrypted"),
        RemainKind.ASIDE: _("a shared file that could not be read and was put aside"),
        RemainKind.BACKUP: _("a copy that the program made, as encrypted as the files in it"),
        RemainKind.DEVICE: _("light or dark, text size, language; nothing personal"),
        RemainKind.LOCK: _("empty; keeps two programs apart"),
        RemainKind.UNFINISHED: _("what an interrupted step left; it goes by itself"),
        RemainKind.OTHER: _("not made by this program; it is never touched"),
    }


def remain_words(remain: Remain) -> str:
    """What a file is, in plain words."""
    return _kinds()[remain.kind]


def whose_words(remain: Remain) -> str:
    """Whose it is, and how large."""
    whose = {True: _("yours"), False: _("the other person’s"), None: ""}[remain.mine]
    if remain.left:
        whose = _("of a member from before")
    kib = -(-remain.size // 1024)
    size = _("{n} KiB").format(n=kib) if kib < 1024 else _("{n} MiB").format(n=round(kib / 1024))
    return f"{whose}, {size}" if whose else size
