//! `event-booking create-admin`, as somebody calls it who looks after the server.

use std::process::Output;

use serde_json::json;

use crate::support::process::{call, call_with_input};
use crate::support::{PASSWORD, TestApp};

fn said(output: &Output) -> String {
    let bytes = match output.status.success() {
        true => &output.stdout,
        false => &output.stderr,
    };
    String::from_utf8(bytes.clone()).unwrap()
}

async fn create_admin(app: &TestApp, arguments: &[&str], input: &str) -> Output {
    let all = [&["create-admin"], arguments].concat();
    call_with_input(&all, &app.database.url, input).await
}

/// Whether somebody with this password administers the instance.
async fn administers(app: &TestApp, name: &str, password: &str) -> bool {
    let person = app.guest();
    let body = json!({ "login": name, "password": password });
    let account = person.post("/auth/login", body).await.expect(200).json;
    let may = person.get("/admin").await.status == 200;
    assert_eq!(account["is_admin"], may);
    may
}

#[tokio::test]
async fn an_administrator_is_made_with_the_password_that_is_piped_in() {
    let app = TestApp::start().await;
    let new = ["--username", "ada", "--email", "ada@example.org"];
    let made = create_admin(&app, &new, &format!("{PASSWORD}\r\nnot this\n")).await;
    assert!(
        said(&made).contains("ada has an account now"),
        "{}",
        said(&made)
    );
    assert!(administers(&app, "ada", PASSWORD).await);
    let again = create_admin(&app, &["--username", "ADA"], "").await;
    assert!(said(&again).contains("already; nothing was changed"));

    let revoked = create_admin(&app, &["--username", "ada", "--revoke"], "").await;
    assert!(said(&revoked).contains("no administrator any more"));
    assert!(!administers(&app, "ada", PASSWORD).await);
    let again = create_admin(&app, &["--username", "ada", "--revoke"], "").await;
    assert!(said(&again).contains("nothing was changed"));
    let back = create_admin(&app, &["--username", "ada"], "").await;
    assert!(said(&back).contains("ada has an account already"));
    assert!(administers(&app, "ada", PASSWORD).await);

    let ada = app.guest();
    let body = json!({ "login": "ada", "password": PASSWORD });
    ada.post("/auth/login", body).await.expect(200);
    let log = ada.get("/admin/log").await.expect(200).json;
    let log = log["items"].as_array().unwrap();
    let actions: Vec<_> = log.iter().map(|entry| &entry["action"]).collect();
    assert_eq!(actions, ["admin_made", "admin_revoked", "admin_made"]);
    for entry in log {
        assert_eq!(entry["by_command"], true);
        assert!(entry["admin"].is_null());
        assert_eq!(entry["subject"]["person"]["username"], "ada");
    }
}

#[tokio::test]
async fn a_password_can_be_made_up() {
    let app = TestApp::start().await;
    let new = [
        "--username",
        "ada",
        "--email",
        "ada@example.org",
        "--generate-password",
    ];
    let made = said(&create_admin(&app, &new, "").await);
    let password = made
        .lines()
        .find_map(|line| line.strip_prefix("Password: "));
    assert!(administers(&app, "ada", password.unwrap()).await);
}

#[tokio::test]
async fn somebody_who_waits_for_their_confirmation_is_let_in() {
    let app = TestApp::start().await;
    app.register(&app.guest(), "lena").await;
    let made = said(&create_admin(&app, &["--username", "lena"], "").await);
    assert!(
        made.contains("lena@example.org counts as confirmed"),
        "{made}"
    );
    assert!(administers(&app, "lena", PASSWORD).await);
}

#[tokio::test]
async fn what_is_wrong_is_said_and_nothing_is_changed() {
    let app = TestApp::start().await;
    let (ada, _) = (app.admin("ada").await, app.member("lena").await);
    let block = json!({ "reason": "Enough." });
    ada.put_json("/admin/people/lena/block", block)
        .await
        .expect(200);
    let email = ["--email", "grace@example.org"];
    let cases: [(&[&str], &str, &str); 6] = [
        (&["--username", "grace"], "", "needs --email"),
        (&["--username", "lena"], "", "lena is blocked"),
        (&["--username", "grace", "--revoke"], "", "nobody here"),
        (
            &[&["--username", "grace"][..], &email].concat(),
            "1234\n",
            "password: ",
        ),
        (
            &[&["--username", "g race"][..], &email].concat(),
            PASSWORD,
            "username: ",
        ),
        (
            &["--username", "grace", "--email", "LENA@example.org"],
            PASSWORD,
            "email: ",
        ),
    ];
    for (arguments, input, words) in cases {
        let output = create_admin(&app, arguments, input).await;
        assert!(!output.status.success(), "{arguments:?}");
        assert!(said(&output).contains(words), "{}", said(&output));
    }
    let people = ada.get("/admin/people").await.expect(200).json;
    assert_eq!(people["items"].as_array().map(Vec::len), Some(2));
    let wrong = call(&["create-admin"], &app.database.url, &[]).await;
    assert!(said(&wrong).contains("--username"));
}
