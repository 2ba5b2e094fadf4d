//! Which operation can follow which, and with what: OpenAPI's links. Readers find their way by them,
//! and programs that try the API out do what people do, one thing after the other.

use serde_json::json;
use utoipa::openapi::link::{Link, LinkBuilder};
use utoipa::openapi::path::Operation;
use utoipa::openapi::{OpenApi, RefOr};

/// From a successful answer of one operation to another one.
struct Way {
    from: &'static str,
    to: &'static str,
    /// What is called how, and where it is found.
    with: &'static [(&'static str, &'static str)],
    /// The same, for the fields of the body.
    body: &'static [(&'static str, &'static str)],
}

const fn way(
    from: &'static str,
    to: &'static str,
    with: &'static [(&'static str, &'static str)],
) -> Way {
    let body = &[];
    Way {
        from,
        to,
        with,
        body,
    }
}

const CREATED: &[(&str, &str)] = &[("id", "$response.body#/id")];
const SAME: &[(&str, &str)] = &[("id", "$request.path.id")];
const FOUND: &[(&str, &str)] = &[("id", "$response.body#/items/0/id")];
const BOOKED: &[(&str, &str)] = &[("id", "$response.body#/items/0/event/id")];
const SAME_PERSON: &[(&str, &str)] = &[("username", "$request.path.username")];
const PERSON: &[(&str, &str)] = &[("username", "$response.body#/items/0/username")];
const ATTENDEE: &[(&str, &str)] = &[
    ("id", "$request.path.id"),
    ("username", "$response.body#/items/0/person/username"),
];
const EDITED: &[(&str, &str)] = &[
    ("id", "$response.body#/id"),
    ("If-Match", "$response.header.ETag"),
];
/// Of lists that have no filters; the next page of one with filters must be asked for with them.
const NEXT: &[(&str, &str)] = &[("cursor", "$response.body#/next_cursor")];
const NEXT_OF_EVENT: &[(&str, &str)] = &[
    ("id", "$request.path.id"),
    ("cursor", "$response.body#/next_cursor"),
];
const NEXT_OF_PERSON: &[(&str, &str)] = &[
    ("username", "$request.path.username"),
    ("cursor", "$response.body#/next_cursor"),
];

const WAYS: &[Way] = &[
    Way {
        from: "register_account",
        to: "log_in",
        with: &[],
        body: &[
            ("login", "$response.body#/username"),
            ("password", "$request.body#/password"),
        ],
    },
    Way {
        from: "create_token",
        to: "refresh_token",
        with: &[],
        body: &[("refresh_token", "$response.body#/refresh_token")],
    },
    way("list_sessions", "end_session", FOUND),
    way("list_sessions", "list_sessions", NEXT),
    way("create_event", "get_event", CREATED),
    way("create_event", "update_event", EDITED),
    way("create_event", "cancel_event", CREATED),
    way("create_event", "invite_user", CREATED),
    way("create_event", "list_attendees", CREATED),
    way("create_event", "notify_attendees", CREATED),
    way("create_event", "set_event_picture", CREATED),
    way("create_event", "download_event_calendar", CREATED),
    way("update_event", "get_event", CREATED),
    way("update_event", "update_event", EDITED),
    way("update_event", "notify_attendees", CREATED),
    way("set_event_picture", "update_event_picture", SAME),
    way("set_event_picture", "remove_event_picture", SAME),
    way("list_events", "get_event", FOUND),
    way("list_events", "book_event", FOUND),
    way("list_events", "get_eligibility", FOUND),
    way("list_events", "list_events", NEXT),
    way(
        "list_events",
        "get_profile",
        &[("username", "$response.body#/items/0/creator/username")],
    ),
    way("get_event", "get_eligibility", SAME),
    way("get_event", "book_event", SAME),
    way("get_event", "update_event", EDITED),
    way("book_event", "get_event", SAME),
    way("book_event", "cancel_booking", SAME),
    way("list_own_bookings", "cancel_booking", BOOKED),
    way("list_own_bookings", "list_own_bookings", NEXT),
    way("list_attendees", "remove_attendee", ATTENDEE),
    way("list_attendees", "list_attendees", NEXT_OF_EVENT),
    way("find_users", "get_profile", PERSON),
    way("find_users", "send_message", PERSON),
    way("find_users", "block_user", PERSON),
    way("block_user", "unblock_user", SAME_PERSON),
    way("get_profile", "list_events_of_user", SAME_PERSON),
    way("list_events_of_user", "get_event", FOUND),
    way("list_events_of_user", "list_events_of_user", NEXT_OF_PERSON),
    way("send_message", "get_conversation", SAME_PERSON),
    way("send_message", "list_messages", SAME_PERSON),
    Way {
        from: "send_message",
        to: "mail_message",
        with: SAME_PERSON,
        body: &[("id", "$response.body#/message/id")],
    },
    Way {
        from: "send_message",
        to: "mark_conversation_read",
        with: SAME_PERSON,
        body: &[("up_to", "$response.body#/message/position")],
    },
    way("list_messages", "list_messages", NEXT_OF_PERSON),
    way("list_conversations", "list_conversations", NEXT),
    way("list_notifications", "list_notifications", NEXT),
    way("create_calendar_feed", "get_calendar_feed", &[]),
    way("create_calendar_feed", "revoke_calendar_feed", &[]),
];

/// Adds them to every successful answer of the operations that they begin at.
pub fn add(document: &mut OpenApi) {
    let items = document.paths.paths.values_mut();
    let operations = items.flat_map(|item| {
        let methods = [
            &mut item.get,
            &mut item.post,
            &mut item.put,
            &mut item.patch,
            &mut item.delete,
        ];
        methods.into_iter().flatten()
    });
    for operation in operations {
        add_to(operation);
    }
}

fn add_to(operation: &mut Operation) {
    let id = operation.operation_id.as_deref().unwrap_or_default();
    let ways: Vec<_> = WAYS.iter().filter(|way| way.from == id).collect();
    for (status, response) in &mut operation.responses.responses {
        if let RefOr::T(response) = response
            && status.starts_with('2')
        {
            let links = ways
                .iter()
                .map(|way| (way.to.to_owned(), RefOr::T(link(way))));
            response.links.extend(links);
        }
    }
}

fn link(way: &Way) -> Link {
    let link = LinkBuilder::new().operation_id(way.to);
    let link = way
        .with
        .iter()
        .fold(link, |link, (name, found)| link.parameter(*name, *found));
    let fields = way.body.iter().map(|(name, found)| (*name, json!(found)));
    let body: serde_json::Map<_, _> = fields
        .map(|(name, found)| (name.to_owned(), found))
        .collect();
    link.request_body((!body.is_empty()).then_some(body))
        .build()
}
