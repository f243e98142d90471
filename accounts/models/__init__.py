"""The models of members; this is their front door."""

from .first_admin import FirstAdminLink
from .member import MemberManager, User

__all__ = ["FirstAdminLink", "MemberManager", "User"]
