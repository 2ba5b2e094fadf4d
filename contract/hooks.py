"""What schemathesis needs to know of Event Booking: who asks, and what there is to ask for.

`ROLE` names who asks. Everything else is found out through the API itself: tokens, and the events,
people and messages that addresses and bodies can name.
"""

import hashlib
import itertools
import json
import os
import time
import urllib.request
import uuid
from datetime import date, timedelta

import schemathesis

API = os.environ["SERVER"] + "/api/v1"
PASSWORD = "paper lantern by the lake"

# Who asks, and the account of the demo data with which they do. One line makes another role.
ROLES = {
    "guest": None,
    "user": "amelie",
    "creator": "lena",
    "admin": "uschi",
}
ROLE = os.environ["ROLE"]
LOGIN = ROLES[ROLE]

# Whoever does this is not who they were, or nobody any more: each call gets an account of its own,
# so that the others go on.
SPENDS_THE_ACCOUNT = {
    "change_password",
    "delete_account",
    "end_other_sessions",
    "end_session",
    "log_out",
    "update_own_profile",
}
numbers = itertools.count()


def ask(method, path, body=None, token=None):
    """One request of ours; the JSON of the answer, if there is any."""
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(API + path, data, headers, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        text = answer.read()
    return json.loads(text) if text else None


def tokens(login):
    return ask("POST", "/auth/token", {"login": login, "password": PASSWORD})


def log_in(login):
    return tokens(login)["access_token"]


def new_name():
    return f"fresh-{os.getpid() % 100000}-{next(numbers)}"


def register():
    """An account that waits for its confirmation: its name, and the key for that."""
    name = new_name()
    body = {"username": name, "email": f"{name}@example.org", "password": PASSWORD}
    registered = ask("POST", "/auth/register", body)
    return name, registered["confirmation"]["link"].split("hash=")[1]


def new_account():
    """The name of somebody who has just registered."""
    name, key = register()
    ask("POST", "/auth/confirm", {"hash": key})
    return name


def reset_key():
    """What is in a link to a new password."""
    notice = ask("POST", "/auth/password/forgot", {"email": f"{new_account()}@example.org"})
    return notice["link"].split("hash=")[1]


def new_event(token):
    body = {
        "title": "Choir without talent",
        "description": "Two hours of loud, happy, badly tuned singing.",
        "date": f"{date.today() + timedelta(days=30)}",
        "visibility": "public",
    }
    return ask("POST", "/events", body, token)["id"]


def things():
    """What addresses can name: for each parameter, things that are there."""
    token = LOGIN and log_in(LOGIN)
    events = [event["id"] for event in ask("GET", "/events?limit=30", token=token)["items"]]
    people = ["lena", "amelie", "murat", "giulia"]
    if LOGIN:
        own = ask("GET", f"/users/{LOGIN}/events?limit=20", token=token)["items"]
        booked = ask("GET", "/bookings?limit=10", token=token)["items"]
        mine = [event["id"] for event in own]
        mine += [booking["event"]["id"] for booking in booked]
        for person in people:
            if person != LOGIN:
                ask("POST", f"/conversations/{person}/messages", {"text": "Hello!"}, token)
        events = list(dict.fromkeys(mine[:16] + events[:8]))
    pictures = [
        (event["id"], event["picture"]["small"]["address"].rsplit("/", 1)[1])
        for event in ask("GET", "/events?limit=50", token=token)["items"]
        if event.get("picture")
    ]
    feeds = []
    if LOGIN:
        address = ask("POST", "/users/me/calendar-feed", token=token)["address"]
        feeds = [address.rsplit("/", 1)[1].removesuffix(".ics")]
    return events, people, pictures, feeds


EVENTS, PEOPLE, PICTURES, FEEDS = things()

# What was made on the way. Whoever follows a link to it wants that, and nothing else.
CREATED = set()


def choose(known, drawn):
    """One of the things that are there, always the same one for what was drawn; and now and then
    what was drawn itself."""
    digest = hashlib.sha256(repr(drawn).encode()).digest()
    if drawn in known or not known or digest[0] % 8 == 0:
        return drawn
    return known[digest[1] % len(known)]


def is_uuid(text):
    try:
        return str(uuid.UUID(text)) == text.lower()
    except (AttributeError, TypeError, ValueError):
        return False


def is_positive(case):
    return case.meta is None or case.meta.generation.mode.is_positive


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """Addresses get examples of things that are there."""
    for path, item in raw_schema["paths"].items():
        for operation in item.values():
            for parameter in operation.get("parameters", []):
                known = []
                if parameter["in"] == "path" and parameter["name"] == "username":
                    known = PEOPLE
                if "/events/{id}" in path and parameter["name"] == "id":
                    known = EVENTS[:6]
                if known:
                    parameter.pop("example", None)
                    parameter["examples"] = {
                        f"known-{number}": {"value": value} for number, value in enumerate(known)
                    }


@schemathesis.hook
def map_case(context, case):
    """What fits gets a chance to find something; what does not fit stays as it is."""
    if not is_positive(case):
        return case
    parameters = case.path_parameters or {}
    operation = case.operation.definition.raw["operationId"]
    if "file" in parameters and is_uuid(parameters.get("id")):
        found = choose(PICTURES, parameters["file"])
        if isinstance(found, tuple):
            parameters["id"], parameters["file"] = found
    elif "/events/{id}" in case.operation.path and is_uuid(parameters.get("id")):
        if parameters["id"] not in CREATED:
            parameters["id"] = choose(EVENTS, parameters["id"])
    if "username" in parameters:
        parameters["username"] = choose(PEOPLE, parameters["username"])
    if "token" in parameters:
        parameters["token"] = choose(FEEDS, parameters["token"])
    # Whatever version it is, or else the one that was drawn.
    if operation == "update_event" and choose([True], case.body) is True:
        case.headers = {**(case.headers or {}), "If-Match": "*"}
    if isinstance(case.body, dict):
        fill_in(operation, case.body)
    return case


def fill_in(operation, body):
    """What only somebody can know who was told before."""
    known = {
        "log_in": lambda: {"login": "lena", "password": PASSWORD},
        "create_token": lambda: {"login": "lena", "password": PASSWORD},
        "refresh_token": lambda: {"refresh_token": tokens("lena")["refresh_token"]},
        "change_password": lambda: {"current_password": PASSWORD},
        "delete_account": lambda: {"password": PASSWORD},
        "register_account": lambda: {"username": new_name(), "email": f"{new_name()}@example.org"},
        "update_own_profile": lambda: {"username": new_name()} if "username" in body else {},
        "confirm_account": lambda: {"hash": register()[1]},
        "reset_password": lambda: {"hash": reset_key()},
        "invite_user": lambda: {"user": choose(PEOPLE, body.get("user"))},
    }.get(operation)
    if known and choose([True], body) is True:
        body.update(known())


@schemathesis.hook
def before_call(context, case, kwargs):
    """A key belongs to one request: what the same key does to another one is no news."""
    headers = case.headers or {}
    if is_positive(case) and headers.get("Idempotency-Key"):
        headers["Idempotency-Key"] = str(uuid.uuid4())


if LOGIN:

    @schemathesis.auth(refresh_interval=None)
    class Identity:
        """The token of the role, or where the account is spent, that of a new one."""

        token, since = None, float("-inf")

        def get(self, case, context):
            if context.operation.definition.raw["operationId"] in SPENDS_THE_ACCOUNT:
                return log_in(new_account())
            return self.own()

        def own(self):
            # Good for 15 minutes.
            if time.monotonic() - Identity.since > 600:
                Identity.token, Identity.since = log_in(LOGIN), time.monotonic()
            return Identity.token

        def set(self, case, data, context):
            case.headers = case.headers or {}
            case.headers["Authorization"] = f"Bearer {data}"
            operation = context.operation.definition.raw["operationId"]
            if not is_positive(case):
                return
            # An own session, and an event that nobody needs afterwards.
            if operation == "end_session":
                case.path_parameters["id"] = ask("GET", "/auth/sessions", token=data)["items"][0]["id"]
            if operation == "block_person":
                case.path_parameters["username"] = new_account()
            if operation in {"cancel_event", "remove_event"}:
                if case.path_parameters["id"] in CREATED.union(EVENTS):
                    case.path_parameters["id"] = new_event(data)

    @schemathesis.hook
    def after_call(context, case, response):
        """Events are remembered, and others must be able to register."""
        operation = case.operation.definition.raw["operationId"]
        if operation == "create_event" and response.status_code in {200, 201}:
            CREATED.add(response.json()["id"])
        if operation == "update_settings" and response.status_code == 200:
            ask("PATCH", "/admin/settings", {"sign_up_open": True}, log_in(LOGIN))
