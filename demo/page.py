"""The demonstration's page: a telephone, the officers' handsets, and what becomes of a call."""

from flask import Blueprint, Response, abort, render_template, request

from demo.desks import desks_of
from demo.doorman import HEADERS, why_refused
from demo.stage import Stage


def make_page(stage: Stage) -> Blueprint:
    """The blueprint at `/`, with its scripts and styles under /demo/static."""
    page = Blueprint(
        "demo_page", __name__, template_folder="templates", static_folder="static", static_url_path="/demo/static"
    )

    @page.before_request
    def guard() -> None:
        if why_refused(request):
            abort(403)

    @page.after_request
    def add_headers(response: Response) -> Response:
        response.headers.update(HEADERS)
        return response

    @page.get("/")
    def telephone() -> str:
        return render_template("telephone.html", hotline=stage.hotline.name, desks=desks_of(stage))

    return page
