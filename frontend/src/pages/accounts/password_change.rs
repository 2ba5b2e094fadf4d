//! Change the password of somebody who is logged in.

use std::rc::Rc;

use api_types::accounts::Account;
use api_types::passwords::PasswordChange;
use api_types::rules;
use yew::prelude::*;

use super::new_password::{self, TypedPassword, about_password};
use crate::components::{Button, ButtonKind, ErrorSummary, Heading, Link, PasswordField};
use crate::hooks::{use_form, use_password_judge, use_submission, use_toasts};
use crate::{api, navigation, t};

/// Properties of [`PasswordChangePage`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Whose password it is.
    pub account: Rc<Account>,
}

/// The page on which one replaces one's password.
#[component]
pub fn PasswordChangePage(props: &Props) -> Html {
    let account = &props.account;
    let toasts = use_toasts();
    let form = use_form(TypedPassword::default, TypedPassword::check_with_current);
    let (judge, judgement) = use_password_judge(form.value().question(Some(account)));
    let form = form.judged(about_password(judgement.errors));
    let person = account.clone();
    let sending = use_submission(
        &form,
        move |typed: TypedPassword| {
            let question = typed.question(Some(&person));
            let judge = judge.clone();
            async move {
                new_password::judge(judge, question).await?;
                let change = PasswordChange {
                    current_password: typed.current,
                    password: typed.password,
                };
                api::change_password(&change).await
            }
        },
        move |()| {
            navigation::replace("/profile");
            toasts.done(t!("password-changed-toast"));
        },
    );
    let request = &sending.request;
    html! {
        <div class="wrap grid max-w-xl gap-6 py-12 sm:py-16">
            <div class="grid gap-3">
                <Heading title={t!("password-change")}>{ t!("password-change") }</Heading>
                <p class="text-lg text-soft">{ t!("password-change-lead") }</p>
            </div>
            <form class="grid gap-5" novalidate=true method="post" onsubmit={sending.onsubmit.clone()}>
                <ErrorSummary
                    errors={form.faults(new_password::name_of)}
                    general={request.words()}
                    attempt={request.attempt()}
                />
                // Tells password managers whose password it is.
                <input type="text" name="username" autocomplete="username" value={account.username.clone()} readonly=true hidden=true />
                <PasswordField
                    name="current_password"
                    label={t!("field-current-password")}
                    bind={form.bind("current_password", |typed| &mut typed.current)}
                    autocomplete="current-password"
                    maxlength={rules::PASSWORD.1}
                />
                { new_password::fields(&form, judgement.score) }
                <div class="mt-1 flex flex-wrap gap-3 max-sm:flex-col">
                    <Button kind={ButtonKind::Main} submits=true is_busy={request.is_busy()} wait={request.wait()}>
                        { t!("password-save") }
                    </Button>
                    <Link to="/profile" class="btn">{ t!("cancel") }</Link>
                </div>
            </form>
        </div>
    }
}
