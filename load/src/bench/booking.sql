-- The transaction of one booking, statement by statement as the server sends it for a booking that
-- comes alone (log_statement tells; compare it when backend/src/bookings/desk changes). The numbers
-- of person and event stand for their ids: see `id` in queries.rs.
\set i :i + 1
\set k :i * :clients + :client_id
\set person 2 + :k % :people
\set event :first_event + (:k + :k / :people) % :events
\set row :first_event * 1000000 + :k
BEGIN;
SELECT id, username, email, first_name, last_name FROM users WHERE id = ANY (ARRAY[lpad((:person)::text, 32, '0')::uuid] || ARRAY(SELECT creator_id FROM events WHERE id = ANY (ARRAY[lpad((:event)::text, 32, '0')::uuid]))) ORDER BY id FOR KEY SHARE;
SELECT id, creator_id, title, description, location, date, time, end_date, end_time, time_zone, starts_at, ends_at, visibility, maximum_attendees, places_taken, price, currency, created_at, updated_at, version FROM events WHERE id = ANY (ARRAY[lpad((:event)::text, 32, '0')::uuid]) ORDER BY id FOR UPDATE;
SELECT bookings.event_id, bookings.user_id, bookings.accepted_at FROM unnest(ARRAY[lpad((:event)::text, 32, '0')::uuid], ARRAY[lpad((:person)::text, 32, '0')::uuid]) AS wanted (event_id, user_id) JOIN bookings ON bookings.event_id = wanted.event_id AND bookings.user_id = wanted.user_id;
INSERT INTO bookings (id, event_id, user_id, status, created_at, accepted_at) SELECT id, event_id, user_id, 'accepted', moment, moment FROM unnest(ARRAY[lpad((:row)::text, 32, '0')::uuid], ARRAY[lpad((:event)::text, 32, '0')::uuid], ARRAY[lpad((:person)::text, 32, '0')::uuid]) AS given (id, event_id, user_id), (SELECT now() AS moment) AS clock ON CONFLICT ON CONSTRAINT bookings_event_user_key DO UPDATE SET status = 'accepted', accepted_at = excluded.accepted_at;
UPDATE events SET places_taken = places_taken + taken.count FROM unnest(ARRAY[lpad((:event)::text, 32, '0')::uuid], ARRAY[1]) AS taken (id, count) WHERE events.id = taken.id AND (events.maximum_attendees IS NULL OR events.places_taken + taken.count <= events.maximum_attendees);
SELECT digest, id FROM announcements WHERE digest = ANY (ARRAY[uuid_send(lpad((:event)::text, 32, '0')::uuid)]) ORDER BY digest FOR KEY SHARE;
INSERT INTO outgoing_mails (id, kind, subject, announcement_id, recipient_id, recipient_name, recipient, created_at, next_attempt_at) SELECT mail.*, moment, moment FROM unnest(ARRAY[lpad((:row)::text, 32, '0')::uuid], ARRAY['booking_confirmed'], ARRAY['Booked: Load'], ARRAY[lpad((:event)::text, 32, '0')::uuid], ARRAY[lpad((:person)::text, 32, '0')::uuid], ARRAY['person'], ARRAY['person@example.org']) AS mail, (SELECT now() AS moment) AS clock;
COMMIT;
