"""The page of the first steps: who may do what, and what bad input comes to."""

import io
import re
import time
import zipfile
from http import HTTPStatus

import pytest

from layers.towns import found_town
from webmap.pages.first_steps_reasons import sentence
from webmap.permits import permits

HTML = {"Accept": "text/html", "Accept-Language": "en"}
LAYER = "/first-steps/layers/communities"


class Visitor:
    """Somebody at a browser of their own."""

    def __init__(self, app):
        self.app, self.client = app, app.test_client()
        self.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"

    def see(self, path="/first-steps"):
        """Open a page, and give its text."""
        return self.client.get(path, headers=HTML).get_data(as_text=True)

    def csrf(self, path="/first-steps"):
        """The guard of the page's forms."""
        return re.search(r'name="csrf_token" value="([^"]+)"', self.see(path)).group(1)

    def admit(self):
        """Follow a new link."""
        with self.app.app_context():
            token = permits().issue()
        page = f"/first-steps?permit={token}"
        self.client.post("/first-steps/permit", data={"permit": token, "csrf_token": self.csrf(page)})
        return self

    def send(self, method, path, **rest):
        """Ask for a change, as the page's script does."""
        return self.client.open(path, method=method, headers={"X-CSRFToken": self.csrf()}, **rest)

    def outcome(self):
        """Wait for what came of the work on the communities."""
        until = time.monotonic() + 120
        while (state := self.client.get(LAYER).json)["state"] == "working" and time.monotonic() < until:
            time.sleep(0.1)
        return state["outcome"]


@pytest.fixture
def serve(make_app, tmp_path):
    """Serve a database from a folder of its own, with a secret."""
    return lambda database, **settings: make_app(
        database, **({"SECRET_KEY": "s", "DATA_DIR": tmp_path} | settings)
    )


@pytest.fixture
def own_town(database):
    """An own, empty town."""
    with database.write() as session:
        found_town(session, "100", "Own <b>")
    return database


@pytest.fixture
def founder(own_town, serve):
    """Who may set up an own town."""
    return Visitor(serve(own_town)).admit()


def test_an_empty_database_opens_on_the_first_steps(database, serve):
    page = Visitor(serve(database)).see("/")

    assert "First steps for a town of your own" in page
    assert "flask first-steps" in page


def test_the_sample_town_says_how_to_leave_it(client):
    page = client.get("/first-steps", headers=HTML).get_data(as_text=True)

    assert "export DATA_DIR=" in page
    assert "flask serve" in page
    assert "<form" not in page


def test_a_link_is_used_up_by_a_form_and_not_by_looking_at_it(database, serve):
    visitor = Visitor(serve(database))
    with visitor.app.app_context():
        token = permits().issue()
    page = f"/first-steps?permit={token}"

    assert visitor.see(page) and visitor.see(page)
    visitor.client.post("/first-steps/permit", data={"permit": token, "csrf_token": visitor.csrf(page)})

    assert "Found the town" in visitor.see()
    cookie = visitor.client.get_cookie("session")
    assert (cookie.http_only, cookie.same_site) == (True, "Lax")

    other = Visitor(visitor.app)
    other.client.post("/first-steps/permit", data={"permit": token, "csrf_token": other.csrf(page)})
    assert "has been used" in other.see()


def test_the_session_cookie_travels_only_encrypted_where_the_page_does(database, serve):
    page = serve(database).test_client().get("/first-steps?permit=x", base_url="https://town.example")

    assert "Secure" in page.headers["Set-Cookie"]


def test_a_town_is_founded_by_a_form(database, serve):
    founder = Visitor(serve(database)).admit()
    form = {"code": "12a", "name": "Own", "csrf_token": founder.csrf()}

    refused = founder.client.post("/first-steps/town", data=form, headers=HTML)
    assert refused.status_code == HTTPStatus.CONFLICT
    assert "made of digits" in refused.get_data(as_text=True)

    founder.client.post("/first-steps/town", data=form | {"code": "100"})
    assert "Own: first steps" in founder.see()
    again = founder.client.post("/first-steps/town", data=form | {"code": "200"}, headers=HTML)
    assert "There is a town here already" in again.get_data(as_text=True)


