//! The OpenAPI document is what is committed, and says all there is to say.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::architecture::rust_files;

fn document() -> Value {
    serde_json::to_value(backend::openapi::document()).unwrap()
}

/// Every operation: its method and path, and what is said of it.
fn operations(document: &Value) -> Vec<(String, &Value)> {
    let paths = document["paths"].as_object().unwrap();
    paths
        .iter()
        .flat_map(|(path, item)| {
            item.as_object()
                .unwrap()
                .iter()
                .map(move |(method, operation)| (format!("{method} {path}"), operation))
        })
        .collect()
}

#[test]
fn the_committed_document_is_the_one_that_the_code_makes() {
    let committed = include_str!("../../../openapi.yaml");
    assert!(
        committed == backend::openapi::yaml().unwrap(),
        "openapi.yaml is out of date: run `cargo xtask openapi`"
    );
}

#[test]
fn the_committed_document_of_the_socket_is_the_one_that_the_code_makes() {
    let committed = include_str!("../../../asyncapi.yaml");
    assert!(
        committed == backend::asyncapi::yaml().unwrap(),
        "asyncapi.yaml is out of date: run `cargo xtask asyncapi`"
    );
}

#[test]
fn the_operations_are_where_clients_expect_them() {
    let document = document();
    let mut found: Vec<_> = operations(&document)
        .into_iter()
        .map(|(place, operation)| format!("{} {place}", operation["operationId"].as_str().unwrap()))
        .collect();
    found.sort();
    assert_eq!(
        found,
        [
            "block_person put /api/v1/admin/people/{username}/block",
            "block_user put /api/v1/users/{username}/block",
            "book_event put /api/v1/events/{id}/booking",
            "cancel_booking delete /api/v1/events/{id}/booking",
            "cancel_event post /api/v1/events/{id}/cancellation",
            "change_password put /api/v1/users/me/password",
            "choose_language put /api/v1/users/me/language",
            "confirm_account post /api/v1/auth/confirm",
            "confirm_email post /api/v1/auth/email/confirm",
            "create_calendar_feed post /api/v1/users/me/calendar-feed",
            "create_event post /api/v1/events",
            "create_token post /api/v1/auth/token",
            "delete_account post /api/v1/users/me/deletion",
            "download_event_calendar get /api/v1/events/{id}/calendar",
            "download_own_data get /api/v1/users/me/data",
            "end_other_sessions delete /api/v1/auth/sessions",
            "end_session delete /api/v1/auth/sessions/{id}",
            "find_users get /api/v1/users",
            "get_administration get /api/v1/admin",
            "get_calendar_feed get /api/v1/users/me/calendar-feed",
            "get_conversation get /api/v1/conversations/{username}",
            "get_eligibility get /api/v1/events/{id}/eligibility",
            "get_event get /api/v1/events/{id}",
            "get_event_picture get /api/v1/events/{id}/picture/{file}",
            "get_own_profile get /api/v1/users/me",
            "get_profile get /api/v1/users/{username}",
            "get_session get /api/v1/auth/session",
            "invite_user post /api/v1/events/{id}/invitations",
            "list_administration_log get /api/v1/admin/log",
            "list_all_events get /api/v1/admin/events",
            "list_attendees get /api/v1/events/{id}/attendees",
            "list_conversations get /api/v1/conversations",
            "list_events get /api/v1/events",
            "list_events_of_user get /api/v1/users/{username}/events",
            "list_messages get /api/v1/conversations/{username}/messages",
            "list_notifications get /api/v1/notifications",
            "list_outgoing_mails get /api/v1/admin/mails",
            "list_own_bookings get /api/v1/bookings",
            "list_people get /api/v1/admin/people",
            "list_reports get /api/v1/admin/reports",
            "list_sessions get /api/v1/auth/sessions",
            "log_in post /api/v1/auth/login",
            "log_out post /api/v1/auth/logout",
            "mail_message post /api/v1/conversations/{username}/mail",
            "mark_conversation_read post /api/v1/conversations/{username}/read",
            "mark_notifications_read post /api/v1/notifications/read",
            "notify_attendees post /api/v1/events/{id}/notifications",
            "open_socket get /api/v1/socket",
            "open_unsubscribe_page get /api/v1/invitation-mails/unsubscribe",
            "preview_account_deletion get /api/v1/users/me/deletion",
            "read_calendar_feed get /api/v1/calendars/{token}.ics",
            "refresh_token post /api/v1/auth/token/refresh",
            "register_account post /api/v1/auth/register",
            "remove_attendee delete /api/v1/events/{id}/attendees/{username}",
            "remove_event post /api/v1/admin/events/{id}/removal",
            "remove_event_picture delete /api/v1/events/{id}/picture",
            "report_event post /api/v1/events/{id}/reports",
            "report_user post /api/v1/users/{username}/reports",
            "request_password_reset post /api/v1/auth/password/forgot",
            "resend_confirmation post /api/v1/auth/confirm/resend",
            "reset_password post /api/v1/auth/password/reset",
            "retry_mail post /api/v1/admin/mails/{id}/retry",
            "revoke_calendar_feed delete /api/v1/users/me/calendar-feed",
            "send_message post /api/v1/conversations/{username}/messages",
            "set_event_picture put /api/v1/events/{id}/picture",
            "settle_report post /api/v1/admin/reports/{id}/settlement",
            "unblock_person delete /api/v1/admin/people/{username}/block",
            "unblock_user delete /api/v1/users/{username}/block",
            "unsubscribe_from_invitations post /api/v1/invitation-mails/unsubscribe",
            "update_event patch /api/v1/events/{id}",
            "update_event_picture patch /api/v1/events/{id}/picture",
            "update_own_profile patch /api/v1/users/me",
            "update_settings patch /api/v1/admin/settings",
        ]
    );
}

