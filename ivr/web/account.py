"""The page of a person's own account."""

from flask import Blueprint, render_template

from ivr.web.reception import Reception, admits


def make_account(reception: Reception) -> Blueprint:
    """`/account`."""
    pages = reception.pages("account", __name__)

    @pages.get("/account")
    @admits()
    def shown() -> str:
        return render_template("account.html")

    return pages
