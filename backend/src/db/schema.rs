// Written by `cargo xtask schema` from the migrations; do not edit.

diesel::table! {
    administration_log (id) {
        id -> Uuid,
        admin_id -> Nullable<Uuid>,
        by_command -> Bool,
        action -> Text,
        subject_kind -> Text,
        subject_id -> Nullable<Uuid>,
        subject_name -> Nullable<Text>,
        person_id -> Nullable<Uuid>,
        reason -> Nullable<Text>,
        happened_at -> Timestamptz,
    }
}

diesel::table! {
    announcements (id) {
        id -> Uuid,
        digest -> Bytea,
        content -> Jsonb,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    blocks (blocker_id, blocked_id) {
        blocker_id -> Uuid,
        blocked_id -> Uuid,
        created_at -> Timestamptz,
        read_up_to -> Int8,
    }
}

diesel::table! {
    bookings (id) {
        id -> Uuid,
        event_id -> Uuid,
        user_id -> Uuid,
        status -> Text,
        created_at -> Timestamptz,
        accepted_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    calendar_feeds (user_id) {
        user_id -> Uuid,
        token_hash -> Bytea,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    confirmation_values (id) {
        id -> Uuid,
        user_id -> Uuid,
        purpose -> Text,
        value_hash -> Bytea,
        expires_at -> Timestamptz,
        created_at -> Timestamptz,
        email -> Nullable<Text>,
    }
}

diesel::table! {
    conversations (owner_id, partner_id) {
        owner_id -> Uuid,
        partner_id -> Uuid,
        id -> Uuid,
        last_position -> Int8,
        last_received -> Int8,
        read_up_to -> Int8,
        noticed_up_to -> Int8,
    }
}

diesel::table! {
    event_pictures (event_id, size) {
        event_id -> Uuid,
        size -> Text,
        hash -> Text,
        bytes -> Bytea,
    }
}

diesel::table! {
    events (id) {
        id -> Uuid,
        creator_id -> Uuid,
        title -> Text,
        description -> Text,
        location -> Nullable<Text>,
        date -> Date,
        time -> Nullable<Time>,
        end_date -> Nullable<Date>,
        end_time -> Nullable<Time>,
        time_zone -> Text,
        starts_at -> Timestamptz,
        ends_at -> Timestamptz,
        visibility -> Text,
        maximum_attendees -> Nullable<Int4>,
        places_taken -> Int4,
        price -> Nullable<Numeric>,
        currency -> Nullable<Text>,
        search_text -> Text,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        version -> Int4,
        announced -> Nullable<Jsonb>,
        picture_hash -> Nullable<Text>,
        picture_width -> Nullable<Int4>,
        picture_height -> Nullable<Int4>,
        picture_description -> Nullable<Text>,
    }
}

diesel::table! {
    idempotency_keys (user_id, key) {
        user_id -> Uuid,
        key -> Text,
        fingerprint -> Bytea,
        outcome -> Nullable<Jsonb>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    instance_settings (is_only) {
        is_only -> Bool,
        sign_up_open -> Bool,
    }
}

diesel::table! {
    message_clock (is_only) {
        is_only -> Bool,
        position -> Int8,
    }
}

diesel::table! {
    messages (sender_id, recipient_id, id) {
        sender_id -> Uuid,
        recipient_id -> Uuid,
        id -> Uuid,
        position -> Int8,
        text -> Text,
        sent_at -> Timestamptz,
        mailed_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    notifications (id) {
        id -> Uuid,
        user_id -> Uuid,
        kind -> Text,
        event_id -> Uuid,
        event_title -> Text,
        person_id -> Nullable<Uuid>,
        count -> Int4,
        details -> Nullable<Jsonb>,
        happened_at -> Timestamptz,
        read_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    outgoing_mails (id) {
        id -> Uuid,
        kind -> Text,
        recipient -> Text,
        subject -> Text,
        text_body -> Nullable<Text>,
        html_body -> Nullable<Text>,
        attempts -> Int4,
        next_attempt_at -> Timestamptz,
        last_error -> Nullable<Text>,
        created_at -> Timestamptz,
        sent_at -> Nullable<Timestamptz>,
        failed_at -> Nullable<Timestamptz>,
        announcement_id -> Nullable<Uuid>,
        recipient_id -> Nullable<Uuid>,
        recipient_name -> Nullable<Text>,
        has_place -> Nullable<Bool>,
        language -> Text,
    }
}

diesel::table! {
    refresh_tokens (token_hash) {
        token_hash -> Bytea,
        session_id -> Uuid,
        created_at -> Timestamptz,
        used_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    reports (id) {
        id -> Uuid,
        reporter_id -> Nullable<Uuid>,
        subject_kind -> Text,
        subject_id -> Uuid,
        subject_name -> Text,
        person_id -> Uuid,
        reason -> Text,
        created_at -> Timestamptz,
        settled_at -> Nullable<Timestamptz>,
        settled_by -> Nullable<Uuid>,
        decision -> Nullable<Text>,
    }
}

diesel::table! {
    sessions (id) {
        id -> Uuid,
        key_hash -> Nullable<Bytea>,
        user_id -> Uuid,
        ip_address -> Inet,
        user_agent -> Text,
        created_at -> Timestamptz,
        last_used_at -> Timestamptz,
        expires_at -> Timestamptz,
        kind -> Text,
    }
}

diesel::table! {
    users (id) {
        id -> Uuid,
        username -> Text,
        email -> Text,
        password_hash -> Text,
        first_name -> Nullable<Text>,
        last_name -> Nullable<Text>,
        age -> Nullable<Int2>,
        confirmed_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
        wants_invitation_mails -> Bool,
        search_text -> Text,
        language -> Text,
        is_admin -> Bool,
        blocked_at -> Nullable<Timestamptz>,
        blocked_reason -> Nullable<Text>,
    }
}

diesel::joinable!(bookings -> events (event_id));
diesel::joinable!(bookings -> users (user_id));
diesel::joinable!(calendar_feeds -> users (user_id));
diesel::joinable!(confirmation_values -> users (user_id));
diesel::joinable!(event_pictures -> events (event_id));
diesel::joinable!(events -> users (creator_id));
diesel::joinable!(idempotency_keys -> users (user_id));
diesel::joinable!(outgoing_mails -> announcements (announcement_id));
diesel::joinable!(refresh_tokens -> sessions (session_id));
diesel::joinable!(sessions -> users (user_id));

diesel::allow_tables_to_appear_in_same_query!(
    administration_log,
    announcements,
    blocks,
    bookings,
    calendar_feeds,
    confirmation_values,
    conversations,
    event_pictures,
    events,
    idempotency_keys,
    instance_settings,
    message_clock,
    messages,
    notifications,
    outgoing_mails,
    refresh_tokens,
    reports,
    sessions,
    users,
);