#[test]
fn every_operation_is_explained() {
    let document = document();
    for (place, operation) in operations(&document) {
        assert!(operation["summary"].is_string(), "{place} has no summary");
        assert_eq!(
            operation["tags"].as_array().map(Vec::len),
            Some(1),
            "{place}"
        );
        let responses = operation["responses"].as_object().unwrap();
        for (status, response) in responses {
            let is_problem = status.starts_with('4') || status.starts_with('5');
            let media = response["content"].as_object();
            if is_problem {
                let media = media.unwrap_or_else(|| panic!("{place} {status} has no content"));
                assert!(
                    media.contains_key("application/problem+json"),
                    "{place} {status}"
                );
            }
        }
        let parameters = operation["parameters"].as_array();
        let is_once = parameters.is_some_and(|parameters| {
            let mut names = parameters.iter().map(|parameter| &parameter["name"]);
            names.any(|name| name == "Idempotency-Key")
        });
        let can_misfit = operation.get("requestBody").is_some() || is_once;
        assert_eq!(can_misfit, responses.contains_key("422"), "{place}");
        assert!(responses.contains_key("500"), "{place}");
        // What comes from another site may neither change something nor listen; and not everybody
        // administers.
        let is_guarded =
            !place.starts_with("get ") || place.ends_with("/socket") || place.contains("/v1/admin");
        assert_eq!(is_guarded, responses.contains_key("403"), "{place}");
    }
    assert_eq!(document["openapi"], "3.1.0");
}

#[test]
fn whatever_takes_the_cookie_takes_a_token_too() {
    let document = document();
    for (place, operation) in operations(&document) {
        let ways = operation["security"].as_array();
        let has =
            |way: &str| ways.is_some_and(|ways| ways.iter().any(|given| given.get(way).is_some()));
        assert_eq!(has("session"), has("bearer"), "{place}");
        if has("bearer") {
            assert!(operation["responses"].get("401").is_some(), "{place}");
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
        match value {
            Value::Object(fields) => {
                if let Some(Value::String(reference)) = fields.get("$ref") {
                    found.push(reference);
                }
                fields.values().for_each(|value| references(value, found));
            }
            Value::Array(items) => items.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }
    let document = document();
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(!found.is_empty());
    for reference in found {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

#[test]
fn every_link_leads_to_an_operation_and_gives_it_what_it_takes() {
    let document = document();
    let operations = operations(&document);
    let mut links = 0;
    for (place, operation) in &operations {
        let responses = operation["responses"].as_object().unwrap().values();
        let found = responses.filter_map(|response| response["links"].as_object());
        for (name, link) in found.flatten() {
            links += 1;
            let target = link["operationId"].as_str().unwrap();
            let target = operations
                .iter()
                .find(|(_, operation)| operation["operationId"] == target);
            let (_, target) = target.unwrap_or_else(|| panic!("{place} links to {name}"));
            let parameters = target["parameters"].as_array().into_iter().flatten();
            let known: Vec<_> = parameters.collect();
            let given = link["parameters"].as_object();
            for (parameter, expression) in given.into_iter().flatten() {
                assert!(
                    known.iter().any(|known| known["name"] == *parameter),
                    "{place} links to {name} with the parameter {parameter}"
                );
                assert!(expression.as_str().unwrap().starts_with('$'), "{place}");
            }
            for known in known {
                let is_given =
                    given.is_some_and(|given| given.contains_key(known["name"].as_str().unwrap()));
                let is_needed = known["in"] == "path";
                assert!(
                    is_given || !is_needed,
                    "{place} links to {name} without {known}"
                );
            }
        }
    }
    assert!(links > 30, "{links}");
}

#[test]
fn every_test_asks_through_the_one_door_that_knows_the_document() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/api");
    // Who speaks with mail servers, who finds out whether a program is ready, and what those read who
    // watch the server, which is no part of the document.
    let exceptions = ["smtp_server.rs", "mailbox.rs", "process.rs", "metrics.rs"];
    let around = [".send", "reqwest::get"].map(|call| format!("{call}("));
    for file in rust_files(&tests) {
        let name = file.file_name().unwrap().to_str().unwrap();
        let text = fs::read_to_string(&file).unwrap();
        for line in text.lines().filter(|_| !exceptions.contains(&name)) {
            let asks = around.iter().any(|call| line.contains(call.as_str()));
            // Sockets have messages, which are held against the other document.
            let is_message = line.contains("Message::") || line.contains("stream.send(");
            let is_message = is_message || line.contains("socket.send(");
            // Tests that wait for one another.
            let is_message = is_message || line.contains(".send(())");
            assert!(
                !asks || is_message,
                "{name}: {line}\nUse `support::person::send`."
            );
        }
    }
}
