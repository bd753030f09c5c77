"""Who may change whom: a coordinator keeps the people of the own hotline, an administrator everybody."""

from dataclasses import dataclass

from ivr.domain.people import Person, Role
from ivr.domain.scope import Scope

_KEEPING = (Role.ADMIN, Role.COORDINATOR)
EMAIL_IN_USE = (
    "{name} sudah memakai alamat e-mail ini. Penggantiannya hanya oleh administrator, karena siapa yang menerima "
    "suratnya dapat masuk atas nama {name}."
)
_ABOVE_OTHERS = frozenset({Role.COORDINATOR, Role.LEADER})


@dataclass(frozen=True)
class Keeper:
    """Who changes people, and whom they can see at all."""

    person: Person
    scope: Scope

    @property
    def is_admin(self) -> bool:
        """Whether administrators are theirs to make and to change."""
        return Role.ADMIN in self.person.roles


def may_change(keeper: Keeper, person: Person) -> bool:
    """Whether somebody's particulars are the keeper's to change; only administrators change administrators."""
    return keeper.is_admin or Role.ADMIN not in person.roles


def why_not(
    keeper: Keeper, before: Person | None, after: Person, *, has_other_admin: bool, has_come_in: bool = False
) -> str | None:
    """Why this change is not the keeper's to make, in Indonesian; None when it is.

    `before` is None for a new person; `has_other_admin`: an active administrator besides this person. So that nobody
    locks everybody out, the last administrator stays one, and nobody takes the keys from themselves. Whoever has
    somebody's e-mail address sets their password, and reads then as them what is confidential; so coordinators
    correct the addresses of those who never came in (`has_come_in`), and no others', nor their equals', nor do they
    make them officers first in order to.
    """
    if before is not None and not may_change(keeper, before):
        return "Data administrator hanya dapat diubah oleh administrator."
    if not may_change(keeper, after):
        return "Peran admin hanya dapat diberikan oleh administrator."
    if before is None:
        return None
    if before.id != keeper.person.id and not keeper.is_admin:
        if before.email != after.email and before.roles & _ABOVE_OTHERS:
            return "Alamat e-mail koordinator dan ketua hanya dapat diganti oleh administrator."
        if before.email != after.email and has_come_in:
            return EMAIL_IN_USE.format(name=before.name)
        if Role.COORDINATOR in before.roles - after.roles:
            return "Peran koordinator hanya dapat dicabut oleh administrator."
    if before.id == keeper.person.id:
        if not after.is_active:
            return "Anda tidak dapat menonaktifkan diri sendiri. Mintalah koordinator atau administrator lain."
        for role in _KEEPING:
            if role in before.roles and role not in after.roles:
                return f"Anda tidak dapat melepas peran {role} dari diri sendiri. Mintalah administrator lain."
    if _is_active_admin(before) and not _is_active_admin(after) and not has_other_admin:
        return f"{before.name} administrator aktif yang terakhir. Tetapkan administrator lain dahulu."
    return None


def _is_active_admin(person: Person) -> bool:
    return person.is_active and Role.ADMIN in person.roles