def test_nothing_is_written_without_the_guard_of_the_form(founder):
    for method, path in (("POST", "/first-steps/town"), ("PUT", f"{LAYER}/file"), ("DELETE", LAYER)):
        refused = founder.client.open(path, method=method, data=b"x")

        assert refused.status_code == HTTPStatus.FORBIDDEN
        assert refused.mimetype == "application/problem+json"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/first-steps/town"),
        ("POST", "/first-steps/finish"),
        ("POST", "/first-steps/plans/1/publish"),
        ("PUT", f"{LAYER}/file?name=a.csv"),
        ("POST", f"{LAYER}/work"),
        ("DELETE", f"{LAYER}/work"),
        ("DELETE", LAYER),
    ],
)
def test_nobody_without_a_permit_changes_anything(own_town, town, serve, method, path):
    guard = {"WTF_CSRF_ENABLED": False}
    for database, status in ((own_town, HTTPStatus.UNAUTHORIZED), (town, HTTPStatus.FORBIDDEN)):
        app = serve(database)
        app.config.update(guard)
        refused = app.test_client().open(path, method=method, data=b"x")

        assert (refused.status_code, refused.mimetype) == (status, "application/problem+json")


def test_nobody_without_a_permit_sees_what_lies_on_the_desk(own_town, serve):
    for path in (LAYER, f"{LAYER}/rejected", f"{LAYER}/repaired"):
        assert (
            serve(own_town, PUBLIC_READ=True).test_client().get(path).status_code == HTTPStatus.UNAUTHORIZED
        )


def test_a_closed_town_shows_only_how_to_begin(own_town, serve):
    visitor = Visitor(serve(own_town))

    assert "Own &lt;b&gt;" not in visitor.see()
    assert visitor.client.get("/api/plans").status_code == HTTPStatus.UNAUTHORIZED


def test_who_sets_up_a_closed_town_may_look_at_it(founder):
    assert founder.client.get("/api/plans").status_code == HTTPStatus.OK
    assert "Own &lt;b&gt;: first steps" in founder.see("/")


def test_ending_the_setup_ends_the_permit(founder):
    assert founder.send("POST", "/first-steps/finish").status_code == HTTPStatus.FOUND

    assert "You can read this, but not load anything" in founder.see()
    assert founder.client.get(LAYER).status_code == HTTPStatus.UNAUTHORIZED


def test_a_file_of_another_secret_is_no_permit(own_town, serve):
    founder = Visitor(serve(own_town)).admit()
    cookie = founder.client.get_cookie("session").value
    other = serve(own_town, SECRET_KEY="another").test_client()
    other.set_cookie("session", cookie)

    assert other.get(LAYER).status_code == HTTPStatus.UNAUTHORIZED


def test_the_commands_print_a_link_and_revoke_it(own_town, serve):
    app = serve(own_town, PORT=5123)
    printed = app.test_cli_runner().invoke(args=["first-steps"]).output
    link = re.search(r"http://127\.0\.0\.1:5123(/first-steps\?permit=\S+)", printed).group(1)

    assert "Begin" in Visitor(app).see(link)
    assert "has ended" in app.test_cli_runner().invoke(args=["first-steps", "--revoke"]).output
    visitor = Visitor(app)
    token = link.partition("=")[2]
    visitor.client.post("/first-steps/permit", data={"permit": token, "csrf_token": visitor.csrf(link)})
    assert "has been used, or is too old" in visitor.see()


def test_no_link_is_printed_for_the_sample_town(town, serve):
    refused = serve(town).test_cli_runner().invoke(args=["first-steps"])

    assert refused.exit_code == 1
    assert "sample town" in refused.stderr


