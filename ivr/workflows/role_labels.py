"""The words for what a person does, for pages and mails."""

from collections.abc import Collection, Mapping

from ivr.domain.people import Role

LABELS: Mapping[Role, str] = {
    Role.OFFICER: "petugas",
    Role.OPERATOR: "operator",
    Role.COORDINATOR: "koordinator",
    Role.LEADER: "ketua tim",
    Role.ADMIN: "administrator",
}


def roles_in_words(roles: Collection[Role]) -> str:
    """`petugas`, `petugas dan koordinator`, `petugas, koordinator dan administrator`."""
    *most, last = [LABELS[role] for role in Role if role in roles] or ["anggota"]
    return f"{', '.join(most)} dan {last}" if most else last
