//! Something to do for an administrator: one of the people is one, and two others have reported
//! something.

use api_types::administration::ReportSubjectKind;
use chrono::{DateTime, TimeDelta, Utc};
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use crate::accounts::queries::{set_admin, user_by_username};
use crate::administration::queries::{Complaint, insert_report};
use crate::events::queries::events_of;

/// Username of the person who administers.
const ADMINISTRATOR: &str = "uschi";

/// Makes somebody an administrator, who then finds two reports.
pub(super) async fn write(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> anyhow::Result<()> {
    let uschi = id_of(conn, ADMINISTRATOR).await?;
    set_admin(conn, uschi, true).await?;
    let (giulia, emeka) = (id_of(conn, "giulia").await?, id_of(conn, "emeka").await?);
    if let Some(event) = events_of(conn, giulia, None, None, None, 1).await?.first() {
        let complaint = Complaint {
            reporter: id_of(conn, "ben-carter").await?,
            kind: ReportSubjectKind::Event,
            subject_id: event.row.id,
            subject_name: &event.row.title,
            person: giulia,
            reason: "The address does not exist. I stood in front of a car park for half an hour.",
        };
        insert_report(conn, complaint, now - TimeDelta::hours(30)).await?;
    }
    let complaint = Complaint {
        reporter: id_of(conn, "linh").await?,
        kind: ReportSubjectKind::Person,
        subject_id: emeka,
        subject_name: "emeka",
        person: emeka,
        reason: "Schickt mir jeden Tag dieselbe Werbung für ein Konzert, bei dem er selbst spielt.",
    };
    insert_report(conn, complaint, now - TimeDelta::hours(3)).await?;
    Ok(())
}

async fn id_of(conn: &mut AsyncPgConnection, username: &str) -> anyhow::Result<Uuid> {
    let user = user_by_username(conn, username).await?;
    user.map(|user| user.id)
        .ok_or_else(|| anyhow::anyhow!("the demo data have nobody called {username}"))
}