def test_an_unknown_layer_order_or_option_is_refused(founder):
    assert founder.client.get("/first-steps/layers/..%2f..%2fetc").status_code == HTTPStatus.NOT_FOUND
    assert founder.client.get("/first-steps/layers/unknown").status_code == HTTPStatus.NOT_FOUND
    for body in ({"action": "rm"}, {"action": "try", "options": {"source": "x"}}, {}, []):
        refused = founder.send("POST", f"{LAYER}/work", json=body)
        assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    nothing = founder.send("POST", f"{LAYER}/work", json={"action": "try"})
    assert (nothing.status_code, nothing.json["reason"]) == (HTTPStatus.CONFLICT, "no_file")
    no_repair = founder.send("POST", f"{LAYER}/work", json={"action": "take_repaired"})
    assert no_repair.status_code == HTTPStatus.CONFLICT


def test_a_file_beyond_the_limit_is_refused_and_a_larger_body_elsewhere_too(own_town, serve):
    founder = Visitor(serve(own_town, MAX_UPLOAD_MB=1)).admit()

    refused = founder.send("PUT", f"{LAYER}/file?name=a.csv", data=b"x" * 1_000_001)

    assert refused.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert founder.client.get(LAYER).json == {"state": "none"}


def test_a_file_may_be_larger_than_other_bodies(founder):
    sent = founder.send("PUT", f"{LAYER}/file?name=a.csv", data=b"code,name\n" * 2_000_000)

    assert (sent.status_code, sent.json["state"]) == (HTTPStatus.CREATED, "waiting")


def bomb():
    """An archive that would grow beyond all bounds."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"0" * 50_000_000)
    return packed.getvalue()


def outside():
    """An archive that names a place outside itself."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../a.csv", b"code,name\n1,a\n")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("../../../a.zip", bomb(), "no honest file"),
        ("a.zip", outside(), "outside itself"),
        ("a.exe", b"MZ", "are not read"),
        (
            "a.geojson",
            b"<VRTDataset><SourceFilename>/etc/passwd</SourceFilename></VRTDataset>",
            "cannot be read",
        ),
    ],
)
def test_a_hostile_file_is_refused_in_words(founder, name, content, told):
    founder.send("PUT", f"{LAYER}/file?name={name}", data=content)
    founder.send("POST", f"{LAYER}/work", json={"action": "take"})

    assert told in founder.outcome()["refusal"]["text"]


def test_reasons_are_told_in_the_readers_language(founder):
    rows = b'code,name,households,wkt\n1,,,"POINT (1 1)"\n2,a,x,"POLYGON ((1 1, 2 1, 2 2, 1 1))"\n3,,,\n'
    founder.send("PUT", f"{LAYER}/file?name=a.csv", data=rows)
    founder.send("POST", f"{LAYER}/work", json={"action": "try"})
    founder.outcome()
    founder.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "zh-CN"

    reasons = [row["reason"] for row in founder.outcome()["report"]["rows"]]

    assert reasons == ["几何类型是 Point，不是面", "households 列的“x”不是数字", "几何缺失或损坏"]


@pytest.mark.parametrize(
    ("english", "told"),
    [
        (
            "The positions seem to be in another frame: 1. To read them so: --crs GCJ-02.",
            "much better as GCJ-02",
        ),
        (
            "The positions seem to be in another frame: 1. To read them so: --crs WGS-84 and swap --x and --y.",
            "may be swapped",
        ),
        ("Cannot tell whether WGS-84 is right: only 3 different positions.", "Too little is known"),
        ("A sentence that nobody has heard.", "A sentence that nobody has heard."),
    ],
)
def test_a_shift_is_told_with_what_to_do_about_it(app, english, told):
    with app.test_request_context(headers=HTML):
        assert told in sentence(english)


def test_texts_of_a_file_come_back_as_text(founder):
    founder.send(
        "PUT", f"{LAYER}/file?name=<img src=x>.csv", data=b'code,name,wkt\n<script>,,"POINT (1 1)"\n'
    )
    founder.send("POST", f"{LAYER}/work", json={"action": "try"})

    outcome = founder.outcome()
    assert outcome["report"]["rows"][0]["values"] == ["<script>"]
    page = founder.see()
    assert "<script>," not in page
    assert founder.client.get(LAYER).mimetype == "application/json"
